//! HTTP/2, which client and server choose by ALPN.

use std::sync::Arc;

use bindwright_runtime::{
    Body,
    client::{TransportBuilder, transport},
    codegen::{Builder, ServerTemplate},
    http::{Request, Response, Version},
};
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::client_support::example::ListTasks;
use crate::peers::{Authority, HELLO, get, tls_server};

/// A server that speaks HTTP/2 only. It answers each request with its method, path and the names of
/// its headers, and counts connections in the header `x-connection`.
async fn http2_server(authority: &Authority) -> u16 {
    let mut config = authority.server(None);
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut count = 0;
        while let Ok((socket, _)) = listener.accept().await {
            count += 1;
            let Ok(tls) = acceptor.accept(socket).await else {
                continue;
            };
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(tls).await.unwrap();
                while let Some(Ok((mut request, mut respond))) = connection.accept().await {
                    tokio::spawn(async move {
                        let mut length = 0;
                        while let Some(chunk) = request.body_mut().data().await {
                            length += chunk.unwrap().len();
                        }
                        let uri = request.uri();
                        let text = format!(
                            "{{\"count\": {length}, \"x\": \"{} {uri}\"}}",
                            request.method()
                        );
                        let response = Response::builder()
                            .header("content-type", "application/json")
                            .header("x-connection", count)
                            .body(())
                            .unwrap();
                        let mut stream = respond.send_response(response, false).unwrap();
                        stream.send_data(Bytes::from(text), true).unwrap();
                    });
                }
            });
        }
    });
    port
}

fn trusting(authority: &Authority) -> TransportBuilder {
    transport().root_certificates_pem(authority.pem())
}

#[tokio::test]
async fn requests_share_a_connection_if_the_server_chooses_http2() {
    let authority = Authority::new();
    let port = http2_server(&authority).await;
    let transport = trusting(&authority).http2().build().unwrap();
    let send = |body: &'static str| {
        let request = Request::post(format!("https://localhost:{port}/p?q=1"));
        transport
            .clone()
            .oneshot(request.body(Body::full(body)).unwrap())
    };
    let first = send("ab").await.unwrap();
    let (second, third) = tokio::join!(send("abc"), send("abcd"));
    for (response, length) in [(first, 2), (second.unwrap(), 3), (third.unwrap(), 4)] {
        assert_eq!(response.version(), Version::HTTP_2);
        assert_eq!(response.headers()["x-connection"], "1");
        let text = response.into_body().collect(100).await.unwrap();
        let wanted =
            format!("{{\"count\": {length}, \"x\": \"POST https://localhost:{port}/p?q=1\"}}");
        assert_eq!(text, wanted);
    }
}

#[tokio::test]
async fn a_client_works_over_http2() {
    let authority = Authority::new();
    let port = http2_server(&authority).await;
    let client = Builder::new(ServerTemplate::NONE)
        .endpoint(format!("https://localhost:{port}"))
        .transport(trusting(&authority).http2().build().unwrap())
        .build()
        .unwrap();
    let tasks = client.call(ListTasks::default().into()).await.unwrap();
    assert_eq!(tasks.into_body().count, Some(0));
}

#[tokio::test]
async fn http1_stays_for_servers_that_do_not_choose() {
    let authority = Authority::new();
    let (port, seen) = tls_server(authority.server(None), HELLO).await;
    let transport = trusting(&authority).http2().build().unwrap();
    let url = format!("https://localhost:{port}/");
    assert_eq!(get(&transport, &url).await.unwrap(), "hello");
    assert!(seen.all()[0].starts_with("GET / HTTP/1.1\r\n"));
}

#[tokio::test]
async fn it_is_not_offered_by_default() {
    let authority = Authority::new();
    let port = http2_server(&authority).await;
    let transport = trusting(&authority).build().unwrap();
    // This server has no other protocol, and the client named none: it speaks HTTP/1.1 to it.
    get(&transport, &format!("https://localhost:{port}/"))
        .await
        .unwrap_err();
}
