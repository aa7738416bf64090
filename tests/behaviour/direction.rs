//! Properties that only requests or only responses have: required where they belong, and left out elsewhere.

use bindwright_runtime::http::StatusCode;
use bindwright_runtime::{Error, Map, Request, Response};
use cases::schema_read_only_and_write_only_at_every_depth::{types::*, *};

use crate::wire::{Seen, Wire, get, post, raw};

/// Returns the value that it is made with, and keeps what it receives.
#[derive(Clone)]
struct Shop {
    pet: Pet,
    leaf: Leaf,
    owner: Owner,
    seen: Seen<(Pet, Option<Leaf>)>,
}

impl PetsApi for Shop {
    async fn add_pet(&self, request: Request<AddPet>) -> Result<Response<Pet>, Error> {
        self.seen.push((request.into_inner().body, None));
        Ok(Response::new(self.pet.clone()))
    }

    async fn add_form(&self, request: Request<AddForm>) -> Result<Response<Leaf>, Error> {
        self.seen
            .push((Pet::new(), Some(request.into_inner().body)));
        Ok(Response::new(self.leaf.clone()))
    }

    async fn add_parts(&self, request: Request<AddParts>) -> Result<Response<Leaf>, Error> {
        self.seen
            .push((Pet::new(), Some(request.into_inner().body)));
        Ok(Response::new(self.leaf.clone()))
    }

    async fn get_owner(&self, _: Request<GetOwner>) -> Result<Response<Owner>, Error> {
        Ok(Response::new(self.owner.clone()))
    }

    async fn put_key(&self, request: Request<PutKey>) -> Result<Response<()>, Error> {
        assert_eq!(request.into_inner().body.id, None);
        Ok(Response::new(()))
    }
}

/// A leaf with everything, as nobody may send it.
fn full() -> Leaf {
    Leaf::new().id("7").secret("s").note("n")
}

/// A pet with a leaf in every place.
fn pet(leaf: &Leaf) -> Pet {
    let mut merged = PetMerged::new().more("m");
    (merged.id, merged.secret) = (leaf.id.clone(), leaf.secret.clone());
    Pet::new()
        .list([leaf.clone()])
        .map(Map::from([("a".to_owned(), leaf.clone())]))
        .one(PetOne::Leaf(leaf.clone()))
        .merged(merged)
}

fn shop(leaf: &Leaf) -> Shop {
    Shop {
        pet: pet(leaf),
        leaf: leaf.clone(),
        owner: Owner::new("1").pin("2"),
        seen: Seen::new(),
    }
}

