//! Keys that expire: asked for once for all who wait, renewed in time, and the same mechanism as for
//! tokens; and bodies that stream, which are signed without their hash.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use bindwright_runtime::{
    Body, ByteStream, Error, KeyPair, Secret, Value,
    client::{AccessKeys, KeySource, SigningLayer, transport},
    codegen::{
        Builder, ClientCredential, Core, Media, OperationSpec, ResponseSpec, ServerTemplate,
        operation,
    },
    http::{self, Response},
    signing::{SdkHmacSha256, SdkHmacSha256Verifier, SignedRequest, Signer, Verifier},
};
use bytes::Bytes;
use futures_util::{future::join_all, stream};
use tokio::time::{advance, sleep};
use tower::Layer;

use super::{KEYS, Read, SECURED, received, signed};
use crate::client_support::{Server, json};

/// The access keys that a server saw.
type Seen = Arc<Mutex<Vec<String>>>;

/// Keys `AK1`, `AK2`, … with a security token each, and how many of them there were.
fn counting(lifetime: u64, count: &Arc<AtomicU32>) -> KeySource {
    let count = Arc::clone(count);
    KeySource::provider(move || {
        let count = Arc::clone(&count);
        async move {
            sleep(Duration::from_secs(1)).await;
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            let keys = KeyPair::new(format!("AK{number}"), format!("canary-sk-{number}"));
            let keys = keys.security_token(format!("canary-st-{number}"));
            Ok::<_, io::Error>(AccessKeys::new(keys).expires_in(Duration::from_secs(lifetime)))
        }
    })
}

/// A client of a server that accepts some access keys only.
fn client(source: KeySource, accepts: fn(&str) -> bool) -> (Core, Seen) {
    let seen: Seen = Arc::default();
    let log = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        let text = request.headers()["authorization"].to_str().unwrap();
        let (_, rest) = text.split_once("Access=").unwrap();
        let key = rest.split(',').next().unwrap().to_owned();
        let status = if accepts(&key) { 204 } else { 401 };
        log.lock().unwrap().push(key);
        let response = Response::builder().status(status).body(Body::empty());
        std::future::ready(Ok::<_, io::Error>(response.unwrap()))
    });
    let credential = ClientCredential::keys(source, SdkHmacSha256::new);
    let builder = Builder::new(ServerTemplate::NONE)
        .endpoint("https://a.example")
        .credential(&KEYS, credential)
        .transport(transport);
    (builder.build().unwrap(), seen)
}

async fn read(core: &Core) -> bool {
    core.call(Read {}.into()).await.is_ok()
}

fn keys(seen: &Seen) -> Vec<String> {
    std::mem::take(&mut *seen.lock().unwrap())
}

#[tokio::test(start_paused = true)]
async fn keys_are_asked_for_once_by_many_calls_and_again_before_they_expire() {
    let count = Arc::default();
    let (core, seen) = client(counting(3600, &count), |_| true);
    let calls = join_all((0..50).map(|_| read(&core))).await;
    assert!(calls.iter().all(|done| *done));
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(keys(&seen), ["AK1"; 50]);
    for pause in [1800, 1700, 50, 3480] {
        advance(Duration::from_secs(pause)).await;
        assert!(read(&core.clone()).await);
    }
    // Of one hour, the last minute is not used.
    assert_eq!(keys(&seen), ["AK1", "AK1", "AK2", "AK2"]);
}

#[tokio::test(start_paused = true)]
async fn keys_that_are_rejected_are_replaced_once_and_never_sent_again() {
    let count = Arc::default();
    let (core, seen) = client(counting(3600, &count), |key| key != "AK1");
    // The first call has asked for its keys itself: others would not be better.
    assert!(!read(&core).await);
    assert!(read(&core).await);
    assert_eq!(keys(&seen), ["AK1", "AK2"]);
    // Keys that were there before the call may be outdated: others are tried, once.
    let (core, seen) = client(counting(3600, &Arc::default()), |key| key == "AK0");
    assert!(!read(&core).await);
    assert!(!read(&core).await);
    assert_eq!(keys(&seen), ["AK1", "AK2"]);
    // The same keys are not sent again: five failures may lock them.
    let same = KeySource::provider(|| async {
        Ok::<_, io::Error>(AccessKeys::new(KeyPair::new("AK", "SK")))
    });
    let (core, seen) = client(same, |_| false);
    assert!(!read(&core).await);
    assert_eq!(keys(&seen), ["AK"]);
}

