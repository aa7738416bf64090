//! Credentials for the security schemes of a document: which alternative of an operation is used,
//! and how it is added to a request. Rejects an operation if none of its alternatives is
//! configured.
//!
//! ```text
//! security: [{token: []}, {key: []}]     a client with a key only sends the key
//!                                        a client with neither: ConfigError::Credentials
//! security: [{token: []}, {}]            a client with neither sends no credentials
//! ```

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    applied::{AppliedCredentials, Exposure},
    client_credential::{ClientCredential, CredentialKind},
    endpoint::Endpoint,
    joined::add_missing,
    missing_credential::missing,
    token::{SourceKind, TokenSource},
};
use crate::{
    cookie,
    error::ConfigError,
    name_map::NameMap,
    operation_spec::OperationSpec,
    param::ParamLocation,
    percent::{self, Plus},
    secret::Secret,
    security::{Requirement, Scheme, SchemeKind},
    untrusted::add_of_header,
};

/// The credentials of a client, by the names of their schemes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials(NameMap<KnownCredential>);

/// The credential of a scheme.
#[derive(Debug, Clone)]
struct KnownCredential {
    scheme: &'static Scheme,
    credential: ClientCredential,
    /// The header of a credential that does not change.
    header: Option<(HeaderName, HeaderValue)>,
    /// That header, and those of all requests; empty before the client is built.
    head: Arc<HeaderMap>,
}

impl Credentials {
    /// Sets the credential of a scheme.
    pub(crate) fn insert(&mut self, scheme: &'static Scheme, credential: ClientCredential) {
        let mut applied = AppliedCredentials::default();
        // What cannot be sent is an error of the call.
        match (scheme.kind(), &credential.0) {
            (_, CredentialKind::Token(TokenSource(SourceKind::Fixed(token)))) => {
                applied.add_token(scheme, token).ok();
            }
            (SchemeKind::Basic, CredentialKind::Basic { user, password }) => {
                applied.add_basic(scheme, user, password).ok();
            }
            (_, _) => {}
        }
        let known = KnownCredential {
            scheme,
            credential,
            header: applied.headers.pop(),
            head: Arc::default(),
        };
        self.0.insert(scheme.id(), known);
    }

    /// The same for a client all of whose requests have these headers.
    pub(super) fn beside(mut self, common: &HeaderMap) -> Self {
        for known in self.0.values_mut() {
            if let Some((name, value)) = known.header.clone() {
                // With room for `Host`, which hyper adds.
                let mut head = HeaderMap::with_capacity(common.len() + 2);
                head.insert(name, value);
                add_missing(&mut head, common);
                known.head = Arc::new(head);
            }
        }
        self
    }

    /// Whether tokens can be asked for, by a client of this server.
    pub(super) fn check(&self, server: Option<&Endpoint>) -> Result<(), ConfigError> {
        self.0.iter().try_for_each(|(_, known)| {
            let CredentialKind::Token(source) = &known.credential.0 else {
                return Ok(());
            };
            match &source.0 {
                SourceKind::Fixed(_) => Ok(()),
                SourceKind::Cached(cache) => cache.check(known.scheme, server),
            }
        })
    }

    /// Whether values of client parameters may come with a token or with keys.
    pub(super) fn may_have_parameters(&self) -> bool {
        let mut all = self.0.iter();
        all.any(|(_, known)| known.credential.may_have_parameters())
    }

    /// Whether the client has none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strings that must not be printed.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = Vec::new();
        for (_, known) in self.0.iter() {
            secrets.extend(known.credential.secrets());
            if let Some((_, value)) = &known.header {
                add_of_header(value.to_str().unwrap_or_default(), &mut secrets);
            }
        }
        secrets
    }

    /// Applies the first alternative that is configured, to a request with these headers and this query. If the caller has set
    /// `Authorization`, that is the credential. A key that the request has already, since it is a parameter as well, is not added.
    pub(crate) fn apply(
        &self,
        spec: &OperationSpec,
        (headers, query): (&HeaderMap, &str),
    ) -> Result<AppliedCredentials, ConfigError> {
        if headers.contains_key(header::AUTHORIZATION) {
            return Ok(AppliedCredentials {
                exposure: Exposure::Credentials,
                ..AppliedCredentials::default()
            });
        }
        if spec.security.is_empty() {
            return Ok(AppliedCredentials::default());
        }
        let known = |requirement: &Requirement| {
            self.0.get(requirement.scheme().id()).is_some()
                || has_key(headers, query, requirement.scheme())
        };
        let configured = spec
            .security
            .iter()
            .find(|alternative| !alternative.is_empty() && alternative.iter().all(known));
        let anonymous = spec
            .security
            .iter()
            .find(|alternative| alternative.is_empty());
        let Some(chosen) = configured.or(anonymous) else {
            return Err(missing(spec));
        };
        let mut applied = AppliedCredentials::default();
        for requirement in *chosen {
            applied.exposure = Exposure::Credentials;
            let known = self.0.get(requirement.scheme().id());
            match known.filter(|_| !has_key(headers, query, requirement.scheme())) {
                None => {}
                Some(known) => match &known.header {
                    Some(_) if applied.head.is_none() => {
                        applied.head = Some(Arc::clone(&known.head));
                    }
                    Some(header) => applied.headers.push(header.clone()),
                    None => applied.add(requirement, &known.credential)?,
                },
            }
        }
        Ok(applied)
    }
}

/// Whether the caller has set the key of a scheme: servers reject one that is there twice.
fn has_key(headers: &HeaderMap, query: &str, scheme: &Scheme) -> bool {
    let SchemeKind::Key { place, name } = scheme.kind() else {
        return false;
    };
    match place {
        ParamLocation::Header => !headers.is_empty() && headers.contains_key(name),
        ParamLocation::Query => query.split('&').any(|pair| {
            let raw = pair.split_once('=').map_or(pair, |(raw, _)| raw);
            percent::decode(raw, Plus::Space).as_deref() == Ok(name)
        }),
        ParamLocation::Cookie => {
            let mut is_there = false;
            cookie::for_each(headers, &mut |raw, _| {
                is_there |= cookie::parameter_name(raw) == name;
            });
            is_there
        }
        ParamLocation::Path => false,
    }
}
