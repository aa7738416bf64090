//! Security schemes and requirements as tables: which credentials an operation accepts
//! (<https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object>).

use crate::{
    credential_file::{CredentialFile, SourceNames},
    param_location::ParamLocation,
};

/// One entry of `components.securitySchemes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    id: &'static str,
    kind: SchemeKind,
    setter: Option<&'static str>,
    client_credentials_url: Option<&'static str>,
    refresh_url: Option<&'static str>,
    environment: SourceNames,
    file: Option<CredentialFile>,
}

/// For what a token endpoint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenUrl {
    /// `clientCredentials`
    /// (<https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object>).
    ClientCredentials,
    /// `refreshUrl` of any flow, or else its `tokenUrl`.
    Refresh,
}

/// How the credentials of a scheme are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    Key {
        /// Where the key is.
        place: ParamLocation,
        /// The name of the header, parameter or cookie.
        name: &'static str,
    },
    /// User and password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    Basic,
    /// A token in `Authorization: Bearer` ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750));
    /// OAuth 2 and OpenID Connect end in one too.
    Bearer,
    /// A signature over the request; see [`signing`](crate::signing).
    Signature {
        /// The name of the algorithm in the document, which is also the challenge in
        /// `WWW-Authenticate`.
        algorithm: &'static str,
        /// Headers that a client sends with the signature, each with the client parameter that has
        /// its value.
        headers: SourceNames,
        /// Those that it sends if none of `headers` has a value.
        otherwise: SourceNames,
    },
}

impl Scheme {
    /// A key in a header.
    #[must_use]
    pub const fn header_key(id: &'static str, name: &'static str) -> Self {
        Self::key(id, ParamLocation::Header, name)
    }

    /// A key in the query.
    #[must_use]
    pub const fn query_key(id: &'static str, name: &'static str) -> Self {
        Self::key(id, ParamLocation::Query, name)
    }

    /// A key in a cookie.
    #[must_use]
    pub const fn cookie_key(id: &'static str, name: &'static str) -> Self {
        Self::key(id, ParamLocation::Cookie, name)
    }

    const fn key(id: &'static str, place: ParamLocation, name: &'static str) -> Self {
        Self::new(id, SchemeKind::Key { place, name })
    }

    const fn new(id: &'static str, kind: SchemeKind) -> Self {
        Self {
            id,
            kind,
            setter: None,
            client_credentials_url: None,
            refresh_url: None,
            environment: &[],
            file: None,
        }
    }

    /// Sets the names of environment variables with the credential.
    #[must_use]
    pub const fn environment(mut self, names: SourceNames) -> Self {
        self.environment = names;
        self
    }

    /// Sets the file with the credential: its path, whose `~` is the home directory, the environment
    /// variable that names another file, or none, and the section with the keys.
    #[must_use]
    pub const fn file(
        mut self,
        path: &'static str,
        variable: &'static str,
        section: &'static str,
        keys: SourceNames,
    ) -> Self {
        self.file = Some(CredentialFile::new(path, variable, section, keys));
        self
    }

    /// The environment variables with the credential.
    #[must_use]
    pub const fn variables(&self) -> SourceNames {
        self.environment
    }

    /// The file with the credential.
    #[must_use]
    pub const fn credential_file(&self) -> Option<CredentialFile> {
        self.file
    }

    /// Sets the name of the method of the client's builder that sets the credential.
    #[must_use]
    pub const fn setter(mut self, name: &'static str) -> Self {
        self.setter = Some(name);
        self
    }

    /// Sets where a client gets tokens for its own credentials.
    #[must_use]
    pub const fn client_credentials_url(mut self, url: &'static str) -> Self {
        self.client_credentials_url = Some(url);
        self
    }

    /// Sets where a client gets tokens for a refresh token.
    #[must_use]
    pub const fn refresh_url(mut self, url: &'static str) -> Self {
        self.refresh_url = Some(url);
        self
    }

    /// The URL of a token endpoint, if the document has it.
    #[must_use]
    pub const fn token_url(&self, kind: TokenUrl) -> Option<&'static str> {
        match kind {
            TokenUrl::ClientCredentials => self.client_credentials_url,
            TokenUrl::Refresh => self.refresh_url,
        }
    }

    /// The name of the method of the client's builder that sets the credential, if it is known.
    #[must_use]
    pub const fn setter_name(&self) -> Option<&'static str> {
        self.setter
    }

    /// User and password.
    #[must_use]
    pub const fn basic(id: &'static str) -> Self {
        Self::new(id, SchemeKind::Basic)
    }

    /// A bearer token.
    #[must_use]
    pub const fn bearer(id: &'static str) -> Self {
        Self::new(id, SchemeKind::Bearer)
    }

    /// A signature by an algorithm, with the headers that a client adds:
    /// `&[("X-Project-Id", "project_id")]`.
    #[must_use]
    pub const fn signature(
        id: &'static str,
        algorithm: &'static str,
        headers: SourceNames,
    ) -> Self {
        let kind = SchemeKind::Signature {
            algorithm,
            headers,
            otherwise: &[],
        };
        Self::new(id, kind)
    }

    /// Sets the headers of a signature that a client adds if it has no value for any other.
    #[must_use]
    pub const fn otherwise(mut self, names: SourceNames) -> Self {
        if let SchemeKind::Signature { otherwise, .. } = &mut self.kind {
            *otherwise = names;
        }
        self
    }

    /// The name of the scheme in the document.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// How the credentials are sent.
    #[must_use]
    pub const fn kind(&self) -> SchemeKind {
        self.kind
    }
}

/// One scheme of an alternative, with the scopes that the operation requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    scheme: &'static Scheme,
    scopes: &'static [&'static str],
}

impl Requirement {
    /// A scheme without scopes.
    #[must_use]
    pub const fn of(scheme: &'static Scheme) -> Self {
        Self {
            scheme,
            scopes: &[],
        }
    }

    /// Sets the scopes (OAuth 2, OpenID Connect).
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// The scheme.
    #[must_use]
    pub const fn scheme(&self) -> &'static Scheme {
        self.scheme
    }

    /// The scopes.
    #[must_use]
    pub const fn required_scopes(&self) -> &'static [&'static str] {
        self.scopes
    }
}

/// The alternatives of an operation; a request must satisfy all requirements of one of them.
/// Without alternatives the operation is open to everybody; an empty alternative makes credentials
/// optional.
///
/// ```text
/// &[&[Requirement::of(&TOKEN)], &[Requirement::of(&KEY), Requirement::of(&TENANT)]]     TOKEN, or KEY and TENANT
/// ```
pub type Security = &'static [&'static [Requirement]];

/// Whether the alternatives ask for a key in one place with a name that is meant.
pub(crate) fn has_key(
    security: Security,
    at: ParamLocation,
    is_meant: &dyn Fn(&str) -> bool,
) -> bool {
    security.iter().any(|alternative| {
        alternative
            .iter()
            .any(|requirement| match requirement.scheme().kind() {
                SchemeKind::Key { place, name } => place == at && is_meant(name),
                SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Signature { .. } => false,
            })
    })
}
