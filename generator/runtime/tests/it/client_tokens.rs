//! Tokens that expire: kept, renewed once for all who wait, and renewed when the server rejects them.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use bindwright_runtime::{
    Body, BoxError, Error, TransportError, TransportKind,
    client::{AccessToken, Retry, TokenProvider, TokenSource},
    codegen::{
        Builder, ClientCredential, Core, OperationSpec, Requirement, Scheme, Security,
        ServerTemplate as Named,
    },
    http::{self, Response},
};
use futures_util::future::join_all;
use tokio::time::{advance, sleep};

use crate::client_support::{empty_operations, example::Fault};

static BEARER: Scheme = Scheme::bearer("Login");
static QUERY: Scheme = Scheme::query_key("Query", "access");
static COOKIE: Scheme = Scheme::cookie_key("Cookie", "sid");
const SECURED: Security = &[&[Requirement::of(&BEARER)]];
const BOTH: Security = &[&[Requirement::of(&QUERY), Requirement::of(&COOKIE)]];

empty_operations! {
    Read OperationSpec::get("Read", "/read").security(SECURED);
    Start OperationSpec::post("Start", "/start").security(SECURED);
    ReadBoth OperationSpec::get("ReadBoth", "/both?x=1").security(BOTH);
}

/// Tokens `t1`, `t2`, … and how many of them there were.
fn counting(lifetime: u64, count: &Arc<AtomicU32>) -> TokenSource {
    let count = Arc::clone(count);
    TokenSource::provider(move || {
        let count = Arc::clone(&count);
        async move {
            sleep(Duration::from_secs(1)).await;
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            let token = AccessToken::new(format!("token-{number}"));
            Ok::<_, io::Error>(token.expires_in(Duration::from_secs(lifetime)))
        }
    })
}

type Sent = Arc<Mutex<Vec<String>>>;

/// A client whose server accepts these tokens only, and the tokens that it got.
fn client(source: TokenSource, accepts: fn(&str) -> bool) -> (Builder, Sent) {
    let sent: Sent = Arc::default();
    let log = Arc::clone(&sent);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        let token = request.headers()["authorization"].to_str().unwrap();
        let token = token.strip_prefix("Bearer ").unwrap().to_owned();
        let status = if accepts(&token) { 204 } else { 401 };
        log.lock().unwrap().push(token);
        let response = Response::builder().status(status).body(Body::empty());
        std::future::ready(Ok::<_, io::Error>(response.unwrap()))
    });
    let builder = Builder::new(Named::NONE)
        .endpoint("https://a.example")
        .credential(&BEARER, ClientCredential::bearer(source))
        .transport(transport);
    (builder, sent)
}

fn tokens(sent: &Sent) -> Vec<String> {
    std::mem::take(&mut *sent.lock().unwrap())
}

async fn read(core: &Core) -> Result<(), Error<Fault>> {
    core.call(Read {}.into()).await.map(drop)
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_until_shortly_before_it_expires() {
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), |_| true);
    let core = builder.build().unwrap();
    for pause in [0, 1800, 1700, 50, 3480] {
        advance(Duration::from_secs(pause)).await;
        read(&core.clone()).await.unwrap();
    }
    // Of one hour, the last minute is not used.
    assert_eq!(
        tokens(&sent),
        ["token-1", "token-1", "token-1", "token-2", "token-2"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_short_token_is_used_for_nine_tenths_of_its_time() {
    let count = Arc::default();
    let (builder, sent) = client(counting(10, &count), |_| true);
    let core = builder.build().unwrap();
    for pause in [0, 8, 2] {
        advance(Duration::from_secs(pause)).await;
        read(&core).await.unwrap();
    }
    assert_eq!(tokens(&sent), ["token-1", "token-1", "token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_once_by_many_calls() {
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), |_| true);
    let core = builder.build().unwrap();
    let calls = join_all((0..50).map(|_| read(&core))).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(tokens(&sent), ["token-1"; 50]);
}

#[tokio::test(start_paused = true)]
async fn the_error_of_a_provider_is_that_of_all_who_waited() {
    let count = Arc::new(AtomicU32::new(0));
    let asked = Arc::clone(&count);
    let source = TokenSource::provider(move || {
        asked.fetch_add(1, Ordering::SeqCst);
        async {
            sleep(Duration::from_secs(1)).await;
            Err::<AccessToken, _>("the vault is sealed")
        }
    });
    let (builder, sent) = client(source, |_| true);
    let core = builder.build().unwrap();
    for error in join_all((0..50).map(|_| read(&core))).await {
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Token(_)), "{error}");
        assert_eq!(error.to_string(), "no token: the vault is sealed");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(tokens(&sent).len(), 0);
    read(&core).await.unwrap_err();
    assert_eq!(count.load(Ordering::SeqCst), 2, "a later call asks again");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_leaves_the_task_to_the_next() {
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), |_| true);
    let core = builder.build().unwrap();
    let first = tokio::time::timeout(Duration::from_millis(500), read(&core));
    let (first, second) = tokio::join!(first, read(&core));
    assert!(first.is_err() && second.is_ok());
    assert_eq!(tokens(&sent), ["token-1"]);
}

