//! How much memory a streamed megabyte needs: a download and an upload through the client and the server, over loopback, each in a
//! process of its own, whose largest resident size is read from `/proc/self/status` (Linux).
//!
//! ```text
//! cargo bench -p bindwright-runtime --bench streams --features rustls,server
//! ```
#![allow(clippy::unwrap_used, reason = "a benchmark")]

use std::convert::Infallible;
use std::process::Command;

use bindwright_runtime::bytes::Bytes;
use bindwright_runtime::codegen::{
    Builder, Core, Media, OperationSpec, ResponseSpec, ServerTemplate, operation,
};
use bindwright_runtime::server::{Routes, serve};
use bindwright_runtime::{ByteStream, Error, Request, Response, Value};
use futures_util::{StreamExt, stream};
use tokio::net::TcpListener;

#[derive(Debug)]
struct Download {}
operation! {
    Download => {
        spec: OperationSpec::get("download", "/file"),
        parameters: {},
        success: ByteStream { ResponseSpec::binary(200, "application/octet-stream") },
        failure: Value { ResponseSpec::json_default() },
    }
}

#[derive(Debug)]
struct Upload {
    body: ByteStream,
}
operation! {
    Upload => {
        spec: OperationSpec::post("upload", "/file"),
        parameters: {},
        body: required [Media::BINARY],
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Value { ResponseSpec::json_default() },
    }
}

const MEBIBYTE: usize = 1 << 20;

/// In chunks of 16 KiB, as a file may be read.
fn content(mebibytes: usize) -> ByteStream {
    let chunk = || Ok::<_, Infallible>(Bytes::from(vec![b'x'; 16 << 10]));
    let chunks = stream::repeat_with(chunk).take(mebibytes * 64);
    ByteStream::from_stream(chunks)
}

/// How many bytes a stream has.
async fn count(mut stream: ByteStream) -> usize {
    let mut bytes = 0;
    while let Some(chunk) = stream.next().await {
        bytes += chunk.unwrap().len();
    }
    bytes
}

/// A server of files of this size.
struct Files(usize);

impl Files {
    async fn download(&self, _: Request<Download>) -> Result<Response<ByteStream>, Error<Value>> {
        Ok(Response::new(content(self.0)))
    }

    async fn upload(&self, request: Request<Upload>) -> Result<Response<String>, Error<Value>> {
        let bytes = count(request.into_inner().body).await;
        Ok(Response::new(bytes.to_string()))
    }
}

/// The largest resident size of this process so far, in KiB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.unwrap().trim().split(' ').next();
    digits.unwrap().parse().unwrap()
}

/// Moves a file of one mebibyte, and then one of so many: the growth of the largest resident size.
async fn growth(way: &str, mebibytes: usize) -> usize {
    let mut before = 0;
    for size in [1, mebibytes] {
        before = peak();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Routes::new(Files(size))
            .route::<Download, _>(Files::download)
            .route::<Upload, _>(Files::upload);
        let server = tokio::spawn(serve(listener, routes.into_router()));
        let template = ServerTemplate::new("http://localhost", &[]);
        let client = Builder::new(template).endpoint(format!("http://{address}"));
        let client: Core = client.build().unwrap();
        let moved = if way == "download" {
            let response = client.call(Request::new(Download {})).await.unwrap();
            count(response.into_body()).await
        } else {
            let body = content(size);
            let response = client.call(Request::new(Upload { body })).await.unwrap();
            response.into_body().parse().unwrap()
        };
        assert_eq!(moved, size * MEBIBYTE);
        server.abort();
    }
    peak() - before
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, way, mebibytes] = arguments.as_slice()
        && let Ok(mebibytes) = mebibytes.parse()
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let growth = runtime.unwrap().block_on(growth(way, mebibytes));
        println!("{way} of {mebibytes} MiB: {growth} KiB more than for 1 MiB");
        return;
    }
    for way in ["download", "upload"] {
        for mebibytes in ["16", "256"] {
            let program = std::env::current_exe().unwrap();
            let done = Command::new(program).args([way, mebibytes]).status();
            assert!(done.unwrap().success());
        }
    }
}
