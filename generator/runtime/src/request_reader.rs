//! A request that was received, read back into the arguments of an operation: the counterpart of
//! `RequestWriter`, for servers. It collects every violation before it gives up, each with its
//! place.
//!
//! ```text
//! GET /pets/7?limit=many&verbose=true       Op { id: i64, limit: u32, verbose: bool }
//! query.limit                               the place of the violation; `id` and `verbose` are still read
//! ```

use std::{borrow::Cow, fmt};

use http::{HeaderMap, StatusCode, Uri};

use crate::parameter_texts::texts_within;
use crate::{
    body_codec::DecodeBody,
    codec::{Decode, Encode, Policy, Unwritten, from_value, from_written_text, unwritten},
    cookie,
    media::Media,
    operation_spec::OperationSpec,
    param::{Pair, Param, ParamLocation, RawValue, ValueSource, claimed},
    payload::{BodyContent, ReceiveLimits, ReceivedBody},
    percent::{self, Plus},
    scan::{contains_either, split, split_once},
    untrusted::{Redaction, Sent, Untrusted},
    violations::{ViolationLimit, Violations},
};

/// Reads the arguments of one request, in the order of [`OperationSpec::parameters`].
pub struct RequestReader<'a> {
    spec: &'static OperationSpec,
    /// The index of the next parameter.
    next: usize,
    path: &'a [(&'a str, &'a str)],
    /// As it was sent.
    raw_query: &'a str,
    query: Vec<Pair<'a>>,
    cookies: Vec<Pair<'a>>,
    headers: &'a HeaderMap,
    body: Option<(Media, BodyContent)>,
    limits: ReceiveLimits,
    violations: Untrusted<Violations>,
}

