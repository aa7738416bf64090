//! An API that responds with what it has received, and servers for it.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindwright_runtime::codegen::{Media, OperationSpec, Param, ResponseSpec, operation};
use bindwright_runtime::server::{Router, Routes, Server};
use bindwright_runtime::{ByteStream, Error, Request, Response, Value};
use bytes::Bytes;
use tokio::net::{TcpListener, TcpStream};

/// How long an impatient server waits.
pub(crate) const IMPATIENCE: Duration = Duration::from_millis(300);

/// Longer than any of that.
pub(crate) const LONG: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Show {
    how: String,
}
operation! {
    Show => {
        spec: OperationSpec::get("show", "/show/{how}"),
        parameters: { how: Param::path("how") },
        success: String { ResponseSpec::text(200, "text/plain") },
        failure: Value { ResponseSpec::json_default() },
    }
}

#[derive(Debug)]
pub(crate) struct Take {
    body: ByteStream,
}
operation! {
    Take => {
        spec: OperationSpec::post("take", "/take"),
        parameters: {},
        body: required [Media::BINARY],
        success: ByteStream { ResponseSpec::binary(200, "application/octet-stream") },
        failure: Value { ResponseSpec::json_default() },
    }
}

/// Counts handlers that hang, and those of them that were dropped.
#[derive(Clone, Default)]
pub(crate) struct Api {
    pub(crate) hung: Arc<AtomicUsize>,
    pub(crate) dropped: Arc<AtomicUsize>,
    pub(crate) released: Arc<tokio::sync::Notify>,
}

struct Hung(Arc<AtomicUsize>);

impl Drop for Hung {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Api {
    async fn show(&self, request: Request<Show>) -> Result<Response<String>, Error> {
        match request.get_ref().how.as_str() {
            "hang" => {
                let _hung = Hung(Arc::clone(&self.dropped));
                self.hung.fetch_add(1, Ordering::SeqCst);
                pending().await
            }
            "wait" => {
                self.hung.fetch_add(1, Ordering::SeqCst);
                self.released.notified().await;
                Ok("released".to_owned().into())
            }
            _ => {
                let header = |name| {
                    request
                        .headers()
                        .get(name)
                        .map(|value| value.to_str().unwrap())
                };
                let shown = format!("{:?} {:?}", header("host"), header("cookie"));
                Ok(shown.into())
            }
        }
    }

    /// Sends back what it gets, and more than any window has room for.
    async fn take(&self, request: Request<Take>) -> Result<Response<ByteStream>, Error> {
        let body = request.into_inner().body.collect(u64::MAX).await;
        let length = body.map_or(0, |bytes| bytes.len());
        let chunk = Bytes::from(vec![b'x'; 64 << 10]);
        let chunks = std::iter::repeat_n(chunk, length).map(Ok::<_, std::io::Error>);
        Ok(Response::new(ByteStream::from_stream(
            futures_util::stream::iter(chunks),
        )))
    }

    pub(crate) fn router(&self) -> Router {
        Routes::new(self.clone())
            .route(Self::show)
            .route(Self::take)
            .into_router()
    }

    /// Waits until so many handlers hang.
    pub(crate) async fn until_hung(&self, count: usize) {
        until(|| self.hung.load(Ordering::SeqCst) >= count).await;
    }
}

/// Waits until something is so.
pub(crate) async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LONG, waiting).await.expect("in time");
}

/// A listener on its own port.
pub(crate) async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Runs a server on its own port.
pub(crate) async fn run(server: impl FnOnce(TcpListener) -> Server<TcpListener>) -> SocketAddr {
    let (listener, address) = listener().await;
    tokio::spawn(server(listener).run_until(pending()));
    address
}

pub(crate) async fn connect(server: SocketAddr) -> TcpStream {
    TcpStream::connect(server).await.unwrap()
}
