//! Tests of the runtime from outside, as generated code and its users call it. One binary links once:
//! `cargo test -p bindwright-runtime --test it codec` runs those of a module.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs,
    reason = "tests"
)]

mod agreement;
#[cfg(feature = "pattern")]
mod assertions;
mod check_costs;
mod checks;
#[cfg(all(feature = "blocking", any(feature = "rustls", feature = "native-tls")))]
mod client_blocking;
#[cfg(all(feature = "download", any(feature = "rustls", feature = "native-tls")))]
mod client_downloads;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_errors;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_events;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_layers;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_leniency;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_limits;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_messages;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_oauth;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_page_forms;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_page_urls;
#[cfg(feature = "client")]
mod client_pages;
#[cfg(feature = "client")]
mod client_retry;
#[cfg(all(feature = "signing", any(feature = "rustls", feature = "native-tls")))]
mod client_secrets;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_success;
#[cfg(feature = "client")]
mod client_support;
#[cfg(feature = "client")]
mod client_tokens;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_transport;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod client_wire;
mod codec;
mod codec_constants;
#[cfg(all(
    feature = "chrono",
    feature = "jiff",
    feature = "time",
    feature = "uuid"
))]
mod codec_formats;
mod codec_json;
mod codec_names;
mod codec_nested;
#[cfg(feature = "serde")]
mod codec_serde;
mod codec_support;
mod codec_unions;
#[cfg(all(
    feature = "credentials",
    feature = "signing",
    any(feature = "rustls", feature = "native-tls")
))]
mod credentials;
#[cfg(all(feature = "client", feature = "server"))]
mod custom_signature;
mod forms_agree;
#[cfg(all(feature = "client", feature = "server"))]
mod media;
#[cfg(feature = "server")]
mod parameters;
#[cfg(all(feature = "client", feature = "server"))]
mod secrets;
#[cfg(all(feature = "server", feature = "signing"))]
mod server;
#[cfg(feature = "signing")]
mod signing;
mod splits;
#[cfg(feature = "server")]
mod uploads;
mod uri_template;