/// Prints nothing of the request.
impl fmt::Debug for RequestReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestReader")
            .field("operation", &self.spec.id)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl<'a> RequestReader<'a> {
    /// A reader of a request without a body. `path` has the parameters of the template with the raw
    /// values of the URL; `query` is raw, too.
    #[must_use]
    pub fn new(
        spec: &'static OperationSpec,
        path: &'a [(&'a str, &'a str)],
        query: Option<&'a str>,
        headers: &'a HeaderMap,
    ) -> Self {
        let raw_query = query.unwrap_or_default();
        let has_escapes = contains_either(raw_query.as_bytes(), [b'%', b'+']);
        let query = pairs(raw_query, has_escapes);
        let in_cookie = |param: &Param| param.place == ParamLocation::Cookie;
        let mut cookies = Vec::new();
        if spec.parameters.iter().any(in_cookie) {
            cookie::for_each(headers, &mut |name, raw| {
                cookies.push(Pair {
                    name: cookie::parameter_name(name),
                    raw: raw.unwrap_or(cookie::NOT_UTF8),
                });
            });
        }
        Self {
            spec,
            next: 0,
            path,
            raw_query,
            query,
            cookies,
            headers,
            body: None,
            limits: ReceiveLimits::default(),
            violations: Untrusted::new(Violations::new()),
        }
    }

    /// Sets how many violations are kept.
    pub fn set_violation_limit(&mut self, limit: ViolationLimit) {
        self.violations.collector().set_limit(limit);
    }

    /// Adds a body, which is read by this entry of the operation's media types and may need so much.
    pub fn set_body(&mut self, media: Media, content: BodyContent, limits: ReceiveLimits) {
        self.body = Some((media, content));
        self.limits = limits;
    }

    /// Reads and checks the next parameter. `None` if it cannot be read; the violation is kept.
    ///
    /// Nothing is written for `null`, an empty list and an empty object ([RFC 6570, section
    /// 2.3](https://www.rfc-editor.org/rfc/rfc6570#section-2.3)), so a required parameter that is
    /// absent has that value if its type does. The limits apply to it.
    pub fn parameter<T: Decode + Encode>(&mut self) -> Option<T> {
        let param = self.spec.parameters.get(self.next)?;
        self.next += 1;
        if self.is_absent(param)
            && let Some(absent) = T::absent()
        {
            return Some(absent);
        }
        let decoded = match self.find(param)? {
            RawValue::Absent => {
                let absent = T::absent();
                if absent.is_some() {
                    return absent;
                }
                match unwritten(Policy::Strict, param.unwritten()) {
                    Some(empty) => Ok(empty),
                    None => return self.reject(param, "required, but missing"),
                }
            }
            RawValue::Text(text) => from_written_text(&text, Policy::Strict, Unwritten::Pairs),
            RawValue::Texts(value) => texts_within(param, &value),
            RawValue::Json(value) => from_value(&value, Policy::Strict),
        };
        let value = decoded
            .map_err(|error| {
                let violations = self.violations.collector();
                violations.push_decode(&param.location(), &error);
            })
            .ok()?;
        param.check(&value, self.violations.collector());
        Some(value)
    }

    /// Reads the body. `None` if it cannot be read; the violation is kept.
    pub fn body<T: DecodeBody>(&mut self) -> Option<T> {
        let Some((media, content)) = self.body.take() else {
            return T::absent().or_else(|| self.missing_body());
        };
        let received = ReceivedBody {
            status: StatusCode::OK,
            reply: 0,
            media: Some(media),
            headers: self.headers,
            content,
            policy: Policy::Strict,
            is_unlisted: false,
            redaction: self.redaction(media),
            limits: self.limits,
        };
        T::read(received)
            .map_err(|error| {
                let violations = self.violations.collector();
                error.pass_on(|error| violations.push_decode("body", &error));
            })
            .ok()
    }

    /// The secrets of the request, for bodies whose errors come later.
    fn redaction(&self, media: Media) -> Redaction {
        if media.kind().streams() {
            self.secrets()
        } else {
            Redaction::default()
        }
    }

    /// The secrets of the request.
    fn secrets(&self) -> Redaction {
        let target = format!("/?{}", self.raw_query);
        let uri = target.parse::<Uri>().unwrap_or_default();
        let security = self.spec.security;
        Redaction::default().and(Sent::received(security, self.path, self.headers, uri))
    }

    /// Reads a body that may be missing.
    pub fn optional_body<T: DecodeBody>(&mut self) -> Option<Option<T>> {
        if self.body.is_none() {
            return Some(None);
        }
        self.body().map(Some)
    }

    /// What collects the violations.
    #[cfg(feature = "server")]
    pub(crate) fn collector(&mut self) -> &mut Violations {
        self.violations.collector()
    }

    /// Whether no violation was found.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.violations.is(Violations::is_empty)
    }

    /// Every violation that was found, without the secrets of the request.
    #[must_use]
    pub fn finish(self) -> Violations {
        let redaction = match self.is_valid() {
            true => Redaction::default(),
            false => self.secrets(),
        };
        self.violations.redacted(&redaction)
    }

    fn missing_body<T>(&mut self) -> Option<T> {
        let violations = self.violations.collector();
        violations.push("body", "required, but missing");
        None
    }

    fn reject<T>(&mut self, param: &Param, message: impl Into<String>) -> Option<T> {
        let violations = self.violations.collector();
        violations.push(param.location(), message);
        None
    }

    /// The value that the request has for a parameter; `None` if there is a violation.
    fn find(&mut self, param: &Param) -> Option<RawValue<'a>> {
        let found = match param.place {
            ParamLocation::Path => self.path_value(param),
            ParamLocation::Header => param.read_header(self.headers),
            ParamLocation::Query => param.read_pairs(&self.query, &|name| {
                claimed(self.spec.claims(), param, name)
            }),
            ParamLocation::Cookie => param.read_pairs(&self.cookies, &|name| {
                claimed(self.spec.claims(), param, name)
            }),
        };
        match found {
            Ok(RawValue::Absent) if param.source == ValueSource::Client => {
                self.reject(param, "required, but missing")
            }
            Ok(found) => Some(found),
            Err(message) => self.reject(param, message),
        }
    }

    /// Whether a request without the parameter's name has no value for it. Most parameters are optional, and most requests have few.
    fn is_absent(&self, param: &Param) -> bool {
        param.is_optional_pair() && self.query.iter().all(|pair| pair.name != param.name)
    }

    /// The raw value of a path parameter.
    fn path_value(&self, param: &Param) -> Result<RawValue<'a>, String> {
        let raw = self.path.iter().find(|(name, _)| *name == param.name);
        raw.map_or(Ok(RawValue::Absent), |(_, raw)| param.read_alone(raw))
    }
}

/// The pairs of a query. A name with broken percent-encoding is that of no parameter.
fn pairs(query: &str, has_escapes: bool) -> Vec<Pair<'_>> {
    let parts = split(query, b'&').filter(|part| !part.is_empty());
    let pairs = parts.filter_map(|part| {
        let (name, raw) = split_once(part, b'=').unwrap_or((part, ""));
        let name = match has_escapes {
            true => percent::decode(name, Plus::Space).ok()?,
            false => Cow::Borrowed(name),
        };
        Some(Pair { name, raw })
    });
    pairs.collect()
}
