//! A request under construction: parameters go into path, query, headers and cookies, the body into
//! a payload. Reports all of these together: missing client parameters, path values that would
//! change the path, header values that cannot be sent.

use std::{borrow::Cow, fmt};

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{
    awaited::{Awaited, Sought},
    body::Body,
    body_codec::EncodeBody,
    check::Checker,
    codec::{Direction, Encode, body_to_value},
    encoded::{Encoded, InvalidRequest},
    media::Media,
    name_map::NameMap,
    operation_spec::OperationSpec,
    param::{Param, ParamLocation, ParamValue, ValueSource},
    path_values::{self, PathValues},
    secret::Secret,
    siblings,
    untrusted::{Redaction, Untrusted, is_secret},
    violations::Violations,
};

/// Values from the client's configuration, by the names of parameters on the wire.
pub type ClientParameters = NameMap<String>;

/// Collects the parts of one request.
pub struct RequestWriter<'a> {
    spec: &'static OperationSpec,
    client: &'a ClientParameters,
    /// The `Content-Type` that the caller chose.
    pub(crate) content_type: Option<&'a HeaderValue>,
    /// Path parameters, encoded.
    path: PathValues<'a>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    body: Body,
    /// The values that the request has for client parameters, for signature headers.
    of_request: Vec<(&'static str, String)>,
    violations: Violations,
    /// Values of parameters for credentials that have a violation.
    rejected: Vec<Secret>,
    /// Where else values of client parameters may be.
    pub(crate) sought: Sought<'a>,
    /// Client parameters whose values a provider of credentials may still issue.
    awaited: Vec<&'static Param>,
}

/// Prints nothing of the request.
impl fmt::Debug for RequestWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWriter")
            .field("operation", &self.spec.id)
            .finish_non_exhaustive()
    }
}

