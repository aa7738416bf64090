//! Implementations of the trait: partial ones respond with status 501, and complete ones are served like all others.

use bindwright_runtime::http::StatusCode;
use bindwright_runtime::{ConfigError, Error, Request, Response};
use cases::server_of_one_operation::{
    AddPhoto, Client, CompletePetsApi, ListPets, ListPhotos, PetsApi, router,
};

use crate::wire::Wire;

/// Has one of the three operations.
struct Partial;

impl PetsApi for Partial {
    async fn list_pets(&self, _: Request<ListPets>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }
}

/// Has all of them.
struct Complete;

impl CompletePetsApi for Complete {
    async fn list_pets(&self, _: Request<ListPets>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }

    async fn list_photos(&self, _: Request<ListPhotos>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }

    async fn add_photo(&self, _: Request<AddPhoto>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }
}

/// Calls an implementation without a server.
async fn list_photos(api: &impl PetsApi) -> Result<Response<()>, Error> {
    api.list_photos(Request::new(ListPhotos::new())).await
}

#[tokio::test]
async fn an_operation_that_is_left_out_returns_501() {
    let wire = Wire::new(router(Partial)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    let failure = client.list_photos(ListPhotos::new()).await.unwrap_err();
    assert_eq!(failure.status(), Some(StatusCode::NOT_IMPLEMENTED));
    let Err(Error::Config(ConfigError::Unimplemented(operation))) = list_photos(&Partial).await
    else {
        panic!("an error of the caller");
    };
    assert_eq!(operation, "listPhotos");
}

#[tokio::test]
async fn a_complete_implementation_is_an_implementation() {
    let wire = Wire::new(router(Complete)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    client.list_photos(ListPhotos::new()).await.unwrap();
    client.add_photo(AddPhoto::new()).await.unwrap();
    list_photos(&Complete).await.unwrap();
}
