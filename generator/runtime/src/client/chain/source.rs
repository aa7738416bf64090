//! One place of a chain: what is looked through, or a provider.

use std::path::PathBuf;

use crate::{
    client::{client_credential::ClientCredential, keys::KeySource, token::TokenSource},
    security::{Scheme, SchemeKind},
};

/// One place to look at.
#[derive(Clone)]
pub(super) enum Source {
    Environment,
    /// The file of the document, or another one.
    File(Option<PathBuf>),
    Keys(KeySource),
    Tokens(TokenSource),
}

impl Source {
    /// The credential of a source that is not looked through, and its scheme.
    pub(super) fn provided(
        &self,
        schemes: &[&'static Scheme],
    ) -> Option<(&'static Scheme, ClientCredential)> {
        let of_kind = |wanted: fn(SchemeKind) -> bool| {
            let mut schemes = schemes.iter().copied();
            schemes.find(|scheme| wanted(scheme.kind()))
        };
        match self {
            Self::Environment | Self::File(_) => None,
            Self::Keys(keys) => {
                let scheme = of_kind(|kind| matches!(kind, SchemeKind::Signature { .. }))?;
                Some((scheme, signing(keys.clone())?))
            }
            Self::Tokens(tokens) => {
                let scheme =
                    of_kind(|kind| matches!(kind, SchemeKind::Key { .. } | SchemeKind::Bearer))?;
                Some((scheme, ClientCredential::key(tokens.clone())))
            }
        }
    }
}

/// The credential of keys that sign; `None` without the only algorithm that the runtime has.
#[cfg(feature = "signing")]
pub(super) fn signing(keys: KeySource) -> Option<ClientCredential> {
    Some(ClientCredential::keys(
        keys,
        crate::signing::SdkHmacSha256::new,
    ))
}

#[cfg(not(feature = "signing"))]
pub(super) fn signing(_: KeySource) -> Option<ClientCredential> {
    None
}
