//! Schemas: values from the client to the server and back, and values that the server rejects.

use bindwright_runtime::Nullable;
use bindwright_runtime::codec::{Policy, from_json};

use crate::wire::{post, raw};

/// A server that returns the pet that it receives, and ways to call it.
macro_rules! echo {
    ($case:ident) => {
        #[allow(dead_code, reason = "each case uses what it needs")]
        mod $case {
            use bindwright_runtime::{Error, Request, Response};
            pub(crate) use cases::$case::{types::*, *};

            use crate::wire::Wire;

            /// Returns this pet, or the one that it receives.
            struct Echo(Option<Pet>);

            impl PetsApi for Echo {
                async fn add_pet(&self, request: Request<AddPet>) -> Result<Response<Pet>, Error> {
                    let pet = self.0.clone();
                    Ok(Response::new(pet.unwrap_or(request.into_inner().body)))
                }
            }

            pub(crate) fn server() -> axum::Router {
                router(Echo(None))
            }

            /// The JSON that a pet is sent as. The response is the same JSON, and decodes to the same pet.
            pub(crate) async fn there_and_back(pet: Pet) -> String {
                let wire = Wire::new(server()).await;
                let client = Client::builder().endpoint(&wire.url).build().unwrap();
                let back = client.add_pet(AddPet::new(pet.clone())).await.unwrap();
                assert_eq!(back.into_body(), pet);
                assert_eq!(wire.response_body(), wire.body());
                wire.body()
            }

            /// The JSON of a response with a pet, from which the client decodes the same pet.
            pub(crate) async fn received(pet: Pet, asking: Pet) -> String {
                let wire = Wire::new(router(Echo(Some(pet.clone())))).await;
                let client = Client::builder().endpoint(&wire.url).build().unwrap();
                let back = client.add_pet(AddPet::new(asking)).await.unwrap();
                assert_eq!(back.into_body(), pet);
                wire.response_body()
            }

            /// The error of the client for a pet that it does not send.
            pub(crate) async fn rejected(pet: Pet) -> String {
                let client = Client::builder()
                    .endpoint("http://localhost")
                    .transport(server());
                let error = client
                    .build()
                    .unwrap()
                    .add_pet(AddPet::new(pet))
                    .await
                    .unwrap_err();
                assert!(matches!(error, Error::Invalid(_)), "{error}");
                error.to_string()
            }
        }
    };
}
echo!(schema_enumeration);
echo!(schema_formats);
echo!(schema_object_additional_properties);
echo!(schema_object_constant);
echo!(schema_object_limits);
echo!(schema_object_names);
echo!(schema_object_nullable);
echo!(schema_object_recursive);
echo!(schema_object_rules);
echo!(schema_one_of_tagged);
echo!(schema_one_of_untagged);

