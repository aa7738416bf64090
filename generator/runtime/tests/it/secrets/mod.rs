//! Secrets in every place of an exchange: whatever the other side sends back, and why ever a request is rejected, nothing that is
//! printed or returned shows them.

mod client;
mod debug;
mod server;

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use bindwright_runtime::{
    Map, Value,
    codegen::{Requirement, Scheme, Security, codec},
};

static HEADER: Scheme = Scheme::header_key("Header", "X-Key");
static QUERY: Scheme = Scheme::query_key("Query", "key");
static COOKIE: Scheme = Scheme::cookie_key("Cookie", "sid");
static BASIC: Scheme = Scheme::basic("Basic");
static BEARER: Scheme = Scheme::bearer("Bearer");
static SIGNED: Scheme = Scheme::signature("Signed", "SDK-HMAC-SHA256", &[]);
const SECURITY: Security = &[
    &[Requirement::of(&HEADER)],
    &[Requirement::of(&QUERY)],
    &[Requirement::of(&COOKIE)],
    &[Requirement::of(&BASIC)],
    &[Requirement::of(&BEARER)],
    &[],
];

/// A value that quotes what it rejects, in places with and without a name of a secret.
#[derive(Debug, Clone)]
struct Item {
    n: Option<i64>,
    ip: Option<std::net::Ipv4Addr>,
    map: Option<Map<i64>>,
    password: Option<std::net::Ipv4Addr>,
    client_secret: Option<Vec<std::net::Ipv4Addr>>,
    either: Option<Either>,
}

#[derive(Debug)]
enum Either {
    Number(i64),
    Address(std::net::Ipv4Addr),
}
codec!(union Either { Number, Address });
codec!(Item { "n" => n, "ip" => ip, "map" => map, "password" => password, "client_secret" => client_secret, "either" => either });

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a task prints by itself, and what is logged at every level while it runs.
fn printed(task: impl Future<Output = String>) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let shown = tracing::subscriber::with_default(subscriber, || {
        let mut runtime = runtime;
        runtime.enable_all().build().unwrap().block_on(task)
    });
    shown + &String::from_utf8_lossy(&log.0.lock().unwrap())
}

/// An error, its causes, and what they print for programmers.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    chain
        .map(|error| format!("{error}\n{error:?}\n{error:#?}\n"))
        .collect()
}

/// A part of the secret, in any spelling, that is long enough to be of use and was printed.
fn found(secret: &str, printed: &str) -> Option<String> {
    let json = Value::from(secret).to_string();
    let encoded: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let spellings = [
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        format!("{secret:?}").trim_matches('"').to_owned(),
        encoded,
    ];
    let parts = spellings
        .iter()
        .map(|spelled| spelled.chars().take(7).collect::<String>());
    parts.into_iter().find(|part| printed.contains(part))
}
