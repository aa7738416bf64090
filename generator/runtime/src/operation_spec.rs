//! What the document says about one operation, as a constant table that client and server read.
//!
//! ```text
//! const SPEC: OperationSpec = OperationSpec::get("showPet", "/pets/{id}").security(TOKEN);
//! ```

use crate::{
    media::Media,
    param::{Claims, Param},
    path_values::PathForm,
    response_spec::ResponseSpec,
    security::Security,
};

/// The fixed methods of a Path Item Object:
/// <https://spec.openapis.org/oas/v3.0.3.html#path-item-object>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the variants are the methods of RFC 9110 by their own names"
)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method on the wire.
    #[must_use]
    pub const fn http(self) -> http::Method {
        match self {
            Method::Get => http::Method::GET,
            Method::Put => http::Method::PUT,
            Method::Post => http::Method::POST,
            Method::Delete => http::Method::DELETE,
            Method::Options => http::Method::OPTIONS,
            Method::Head => http::Method::HEAD,
            Method::Patch => http::Method::PATCH,
            Method::Trace => http::Method::TRACE,
        }
    }

    /// Whether a request only reads: <https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1>.
    #[must_use]
    pub const fn is_safe(self) -> bool {
        match self {
            Method::Get | Method::Options | Method::Head | Method::Trace => true,
            Method::Put | Method::Delete | Method::Post | Method::Patch => false,
        }
    }

    /// Whether a repeated request has the effect of a single one:
    /// <https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>.
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        match self {
            Method::Get
            | Method::Put
            | Method::Delete
            | Method::Options
            | Method::Head
            | Method::Trace => true,
            Method::Post | Method::Patch => false,
        }
    }
}

/// Whether the client may repeat a request on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// A second request has no further effect.
    Idempotent,
    /// A second request may do the work twice: it is never repeated without the caller.
    NotIdempotent,
}

/// The request body of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodySpec {
    /// Whether a request must have a body (`required: true` in the document).
    pub required: bool,
    /// Its media types. The client sends the first.
    pub media: &'static [Media],
}

impl BodySpec {
    /// A body that must be there.
    #[must_use]
    pub const fn required(media: &'static [Media]) -> Self {
        Self {
            required: true,
            media,
        }
    }

    /// A body that may be left out.
    #[must_use]
    pub const fn optional(media: &'static [Media]) -> Self {
        Self {
            required: false,
            media,
        }
    }
}

/// One operation. [`operation!`](crate::__operation!) builds it and fills the tables.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OperationSpec {
    /// `operationId`, or the name that takes its place.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template, as in `/v2/{project_id}/export-tasks`.
    pub path: &'static str,
    /// What is known of it before there are values.
    pub(crate) path_form: PathForm,
    /// Path templates of other operations, which a server finds first for some values.
    pub siblings: &'static [&'static str],
    /// A URL of its own, with the variables of the document's server (`servers` of
    /// <https://spec.openapis.org/oas/v3.0.3.html#operation-object>).
    pub server: Option<&'static str>,
    /// The credentials that the operation requires.
    pub security: Security,
    /// Whether the client may repeat a request on its own.
    pub idempotency: Idempotency,
    /// The tags, in the order of the document.
    pub tags: &'static [&'static str],
    /// Path, query, header and cookie parameters, in the order of the fields.
    pub parameters: &'static [Param],
    /// The request body.
    pub body: Option<BodySpec>,
    /// The replies that mean success.
    pub success: &'static [ResponseSpec],
    /// The replies that mean failure.
    pub failure: &'static [ResponseSpec],
    /// Whether all bodies of replies are `application/json`, and there is one.
    pub(crate) responds_with_json: bool,
}

macro_rules! methods {
    ($($name:ident $method:ident),*) => {
        $(
            #[doc = concat!("An operation by `", stringify!($method), "`.")]
            #[must_use]
            pub const fn $name(id: &'static str, path: &'static str) -> Self {
                Self::new(id, Method::$method, path)
            }
        )*
    };
}

impl OperationSpec {
    methods!(get Get, put Put, post Post, delete Delete, options Options, head Head, patch Patch, trace Trace);

    /// An operation without parameters, body, replies and security.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        let idempotency = if method.is_idempotent() {
            Idempotency::Idempotent
        } else {
            Idempotency::NotIdempotent
        };
        Self {
            id,
            method,
            path,
            path_form: PathForm::of(path),
            siblings: &[],
            server: None,
            security: &[],
            idempotency,
            tags: &[],
            parameters: &[],
            body: None,
            success: &[],
            failure: &[],
            responds_with_json: false,
        }
    }

    /// Sets the path templates of other operations, which a server finds first for some values: the client rejects these.
    #[must_use]
    pub const fn beside(mut self, siblings: &'static [&'static str]) -> Self {
        self.siblings = siblings;
        self
    }

    /// Sets an absolute URL that the path is appended to, instead of the document's server.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sets the credentials that the operation requires.
    #[must_use]
    pub const fn security(mut self, security: Security) -> Self {
        self.security = security;
        self
    }

    /// Sets the tags.
    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// The operation changes something although its method should not: the client never repeats it
    /// on its own.
    #[must_use]
    pub const fn side_effect(mut self) -> Self {
        self.idempotency = Idempotency::NotIdempotent;
        self
    }

    /// The operation may be repeated although its method does not promise it.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotency = Idempotency::Idempotent;
        self
    }

    /// What has names in its requests.
    pub(crate) const fn claims(&self) -> Claims {
        Claims::new(self.parameters, self.security)
    }

    /// Sets the tables that [`operation!`](crate::__operation!) collects.
    #[must_use]
    pub const fn with_tables(
        mut self,
        parameters: &'static [Param],
        body: Option<BodySpec>,
        success: &'static [ResponseSpec],
        failure: &'static [ResponseSpec],
    ) -> Self {
        self.parameters = parameters;
        self.body = body;
        self.success = success;
        self.failure = failure;
        let (success, failure) = (JsonReplies::of(success), JsonReplies::of(failure));
        self.responds_with_json = matches!(
            (success, failure),
            (JsonReplies::Some, JsonReplies::Some | JsonReplies::None)
                | (JsonReplies::None, JsonReplies::Some)
        );
        self
    }
}

/// Whether bodies of replies are `application/json`.
#[derive(Clone, Copy)]
enum JsonReplies {
    /// There is no body.
    None,
    /// All of them.
    Some,
    /// There is another one.
    Others,
}

impl JsonReplies {
    const fn of(mut replies: &[ResponseSpec]) -> Self {
        let mut found = Self::None;
        while let [reply, rest @ ..] = replies {
            replies = rest;
            let mut listed = reply.media();
            while let [media, rest @ ..] = listed {
                listed = rest;
                if !matches!(media.range().as_bytes(), b"application/json") {
                    return Self::Others;
                }
                found = Self::Some;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_get_with_a_side_effect_is_not_repeated() {
        assert_eq!(
            OperationSpec::get("x", "/x").idempotency,
            Idempotency::Idempotent
        );
        assert_eq!(
            OperationSpec::get("x", "/x").side_effect().idempotency,
            Idempotency::NotIdempotent
        );
        assert_eq!(
            OperationSpec::post("x", "/x").idempotency,
            Idempotency::NotIdempotent
        );
    }
}