#[tokio::test(start_paused = true)]
async fn asking_for_a_token_counts_in_the_time_of_the_call() {
    let source = TokenSource::provider(std::future::pending::<Result<AccessToken, io::Error>>);
    let (builder, sent) = client(source, |_| true);
    let core = builder.timeout(Duration::from_secs(3)).build().unwrap();
    let error = read(&core).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET https://a.example/read: no response within 3s"
    );
    assert_eq!(tokens(&sent).len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_still_works_is_used_if_there_is_no_new_one() {
    let count = Arc::new(AtomicU32::new(0));
    let source = TokenSource::provider(move || {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            let token = AccessToken::new("token-1").expires_in(Duration::from_secs(100));
            first.then_some(token).ok_or("the vault is sealed")
        }
    });
    let (builder, _) = client(source, |_| true);
    let core = builder.build().unwrap();
    read(&core).await.unwrap();
    advance(Duration::from_secs(95)).await;
    read(&core).await.unwrap();
    advance(Duration::from_secs(5)).await;
    read(&core).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_kept_token_that_the_server_rejects_is_renewed_once() {
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), |token| token != "token-1");
    let core = builder.build().unwrap();
    let error = read(&core).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(
        tokens(&sent),
        ["token-1"],
        "it was new: another one would not help"
    );
    read(&core).await.unwrap();
    assert_eq!(
        tokens(&sent),
        ["token-2"],
        "the rejected one is not used again"
    );
}

/// Accepts a token for one request only.
fn once(token: &str) -> bool {
    static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut seen = SEEN.lock().unwrap();
    let is_new = !seen.iter().any(|one| one == token);
    seen.push(token.to_owned());
    is_new
}

#[tokio::test(start_paused = true)]
async fn after_401_a_call_is_repeated_with_another_token_if_it_may_be() {
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), once);
    let core = builder.build().unwrap();
    read(&core).await.unwrap();
    read(&core).await.unwrap();
    assert_eq!(tokens(&sent), ["token-1", "token-1", "token-2"]);
    let error = core.call(Start {}.into()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(tokens(&sent), ["token-2"], "a POST is not repeated");
    core.call(Start {}.into()).await.unwrap();
    assert_eq!(tokens(&sent), ["token-3"]);
}

#[tokio::test(start_paused = true)]
async fn the_same_token_is_never_sent_again_after_401() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let source = TokenSource::provider(|| async { Ok::<_, io::Error>(AccessToken::new("same")) });
    let (builder, sent) = client(source, |_| CALLS.fetch_add(1, Ordering::SeqCst) == 0);
    let core = builder
        .retry(Retry::default().when(|_| true))
        .build()
        .unwrap();
    read(&core).await.unwrap();
    read(&core).await.unwrap_err();
    assert_eq!(tokens(&sent), ["same", "same"]);
}

#[tokio::test(start_paused = true)]
async fn without_repeats_there_is_none_after_401() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let count = Arc::default();
    let (builder, sent) = client(counting(3600, &count), |_| {
        CALLS.fetch_add(1, Ordering::SeqCst) == 0
    });
    let core = builder.retry(Retry::none()).build().unwrap();
    read(&core).await.unwrap();
    read(&core).await.unwrap_err();
    assert_eq!(tokens(&sent), ["token-1", "token-1"]);
}

#[tokio::test(start_paused = true)]
async fn tokens_go_where_their_schemes_have_them() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        let cookie = request.headers()["cookie"].to_str().unwrap().to_owned();
        log.lock()
            .unwrap()
            .push((request.uri().to_string(), cookie));
        std::future::ready(Err::<Response<Body>, _>(TransportError::new(
            TransportKind::Connect,
            "down",
        )))
    });
    let source = || counting(1, &Arc::default());
    let builder = Builder::new(Named::NONE)
        .endpoint("https://a.example")
        .credential(&QUERY, ClientCredential::key(source()))
        .credential(&COOKIE, ClientCredential::key(source()))
        .retry(
            Retry::default()
                .repeats(1)
                .first_pause(Duration::from_secs(5)),
        )
        .transport(transport);
    let mut request = bindwright_runtime::Request::new(ReadBoth {});
    request
        .headers_mut()
        .insert("cookie", http::HeaderValue::from_static("a=b"));
    builder.build().unwrap().call(request).await.unwrap_err();
    let seen = seen.lock().unwrap();
    let at = |number| {
        let uri = format!("https://a.example/both?x=1&access=token-{number}");
        (uri, format!("a=b; sid=token-{number}"))
    };
    assert_eq!(
        *seen,
        [at(1), at(2)],
        "each attempt has tokens that are valid"
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_is_not_printed() {
    let source =
        TokenSource::provider(|| async { Ok::<_, io::Error>(AccessToken::new("canary-token")) });
    let shown = format!("{source:?} {:?}", TokenSource::from("canary-token"));
    let transport = tower::service_fn(|request: http::Request<Body>| {
        let said = request.headers()["authorization"].to_str().unwrap();
        let body = Body::full(format!(r#"{{"error_msg": "not {said}"}}"#));
        let response = Response::builder().status(400).body(body);
        std::future::ready(Ok::<_, io::Error>(response.unwrap()))
    });
    let (builder, _) = client(source, |_| true);
    let core = builder.transport(transport).build().unwrap();
    let error = read(&core).await.unwrap_err();
    let shown = format!("{shown} {error} {error:?} {core:?}");
    assert!(!shown.contains("canary"), "{shown}");
}

/// A provider that is a type.
struct Vault(&'static str);

impl TokenProvider for Vault {
    async fn token(&self) -> Result<AccessToken, BoxError> {
        Ok(AccessToken::new(self.0))
    }
}

#[tokio::test]
async fn a_type_can_be_a_provider() {
    let (builder, sent) = client(TokenSource::provider(Vault("from-vault")), |_| true);
    read(&builder.build().unwrap()).await.unwrap();
    assert_eq!(tokens(&sent), ["from-vault"]);
}
