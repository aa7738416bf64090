//! Where requests are sent: the server of the document or of one operation, or the endpoint that the caller sets.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bindwright_runtime::Body;
use bindwright_runtime::client::Transport;
use bindwright_runtime::http::{Request, Response, StatusCode};
use bindwright_runtime::server::Router;
use cases::server_of_one_operation::{AddPhoto, Client, ClientBuilder, ListPets, ListPhotos};
use cases::server_variables as variables;

/// The URLs of all requests, in order.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<String>>>);

impl Asked {
    /// A transport that records the URL and responds with `204`.
    fn transport(&self) -> impl Transport + use<> {
        let asked = self.0.clone();
        tower::service_fn(move |request: Request<Body>| {
            asked.lock().unwrap().push(request.uri().to_string());
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            std::future::ready(Ok::<_, Infallible>(response))
        })
    }
}

/// The URLs of all three operations, for a client that is built like this.
async fn addresses(build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let asked = Asked::default();
    let builder = Client::builder().transport(asked.transport());
    let client = build(builder).build().unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    client.list_photos(ListPhotos::new()).await.unwrap();
    client.add_photo(AddPhoto::new()).await.unwrap();
    let asked = asked.0.lock().unwrap();
    asked.clone()
}

#[tokio::test]
async fn an_operation_is_sent_to_its_own_server() {
    assert_eq!(
        addresses(|builder| builder).await,
        [
            "https://north.example.com/pets",
            "https://photos.north.example.com/v1/photos",
            "https://uploads.example.com/photos",
        ]
    );
}

#[tokio::test]
async fn a_variable_applies_to_every_server_that_has_it() {
    assert_eq!(
        addresses(|builder| builder.region("south")).await,
        [
            "https://south.example.com/pets",
            "https://photos.south.example.com/v1/photos",
            "https://uploads.example.com/photos",
        ]
    );
}

#[tokio::test]
async fn an_endpoint_of_the_caller_applies_to_all_operations() {
    assert_eq!(
        addresses(|builder| builder.endpoint("http://localhost/test")).await,
        [
            "http://localhost/test/pets",
            "http://localhost/test/photos",
            "http://localhost/test/photos",
        ]
    );
}

/// An implementation of both documents.
struct Pets;

type Done = Result<bindwright_runtime::Response<()>, bindwright_runtime::Error>;

impl cases::server_of_one_operation::PetsApi for Pets {
    async fn list_pets(&self, _: bindwright_runtime::Request<ListPets>) -> Done {
        Ok(().into())
    }

    async fn list_photos(&self, _: bindwright_runtime::Request<ListPhotos>) -> Done {
        Ok(().into())
    }

    async fn add_photo(&self, _: bindwright_runtime::Request<AddPhoto>) -> Done {
        Ok(().into())
    }
}

impl variables::PetsApi for Pets {
    async fn list_pets(&self, _: bindwright_runtime::Request<variables::ListPets>) -> Done {
        Ok(().into())
    }
}

#[tokio::test]
async fn a_client_finds_the_router_of_its_document() {
    let router = cases::server_of_one_operation::router(Pets);
    let client = Client::builder().transport(router).build().unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    client.list_photos(ListPhotos::new()).await.unwrap();
    client.add_photo(AddPhoto::new()).await.unwrap();
}

/// The status of a call by a client with this stage.
async fn status(router: Router, stage: Option<&str>) -> u16 {
    let builder = variables::Client::builder().transport(router);
    let builder = match stage {
        Some(stage) => builder.stage(stage),
        None => builder,
    };
    let client = builder.build().unwrap();
    match client.list_pets(variables::ListPets::new()).await {
        Ok(response) => response.status().as_u16(),
        Err(error) => error.status().unwrap().as_u16(),
    }
}

#[tokio::test]
async fn the_base_path_has_the_defaults_of_its_variables() {
    let router = variables::router(Pets);
    assert_eq!(status(router.clone(), None).await, 204);
    assert_eq!(status(router, Some("v2")).await, 404);
    let any = variables::routes(Pets).at("/{stage}").into_router();
    assert_eq!(status(any.clone(), None).await, 204);
    assert_eq!(status(any, Some("v2")).await, 204);
    let root = variables::routes(Pets).at("/").into_router();
    assert_eq!(status(root, None).await, 404);
}
