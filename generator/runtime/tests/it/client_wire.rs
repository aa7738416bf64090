//! What the client puts on the wire, byte for byte, and what it reads from it, over a socket.

use std::pin::pin;

use crate::client_support::{Server, example::*, json, with_headers};
use bindwright_runtime::{
    ByteStream, Error, Map, Request, bytes::Bytes, futures_core::Stream, http::HeaderValue,
};

const PET: &str = r#"{"id":7,"name":"Rex"}"#;

fn texts(items: &[&str]) -> Option<Vec<String>> {
    Some(items.iter().map(|item| (*item).to_owned()).collect())
}

fn map<T: Clone>(members: &[(&str, T)]) -> Map<T> {
    members
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}

fn search() -> Search {
    Search {
        owner: Some("a b/c".to_owned()),
        shelf: vec![1, 2],
        point: map(&[("x", "1".to_owned()), ("y", "é".to_owned())]),
        text: Some("x & y=+z'".to_owned()),
        ids: Some(vec![3, 4]),
        tags: texts(&["p,q", "r"]),
        pipes: texts(&["a", "b,c"]),
        spaces: texts(&["a", "b"]),
        color: Some(map(&[("R", 100), ("G", 200)])),
        filter: Some(map(&[("size", map(&[("min", "1".to_owned())]))])),
        query: Some(map(&[("deep", true)])),
        raw: Some("a/b?c=d&e+f".to_owned()),
        trace: Some("t 1".to_owned()),
        sizes: Some(vec![1, 2]),
        session: Some("s;1".to_owned()),
        flags: Some(vec![true, false]),
    }
}

#[tokio::test]
async fn parameters_of_every_place_and_style() {
    let server = Server::new([json("200 OK", PET)]).await;
    let response = server.core().call(search().into()).await.unwrap();
    assert_eq!(response.body().name, "Rex");
    let expected = "\
        GET /v1/a%20b%2Fc/shelves/;shelf=1;shelf=2/.x=1.y=%C3%A9\
        ?text=x%20%26%20y%3D%2Bz%27&ids=3&ids=4&tags=p%2Cq,r&pipes=a%7Cb%2Cc&spaces=a%20b&R=100&G=200\
        &filter%5Bsize%5D%5Bmin%5D=1&query=%7B%22deep%22%3Atrue%7D&raw=a/b?c=d%26e%2Bf HTTP/1.1\n\
        x-trace: t 1\nx-sizes: 1,2\ncookie: session=s%3B1; flags=true,false\nuser-agent: test\naccept: application/json\nhost: HOST\n\n";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn absent_parameters_are_not_sent() {
    let server = Server::new([json("200 OK", PET)]).await;
    let core = server.builder().parameter("owner", "mine").build().unwrap();
    let point = map(&[("x", "1".to_owned())]);
    core.call(
        Search {
            shelf: vec![1],
            point,
            ..Search::default()
        }
        .into(),
    )
    .await
    .unwrap();
    let expected = "GET /v1/mine/shelves/;shelf=1/.x=1 HTTP/1.1\nuser-agent: test\naccept: application/json\nhost: HOST\n\n";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn a_json_body_with_a_token_and_headers_of_the_caller() {
    let server = Server::new([json("201 Created", PET)]).await;
    let core = server
        .builder()
        .credential(
            &TOKEN,
            bindwright_runtime::codegen::ClientCredential::key("secret-token"),
        )
        .build()
        .unwrap();
    let pet = Pet {
        id: 7,
        name: "Rex".to_owned(),
        tag: None,
    };
    let mut request = Request::new(CreatePet {
        owner: Some("o".to_owned()),
        body: pet.clone(),
    });
    request
        .headers_mut()
        .insert("x-mine", HeaderValue::from_static("1"));
    let response = core.call(request).await.unwrap();
    assert_eq!((response.status().as_u16(), response.body()), (201, &pet));
    let expected = "POST /v1/o/pets HTTP/1.1\ncontent-type: application/json\nx-mine: 1\nx-auth-token: secret-token\n\
        user-agent: test\naccept: application/json\nhost: HOST\ncontent-length: 21\n\n{\"id\":7,\"name\":\"Rex\"}";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn each_response_becomes_its_variant() {
    let server = Server::new([
        json("203 Non-Authoritative Information", PET),
        with_headers("204 No Content", "", ""),
        with_headers("404 Not Found", "content-type: text/plain\n", "no such pet"),
        json(
            "409 Conflict",
            r#"{"error_code":"E.1","error_msg":"busy","request_id":"r-1"}"#,
        ),
    ])
    .await;
    let core = server
        .builder()
        .credential(
            &TOKEN,
            bindwright_runtime::codegen::ClientCredential::key("secret-token"),
        )
        .build()
        .unwrap();
    let get = || core.call(GetPet { id: 7 }.into());
    assert!(matches!(
        get().await.unwrap().into_body(),
        GetPetSuccess::Found(_)
    ));
    assert_eq!(get().await.unwrap().into_body(), GetPetSuccess::Gone);
    let error = get().await.unwrap_err();
    assert_eq!(
        error.body(),
        Some(&GetPetFailure::NotFound("no such pet".to_owned()))
    );
    let request = format!("GET {}/pets/7", server.url);
    assert_eq!(
        error.to_string(),
        format!("{request}: 404 Not Found: no such pet")
    );
    assert_eq!(error.request(), Some(request.as_str()));
    let error = get().await.unwrap_err();
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (Some("E.1"), Some("busy"), Some("r-1"))
    );
    assert_eq!(
        error.to_string(),
        format!("{request}: 409 Conflict, E.1: busy (request id r-1)")
    );
    assert!(server.requests()[0].contains("accept: application/json, text/plain\n"));
}

async fn chunks(mut stream: ByteStream) -> Vec<Bytes> {
    let mut chunks = Vec::new();
    let mut stream = pin!(&mut stream);
    while let Some(chunk) = std::future::poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        chunks.push(chunk.unwrap());
    }
    chunks
}

#[tokio::test]
async fn a_file_streams_beyond_the_limit_with_its_headers() {
    let headers = "content-type: application/vnd.ms-excel\ncontent-disposition: attachment; filename=\"a.xlsx\"\n";
    let server = Server::new([with_headers("200 OK", headers, &"x".repeat(100_000))]).await;
    let core = server.builder().max_response_bytes(10).build().unwrap();
    let file = core.call(Download {}.into()).await.unwrap().into_body();
    assert_eq!(file.content_type(), Some("application/vnd.ms-excel"));
    assert_eq!(file.content_length(), Some(100_000));
    assert_eq!(
        file.content_disposition().unwrap(),
        "attachment; filename=\"a.xlsx\""
    );
    let chunks = chunks(file).await;
    assert!(chunks.len() > 1);
    assert_eq!(chunks.iter().map(Bytes::len).sum::<usize>(), 100_000);
}

#[tokio::test]
async fn a_file_is_sent_as_bytes_or_in_chunks() {
    let server = Server::new([
        with_headers("204 No Content", "", ""),
        with_headers("204 No Content", "", ""),
    ])
    .await;
    let core = server.core();
    core.call(
        Upload {
            body: ByteStream::from("abc"),
        }
        .into(),
    )
    .await
    .unwrap();
    let stream = futures_util::stream::iter(
        ["ab", "c"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk))),
    );
    core.call(
        Upload {
            body: ByteStream::from_stream(stream),
        }
        .into(),
    )
    .await
    .unwrap();
    let [whole, chunked] = <[String; 2]>::try_from(server.requests()).unwrap();
    assert!(whole.ends_with("content-length: 3\n\nabc"), "{whole}");
    assert!(
        whole.contains("content-type: application/octet-stream\n"),
        "{whole}"
    );
    assert!(
        chunked.ends_with("transfer-encoding: chunked\n\n2\nab\n1\nc\n0\n\n"),
        "{chunked}"
    );
}

