//! A request under construction: parameters go into path, query, headers and cookies, the body into
//! a payload. Reports all of these together: missing client parameters, path values that would
//! change the path, header values that cannot be sent.

use std::{collections::BTreeMap, fmt};

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{
    awaited::{Awaited, Sought},
    body::Body,
    body_codec::EncodeBody,
    check::Checker,
    codec::{Direction, Encode, Value, body_to_value},
    encoded::{Encoded, InvalidRequest},
    media::Media,
    operation_spec::OperationSpec,
    param::{Param, ParamLocation, ValueSource},
    path_values,
    secret::Secret,
    siblings,
    untrusted::{Redaction, Untrusted, is_secret},
    violations::Violations,
};

/// Values from the client's configuration, by the names of parameters on the wire.
pub type ClientParameters = BTreeMap<String, String>;

/// Collects the parts of one request.
pub struct RequestWriter<'a> {
    spec: &'static OperationSpec,
    client: &'a ClientParameters,
    /// The `Content-Type` that the caller chose.
    content_type: Option<&'a HeaderValue>,
    /// Path parameters, encoded.
    path: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    body: Body,
    /// The values of client parameters that were used, for signature headers.
    from_client: Vec<(&'static str, String)>,
    violations: Violations,
    /// Values of parameters for credentials that have a violation.
    rejected: Vec<Secret>,
    /// Where else values of client parameters may be.
    sought: Sought<'a>,
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
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            body: Body::empty(),
            from_client: Vec::new(),
            violations: Violations::new(),
            rejected: Vec::new(),
            sought: Sought::Nowhere,
            awaited: Vec::new(),
        }
    }

    /// Says where else the values of client parameters may be.
    #[cfg(feature = "client")]
    pub(crate) fn seeking(mut self, sought: Sought<'a>) -> Self {
        self.sought = sought;
        self
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
            self.checked(param, *value);
        }
    }

    /// Checks and writes one parameter.
    fn checked(&mut self, param: &'static Param, value: &dyn Encode) {
        let is_absent = value.is_absent();
        if is_absent && param.source == ValueSource::Caller {
            return;
        }
        let client = match is_absent {
            true => self.client.get(param.name),
            false => None,
        };
        if is_absent && client.is_none() && self.sought.is_awaited() {
            self.awaited.push(param);
            return;
        }
        let before = self.violations.len();
        match client {
            Some(text) => param.check(text, &mut self.violations),
            None => param.check(value, &mut self.violations),
        }
        if let Err(message) = self.parameter(param, value) {
            self.violations.push(param.location(), message);
        }
        if self.violations.len() > before && is_secret(self.spec.security, param.place, param.name)
        {
            let text = client.cloned().or_else(|| written(value));
            self.rejected.extend(text.map(Secret::new));
        }
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
    fn parameter(&mut self, param: &Param, value: &dyn Encode) -> Result<(), String> {
        let value = match value.is_absent() {
            false => value,
            true => match self.configured(param)? {
                Some(text) => text,
                None => return Ok(()),
            },
        };
        let written = match param.scalar_text(value) {
            Some(text) => {
                self.keep_for_signature(param, &text);
                param.write_text(text)?
            }
            None => {
                let value = body_to_value(value, Some(Direction::Request))
                    .map_err(|error| error.to_string())?;
                if let Value::String(text) = &value {
                    self.keep_for_signature(param, text);
                }
                param.fits_names(self.spec.claims(), &value)?;
                param.write(&value)?
            }
        };
        let Some(written) = written else {
            return Ok(());
        };
        match param.place {
            ParamLocation::Path => self.path.push((param.name, written)),
            ParamLocation::Query => append(&mut self.query, "&", written),
            ParamLocation::Cookie => append(&mut self.cookies, "; ", written),
            ParamLocation::Header => self.header(param.name, &written)?,
        }
        Ok(())
    }

    /// Keeps the value of a parameter that the client knows, which a signature may name.
    fn keep_for_signature(&mut self, param: &Param, text: &str) {
        if param.source != ValueSource::Caller {
            self.from_client.push((param.name, text.to_owned()));
        }
    }

    /// The client's value for a parameter that the caller did not set.
    fn configured(&self, param: &Param) -> Result<Option<&'a String>, String> {
        match (param.source, self.client.get(param.name)) {
            (ValueSource::Caller, _) | (ValueSource::ClientIfSet, None) => Ok(None),
            (ValueSource::Client | ValueSource::ClientIfSet, Some(text)) => Ok(Some(text)),
            (ValueSource::Client, None) => Err(self.sought.missing(param.name)),
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
        let awaited = Awaited::of(std::mem::take(&mut self.awaited), &mut self.path);
        let path = match &awaited {
            Some(awaited) => awaited.shown_path(self.spec),
            None => path_values::expand(
                self.spec.path,
                self.spec.parameters,
                &self.path,
                &mut self.violations,
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
            client_parameters: self.from_client,
            awaited,
        })
    }
}

/// A value as one string, if it is one.
fn written(value: &dyn Encode) -> Option<String> {
    let value = body_to_value(value, Some(Direction::Request)).ok()?;
    value.as_str().map(str::to_owned)
}

/// Appends a part after a separator, unless one of the two is empty.
fn append(out: &mut String, between: &str, part: String) {
    if out.is_empty() {
        *out = part;
    } else if !part.is_empty() {
        out.push_str(between);
        out.push_str(&part);
    }
}
