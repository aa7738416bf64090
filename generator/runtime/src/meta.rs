//! What the document says about one operation, as a constant table that client and server read.

use http::{Method, StatusCode};

use crate::{media::Media, param::Param, reply::Reply, security::Security};

/// The fixed methods of a Path Item Object (OpenAPI 3.0.3, section 4.7.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the variants are the methods of RFC 9110 by their own names"
)]
pub enum Verb {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Verb {
    /// The method on the wire.
    #[must_use]
    pub const fn method(self) -> Method {
        match self {
            Verb::Get => Method::GET,
            Verb::Put => Method::PUT,
            Verb::Post => Method::POST,
            Verb::Delete => Method::DELETE,
            Verb::Options => Method::OPTIONS,
            Verb::Head => Method::HEAD,
            Verb::Patch => Method::PATCH,
            Verb::Trace => Method::TRACE,
        }
    }

    /// Whether a repeated request has the effect of a single one (RFC 9110, section 9.2.2).
    #[must_use]
    pub const fn is_idempotent(self) -> bool {
        match self {
            Verb::Get | Verb::Put | Verb::Delete | Verb::Options | Verb::Head | Verb::Trace => true,
            Verb::Post | Verb::Patch => false,
        }
    }
}

/// Whether a request may be sent again without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// A second request does no more than the first.
    Safe,
    /// A second request may do the work twice.
    Unsafe,
}

/// Whether a body must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needed {
    /// `required: true`
    Required,
    /// `required: false`, the default.
    Optional,
}

/// The request body of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyMeta {
    /// Whether it must be there.
    pub needed: Needed,
    /// Its media types. The client sends the first.
    pub media: &'static [Media],
}

impl BodyMeta {
    /// A body that must be there.
    #[must_use]
    pub const fn required(media: &'static [Media]) -> Self {
        Self {
            needed: Needed::Required,
            media,
        }
    }

    /// A body that may be left out.
    #[must_use]
    pub const fn optional(media: &'static [Media]) -> Self {
        Self {
            needed: Needed::Optional,
            media,
        }
    }
}

/// One operation. [`operation!`](crate::__operation!) builds it and fills the tables.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// `operationId`, or what stands for it.
    pub id: &'static str,
    /// The method.
    pub verb: Verb,
    /// The path template, as in `/v2/{project_id}/export-tasks`.
    pub path: &'static str,
    /// An address of its own, with the variables of the document's server (OpenAPI 3.0.3, section 4.7.10: `servers`).
    pub server: Option<&'static str>,
    /// Whose credentials are asked for.
    pub security: Security,
    /// Whether a request may be sent again without asking.
    pub repeat: Repeat,
    /// Path, query, header and cookie parameters, in the order of the fields.
    pub parameters: &'static [Param],
    /// The request body.
    pub body: Option<BodyMeta>,
    /// The replies that mean success.
    pub success: &'static [Reply],
    /// The replies that mean failure.
    pub failure: &'static [Reply],
}

/// Which table of [`Meta`] a reply stands in, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// `success`, at this index.
    Success(usize, Reply),
    /// `failure`, at this index.
    Failure(usize, Reply),
}

macro_rules! verbs {
    ($($name:ident $verb:ident),*) => {
        $(
            #[doc = concat!("An operation by `", stringify!($verb), "`.")]
            #[must_use]
            pub const fn $name(id: &'static str, path: &'static str) -> Self {
                Self::new(id, Verb::$verb, path)
            }
        )*
    };
}

impl Meta {
    verbs!(get Get, put Put, post Post, delete Delete, options Options, head Head, patch Patch, trace Trace);

    /// An operation without parameters, body, replies and security.
    #[must_use]
    pub const fn new(id: &'static str, verb: Verb, path: &'static str) -> Self {
        let repeat = if verb.is_idempotent() {
            Repeat::Safe
        } else {
            Repeat::Unsafe
        };
        Self {
            id,
            verb,
            path,
            server: None,
            security: &[],
            repeat,
            parameters: &[],
            body: None,
            success: &[],
            failure: &[],
        }
    }

