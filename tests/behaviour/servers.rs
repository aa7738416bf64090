//! Where requests are sent: the server of the document or of one operation, or the endpoint that the caller sets.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bindwright_runtime::Body;
use bindwright_runtime::client::Transport;
use bindwright_runtime::http::{Request, Response, StatusCode};
use cases::server_of_one_operation::{AddPhoto, Client, ClientBuilder, ListPets, ListPhotos};

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
