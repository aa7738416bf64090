//! Webhooks and callbacks: the router receives what the client sends, at every kind of URL.

use std::sync::Arc;

use bindwright_runtime::http::StatusCode;
use bindwright_runtime::server::{Authenticator, Call, Credential, Denied};
use bindwright_runtime::{ApiError, Error, Request, Response};
use cases::callback_to_an_address::callbacks;
use cases::callback_to_an_address::types::OnDataBody;
use cases::webhook_sent_and_received::types::{Pet, PetSoldGone, Sale};
use cases::webhook_sent_and_received::webhooks::{
    self, DeleteClosed, DynWebhooks, PetSold, ShopClosed, Webhooks,
};

use crate::wire::{Seen, Wire, post, raw};

/// Accepts callers with the secret. Webhooks without credentials accept everybody.
struct Gate;

impl Authenticator for Gate {
    type Principal = ();

    async fn authenticate(&self, found: &[Credential], _: &Call<'_>) -> Result<(), Denied> {
        match found {
            [Credential::Key { value, .. }] if value.expose() == "s3" => Ok(()),
            _ => Err(Denied::Unauthorized),
        }
    }
}

/// Records sales, and rejects cheap ones.
#[derive(Clone)]
struct Shop(Seen<String>);

impl Webhooks for Shop {
    async fn pet_sold(
        &self,
        request: Request<PetSold>,
    ) -> Result<Response<()>, Error<PetSoldGone>> {
        let PetSold {
            x_delivery, body, ..
        } = request.into_inner();
        if body.price == 1 {
            let reason = PetSoldGone::new().reason("too cheap");
            return Err(ApiError::new(StatusCode::GONE, reason).into());
        }
        let Sale { pet, price, .. } = body;
        self.0
            .push(format!("{x_delivery}: {} for {price}", pet.name));
        Ok(Response::new(()).with_header(webhooks::X_SEEN, 1))
    }

    async fn shop_closed(&self, _: Request<ShopClosed>) -> Result<Response<()>, Error> {
        self.0.push("closed".to_owned());
        Ok(Response::new(()))
    }
}

fn sale(price: i64) -> PetSold {
    PetSold::new("d-1", Sale::new(Pet::new("Rex"), price))
}

