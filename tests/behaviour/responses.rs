//! Responses: one of several statuses, documented and other failures, headers.

use std::sync::Arc;

use bindwright_runtime::client::Retry;
use bindwright_runtime::http::StatusCode;
use bindwright_runtime::{ByteStream, Error, Request, Response};
use cases::{
    response_default_alone, response_error_schema, response_headers, response_no_content,
    response_several,
};

use crate::wire::Wire;

type PetResult =
    Result<Response<response_several::GetPetSuccess>, Error<response_several::GetPetFailure>>;

/// Returns the given response.
struct Says(Arc<dyn Fn() -> PetResult + Send + Sync>);

impl response_several::PetsApi for Says {
    async fn get_pet(&self, _: Request<response_several::GetPet>) -> PetResult {
        (self.0)()
    }
}

async fn said(response: impl Fn() -> PetResult + Send + Sync + 'static) -> (PetResult, Wire) {
    let router = response_several::router(Says(Arc::new(response)));
    let wire = Wire::new(router).await;
    let client = response_several::Client::builder()
        .endpoint(&wire.url)
        .retry(Retry::none())
        .build()
        .unwrap();
    (client.get_pet(response_several::GetPet::new()).await, wire)
}

#[tokio::test]
async fn each_success_has_its_status() {
    use response_several::{GetPetSuccess, types::Pet};
    let ok = || GetPetSuccess::Ok(Pet::new().name("Rex"));
    let (response, wire) = said(move || Ok(Response::new(ok()))).await;
    let response = response.unwrap();
    assert_eq!((response.status().as_u16(), response.body()), (200, &ok()));
    assert_eq!(wire.response_body(), r#"{"name":"Rex"}"#);
    let (response, wire) = said(|| Ok(Response::new(GetPetSuccess::Accepted))).await;
    let response = response.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.body()),
        (202, &GetPetSuccess::Accepted)
    );
    assert_eq!(wire.response_body(), "");
}

#[tokio::test]
async fn each_failure_has_its_status_and_its_body() {
    use response_several::{GetPetFailure, types::Missing};
    let missing = || Missing::new().why("gone");
    let cases = [
        (404, GetPetFailure::NotFound(missing()), r#"{"why":"gone"}"#),
        (
            418,
            GetPetFailure::ClientError("teapot".to_owned()),
            "teapot",
        ),
        (503, GetPetFailure::Default(missing()), r#"{"why":"gone"}"#),
    ];
    for (status, failure, body) in cases {
        let expected = failure.clone();
        let code = StatusCode::from_u16(status).unwrap();
        let (response, wire) = said(move || Err(Error::api(code, failure.clone()))).await;
        let error = response.unwrap_err();
        assert_eq!(error.status(), Some(code));
        assert_eq!(error.body(), Some(&expected));
        assert_eq!(wire.response_body(), body);
    }
}

impl response_error_schema::PetsApi for Fails {
    async fn list_pets(
        &self,
        _: Request<response_error_schema::ListPets>,
    ) -> Result<Response<()>, Error<response_error_schema::Failure>> {
        let failure = response_error_schema::Failure::new()
            .code("P.1")
            .text("No pets today.");
        Err(Error::api(self.0, failure))
    }
}

/// Fails with a status.
struct Fails(StatusCode);

#[tokio::test]
async fn an_error_has_a_code_and_a_message() {
    use response_error_schema::{Client, ListPets, router};
    let status = StatusCode::CONFLICT;
    let router = router(Fails(status));
    let client = Client::builder()
        .endpoint("http://localhost")
        .transport(router);
    let error = client
        .build()
        .unwrap()
        .list_pets(ListPets::new())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(status));
    assert_eq!(error.code(), Some("P.1"));
    assert_eq!(error.message(), Some("No pets today."));
    assert_eq!(
        error.raw_body().unwrap(),
        r#"{"code":"P.1","text":"No pets today."}"#
    );
}

/// Returns headers.
struct Total;

impl response_headers::PetsApi for Total {
    async fn list_pets(
        &self,
        _: Request<response_headers::ListPets>,
    ) -> Result<Response<Vec<String>>, Error> {
        let response = Response::new(vec!["Rex".to_owned()]);
        Ok(response.with_header(response_headers::X_TOTAL, 1))
    }
}

#[tokio::test]
async fn a_response_has_headers_and_a_body() {
    use response_headers::{Client, ListPets, router};
    let router = router(Total);
    let client = Client::builder()
        .endpoint("http://localhost")
        .transport(router);
    let response = client
        .build()
        .unwrap()
        .list_pets(ListPets::new())
        .await
        .unwrap();
    assert_eq!(response.header(response_headers::X_TOTAL), Ok(Some(1)));
    assert_eq!(response.header(response_headers::X_NEXT), Ok(None));
    assert_eq!(response.into_body(), ["Rex"]);
}

/// Responds to every operation of two cases with the status.
struct Status(u16);

impl Status {
    fn code(&self) -> StatusCode {
        StatusCode::from_u16(self.0).unwrap()
    }
}

impl response_default_alone::PetsApi for Status {
    async fn first_pet(
        &self,
        _: Request<response_default_alone::FirstPet>,
    ) -> Result<
        Response<response_default_alone::PetResponse>,
        Error<response_default_alone::PetResponse>,
    > {
        let pet = response_default_alone::PetResponse::new("Rex");
        match self.0 {
            400.. => Err(Error::api(self.code(), pet)),
            _ => Ok(Response::new(pet).with_status(self.code())),
        }
    }

    async fn last_pet(
        &self,
        _: Request<response_default_alone::LastPet>,
    ) -> Result<
        Response<response_default_alone::PetResponse>,
        Error<response_default_alone::LastPetFailure>,
    > {
        let none = response_default_alone::LastPetFailure::NotFound("none".to_owned());
        Err(Error::api(self.code(), none))
    }

    async fn photo(
        &self,
        _: Request<response_default_alone::Photo>,
    ) -> Result<Response<ByteStream>, Error> {
        Ok(Response::new(ByteStream::from("png")).with_status(self.code()))
    }

    async fn feed(&self, _: Request<response_default_alone::Feed>) -> Result<Response<()>, Error> {
        Ok(Response::new(()).with_status(self.code()))
    }
}

#[tokio::test]
async fn a_default_alone_is_success_below_400_and_failure_from_there() {
    use response_default_alone::{Client, FirstPet, PetResponse, router};
    for (status, succeeds) in [(200, true), (201, true), (400, false), (500, false)] {
        let client = Client::builder()
            .endpoint("http://localhost")
            .retry(Retry::none())
            .transport(router(Status(status)));
        let result = client.build().unwrap().first_pet(FirstPet::new()).await;
        let expected = PetResponse::new("Rex");
        match result {
            Ok(response) => {
                assert!(succeeds, "{status}");
                assert_eq!(
                    (response.status().as_u16(), response.body()),
                    (status, &expected)
                );
            }
            Err(error) => {
                assert!(!succeeds, "{status}");
                assert_eq!(error.status().unwrap().as_u16(), status);
                assert_eq!(error.body(), Some(&expected));
            }
        }
    }
}

#[tokio::test]
async fn a_default_that_says_nothing_about_failures_leaves_them_whole() {
    use response_default_alone::{Client, Feed, Photo, router};
    for status in [200, 500] {
        let client = Client::builder()
            .endpoint("http://localhost")
            .retry(Retry::none())
            .transport(router(Status(status)));
        let client = client.build().unwrap();
        let (photo, feed) = (
            client.photo(Photo::new()).await,
            client.feed(Feed::new()).await,
        );
        assert_eq!((photo.is_ok(), feed.is_ok()), (status < 400, status < 400));
        if let Err(error) = photo {
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.raw_body().unwrap(), "png");
        }
    }
}