#[tokio::test]
async fn every_violation_is_reported_and_nothing_is_sent() {
    let server = Server::new([]).await;
    let wrong = Search {
        shelf: vec![],
        point: map(&[("x", "1".to_owned())]),
        text: Some("a text that is too long".to_owned()),
        ids: Some(vec![1, 1, 2, 3]),
        trace: Some("a\r\nb: c".to_owned()),
        ..Search::default()
    };
    let error = server.core().call(wrong.into()).await.unwrap_err();
    let Error::Invalid(violations) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        violations.to_string(),
        "path.owner: missing: set it on the request, or for all requests on the client's builder\n\
         path.shelf: an empty list or object has no form in a path\n\
         query.text: must have at most 16 characters, not 23\n\
         query.ids: must have at most 3 items, not 4\n\
         query.ids: must not have an item twice\n\
         header.X-Trace: '\\r' cannot stand in a header"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn path_values_cannot_change_the_path() {
    let point = || map(&[("x", "1".to_owned())]);
    let hostile = |owner: &str| Search {
        owner: Some(owner.to_owned()),
        shelf: vec![1],
        point: point(),
        ..Search::default()
    };
    for (owner, sent) in [
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("%2e%2e", "%252e%252e"),
        ("a\r\nb", "a%0D%0Ab"),
        ("a?b#c", "a%3Fb%23c"),
    ] {
        let server = Server::new([json("200 OK", PET)]).await;
        server.core().call(hostile(owner).into()).await.unwrap();
        assert!(
            server.requests()[0].starts_with(&format!("GET /v1/{sent}/shelves/")),
            "{owner}"
        );
    }
    let server = Server::new([]).await;
    for owner in ["", ".", "..", "a\0b"] {
        let error = server.core().call(hostile(owner).into()).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{owner}: {error}");
    }
    let long = server
        .core()
        .call(hostile(&"x".repeat(70_000)).into())
        .await
        .unwrap_err();
    assert!(matches!(long, Error::Invalid(_)), "{long}");
}
