//! TLS by rustls with ring.

use std::sync::Arc;

use rustls::{
    ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier,
    client::WantsClientCert,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
#[cfg(feature = "rustls")]
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::settings::{CertificateForm, RootFile, Roots, TlsSettings, Trust};
use crate::body::BoxError;

/// Adds TLS to the connections of another connector.
pub(in crate::client::transport) type Connector<D> = hyper_rustls::HttpsConnector<D>;

/// A connection with or without TLS.
#[cfg(feature = "proxy")]
pub(in crate::client::transport) use hyper_rustls::MaybeHttpsStream;

/// A connector with these settings.
pub(in crate::client::transport) fn connector<D>(
    dial: D,
    settings: &TlsSettings,
    trust: Trust,
) -> Result<Connector<D>, BoxError> {
    let provider = Arc::new(ring::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let verified = match trust {
        Trust::Roots => verified(versions, settings)?,
        Trust::Nobody => versions.with_root_certificates(RootCertStore::empty()),
    };
    let config = match &settings.identity {
        None => verified.with_no_client_auth(),
        Some(identity) => {
            let chain = certificates(CertificateForm::Pem, &identity.chain)?;
            let key = PrivateKeyDer::from_pem_slice(&identity.key)
                .map_err(|error| format!("the key of the client: {error}"))?;
            let with_key = verified.with_client_auth_cert(chain, key);
            with_key.map_err(|error| format!("the certificate of the client: {error}"))?
        }
    };
    #[cfg(feature = "http2")]
    let config = {
        let mut config = config;
        if settings.http2 {
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        config
    };
    Ok(Connector::from((dial, config)))
}

type Unverified = ConfigBuilder<ClientConfig, WantsVerifier>;
type Verified = ConfigBuilder<ClientConfig, WantsClientCert>;

/// Chooses the root certificates.
fn verified(builder: Unverified, settings: &TlsSettings) -> Result<Verified, BoxError> {
    let mut added = Vec::new();
    for RootFile { form, bytes } in &settings.added {
        added.extend(certificates(*form, bytes)?);
    }
    match settings.roots {
        Roots::BuiltIn => built_in(builder, added),
        #[cfg(feature = "webpki-roots")]
        Roots::Mozilla => mozilla(builder, added),
        Roots::Added => from_store(builder, RootCertStore::empty(), added),
    }
}

/// The root certificates of the platform, and more.
#[cfg(feature = "rustls")]
fn built_in(
    builder: Unverified,
    added: Vec<CertificateDer<'static>>,
) -> Result<Verified, BoxError> {
    if added.is_empty() {
        return Ok(builder.with_platform_verifier()?);
    }
    #[cfg(not(target_os = "android"))]
    {
        let provider = Arc::clone(builder.crypto_provider());
        let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(added, provider)
            .map_err(unreadable)?;
        let builder = builder.dangerous();
        Ok(builder.with_custom_certificate_verifier(Arc::new(verifier)))
    }
    #[cfg(target_os = "android")]
    Err("on Android, root certificates cannot be added to those of the platform".into())
}

/// Without the platform's, Mozilla's.
#[cfg(not(feature = "rustls"))]
use mozilla as built_in;

/// The root certificates of Mozilla, and more.
#[cfg(feature = "webpki-roots")]
fn mozilla(builder: Unverified, added: Vec<CertificateDer<'static>>) -> Result<Verified, BoxError> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    from_store(builder, roots, added)
}

/// These root certificates, and more.
fn from_store(
    builder: Unverified,
    mut roots: RootCertStore,
    added: Vec<CertificateDer<'static>>,
) -> Result<Verified, BoxError> {
    for certificate in added {
        roots.add(certificate).map_err(unreadable)?;
    }
    if roots.is_empty() {
        return Err("there are no root certificates".into());
    }
    Ok(builder.with_root_certificates(roots))
}

/// The error for root certificates. That of the library takes them for a server's.
fn unreadable(error: rustls::Error) -> BoxError {
    format!("a root certificate: {error}").into()
}

/// The certificates in a file; at least one.
fn certificates(
    form: CertificateForm,
    bytes: &[u8],
) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let certificates = match form {
        CertificateForm::Der => vec![CertificateDer::from(bytes.to_vec())],
        CertificateForm::Pem => CertificateDer::pem_slice_iter(bytes)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| format!("a certificate in PEM: {error}"))?,
    };
    if certificates.is_empty() {
        return Err("no certificate in the PEM".into());
    }
    Ok(certificates)
}
