//! The default transport without features of its own: its settings, layers around it, and what it does not do unless asked.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bindwright_runtime::{
    Body, ConfigError, Error, NotFollowed, TransportError, TransportKind, Unexpected,
    client::{DefaultTransport, Retry, TransportBuilder, transport},
    codegen::{Builder, ClientCredential, ServerTemplate},
    http::Request,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tower::{ServiceBuilder, ServiceExt as _};

use crate::client_support::{Server, example::*, json, with_headers};

async fn get(transport: &DefaultTransport, url: &str) -> Result<String, TransportError> {
    let request = Request::get(url).body(Body::empty()).unwrap();
    let response = transport.clone().oneshot(request).await?;
    let bytes = response.into_body().collect(1 << 20).await?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

/// Sends each request of a connection the number of the connection.
async fn numbering_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((socket, _)) = listener.accept().await {
            number += 1;
            tokio::spawn(number_requests(socket, number));
        }
    });
    url
}

async fn number_requests(mut socket: TcpStream, number: usize) {
    let mut head = Vec::new();
    while let Ok(byte) = socket.read_u8().await {
        head.push(byte);
        if head.ends_with(b"\r\n\r\n") {
            head.clear();
            let response = format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{number}");
            socket.write_all(response.as_bytes()).await.unwrap();
        }
    }
}

/// A listener that accepts connections, and the address for a transport.
async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

#[tokio::test]
async fn the_pool_keeps_connections_as_it_is_told() {
    let url = numbering_server().await;
    let numbers = async |builder: TransportBuilder| {
        let transport = builder.build().unwrap();
        let first = get(&transport, &url).await.unwrap();
        // The connection is back in the pool when its task has run.
        tokio::task::yield_now().await;
        let second = get(&transport, &url).await.unwrap();
        (first, second)
    };
    let (first, second) = numbers(transport()).await;
    assert_eq!(first, second);
    let (first, second) = numbers(transport().pool_max_idle_per_host(0)).await;
    assert_ne!(first, second);
}

#[tokio::test]
async fn a_connection_that_was_idle_for_too_long_is_not_used() {
    let url = numbering_server().await;
    let limit = Duration::from_secs(40);
    let transport = transport().pool_idle_timeout(limit).build().unwrap();
    let after = async |pause: Duration| {
        tokio::task::yield_now().await;
        tokio::time::pause();
        tokio::time::advance(pause).await;
        tokio::time::resume();
        get(&transport, &url).await.unwrap()
    };
    assert_eq!(get(&transport, &url).await.unwrap(), "1");
    assert_eq!(after(limit / 2).await, "1");
    assert_eq!(after(limit * 2).await, "2");
}

#[tokio::test]
async fn no_setting_is_too_long() {
    let url = numbering_server().await;
    let transport = transport()
        .connect_timeout(Duration::MAX)
        .pool_idle_timeout(Duration::MAX)
        .tcp_keepalive(Duration::MAX)
        .build()
        .unwrap();
    for _ in 0..3 {
        get(&transport, &url).await.unwrap();
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_limit_that_covers_tls() {
    let (_listener, address) = listener().await;
    let limit = Duration::from_secs(7);
    let transport = transport().connect_timeout(limit).build().unwrap();
    let started = Instant::now();
    let error = get(&transport, &format!("https://{address}/")).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), TransportKind::Connect);
    assert!(
        error.to_string().contains("not within the limit of time"),
        "{error}"
    );
    assert_eq!(started.elapsed().as_secs(), limit.as_secs());
}

#[tokio::test(start_paused = true)]
async fn a_request_has_a_limit_of_its_own_for_connecting() {
    let (_listener, address) = listener().await;
    let builder = Builder::new(ServerTemplate::NONE).endpoint(format!("https://{address}"));
    let core = builder.retry(Retry::none()).build().unwrap();
    let limits = [
        Some(Duration::from_secs(2)),
        Some(Duration::from_secs(9)),
        None,
    ];
    for limit in limits {
        let request = bindwright_runtime::Request::new(ListTasks::default());
        let request = match limit {
            None => request,
            Some(limit) => request.with_connect_timeout(limit),
        };
        let started = Instant::now();
        let error = core.call(request).await.unwrap_err();
        let Error::Transport(failed) = &error else {
            panic!("{error}")
        };
        assert_eq!(failed.kind(), TransportKind::Connect, "{error}");
        let expected = limit.map_or(5, |limit| limit.as_secs());
        assert_eq!(started.elapsed().as_secs(), expected);
    }
}

/// The kind of the timer that sends again what nobody has confirmed.
#[cfg(target_os = "linux")]
const RETRANSMISSION: &str = "01";