#[tokio::test]
async fn absent_null_and_a_value_are_three_states() {
    use schema_object_nullable::{Pet, server, there_and_back};
    let absent = Pet::new("Rex", Nullable::Null);
    assert_eq!(
        there_and_back(absent.clone()).await,
        r#"{"name":"Rex","owner":null}"#
    );
    let null = absent.nick(Nullable::Null);
    assert_eq!(
        there_and_back(null).await,
        r#"{"name":"Rex","owner":null,"nick":null}"#
    );
    let value = Pet::new("Rex", "Ann".to_owned())
        .nick("R".to_owned())
        .tag("");
    assert_eq!(
        there_and_back(value).await,
        r#"{"name":"Rex","owner":"Ann","nick":"R","tag":""}"#
    );
    let (status, body) = raw(server(), post("/pets", r#"{"name":null,"owner":null}"#)).await;
    assert_eq!(status, 400, "{body}");
    let (status, body) = raw(server(), post("/pets", r#"{"name":"Rex"}"#)).await;
    assert_eq!(status, 400, "{body}");
    assert!(body.contains("owner"), "{body}");
}

#[tokio::test]
async fn constants_are_only_on_the_wire() {
    use schema_object_constant::{Cat, Dog, server, there_and_back};
    assert_eq!(
        there_and_back(Cat::new(9).into()).await,
        r#"{"kind":"cat","tame":true,"legs":4,"lives":9}"#
    );
    let mut dog = Dog::new();
    dog.extra.insert("bark".to_owned(), "wau".to_owned());
    assert_eq!(
        there_and_back(dog.into()).await,
        r#"{"kind":"dog","bark":"wau"}"#
    );
    let other = r#"{"kind":"cat","tame":true,"legs":3,"lives":9}"#;
    let (status, body) = raw(server(), post("/pets", other)).await;
    assert_eq!(status, 400, "{body}");
    assert!(
        body.contains("legs") && body.contains("expected 4, found 3"),
        "{body}"
    );
    let missing = r#"{"kind":"cat","lives":9}"#;
    let (status, body) = raw(server(), post("/pets", missing)).await;
    assert_eq!(status, 400, "{body}");
    assert!(body.contains("tame") && body.contains("legs"), "{body}");
}

#[tokio::test]
async fn a_tag_selects_the_variant() {
    use schema_one_of_tagged::{Cat, Dog, Pet, server, there_and_back};
    let cat = Pet::from(Cat::new("cat").lives(9));
    assert_eq!(there_and_back(cat).await, r#"{"kind":"cat","lives":9}"#);
    let dog = Pet::from(Dog::new("hound").bark("wau"));
    assert_eq!(
        there_and_back(dog).await,
        r#"{"kind":"hound","bark":"wau"}"#
    );
    for rejected in [r#"{"kind":"fish"}"#, r#"{"lives":9}"#] {
        let (status, body) = raw(server(), post("/pets", rejected)).await;
        assert_eq!(
            status, 400,
            "a server takes only what the document lists: {body}"
        );
    }
}

#[tokio::test]
async fn a_client_keeps_a_tag_that_its_document_does_not_list() {
    use schema_one_of_tagged::{Cat, Pet, received};
    let json = r#"{"kind":"fish","fins":[2,{"x":null}]}"#;
    let fish = Pet::Unknown(from_json(json.as_bytes(), Policy::Lenient).unwrap());
    assert_eq!(received(fish, Cat::new("cat").into()).await, json);
}

#[tokio::test]
async fn without_a_tag_the_shape_selects_the_variant() {
    use schema_one_of_untagged::{Dog, Pet, server, there_and_back};
    assert_eq!(there_and_back(Pet::String("7".to_owned())).await, r#""7""#);
    assert_eq!(there_and_back(Pet::Integer(7)).await, "7");
    let list = Pet::StringList(vec!["a".to_owned()]);
    assert_eq!(there_and_back(list).await, r#"["a"]"#);
    assert_eq!(
        there_and_back(Dog::new("wau").into()).await,
        r#"{"bark":"wau"}"#
    );
    for nothing_of_it in ["true", "{}", "[1]", "7.5"] {
        let (status, body) = raw(server(), post("/pets", nothing_of_it)).await;
        assert_eq!(status, 400, "{nothing_of_it}: {body}");
    }
}

#[tokio::test]
async fn a_client_keeps_values_that_its_document_does_not_list() {
    use schema_enumeration::{Kind, Level, Pet, received, server, there_and_back};
    let known = Pet::new().kind(Kind::SeaHorse).level(Level::High);
    assert_eq!(
        there_and_back(known).await,
        r#"{"kind":"sea-horse","level":10}"#
    );
    let unknown = Pet::new()
        .kind(Kind::UnknownValue("bee".to_owned()))
        .level(Level::Unknown(3));
    assert_eq!(
        received(unknown, Pet::new()).await,
        r#"{"kind":"bee","level":3}"#
    );
    for rejected in [r#"{"level":3}"#, r#"{"level":"10"}"#, r#"{"kind":"bee"}"#] {
        let (status, body) = raw(server(), post("/pets", rejected)).await;
        assert_eq!(
            status, 400,
            "a server takes only what the document lists: {body}"
        );
    }
}

#[tokio::test]
async fn both_sides_check_limits_and_report_all_violations() {
    use schema_object_limits::{Pet, rejected, server, there_and_back};
    let good = Pet::new().name("Rex").legs(4).weight(0.5).tags(["a", "b"]);
    assert_eq!(
        there_and_back(good).await,
        r#"{"name":"Rex","legs":4,"weight":0.5,"tags":["a","b"]}"#
    );
    let bad = Pet::new().name("rex").legs(3).weight(0.0).tags(["a", "a"]);
    let said = rejected(bad).await;
    let (status, body) = raw(
        server(),
        post(
            "/pets",
            r#"{"name":"rex","legs":3,"weight":0,"tags":["a","a"],"toys":{"x":0}}"#,
        ),
    )
    .await;
    assert_eq!(status, 400, "{body}");
    for field in ["name", "legs", "weight", "tags"] {
        assert!(said.contains(&format!("body.{field}")), "{field}: {said}");
        assert!(body.contains(&format!("body.{field}")), "{field}: {body}");
    }
    assert!(body.contains("body.toys.x"), "{body}");
}

#[tokio::test]
async fn both_sides_check_rules_between_fields() {
    use schema_object_rules::{Pet, rejected, server, there_and_back};
    let good = Pet::new()
        .sort("up")
        .by("name")
        .low(1)
        .high(1)
        .from("a")
        .to("b");
    there_and_back(good).await;
    let bad = Pet::new().sort("up").low(2).high(1).from("a");
    let said = rejected(bad).await;
    let json = r#"{"sort":"up","low":2,"high":1,"from":"a"}"#;
    let (status, body) = raw(server(), post("/pets", json)).await;
    assert_eq!(status, 400, "{body}");
    for field in ["by", "low", "to"] {
        assert!(said.contains(&format!("body.{field}")), "{field}: {said}");
        assert!(body.contains(&format!("body.{field}")), "{field}: {body}");
    }
}

#[tokio::test]
async fn additional_properties_are_kept_rejected_or_ignored() {
    use schema_object_additional_properties::server;
    let kept = r#"{"kept":{"id":"a","more":1},"counts":{"x":2},"anything":{"y":[null,1.50]}}"#;
    let (status, body) = raw(server(), post("/pets", kept)).await;
    assert_eq!((status, body.as_str()), (200, kept));
    let (status, body) = raw(server(), post("/pets", r#"{"closed":{"id":"a","more":1}}"#)).await;
    assert_eq!(status, 400, "{body}");
    assert!(body.contains("body.closed.more"), "{body}");
    let (status, body) = raw(server(), post("/pets", r#"{"other":1}"#)).await;
    assert_eq!((status, body.as_str()), (200, "{}"));
}

#[tokio::test]
async fn names_keep_their_spelling_on_the_wire() {
    use schema_object_names::{Pet, there_and_back};
    let pet = Pet::new()
        .r#type("a")
        .self_("b")
        .new_("c")
        .kebab_case("d")
        .field_2fast("e");
    assert_eq!(
        there_and_back(pet.ref_like("f").plain("g")).await,
        r#"{"type":"a","self":"b","new":"c","kebab-case":"d","2fast":"e","$ref-like":"f","weird":"g"}"#
    );
}

#[tokio::test]
async fn recursive_types_are_encoded_and_decoded() {
    use schema_object_recursive::{House, Pet, there_and_back};
    let pet = Pet::new().parent(Pet::new()).children([Pet::new()]);
    assert_eq!(
        there_and_back(pet.house(House::new().owner(Pet::new()))).await,
        r#"{"parent":{},"children":[{}],"house":{"owner":{}}}"#
    );
}

#[tokio::test]
async fn each_format_has_one_encoding() {
    use schema_formats::server;
    let pet = r#"{"small":-2147483648,"big":9223372036854775807,"single":0.1,"at":"2026-05-11T11:45:42.5Z","day":"2026-02-28","id":"67e55044-10b1-426f-9247-bb680e5fe0c8","data":"AP8=","address":"127.0.0.1","site":"https://example.com","any":[1.10,null]}"#;
    let (status, body) = raw(server(), post("/pets", pet)).await;
    assert_eq!((status, body.as_str()), (200, pet));
    for wrong in [
        r#"{"small":2147483648}"#,
        r#"{"big":1.5}"#,
        r#"{"at":"2026-05-11"}"#,
        r#"{"day":"2026-02-30"}"#,
        r#"{"id":"x"}"#,
        r#"{"data":"*"}"#,
        r#"{"address":"1.2.3"}"#,
    ] {
        let (status, body) = raw(server(), post("/pets", wrong)).await;
        assert_eq!(status, 400, "{wrong}: {body}");
    }
}

#[test]
fn the_getter_of_a_default_returns_the_value_of_the_document() {
    use cases::schema_object_default_of_every_type::types::{Home, Pet};
    let pet = Pet::new();
    let nothing: &[String] = &[];
    assert_eq!(
        pet.tags_or_default().as_option().map(Vec::as_slice),
        Some(nothing)
    );
    let homes = r#"[{"kind":"box"},{"kind":"house","rooms":2,"since":"2020-02-29","color":"red"}]"#;
    let homes: Vec<Home> = from_json(homes.as_bytes(), Policy::Strict).unwrap();
    assert_eq!(pet.homes_or_default(), homes);
    assert_eq!(
        pet.id_or_default().to_string(),
        "67e55044-10b1-426f-9247-bb680e5fe0c8"
    );
    assert_eq!(pet.born_or_default().to_string(), "2020-02-29T12:00:00.5Z");
    assert_eq!(pet.rest_or_default(), "PT8H");
    assert_eq!(
        pet.any_or_default().to_string(),
        r#"{"a":[1,2.5,null,"x"]}"#
    );
    assert_eq!(pet.toys_or_default().get("ball"), Some(&1.5));
    assert_eq!(pet.mac_or_default().as_ref(), [0, 255]);
    let set = Pet::new().rest("PT1H").toys(bindwright_runtime::Map::new());
    assert_eq!(set.rest_or_default(), "PT1H");
    assert!(set.toys_or_default().is_empty());
}
