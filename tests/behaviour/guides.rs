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
        .endpoint(format!("http://{address}/v1"))
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

/// The page about webhooks.
mod webhooks_page {
    use bindwright_runtime::{Error, Request, Response};
    use cases::webhook_sent_and_received as shop_api;

    // ANCHOR: webhooks_receive
    use shop_api::types::PetSoldGone;
    use shop_api::webhooks::{self, PetSold, ShopClosed, Webhooks};

    struct Shop;

    impl Webhooks for Shop {
        async fn pet_sold(
            &self,
            request: Request<PetSold>,
        ) -> Result<Response<()>, Error<PetSoldGone>> {
            println!("{} was sold", request.get_ref().body.pet.name);
            Ok(Response::new(()))
        }
    }
    // ANCHOR_END: webhooks_receive

    use bindwright_runtime::server::{Authenticator, Call, Credential, Denied};
    use shop_api::types::{Pet, Sale};

    struct Everyone;

    impl Authenticator for Everyone {
        type Principal = ();

        async fn authenticate(&self, _: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
            Ok(())
        }
    }

    #[test]
    fn routes_are_chosen_by_name_path_or_header() {
        // ANCHOR: webhooks_route
        // Each webhook at a path of its own name: POST /pet.sold
        let app = webhooks::router(Shop, Everyone);

        // One of them elsewhere.
        let elsewhere = webhooks::routes(Shop)
            .authenticator(Everyone)
            .path_of::<PetSold>("/hooks/sold")
            .into_router();

        // All at one URL: a header says which webhook it is.
        let by_header = webhooks::routes(Shop)
            .authenticator(Everyone)
            .path_from(|head, _body| {
                let event = head.headers.get("x-event")?.to_str().ok()?;
                Some(format!("/{event}"))
            })
            .into_router();
        // ANCHOR_END: webhooks_route
        drop((app, elsewhere, by_header, ShopClosed::new()));
    }

    #[tokio::test]
    async fn a_sender_names_the_url_of_each_receiver() {
        let router = webhooks::router(Shop, Everyone);
        let builder = webhooks::Client::builder().transport(router);
        let (subscriber, sale) = ("https://receiver.example", Sale::new(Pet::new("Rex"), 20));
        // ANCHOR: webhooks_send
        let client = builder.build().expect("a client");
        let receiver = client.to(subscriber).expect("a URL");
        let sent = receiver.pet_sold(PetSold::new("delivery-1", sale)).await;
        // ANCHOR_END: webhooks_send
        drop(sent);
    }
}

/// The page about the router.
mod router_page {
    use super::{Shop, pets};

    #[tokio::test]
    async fn a_router_is_merged_and_layered() {
        // ANCHOR: router_merge
        use axum::{Router, routing::get};

        let app = Router::new()
            .route("/health", get(|| async { "well" }))
            .merge(pets::router(Shop))
            .fallback(|| async { "a page" });
        // ANCHOR_END: router_merge
        assert_eq!(text(&app, "/health").await, "well");
        assert_eq!(text(&app, "/v1/pets/7").await, r#"{"name":"Rex","age":3}"#);
        assert_eq!(text(&app, "/pets/7").await, "a page");
    }

    #[tokio::test]
    async fn a_layer_counts_operations() {
        // ANCHOR: router_layer
        use axum::{extract::Request, middleware::Next, response::Response};
        use pets::runtime::OperationInfo;

        async fn log(request: Request, next: Next) -> Response {
            let response = next.run(request).await;
            let operation = response.extensions().get::<OperationInfo>();
            let name = operation.map_or("none", OperationInfo::id);
            println!("{name}: {}", response.status());
            response
        }

        let app = pets::router(Shop).layer(axum::middleware::from_fn(log));
        // ANCHOR_END: router_layer
        assert_eq!(text(&app, "/v1/pets/7").await, r#"{"name":"Rex","age":3}"#);
    }

    #[tokio::test]
    async fn problems_name_their_site() {
        // ANCHOR: router_problems
        let site = String::from("eu");
        let routes = pets::routes(Shop).problems(move |mut problem, request| {
            let operation = request.operation().map_or("none", |found| found.id());
            problem.message = format!("{} ({operation}, {site})", problem.message);
            problem
        });
        let app = routes.into_router();
        // ANCHOR_END: router_problems
        let body = text(&app, "/nowhere").await;
        assert!(body.contains("GET /nowhere (none, eu)"), "{body}");
    }

    /// The body of a response.
    async fn text(app: &axum::Router, path: &str) -> String {
        use http_body_util::BodyExt;
        use tower::ServiceExt;

        let request = axum::extract::Request::get(path).body(axum::body::Body::empty());
        let response = app.clone().oneshot(request.unwrap()).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    }
}