/// The kind of the timer of the socket with this local port, and when it fires, in hundredths of a second.
#[cfg(target_os = "linux")]
fn timer(port: u16) -> (String, u64) {
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let local = format!("0100007F:{port:04X}");
    let row = table
        .lines()
        .map(|line| Vec::from_iter(line.split_whitespace()));
    let row = row.skip(1).find(|row| row[1] == local).unwrap();
    let (kind, when) = row[5].split_once(':').unwrap();
    (kind.to_owned(), u64::from_str_radix(when, 16).unwrap())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn idle_connections_are_probed_by_the_system() {
    for (builder, kind, most) in [
        (transport(), "02", 1_500),
        (
            transport().tcp_keepalive(Duration::from_secs(3_600)),
            "02",
            360_000,
        ),
        (transport().tcp_keepalive(Duration::MAX), "02", 3_276_700),
        (transport().tcp_keepalive(None), "00", 0),
    ] {
        let (listener, address) = listener().await;
        let transport = builder.build().unwrap();
        let url = format!("http://{address}/");
        let request = tokio::spawn(async move { get(&transport, &url).await });
        let (socket, peer) = listener.accept().await.unwrap();
        // The connection is idle when the request is here and its receipt was confirmed: until then, the timer is another one.
        socket.readable().await.unwrap();
        let found = loop {
            let found = timer(peer.port());
            if found.0 != RETRANSMISSION {
                break found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        assert_eq!(found.0, kind);
        assert!(
            found.1 <= most && found.1 * 2 >= most,
            "{found:?}, at most {most}"
        );
        drop((request, socket));
    }
}

#[tokio::test]
async fn layers_go_around_the_default_transport_and_errors_through_them() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&attempts);
    let layered = ServiceBuilder::new()
        .map_request(move |mut request: Request<Body>| {
            counter.fetch_add(1, Ordering::Relaxed);
            let value = "by-layer".parse().unwrap();
            request.headers_mut().insert("x-added", value);
            request
        })
        .service(transport().build().unwrap());
    let server = Server::new([json("200 OK", r#"{"count": 1}"#)]).await;
    let retry = Retry::default().repeats(2).first_pause(Duration::ZERO);
    let builder = server.builder().retry(retry).transport(layered);
    let client = builder.clone().build().unwrap();
    client.call(ListTasks::default().into()).await.unwrap();
    assert!(server.requests()[0].contains("x-added: by-layer\n"));
    assert_eq!(attempts.load(Ordering::Relaxed), 1);
    // A failed connection is repeated, because its error says that nothing was sent.
    let closed = builder.endpoint("http://127.0.0.1:1").build().unwrap();
    let error = closed.call(ListTasks::default().into()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.kind() == TransportKind::Connect));
    assert_eq!(attempts.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn a_redirect_that_is_not_asked_for_says_so() {
    let server = Server::new([with_headers("302 Found", "location: /x\n", "")]).await;
    let client = server.builder().transport(transport().build().unwrap());
    let client = client.build().unwrap();
    let error = client.call(Download {}.into()).await.unwrap_err();
    let Error::Unexpected(response) = &error else {
        panic!("{error}")
    };
    assert!(matches!(
        response.why(),
        Unexpected::Redirect(NotFollowed::Off)
    ));
    let text = "302 Found: the redirect is not followed: the transport follows none";
    let shown = error.to_string();
    assert!(
        shown.starts_with("GET http://127.0.0.1:") && shown.ends_with(text),
        "{shown}"
    );
}

fn with_token(endpoint: &str) -> Builder {
    Builder::new(ServerTemplate::NONE)
        .endpoint(endpoint)
        .credential(&TOKEN, ClientCredential::key("t"))
}

#[test]
fn a_client_with_credentials_for_http_is_not_built() {
    for endpoint in [
        "http://a.example",
        "http://10.0.0.1:80",
        "http://localhost.example",
    ] {
        let error = with_token(endpoint).build().map(drop);
        assert_eq!(error, Err(ConfigError::Cleartext), "{endpoint}");
        let allowed = with_token(endpoint).allow_credentials_over_http();
        allowed.build().unwrap();
        let anonymous = Builder::new(ServerTemplate::NONE).endpoint(endpoint);
        anonymous.build().unwrap();
    }
    for endpoint in ["https://a.example", "http://localhost:1", "http://[::1]:1"] {
        with_token(endpoint).build().unwrap();
    }
    let text = ConfigError::Cleartext.to_string();
    assert!(text.contains("`.allow_credentials_over_http()`"), "{text}");
}

#[tokio::test]
async fn credentials_go_over_http_if_the_caller_allows_it() {
    let server = Server::new([json("200 OK", r#"{"id": 1, "name": "Rex"}"#)]).await;
    // This address reaches this machine, and is not one of those that count as it.
    let url = server.url.replace("127.0.0.1", "0.0.0.0");
    assert_eq!(
        with_token(&url).build().map(drop),
        Err(ConfigError::Cleartext)
    );
    let allowed = with_token(&url)
        .allow_credentials_over_http()
        .build()
        .unwrap();
    allowed.call(GetPet { id: 1 }.into()).await.unwrap();
    assert!(server.requests()[0].contains("x-auth-token: t\n"));
}
