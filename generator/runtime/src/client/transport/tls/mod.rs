//! TLS of the default transport, by one of two libraries with the same functions.

mod settings;
#[cfg(feature = "native-tls")]
mod with_native_tls;
#[cfg(not(feature = "native-tls"))]
mod with_rustls;

pub(super) use self::settings::{CertificateForm, ClientIdentity, Roots, TlsSettings, Trust};
#[cfg(all(feature = "native-tls", feature = "proxy"))]
pub(super) use self::with_native_tls::MaybeHttpsStream;
#[cfg(feature = "native-tls")]
pub(super) use self::with_native_tls::{Connector, connector};
#[cfg(all(not(feature = "native-tls"), feature = "proxy"))]
pub(super) use self::with_rustls::MaybeHttpsStream;
#[cfg(not(feature = "native-tls"))]
pub(super) use self::with_rustls::{Connector, connector};