impl response_no_content::PetsApi for Status {
    async fn has_pet(
        &self,
        _: Request<response_no_content::HasPet>,
    ) -> Result<Response<()>, Error<()>> {
        match self.0 {
            400.. => Err(Error::api(self.code(), ())),
            _ => Ok(Response::new(()).with_status(self.code())),
        }
    }

    async fn get_pet(
        &self,
        _: Request<response_no_content::GetPet>,
    ) -> Result<Response<response_no_content::PetResponse>, Error<()>> {
        Err(Error::api(self.code(), ()))
    }

    async fn delete_pet(
        &self,
        _: Request<response_no_content::DeletePet>,
    ) -> Result<Response<response_no_content::DeletePetSuccess>, Error> {
        Ok(Response::new(
            response_no_content::DeletePetSuccess::NoContent,
        ))
    }

    async fn put_pet(
        &self,
        _: Request<response_no_content::PutPet>,
    ) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }

    async fn post_pet(
        &self,
        _: Request<response_no_content::PostPet>,
    ) -> Result<Response<response_no_content::PetResponse>, Error> {
        let pet = response_no_content::PetResponse::new("Rex");
        Ok(Response::new(pet).with_status(self.code()))
    }
}

#[tokio::test]
async fn a_response_without_content_has_neither_a_body_nor_its_media_type() {
    use response_no_content::{Client, DeletePet, DeletePetSuccess, HasPet, PostPet, router};
    for (status, succeeds) in [(200, true), (404, false)] {
        let wire = Wire::new(router(Status(status))).await;
        let client = Client::builder().endpoint(&wire.url).build().unwrap();
        let result = client.has_pet(HasPet::new(1)).await;
        assert_eq!(result.is_ok(), succeeds, "{result:?}");
        assert_eq!(
            result.map_or_else(
                |error| error.status().unwrap(),
                |response| response.status()
            ),
            status
        );
        assert_eq!(wire.response_body(), "");
    }
    for status in [204, 205] {
        let wire = Wire::new(router(Status(status))).await;
        let client = Client::builder().endpoint(&wire.url).build().unwrap();
        let error = client.post_pet(PostPet::new(1)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(wire.response_body(), "");
    }
    let wire = Wire::new(router(Status(200))).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let deleted = client.delete_pet(DeletePet::new(1)).await.unwrap();
    assert_eq!(deleted.body(), &DeletePetSuccess::NoContent);
    assert_eq!(wire.response_body(), "");
}