#[tokio::test]
async fn keys_of_a_provider_sign_as_fixed_ones_do() {
    let server = Server::new([json("401 X", r#"{"error_msg":"bad canary-st-1"}"#)]).await;
    let source = KeySource::provider(|| async {
        let keys = KeyPair::new("AK1", "canary-sk-1").security_token("canary-st-1");
        Ok::<_, io::Error>(AccessKeys::new(keys))
    });
    let shown = format!("{source:?}");
    let credential = ClientCredential::keys(source, SdkHmacSha256::new);
    let shown = shown + &format!("{credential:?}");
    let core = server.builder().credential(&KEYS, credential);
    let core = core.parameter("project_id", "p-1").build().unwrap();
    let error = core.call(Read {}.into()).await.unwrap_err();
    let shown = format!("{shown} {error} {error:?} {core:?}");
    assert!(!shown.contains("canary"), "{shown}");
    let (access_key, headers) = signed(&received(&server, 0), "canary-sk-1");
    assert_eq!(access_key, "AK1");
    assert_eq!(headers, "host;x-project-id;x-sdk-date;x-security-token");
}

#[tokio::test]
async fn the_error_of_a_provider_is_that_of_the_call() {
    let source = KeySource::provider(|| async {
        Err::<AccessKeys, _>(io::Error::other("the vault is sealed"))
    });
    let (core, seen) = client(source, |_| true);
    let error = core.call(Read {}.into()).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(error.to_string(), "no token: the vault is sealed");
    assert!(keys(&seen).is_empty());
}

#[test]
fn a_body_that_streams_is_signed_without_its_hash() {
    let signer = SdkHmacSha256::new(KeyPair::new("AK", "SK").security_token("ST"));
    let request = http::Request::put("https://a.example/files/1").body(());
    let mut parts = request.unwrap().into_parts().0;
    signer.sign_stream(&mut parts).unwrap();
    assert_eq!(parts.headers["x-sdk-content-sha256"], "UNSIGNED-PAYLOAD");
    let authorization = parts.headers["authorization"].to_str().unwrap();
    assert!(
        authorization
            .contains("SignedHeaders=host;x-sdk-content-sha256;x-sdk-date;x-security-token, ")
    );
    let verify = |verifier: SdkHmacSha256Verifier, body: &[u8]| {
        let secret = Secret::from("SK");
        verifier.verify(SignedRequest::from(&parts), body, &secret)
    };
    let lenient = SdkHmacSha256Verifier::new().allow_unsigned_payload();
    assert_eq!(verify(lenient, b"any body"), Ok(()));
    assert!(verify(SdkHmacSha256Verifier::new(), b"any body").is_err());
}

#[derive(Debug)]
struct Put {
    body: ByteStream,
}
operation! {
    Put => {
        spec: OperationSpec::put("Put", "/files/1").security(SECURED),
        parameters: {},
        body: required [Media::BINARY],
        success: () { ResponseSpec::empty(204) },
        failure: Value {},
    }
}

#[tokio::test]
async fn a_client_and_a_layer_sign_streams() {
    const DONE: &str = "HTTP/1.1 204 No Content\nconnection: close\n\n";
    let server = Server::new([DONE.into(), DONE.into()]).await;
    let pieces = || {
        let pieces = ["ab", "cd"].map(|piece| Ok::<_, io::Error>(Bytes::from(piece)));
        ByteStream::from_stream(stream::iter(pieces))
    };
    let keys = || KeyPair::new("AK", "SK");
    let signer = ClientCredential::keys(keys(), SdkHmacSha256::new);
    let core = server.builder().credential(&KEYS, signer).build().unwrap();
    core.call(Put { body: pieces() }.into()).await.unwrap();

    let layer = SigningLayer::new(SdkHmacSha256::new(keys()));
    let transport = layer.layer(transport().build().unwrap());
    let unsigned = server
        .builder()
        .transport(transport)
        .header("Authorization", "none");
    let core = unsigned.build().unwrap();
    core.call(Put { body: pieces() }.into()).await.unwrap();

    for number in [0, 1] {
        let request = server.requests().remove(number);
        assert!(
            request.contains("\ntransfer-encoding: chunked\n"),
            "{request}"
        );
        assert!(
            request.contains("ab") && request.contains("cd"),
            "{request}"
        );
        let parts = received(&server, number);
        assert_eq!(parts.headers["x-sdk-content-sha256"], "UNSIGNED-PAYLOAD");
        let verifier = SdkHmacSha256Verifier::new().allow_unsigned_payload();
        let verdict = verifier.verify(SignedRequest::from(&parts), b"abcd", &Secret::from("SK"));
        assert_eq!(verdict, Ok(()));
    }
}
