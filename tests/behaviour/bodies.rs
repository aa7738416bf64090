//! Bodies: bytes in both directions, and bodies with several media types.

use axum::body::Body;
use bindwright_runtime::http::HeaderValue;
use bindwright_runtime::{ByteStream, Error, Request, Response};
use cases::{body_binary, body_patch_media_types, body_several_media_types};
use futures_util::TryStreamExt;

use crate::wire::{Seen, Wire, raw};

/// Returns the photo that it receives.
struct Mirror;

impl body_binary::PetsApi for Mirror {
    async fn put_photo(
        &self,
        request: Request<body_binary::PutPhoto>,
    ) -> Result<Response<ByteStream>, Error> {
        Ok(Response::new(request.into_inner().body))
    }
}

#[tokio::test]
async fn bytes_are_sent_unchanged() {
    use body_binary::{Client, PutPhoto, router};
    let wire = Wire::new(router(Mirror)).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let response = client
        .put_photo(PutPhoto::new(bytes.clone()))
        .await
        .unwrap();
    assert_eq!(
        wire.header("content-type").as_deref(),
        Some("application/octet-stream")
    );
    assert_eq!(wire.header("content-length").as_deref(), Some("100000"));
    assert_eq!(
        wire.response_header("content-type").as_deref(),
        Some("image/png")
    );
    let chunks: Vec<_> = response.into_body().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), bytes);
}

impl body_several_media_types::PetsApi for Seen<body_several_media_types::AddPet> {
    async fn add_pet(
        &self,
        request: Request<body_several_media_types::AddPet>,
    ) -> Result<Response<()>, Error> {
        self.push(request.into_inner());
        Ok(Response::new(()))
    }
}

#[tokio::test]
async fn the_client_sends_the_first_media_type() {
    use body_several_media_types::{AddPet, Client, router, types::Pet};
    let seen = Seen::new();
    let wire = Wire::new(router(seen.clone())).await;
    let client = Client::builder().endpoint(&wire.url).build().unwrap();
    let request = AddPet::new().body(Pet::new("Rex & Co").legs(4));
    client.add_pet(request.clone()).await.unwrap();
    assert_eq!(
        wire.header("content-type").as_deref(),
        Some("application/json")
    );
    assert_eq!(wire.body(), r#"{"name":"Rex & Co","legs":4}"#);
    assert_eq!(seen.take(), [request]);
}

impl body_patch_media_types::PetsApi for Seen<body_patch_media_types::PatchPet> {
    async fn patch_pet(
        &self,
        request: Request<body_patch_media_types::PatchPet>,
    ) -> Result<Response<()>, Error> {
        self.push(request.into_inner());
        Ok(Response::new(()))
    }
}

/// An undocumented media type is sent as the caller says, and the body as for the default.
#[tokio::test]
async fn the_caller_chooses_the_media_type() {
    use body_patch_media_types::{Client, PatchPet, router, types::Patch};
    for (chosen, sent, body) in [
        (
            None,
            "application/merge-patch+json",
            r#"{"name":"Rex & Co"}"#,
        ),
        (
            Some("application/x-www-form-urlencoded"),
            "application/x-www-form-urlencoded",
            "name=Rex+%26+Co",
        ),
        (
            Some("application/merge-patch+json; charset=utf-8"),
            "application/merge-patch+json; charset=utf-8",
            r#"{"name":"Rex & Co"}"#,
        ),
        (
            Some("application/json-patch+json"),
            "application/json-patch+json",
            r#"{"name":"Rex & Co"}"#,
        ),
    ] {
        let seen = Seen::new();
        let wire = Wire::new(router(seen.clone())).await;
        let client = Client::builder().endpoint(&wire.url).build().unwrap();
        let patch = PatchPet::new(1, Patch::new().name("Rex & Co"));
        let mut request = Request::new(patch.clone());
        if let Some(chosen) = chosen {
            request = request.with_content_type(HeaderValue::from_static(chosen));
        }
        client.patch_pet(request).await.unwrap();
        assert_eq!(wire.header("content-type").as_deref(), Some(sent));
        assert_eq!(wire.body(), body);
        assert_eq!(seen.take(), [patch]);
    }
}

#[tokio::test]
async fn the_server_also_accepts_forms_and_no_body() {
    use body_several_media_types::{AddPet, router, types::Pet};
    let seen = Seen::new();
    let form = axum::http::Request::post("/pets")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("name=Rex+%26+Co&legs=4"))
        .unwrap();
    let (status, body) = raw(router(seen.clone()), form).await;
    assert_eq!(status, 204, "{body}");
    let nothing = axum::http::Request::post("/pets")
        .body(Body::empty())
        .unwrap();
    let (status, body) = raw(router(seen.clone()), nothing).await;
    assert_eq!(status, 204, "{body}");
    let pet = Pet::new("Rex & Co").legs(4);
    assert_eq!(seen.take(), [AddPet::new().body(pet), AddPet::new()]);
}

#[tokio::test]
async fn another_media_type_is_rejected() {
    let router = body_several_media_types::router(Seen::new());
    let xml = axum::http::Request::post("/pets")
        .header("content-type", "application/xml")
        .body(Body::from("<pet/>"))
        .unwrap();
    let (status, body) = raw(router, xml).await;
    assert_eq!(status, 415, "{body}");
}
