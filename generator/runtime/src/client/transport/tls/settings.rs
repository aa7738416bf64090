//! Whom the default transport trusts, and how it identifies itself, as texts that no TLS library has
//! read yet.

use std::fmt;

/// Whether the certificate of a server is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client::transport) enum Trust {
    /// `https`: certificates are verified by root certificates.
    Roots,
    /// `http`: no certificate is trusted.
    Nobody,
}

/// Which root certificates count beside those that were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::client::transport) enum Roots {
    /// The platform's; Mozilla's if only the feature `webpki-roots` is on.
    #[default]
    BuiltIn,
    /// Mozilla's, which are compiled in.
    #[cfg(feature = "webpki-roots")]
    Mozilla,
    /// None.
    Added,
}

/// The form of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client::transport) enum CertificateForm {
    /// Text, with any number of certificates.
    Pem,
    /// One certificate in binary.
    Der,
}

/// Root certificates that no library has read yet.
#[derive(Clone)]
pub(in crate::client::transport) struct RootFile {
    pub(in crate::client::transport) form: CertificateForm,
    pub(in crate::client::transport) bytes: Vec<u8>,
}

/// Prints the size.
impl fmt::Debug for RootFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes)", self.form, self.bytes.len())
    }
}

/// A certificate chain and its private key, both in PEM.
#[derive(Clone)]
pub(in crate::client::transport) struct ClientIdentity {
    pub(in crate::client::transport) chain: Vec<u8>,
    pub(in crate::client::transport) key: Vec<u8>,
}

/// Prints no key.
impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientIdentity")
    }
}

/// The settings of TLS.
#[derive(Debug, Clone, Default)]
pub(in crate::client::transport) struct TlsSettings {
    pub(in crate::client::transport) roots: Roots,
    pub(in crate::client::transport) added: Vec<RootFile>,
    pub(in crate::client::transport) identity: Option<ClientIdentity>,
    /// Whether HTTP/2 is offered.
    #[cfg(feature = "http2")]
    pub(in crate::client::transport) http2: bool,
}

impl TlsSettings {
    /// Adds root certificates.
    pub(in crate::client::transport) fn add(&mut self, form: CertificateForm, bytes: Vec<u8>) {
        self.added.push(RootFile { form, bytes });
    }

    /// The settings for a proxy: the certificate of the client is not shown to it, and it is spoken
    /// to in HTTP/1.1.
    #[cfg(feature = "proxy")]
    pub(in crate::client::transport) fn for_proxy(&self) -> Self {
        Self {
            identity: None,
            #[cfg(feature = "http2")]
            http2: false,
            ..self.clone()
        }
    }
}
