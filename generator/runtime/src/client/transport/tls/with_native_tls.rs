//! TLS by the platform's library. It wins over rustls if both features are on, because `rustls` may
//! be on by default.

use hyper_tls::native_tls::{Certificate, Identity, TlsConnector};

use super::settings::{CertificateForm, RootFile, Roots, TlsSettings, Trust};
use crate::body::BoxError;

/// Adds TLS to the connections of another connector.
pub(in crate::client::transport) type Connector<D> = hyper_tls::HttpsConnector<D>;

/// A connection with or without TLS.
#[cfg(feature = "proxy")]
pub(in crate::client::transport) use hyper_tls::MaybeHttpsStream;

/// A connector with these settings.
pub(in crate::client::transport) fn connector<D>(
    dial: D,
    settings: &TlsSettings,
    trust: Trust,
) -> Result<Connector<D>, BoxError> {
    let mut builder = TlsConnector::builder();
    let is_without_roots = match (trust, settings.roots) {
        (Trust::Nobody, _) => true,
        (Trust::Roots, Roots::BuiltIn) => false,
        #[cfg(feature = "webpki-roots")]
        (Trust::Roots, Roots::Mozilla) => {
            return Err(
                "the platform's TLS cannot use the roots of the feature `webpki-roots`".into(),
            );
        }
        (Trust::Roots, Roots::Added) if settings.added.is_empty() => {
            return Err("there are no root certificates".into());
        }
        (Trust::Roots, Roots::Added) => true,
    };
    builder.disable_built_in_roots(is_without_roots);
    if trust == Trust::Roots {
        for RootFile { form, bytes } in &settings.added {
            for certificate in certificates(*form, bytes)? {
                builder.add_root_certificate(certificate);
            }
        }
    }
    if let Some(identity) = &settings.identity {
        let identity = Identity::from_pkcs8(&identity.chain, &identity.key)
            .map_err(|error| format!("the certificate and the key of the client: {error}"))?;
        builder.identity(identity);
    }
    #[cfg(feature = "http2")]
    if settings.http2 {
        builder.request_alpns(&["h2", "http/1.1"]);
    }
    Ok(Connector::from((dial, builder.build()?.into())))
}

/// The certificates in a file; at least one.
fn certificates(form: CertificateForm, bytes: &[u8]) -> Result<Vec<Certificate>, BoxError> {
    let certificates = match form {
        CertificateForm::Der => Certificate::from_der(bytes).map(|one| vec![one]),
        CertificateForm::Pem => Certificate::stack_from_pem(bytes),
    };
    let certificates = certificates.map_err(|error| format!("a root certificate: {error}"))?;
    if certificates.is_empty() {
        return Err("no certificate in the PEM".into());
    }
    Ok(certificates)
}
