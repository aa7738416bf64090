//! The listings of the guides about a crate that is generated from a document of the reader.

use cases::guides_pets as pets;

// ANCHOR: server
use pets::runtime::http::StatusCode;
use pets::{Error, GetPet, Pet, PetError, PetsApi, Request, Response};

struct Shop;

impl PetsApi for Shop {
    async fn get_pet(&self, request: Request<GetPet>) -> Result<Response<Pet>, Error<PetError>> {
        match request.get_ref().pet_id {
            7 => Ok(Response::new(Pet::new("Rex").age(3))),
            id => {
                let body = PetError::new(format!("there is no pet {id}"));
                Err(Error::api(StatusCode::NOT_FOUND, body))
            }
        }
    }
}
// ANCHOR_END: server

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Serves the API on a free port.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(pets::runtime::server::serve(listener, pets::router(Shop)));

    // Calls it.
    let client = pets::Client::builder()
        .endpoint(format!("http://{address}"))
        .build()?;
    let pet = client.get_pet(GetPet::new(7)).await?.into_body();
    println!("{} is {:?} years old", pet.name, pet.age);

    // The document describes this error: its body is typed.
    match client.get_pet(GetPet::new(8)).await {
        Err(Error::Api(error)) => println!("{}: {}", error.status(), error.body().message),
        other => println!("{other:?}"),
    }

    // The document requires `pet_id` to be at least 1: nothing is sent.
    if let Err(error) = client.get_pet(GetPet::new(0)).await {
        println!("{error}");
    }
    Ok(())
}
// ANCHOR_END: main

#[test]
fn the_program_of_the_first_tutorial_runs() {
    main().expect("it runs");
}

async fn call() -> Result<(), Box<dyn std::error::Error>> {
    // ANCHOR: client
    let client = pets::Client::builder().build()?;
    let pet = client.get_pet(pets::GetPet::new(7)).await?.into_body();
    println!("{} is {:?} years old", pet.name, pet.age);
    // ANCHOR_END: client
    Ok(())
}

#[test]
fn the_client_of_the_readme_compiles() {
    _ = call; // Running it would need the network.
}