async fn client(shop: &Shop) -> (Wire, Client) {
    let wire = Wire::new(router(shop.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    (wire, client)
}

#[tokio::test]
async fn neither_side_sends_what_belongs_to_the_other() {
    let shop = shop(&full());
    let (wire, client) = client(&shop).await;
    let back = client.add_pet(AddPet::new(pet(&full()))).await.unwrap();
    assert_eq!(
        wire.body(),
        r#"{"list":[{"secret":"s","note":"n"}],"map":{"a":{"secret":"s","note":"n"}},"one":{"secret":"s","note":"n"},"merged":{"secret":"s","more":"m"}}"#
    );
    assert_eq!(
        wire.response_body(),
        r#"{"list":[{"id":"7","note":"n"}],"map":{"a":{"id":"7","note":"n"}},"one":{"id":"7","note":"n"},"merged":{"id":"7","more":"m"}}"#
    );
    assert_eq!(back.body().list.as_ref().unwrap()[0].secret, None);
}

#[tokio::test]
async fn forms_leave_out_what_only_responses_have() {
    for parts in [false, true] {
        let shop = shop(&full());
        let (wire, client) = client(&shop).await;
        if parts {
            client.add_parts(AddParts::new(full())).await.unwrap();
        } else {
            client.add_form(AddForm::new(full())).await.unwrap();
        }
        assert!(!wire.body().contains("id"), "{}", wire.body());
        let (_, leaf) = shop.seen.take().remove(0);
        assert_eq!(leaf, Some(Leaf::new().secret("s").note("n")));
    }
}

#[tokio::test]
async fn a_client_requires_what_requests_must_have() {
    let shop = shop(&full());
    let (_, client) = client(&shop).await;
    let leaf = Leaf::new().note("n");
    for (error, place) in [
        (
            client.add_pet(AddPet::new(pet(&leaf))).await.unwrap_err(),
            "/list/0/secret",
        ),
        (
            client
                .add_form(AddForm::new(leaf.clone()))
                .await
                .unwrap_err(),
            "/secret",
        ),
        (
            client
                .add_parts(AddParts::new(leaf.clone()))
                .await
                .unwrap_err(),
            "/secret",
        ),
    ] {
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        assert!(error.to_string().contains(place), "{error}");
    }
    assert!(shop.seen.take().is_empty());
}

#[tokio::test]
async fn a_server_requires_what_requests_must_have_and_ignores_the_rest() {
    let shop = shop(&full());
    for body in [
        r#"{"list":[{"note":"n"}]}"#,
        r#"{"map":{"a":{"note":"n"}}}"#,
        r#"{"one":{"note":"n"}}"#,
        r#"{"merged":{}}"#,
        r#"{"list":[{"secret":null}]}"#,
    ] {
        let (status, text) = raw(router(shop.clone()), post("/pets", body)).await;
        assert_eq!(status, 400, "{body}: {text}");
    }
    let sent = r#"{"list":[{"id":"1","secret":"s"}],"one":{"id":3,"secret":"s"}}"#;
    let (status, _) = raw(router(shop.clone()), post("/pets", sent)).await;
    let (seen, _) = shop.seen.take().remove(0);
    let leaf = Leaf::new().secret("s");
    assert_eq!(
        (status, seen),
        (200, Pet::new().list([leaf.clone()]).one(PetOne::Leaf(leaf)))
    );
    // An object that allows no other properties.
    let key = axum::http::Request::put("/owner").header("content-type", "application/json");
    let key = key
        .body(axum::body::Body::from(r#"{"id":"1","pin":"2"}"#))
        .unwrap();
    assert_eq!(raw(router(shop), key).await.0, 204);
}

#[tokio::test]
async fn a_server_cannot_leave_out_what_responses_must_have() {
    let shop = shop(&Leaf::new().secret("s"));
    let (status, _) = raw(router(shop), post("/pets", "{}")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR.as_u16());
}

#[tokio::test]
async fn a_client_requires_what_responses_must_have() {
    use axum::routing::post;
    let reply = |json: &'static str| {
        axum::Router::new().route(
            "/pets",
            post(move || async move { ([("content-type", "application/json")], json) }),
        )
    };
    for (json, accepted) in [
        (r#"{"list":[{"note":"n"}]}"#, false),
        (r#"{"merged":{"more":"m"}}"#, false),
        (r#"{"list":[{"id":"7","secret":"kept"}]}"#, true),
    ] {
        let client = Client::builder()
            .endpoint("http://localhost")
            .transport(reply(json));
        let found = client
            .build()
            .unwrap()
            .add_pet(AddPet::new(Pet::new()))
            .await;
        assert_eq!(found.is_ok(), accepted, "{json}: {found:?}");
        if let Ok(found) = found {
            let list = found.into_body().list.unwrap();
            assert_eq!(list[0].secret.as_deref(), Some("kept"));
        }
    }
}

#[tokio::test]
async fn types_of_one_direction_need_no_option() {
    let shop = shop(&full());
    assert_eq!(Owner::new("1").id, "1");
    assert_eq!(Key::new("2").pin, "2");
    let (status, body) = raw(router(shop), get("/owner")).await;
    assert_eq!((status, body.as_str()), (200, r#"{"id":"1"}"#));
}