impl<'a> RequestWriter<'a> {
    /// Starts a request of one operation.
    #[must_use]
    pub fn new(spec: &'static OperationSpec, client: &'a ClientParameters) -> Self {
        Self {
            spec,
            client,
            content_type: None,
            path: PathValues::default(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            body: Body::empty(),
            of_request: Vec::new(),
            violations: Violations::new(),
            rejected: Vec::new(),
            sought: Sought::Nowhere,
            awaited: Vec::new(),
        }
    }

    /// Chooses the media type of the body, if the operation has several.
    #[must_use]
    pub fn content_type(mut self, content_type: Option<&'a HeaderValue>) -> Self {
        self.content_type = content_type;
        self
    }

    /// Checks and writes all parameters; `values` are in the order of
    /// [`OperationSpec::parameters`].
    pub fn parameters(&mut self, values: &[&dyn Encode]) {
        for (param, value) in self.spec.parameters.iter().zip(values) {
            if param.source != ValueSource::Caller || !(**value).is_absent() {
                self.checked(param, *value);
            }
        }
    }

    /// Checks and writes one parameter.
    fn checked(&mut self, param: &'static Param, value: &dyn Encode) {
        let configured = match value.is_absent() {
            true => match self.configured(param) {
                Some(text) => Some(text),
                None => return,
            },
            false => None,
        };
        let value = configured.map_or(value, |text| text);
        let before = self.violations.len();
        param.check(value, &mut self.violations);
        if let Err(message) = self.parameter(param, value, configured) {
            self.violations.push(param.location(), message);
        }
        if self.violations.len() > before && is_secret(self.spec.security, param.place, param.name)
        {
            self.rejected.extend(written(value).map(Secret::new));
        }
    }

    /// The client's value for a parameter that the caller did not set. That there is none is a violation, if it must have
    /// one and nobody issues it later.
    fn configured(&mut self, param: &'static Param) -> Option<&'a String> {
        if param.source == ValueSource::Caller {
            return None;
        }
        let text = self.client.get(param.name);
        match (text, param.source) {
            (None, _) if self.sought.is_awaited() => self.awaited.push(param),
            (None, ValueSource::Client) => {
                let missing = self.sought.missing(param.name);
                self.violations.push(param.location(), missing);
            }
            (None, ValueSource::ClientIfSet | ValueSource::Caller) | (Some(_), _) => {}
        }
        text
    }

    /// What was still to be written, with the values of this writer's client: a path, and a query, headers and cookies to add.
    #[cfg(feature = "client")]
    pub(crate) fn resumed(mut self, awaited: &Awaited) -> Result<Encoded, InvalidRequest> {
        self.path = awaited.path.clone();
        for param in &awaited.parameters {
            self.checked(param, &None::<String>);
        }
        self.encoded()
    }

    /// Writes one parameter. The error is a phrase about the value.
    fn parameter(
        &mut self,
        param: &Param,
        value: &dyn Encode,
        configured: Option<&'a String>,
    ) -> Result<(), String> {
        let mut digits = itoa::Buffer::new();
        let tree;
        let value = match param.scalar_text(value, &mut digits) {
            Some(text) => ParamValue::Text(text),
            None => {
                tree = body_to_value(value, Some(Direction::Request))
                    .map_err(|error| error.to_string())?;
                param.fits_names(self.spec.claims(), &tree)?;
                ParamValue::Tree(&tree)
            }
        };
        if param.source != ValueSource::Caller && configured.is_none() {
            let text = value.text().map(str::to_owned);
            self.of_request.extend(text.map(|text| (param.name, text)));
        }
        match param.place {
            ParamLocation::Query => value.write_behind("&", param, &mut self.query),
            ParamLocation::Cookie => value.write_behind("; ", param, &mut self.cookies),
            ParamLocation::Header => {
                let mut text = String::new();
                match value.write(param, &mut text)? {
                    true => self.header(param.name, &text),
                    false => Ok(()),
                }
            }
            ParamLocation::Path => {
                let as_it_is = configured.filter(|text| param.is_written_as_it_is(text));
                let encoded = match as_it_is {
                    Some(text) => Cow::Borrowed(text.as_str()),
                    None => {
                        let mut encoded = String::new();
                        value.write(param, &mut encoded)?;
                        Cow::Owned(encoded)
                    }
                };
                self.path.push((param.name, encoded));
                Ok(())
            }
        }
    }

    /// Sets a header. The error is a phrase about the name or value.
    fn header(&mut self, name: &str, text: &str) -> Result<(), String> {
        let name: HeaderName = name.parse().map_err(|_| "not a header name".to_owned())?;
        let value = HeaderValue::from_str(text).map_err(|_| "not a header value".to_owned())?;
        self.headers.insert(name, value);
        Ok(())
    }

    /// Writes the body in the media type that the caller chose, or else in the first of those that
    /// the document lists for its type. A `Content-Type` that is not listed is the caller's
    /// business: it is sent, and the body is written as for the first.
    pub fn body(&mut self, body: &dyn EncodeBody) {
        let listed = self
            .spec
            .body
            .map_or(&[][..], |spec| body.media(spec.media));
        let chosen = self.content_type.and_then(|value| value.to_str().ok());
        let chosen = chosen.and_then(|value| Media::find(listed, value));
        let media = chosen.or(listed.first().copied());
        let Some(media) = media.filter(|_| !body.is_absent()) else {
            return;
        };
        match body.payload(media.sent(Direction::Request)) {
            Ok(payload) => {
                self.headers.extend(payload.headers);
                self.body = payload.body;
            }
            Err(error) => self.violations.push("body", error.to_string()),
        }
    }

    /// Checks what is not a parameter: the body, and rules between fields.
    pub fn checker(&mut self) -> Checker<'_> {
        Checker::new(&mut self.violations)
    }

    /// The finished request.
    ///
    /// # Errors
    /// All violations, among them a path that has other segments than its template.
    pub fn finish(self) -> Result<Encoded, Violations> {
        self.encoded()
            .map_err(|invalid| invalid.violations.redacted(&Redaction::of(invalid.secrets)))
    }

    /// The finished request, or what is wrong with its values and which of these are secrets.
    pub(crate) fn encoded(mut self) -> Result<Encoded, InvalidRequest> {
        let awaited = Awaited::of(std::mem::take(&mut self.awaited), &self.path);
        let path = match &awaited {
            Some(awaited) => awaited.shown_path(self.spec),
            None => path_values::expand(
                (self.spec.path, self.spec.path_form),
                self.spec.parameters,
                &self.path,
                // The query comes behind a `?`.
                (&mut self.violations, 1 + self.query.len()),
            ),
        };
        if !self.cookies.is_empty()
            && let Err(message) = self.header(header::COOKIE.as_str(), &self.cookies.clone())
        {
            self.violations.push("cookie", message);
        }
        if self.violations.is_empty()
            && awaited.is_none()
            && let Some(sibling) = siblings::found_first(self.spec, &path)
        {
            let own = self.spec.path;
            let message = format!(
                "a server would read these values as a path of {sibling}, and not of {own}"
            );
            self.violations.push("path", message);
        }
        if !self.violations.is_empty() {
            return Err(InvalidRequest {
                violations: Untrusted::new(self.violations),
                secrets: self.rejected,
            });
        }
        Ok(Encoded {
            path,
            query: self.query,
            headers: self.headers,
            body: self.body,
            client_parameters: self.of_request,
            awaited,
        })
    }
}

/// A value as one string, if it is one.
fn written(value: &dyn Encode) -> Option<String> {
    let value = body_to_value(value, Some(Direction::Request)).ok()?;
    value.as_str().map(str::to_owned)
}
