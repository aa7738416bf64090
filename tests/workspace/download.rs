//! The file of an export: streamed as it arrives, described by its headers, limited only by the caller.

use std::time::Duration;

use futures_util::StreamExt;
use huaweicloud_workspace::runtime::client::Retry;
use huaweicloud_workspace::runtime::{BodyError, ByteStream};
use huaweicloud_workspace::{Client, DownloadExportFile, Error};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::gateway::{Gateway, json, read_request, reply};

/// A socket with a request for the file, and the response that the client gets.
async fn asked() -> (TcpStream, tokio::task::JoinHandle<ByteStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::builder()
        .endpoint(format!("http://{}", listener.local_addr().unwrap()))
        .project_id("p1")
        .token("token-1")
        .retry(Retry::none())
        .timeout(Duration::from_millis(500))
        .max_response_bytes(4)
        .build()
        .unwrap();
    let call = tokio::spawn(async move {
        let response = client
            .download_export_file(DownloadExportFile::new("t1"))
            .await;
        response.unwrap().into_body()
    });
    let (mut socket, _) = listener.accept().await.unwrap();
    read_request(&mut socket).await;
    (socket, call)
}

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

#[tokio::test]
async fn each_chunk_is_available_before_the_next_is_sent() {
    let (mut socket, call) = asked().await;
    socket.write_all(CHUNKED).await.unwrap();
    let mut file = call.await.unwrap();
    for number in 0..5 {
        let (received, next) = oneshot::channel();
        let chunk = format!("chunk {number}");
        socket
            .write_all(format!("{:x}\r\n{chunk}\r\n", chunk.len()).as_bytes())
            .await
            .unwrap();
        let reader = tokio::spawn(async move {
            let found = file.next().await.unwrap().unwrap();
            received.send(found).unwrap();
            file
        });
        // The server continues only now.
        assert_eq!(next.await.unwrap(), chunk);
        file = reader.await.unwrap();
    }
    socket.write_all(b"0\r\n\r\n").await.unwrap();
    assert!(file.next().await.is_none());
}

#[tokio::test]
async fn a_slow_download_may_exceed_the_timeout_of_the_call() {
    let (mut socket, call) = asked().await;
    socket.write_all(CHUNKED).await.unwrap();
    let file = call.await.unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;
    socket.write_all(b"5\r\nhello\r\n0\r\n\r\n").await.unwrap();
    assert_eq!(file.collect(100).await.unwrap(), "hello");
}

#[tokio::test]
async fn an_interrupted_download_ends_with_an_error() {
    let (mut socket, call) = asked().await;
    socket.write_all(CHUNKED).await.unwrap();
    socket.write_all(b"5\r\nhello\r\n").await.unwrap();
    let mut file = call.await.unwrap();
    assert_eq!(file.next().await.unwrap().unwrap(), "hello");
    drop(socket);
    assert!(matches!(
        file.next().await,
        Some(Err(BodyError::Interrupted(_)))
    ));
}

#[tokio::test]
async fn the_headers_of_the_file_are_available() {
    for media in [
        "application/vnd.ms-excel",
        "multipart/form-data",
        "application/json",
        "text/html",
    ] {
        let headers = format!(
            "Content-Type: {media}\r\nX-Request-Id: r-1\r\nContent-Disposition: attachment; filename=\"a b.xlsx\"\r\n"
        );
        let client = Gateway::new([reply(200, &headers, "{\u{0}é")])
            .await
            .client();
        let response = client
            .download_export_file(DownloadExportFile::new("t1"))
            .await
            .unwrap();
        assert_eq!(response.request_id(), Some("r-1"));
        assert_eq!(response.headers()["content-type"], media);
        let file = response.into_body();
        assert_eq!(file.content_type(), Some(media));
        assert_eq!(file.content_length(), Some(4));
        assert_eq!(
            file.content_disposition().unwrap(),
            "attachment; filename=\"a b.xlsx\""
        );
        assert_eq!(file.collect(4).await.unwrap(), "{\u{0}é");
    }
}

#[tokio::test]
async fn an_empty_file_without_headers_is_accepted() {
    let client = Gateway::new([reply(200, "", "")]).await.client();
    let file = client
        .download_export_file(DownloadExportFile::new("t1"))
        .await
        .unwrap()
        .into_body();
    assert_eq!(
        (file.content_type(), file.content_disposition()),
        (None, None)
    );
    assert_eq!(file.collect(0).await.unwrap(), "");
}

#[tokio::test]
async fn collecting_a_file_stops_at_the_limit_of_the_caller() {
    let client = Gateway::new([reply(200, "", "hello")]).await.client();
    let file = client
        .download_export_file(DownloadExportFile::new("t1"))
        .await
        .unwrap()
        .into_body();
    assert!(matches!(
        file.collect(4).await,
        Err(BodyError::TooLarge { limit: 4 })
    ));
}

#[tokio::test]
async fn a_failure_is_decoded_and_not_streamed() {
    let body = r#"{"error_code":"WKS.00211902","error_msg":"The resource was not found."}"#;
    for status in [400, 401, 404, 500] {
        let client = Gateway::new([json(status, body)]).await.client();
        let error = client
            .download_export_file(DownloadExportFile::new("t1"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Api(_)), "{error}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.code(), Some("WKS.00211902"));
    }
}
