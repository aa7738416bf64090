//! Security schemes and requirements as tables: which credentials an operation takes (OpenAPI
//! 3.0.3, sections 4.7.27 and 4.7.30).

use crate::param::ParamLocation;

/// One entry of `components.securitySchemes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    id: &'static str,
    kind: SchemeKind,
}

/// How the credentials of a scheme travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    Key {
        /// Where the key stands.
        place: ParamLocation,
        /// The name of the header, parameter or cookie.
        name: &'static str,
    },
    /// User and password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    Basic,
    /// A token in `Authorization: Bearer` ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750));
    /// OAuth 2 and OpenID Connect end in one too.
    Bearer,
    /// A signature over the request: see the module `signing`.
    Signature {
        /// The name of the algorithm in the document, which is also the challenge in
        /// `WWW-Authenticate`.
        algorithm: &'static str,
        /// Headers that a client sends with the signature, each with the client parameter that has
        /// its value.
        headers: &'static [(&'static str, &'static str)],
    },
}

impl Scheme {
    /// A key in a header.
    #[must_use]
    pub const fn header_key(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            kind: SchemeKind::Key {
                place: ParamLocation::Header,
                name,
            },
        }
    }

    /// A key in the query.
    #[must_use]
    pub const fn query_key(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            kind: SchemeKind::Key {
                place: ParamLocation::Query,
                name,
            },
        }
    }

    /// A key in a cookie.
    #[must_use]
    pub const fn cookie_key(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            kind: SchemeKind::Key {
                place: ParamLocation::Cookie,
                name,
            },
        }
    }

    /// User and password.
    #[must_use]
    pub const fn basic(id: &'static str) -> Self {
        Self {
            id,
            kind: SchemeKind::Basic,
        }
    }

    /// A bearer token.
    #[must_use]
    pub const fn bearer(id: &'static str) -> Self {
        Self {
            id,
            kind: SchemeKind::Bearer,
        }
    }

    /// A signature by an algorithm, with the headers that a client adds:
    /// `&[("X-Project-Id", "project_id")]`.
    #[must_use]
    pub const fn signature(
        id: &'static str,
        algorithm: &'static str,
        headers: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            id,
            kind: SchemeKind::Signature { algorithm, headers },
        }
    }

    /// The name of the scheme in the document.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// How the credentials travel.
    #[must_use]
    pub const fn kind(&self) -> SchemeKind {
        self.kind
    }
}

/// One scheme of an alternative, with the scopes that it asks for.
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

    /// With scopes (OAuth 2, OpenID Connect).
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

/// Alternatives; each is satisfied by all of its requirements together. None: the operation is open
/// to all; an empty one among them: credentials are optional.
pub type Security = &'static [&'static [Requirement]];