#[tokio::test]
async fn a_webhook_is_sent_to_the_path_of_its_name() {
    let shop = Shop(Seen::new());
    let wire = Wire::new(webhooks::router(shop.clone(), Gate)).await;
    let client = webhooks::Client::builder()
        .endpoint(&wire.url)
        .secret("s3")
        .build()
        .unwrap();
    let response = client.pet_sold(sale(7)).await.unwrap();
    assert_eq!(response.header(webhooks::X_SEEN).unwrap(), Some(1));
    assert_eq!(wire.request_lines(), ["POST /pet.sold HTTP/1.1"]);
    assert_eq!(wire.body(), r#"{"pet":{"name":"Rex"},"price":7}"#);
    client.shop_closed(ShopClosed::new()).await.unwrap();
    assert_eq!(wire.header("x-delivery").as_deref(), Some("d-1"));
    assert_eq!(shop.0.take(), ["d-1: Rex for 7", "closed"]);
}

#[tokio::test]
async fn a_webhook_is_sent_to_the_url_of_its_receiver() {
    let shop = Shop(Seen::new());
    let routes = webhooks::routes(shop.clone()).path_of::<PetSold>("/hooks/{tenant}");
    let wire = Wire::new(routes.into_router()).await;
    let client = webhooks::Client::builder().build().unwrap();
    assert!(client.pet_sold(sale(7)).await.is_err(), "no address");
    let receiver = client.to(&format!("{}/hooks/a?x=1", wire.url)).unwrap();
    receiver.pet_sold(sale(7)).await.unwrap();
    assert_eq!(wire.request_lines(), ["POST /hooks/a?x=1 HTTP/1.1"]);
    assert_eq!(shop.0.take(), ["d-1: Rex for 7"]);
}

/// A program decides at run time who receives, and who is told.
#[tokio::test]
async fn receivers_and_senders_of_webhooks_have_one_type_behind_a_pointer() {
    let shop = Shop(Seen::new());
    let receiver: Arc<dyn DynWebhooks> = Arc::new(shop.clone());
    let wire = Wire::new(webhooks::router(Arc::clone(&receiver), Gate)).await;
    let client = webhooks::Client::builder().endpoint(&wire.url);
    let sender: Arc<dyn DynWebhooks> = Arc::new(client.secret("s3").build().unwrap());
    for (webhooks, price) in [(&receiver, 7), (&sender, 8)] {
        webhooks.pet_sold(sale(price).into()).await.unwrap();
    }
    assert_eq!(shop.0.take(), ["d-1: Rex for 7", "d-1: Rex for 8"]);
    assert_eq!(wire.request_lines(), ["POST /pet.sold HTTP/1.1"]);
    // A method that a receiver leaves out is unimplemented behind a pointer too.
    let left_out = sender.delete_closed(DeleteClosed::new().into()).await;
    let Err(Error::Unexpected(response)) = left_out else {
        panic!("{left_out:?}");
    };
    assert_eq!(response.status(), 501);
}

#[tokio::test]
async fn webhooks_have_errors_and_limits_like_operations() {
    let wire = Wire::new(webhooks::router(Shop(Seen::new()), Gate)).await;
    let client = webhooks::Client::builder()
        .endpoint(&wire.url)
        .secret("wrong")
        .build()
        .unwrap();
    let Err(Error::Api(failure)) = client.pet_sold(sale(1)).await else {
        panic!("a documented failure");
    };
    assert_eq!(failure.body().reason.as_deref(), Some("too cheap"));
    let Err(Error::Invalid(_)) = client.pet_sold(sale(0)).await else {
        panic!("nothing is sent that breaks a limit");
    };
    let Err(Error::Unexpected(rejected)) = client.shop_closed(ShopClosed::new()).await else {
        panic!("the secret is wrong");
    };
    assert_eq!(rejected.status(), 401);
}

#[tokio::test]
async fn a_webhook_without_a_method_is_not_implemented() {
    struct Nobody;
    impl Webhooks for Nobody {}
    let wire = Wire::new(webhooks::router(Nobody, Gate)).await;
    let client = webhooks::Client::builder()
        .endpoint(&wire.url)
        .build()
        .unwrap();
    let Err(Error::Unexpected(rejected)) = client.pet_sold(sale(7)).await else {
        panic!("nobody cares");
    };
    assert_eq!(rejected.status(), 501);
}

#[tokio::test]
async fn webhooks_at_one_url_are_routed_by_their_content() {
    let shop = Shop(Seen::new());
    let routes = webhooks::routes(shop.clone()).path_from(|head, body| {
        let event = head.headers.get("X-Event")?.to_str().ok()?;
        (!body.is_empty()).then(|| format!("/{event}"))
    });
    let router = routes.into_router();
    let sale = |event: &str| {
        let mut request = post("/all", r#"{"pet":{"name":"Rex"},"price":7}"#);
        let headers = request.headers_mut();
        headers.insert("x-event", event.parse().unwrap());
        headers.insert("x-delivery", "d-2".parse().unwrap());
        request
    };
    assert_eq!(raw(router.clone(), sale("pet.sold")).await.0, 200);
    assert_eq!(raw(router, sale("pet.lost")).await.0, 404);
    assert_eq!(shop.0.take(), ["d-2: Rex for 7"]);
}

/// Accepts values below ten.
struct Listener;

impl callbacks::Callbacks for Listener {
    async fn on_data(
        &self,
        request: Request<callbacks::OnData>,
    ) -> Result<Response<callbacks::OnDataSuccess>, Error> {
        let arguments = request.into_inner();
        Ok(Response::new(if arguments.body.value < 10.0 {
            callbacks::OnDataSuccess::Accepted(format!("after {:?}", arguments.seq))
        } else {
            callbacks::OnDataSuccess::NoContent
        }))
    }
}

#[tokio::test]
async fn a_callback_is_sent_to_the_url_in_a_request() {
    let routes = callbacks::routes(Listener).path_of::<callbacks::OnData>("/mine/data");
    let wire = Wire::new(routes.into_router()).await;
    let client = callbacks::Client::builder().build().unwrap();
    let receiver = client.to(&format!("{}/mine/data", wire.url)).unwrap();
    let send = async |value| {
        let data = callbacks::OnData::new(OnDataBody::new(value)).seq(3);
        receiver.on_data(data).await.unwrap().into_body()
    };
    let more = callbacks::OnDataSuccess::Accepted("after Some(3)".to_owned());
    assert_eq!(send(1.5).await, more);
    assert_eq!(send(11.0).await, callbacks::OnDataSuccess::NoContent);
    assert_eq!(
        wire.request_lines().first().map(String::as_str),
        Some("POST /mine/data?seq=3 HTTP/1.1")
    );
}
