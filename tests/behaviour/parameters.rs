//! Parameters: locations, styles ([Style Values](https://spec.openapis.org/oas/v3.0.3.html#style-values)), and parameters
//! of the client.

use bindwright_runtime::{Error, Request, Response};
use cases::{
    parameter_from_client, parameter_lists_in_a_list, parameter_locations, parameter_path_styles,
    parameter_query_styles, parameter_same_name_in_two_places,
};

use crate::wire::{Seen, Wire, get, raw};

/// Implements the trait of a case with one operation, and records its arguments.
macro_rules! seen {
    ($case:ident, $operation:ident, $arguments:ident) => {
        impl $case::PetsApi for Seen<$case::$arguments> {
            async fn $operation(
                &self,
                request: Request<$case::$arguments>,
            ) -> Result<Response<()>, Error> {
                self.push(request.into_inner());
                Ok(Response::new(()))
            }
        }
    };
}
seen!(parameter_from_client, list_pets, ListPets);
seen!(parameter_lists_in_a_list, find_route, FindRoute);
seen!(parameter_locations, list_pets, ListPets);
seen!(parameter_path_styles, list_pets, ListPets);
seen!(parameter_query_styles, list_pets, ListPets);
seen!(parameter_same_name_in_two_places, list_pets, ListPets);

#[tokio::test]
async fn every_style_of_a_query() {
    use parameter_query_styles::{Client, ListPets, router, types};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = ListPets::new()
        .exploded(["a b", "c&d"])
        .commas([1, 2])
        .spaces(["x", "y"])
        .pipes(["p", "q"])
        .deep(types::ListPetsDeep::new().a("1").b(2))
        .free("/?:@")
        .json(types::ListPetsJson::new().a("ü"));
    client.list_pets(request.clone()).await.unwrap();
    assert_eq!(
        wire.request_lines(),
        [
            "GET /pets?exploded=a%20b&exploded=c%26d&commas=1,2&spaces=x%20y&pipes=p%7Cq\
          &deep%5Ba%5D=1&deep%5Bb%5D=2&free=/?:@&json=%7B%22a%22%3A%22%C3%BC%22%7D HTTP/1.1"
        ]
    );
    assert_eq!(seen.take(), [request]);
}

#[tokio::test]
async fn an_empty_query_is_not_sent() {
    use parameter_query_styles::{Client, ListPets, router};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    assert_eq!(wire.request_lines(), ["GET /pets HTTP/1.1"]);
    assert_eq!(seen.take(), [ListPets::new()]);
}

#[tokio::test]
async fn every_style_of_a_path() {
    use parameter_path_styles::{Client, ListPets, router};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = ListPets::new(["a/b", "c"], ["d", "e"], ["f", "g;h"]);
    client.list_pets(request.clone()).await.unwrap();
    assert_eq!(
        wire.request_lines(),
        ["GET /pets/a%2Fb,c/.d,e/;c=f;c=g%3Bh HTTP/1.1"]
    );
    assert_eq!(seen.take(), [request]);
}

#[tokio::test]
async fn every_location_of_a_parameter() {
    use parameter_locations::{Client, ListPets, router};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = ListPets::new(-7).q("").x_trace("a, b").session("s1");
    client.list_pets(request.clone()).await.unwrap();
    assert_eq!(wire.request_lines(), ["GET /pets/-7?q= HTTP/1.1"]);
    assert_eq!(wire.header("X-Trace").as_deref(), Some("a, b"));
    assert_eq!(wire.header("Cookie").as_deref(), Some("session=s1"));
    assert_eq!(seen.take(), [request]);
}

#[tokio::test]
async fn a_path_that_is_not_a_number_is_rejected() {
    let router = parameter_locations::router(Seen::new());
    let (status, body) = raw(router, get("/pets/seven")).await;
    assert_eq!(status, 400, "{body}");
    assert!(body.contains("path.id"), "{body}");
}

#[tokio::test]
async fn one_name_in_two_locations_is_two_values() {
    use parameter_same_name_in_two_places::{Client, ListPets, router};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = ListPets::new().id("q").id_header("h").body("b");
    client.list_pets(request.clone()).await.unwrap();
    assert_eq!(wire.request_lines(), ["GET /pets?id=q&body=b HTTP/1.1"]);
    assert_eq!(wire.header("id").as_deref(), Some("h"));
    assert_eq!(seen.take(), [request]);
}

#[tokio::test]
async fn client_parameters_are_sent_and_can_be_overridden() {
    use parameter_from_client::{Client, ListPets, router};
    let seen = Seen::new();
    let router = router(seen.clone());
    let client = Client::builder()
        .endpoint("http://localhost")
        .transport(router);
    let client = client.tenant("all").build().unwrap();
    client.list_pets(ListPets::new()).await.unwrap();
    client
        .list_pets(ListPets::new().tenant("one"))
        .await
        .unwrap();
    let tenants: Vec<_> = seen.take().into_iter().map(|seen| seen.tenant).collect();
    assert_eq!(tenants, [Some("all".to_owned()), Some("one".to_owned())]);
}

#[tokio::test]
async fn a_missing_client_parameter_is_reported_before_sending() {
    use parameter_from_client::{Client, ListPets, router};
    let seen = Seen::new();
    let client = Client::builder().endpoint("http://localhost");
    let client = client.transport(router(seen.clone())).build().unwrap();
    let error = client.list_pets(ListPets::new()).await.unwrap_err();
    assert!(error.to_string().contains("tenant"), "{error}");
    assert_eq!(seen.take(), []);
}

#[tokio::test]
async fn inner_lists_have_their_own_separators() {
    use parameter_lists_in_a_list::{Client, FindRoute, router};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = FindRoute::new().pairs([vec![1, 2], vec![3, 4]]);
    client.find_route(request.clone()).await.unwrap();
    assert_eq!(
        wire.request_lines(),
        ["GET /routes?pairs=1%7C2,3%7C4 HTTP/1.1"]
    );
    assert_eq!(seen.take(), [request]);
}