    /// At an address of its own: an absolute URL, which the path is appended to.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// With credentials.
    #[must_use]
    pub const fn security(mut self, security: Security) -> Self {
        self.security = security;
        self
    }

    /// The operation changes something although its method should not: it is never repeated by itself.
    #[must_use]
    pub const fn side_effect(mut self) -> Self {
        self.repeat = Repeat::Unsafe;
        self
    }

    /// A second request does no more than the first, although the method does not promise it.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.repeat = Repeat::Safe;
        self
    }

    /// With the tables that [`operation!`](crate::__operation!) collects.
    #[must_use]
    pub const fn with_tables(
        mut self,
        parameters: &'static [Param],
        body: Option<BodyMeta>,
        success: &'static [Reply],
        failure: &'static [Reply],
    ) -> Self {
        self.parameters = parameters;
        self.body = body;
        self.success = success;
        self.failure = failure;
        self
    }

    /// The reply that the document lists for a status and a `Content-Type`: where several replies share the status, the one that has
    /// the media type, or else the first.
    #[must_use]
    pub fn outcome_of(&self, status: StatusCode, content_type: Option<&str>) -> Option<Outcome> {
        let first = self.outcome(status)?;
        let (table, start): (&'static [Reply], usize) = match first {
            Outcome::Success(index, _) => (self.success, index),
            Outcome::Failure(index, _) => (self.failure, index),
        };
        let mut others = table.iter().enumerate().skip(start).filter(|(_, other)| {
            other.status() == first.reply().status()
                && content_type.is_some_and(|found| Media::find(other.media(), found).is_some())
        });
        Some(match (others.next(), first) {
            (None, first) => first,
            (Some((index, reply)), Outcome::Success(..)) => Outcome::Success(index, *reply),
            (Some((index, reply)), Outcome::Failure(..)) => Outcome::Failure(index, *reply),
        })
    }

    /// The reply that the document lists for a status: an exact status before a range, a range before `default`.
    #[must_use]
    pub fn outcome(&self, status: StatusCode) -> Option<Outcome> {
        let success = self
            .success
            .iter()
            .enumerate()
            .map(|(index, reply)| Outcome::Success(index, *reply));
        let failure = self
            .failure
            .iter()
            .enumerate()
            .map(|(index, reply)| Outcome::Failure(index, *reply));
        success
            .chain(failure)
            .filter_map(|outcome| Some((outcome.reply().status().precedence(status)?, outcome)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, outcome)| outcome)
    }
}

impl Outcome {
    /// The reply, in whichever table it stands.
    #[must_use]
    pub fn reply(&self) -> &Reply {
        match self {
            Outcome::Success(_, reply) | Outcome::Failure(_, reply) => reply,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_finds_its_reply_in_either_table() {
        const META: Meta = Meta::get("x", "/x").with_tables(
            &[],
            None,
            &[Reply::json(200), Reply::empty(204)],
            &[
                Reply::json_range(4),
                Reply::json(404),
                Reply::json_default(),
            ],
        );
        assert_eq!(
            META.outcome(StatusCode::NO_CONTENT),
            Some(Outcome::Success(1, Reply::empty(204)))
        );
        assert_eq!(
            META.outcome(StatusCode::NOT_FOUND),
            Some(Outcome::Failure(1, Reply::json(404)))
        );
        assert_eq!(
            META.outcome(StatusCode::CONFLICT),
            Some(Outcome::Failure(0, Reply::json_range(4)))
        );
        assert_eq!(
            META.outcome(StatusCode::FOUND),
            Some(Outcome::Failure(2, Reply::json_default()))
        );
        assert_eq!(Meta::get("x", "/x").outcome(StatusCode::OK), None);
    }

    #[test]
    fn a_get_with_a_side_effect_is_not_repeated() {
        assert_eq!(Meta::get("x", "/x").repeat, Repeat::Safe);
        assert_eq!(Meta::get("x", "/x").side_effect().repeat, Repeat::Unsafe);
        assert_eq!(Meta::post("x", "/x").repeat, Repeat::Unsafe);
    }
}
