//! Responses that mean success in other words than the document's: another 2XX, no body, a byte order mark.

use crate::client_support::{Script, Server, example::*, json, with_headers};
use bindwright_runtime::{
    Error, Nullable, Unexpected,
    codegen::{ClientCredential, Operation, OperationSpec, ResponseSpec, operation},
    http::StatusCode,
};
use futures_util::TryStreamExt;

/// An operation whose success may be null.
#[derive(Debug, Clone, Default)]
struct GetNote {}
operation! {
    GetNote => {
        spec: OperationSpec::get("GetNote", "/note"),
        success: Nullable<Pet> { ResponseSpec::json(200) },
        failure: Fault { ResponseSpec::json_default() },
    }
}

/// An operation of which the document lists a failure only.
#[derive(Debug, Clone, Default)]
struct Poke {}
operation! {
    Poke => {
        spec: OperationSpec::get("Poke", "/poke"),
        success: () {},
        failure: Fault { ResponseSpec::json(404) },
    }
}

const PET: &str = r#"{"id":7,"name":"Rex"}"#;

async fn call<O: Operation>(
    operation: O,
    script: Script,
) -> Result<(StatusCode, O::Success, String), Error<O::Failure>> {
    let server = Server::new([script]).await;
    let builder = server.builder();
    let builder = builder.credential(&TOKEN, ClientCredential::key("secret-token"));
    let response = builder.build().unwrap().call(operation.into()).await?;
    let raw = String::from_utf8(response.raw_body().to_vec()).unwrap();
    Ok((response.status(), response.into_body(), raw))
}

fn create() -> CreatePet {
    CreatePet {
        owner: Some("o".to_owned()),
        body: Pet {
            id: 7,
            name: "Rex".to_owned(),
            tag: None,
        },
    }
}

/// A response without a body and without its length, which 204 and 205 must not have.
fn bare(status: &str) -> Script {
    format!("HTTP/1.1 {status}\nconnection: close\n\n")
        .as_str()
        .into()
}

#[tokio::test]
async fn another_status_of_success_is_shown() {
    for status in ["200 OK", "202 Accepted", "203 Other", "299 Odd"] {
        let (found, pet, raw) = call(create(), json(status, PET)).await.unwrap();
        assert_eq!((pet.name.as_str(), raw.as_str()), ("Rex", PET));
        assert!(status.starts_with(found.as_str()));
    }
    // The document has a `default`, which is for failures.
    let (found, list, _) = call(ListTasks::default(), json("202 Accepted", r#"{"count":1}"#))
        .await
        .unwrap();
    assert_eq!((found, list.count), (StatusCode::ACCEPTED, Some(1)));
    let upload = || Upload { body: "x".into() };
    for script in [
        json("200 OK", r#"{"stored":true}"#),
        with_headers("201 Created", "content-type: text/html\n", "<p>"),
        bare("205 Reset Content"),
    ] {
        assert!(call(upload(), script).await.unwrap().0.is_success());
    }
    assert!(call(Poke {}, json("200 OK", "{}")).await.is_ok());
    let partial = "content-type: application/octet-stream\ncontent-range: bytes 5-9/10\n";
    let script = with_headers("206 Partial Content", partial, "fghij");
    let (found, file, raw) = call(Download {}, script).await.unwrap();
    assert_eq!((found.as_u16(), raw.as_str()), (206, ""));
    let bytes: Vec<_> = file.try_collect().await.unwrap();
    assert_eq!(bytes.concat(), b"fghij");
}

#[tokio::test]
async fn another_status_without_a_body_is_an_object_that_requires_nothing() {
    for script in [
        bare("204 No Content"),
        bare("205 Reset Content"),
        json("202 Accepted", ""),
    ] {
        let (_, list, _) = call(ListTasks::default(), script).await.unwrap();
        assert_eq!((list.tasks, list.count), (None, None));
    }
    // A pet has an ID.
    for script in [bare("204 No Content"), json("202 Accepted", "")] {
        let error = call(create(), script).await.unwrap_err();
        let text = error.to_string();
        assert!(error.status().unwrap().is_success());
        assert!(
            text.ends_with("expected JSON, found an empty body"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn an_empty_body_is_null() {
    for script in [
        json("200 OK", ""),
        json("200 OK", "\r\n"),
        bare("204 No Content"),
        json("202 Accepted", ""),
    ] {
        let (_, note, _) = call(GetNote {}, script).await.unwrap();
        assert_eq!(note, Nullable::Null);
    }
    let error = call(ListTasks::default(), json("200 OK", ""))
        .await
        .unwrap_err();
    let Error::Unexpected(unexpected) = &error else {
        panic!("{error}")
    };
    assert!(matches!(unexpected.why(), Unexpected::Body(_)), "{error}");
}

#[tokio::test]
async fn statuses_that_mean_no_success_stay_errors() {
    for status in ["302 Found", "304 Not Modified", "500 No", "600 Odd"] {
        let error = call(Download {}, json(status, "{}")).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{status}: {error}");
        let error = call(ListTasks::default(), json(status, "{}"))
            .await
            .unwrap_err();
        assert!(error.status().is_some(), "{status}: {error}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let marked = format!("\u{feff}{PET}");
    let (_, pet, raw) = call(create(), json("201 Created", &marked)).await.unwrap();
    assert_eq!((pet.id, raw), (7, marked));
    let error = call(create(), json("400 Bad", "\u{feff}{\"error_code\":\"E\"}"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("E"));
    let text = with_headers(
        "404 Not Found",
        "content-type: text/plain\n",
        "\u{feff}gone",
    );
    let error = call(GetPet { id: 1 }, text).await.unwrap_err();
    assert_eq!(
        error.body(),
        Some(&GetPetFailure::NotFound("gone".to_owned()))
    );
}
