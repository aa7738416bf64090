//! A request that needs values of client parameters from a provider of credentials, such as the project of the keys that it
//! issues. It is finished before each attempt, when the credentials are there: other keys may be for another project.
//!
//! ```text
//! GET https://api.example/v2/{project_id}/tasks      before
//! GET https://api.example/v2/p-1/tasks               the provider issued keys with project_id = p-1
//! ```

use std::convert::Infallible;

use http::{HeaderMap, Uri, header};

use super::{
    destination::KeptDestination,
    joined::{add_cookies, join},
    pending_tokens::PendingTokens,
    settings::Settings,
};
use crate::{
    awaited::{Awaited, Sought},
    encoded::InvalidRequest,
    error::Error,
    operation_spec::OperationSpec,
    request_writer::{ClientParameters, RequestWriter},
    untrusted::Sent,
};

/// What a request consists of without the values that are still to come.
pub(super) struct Unfinished {
    pub(super) awaited: Box<Awaited>,
    pub(super) destination: KeptDestination,
    /// The query of the parameters that have values.
    pub(super) query: String,
    /// Pairs of the query that are credentials.
    pub(super) credentials: Vec<String>,
    pub(super) headers: HeaderMap,
}

/// A URL and headers, and what is still missing in them.
type Begun = (Uri, HeaderMap, Option<Box<Unfinished>>);

impl Unfinished {
    /// The head so far, if values may come with these tokens; without them, it is finished at once. `known` is the URL with the
    /// names of what is missing.
    pub(super) fn begin(
        self,
        settings: &Settings,
        tokens: &PendingTokens,
        known: Option<Uri>,
    ) -> Result<Begun, Error<Infallible>> {
        if tokens.may_have_parameters() {
            let headers = self.headers.clone();
            return Ok((known.unwrap_or_default(), headers, Some(Box::new(self))));
        }
        let (uri, headers) = self.finish(settings, &ClientParameters::new(), Sought::Nowhere)?;
        Ok((uri, headers, None))
    }

    /// The head with the values that came with credentials, which are not in it yet.
    pub(super) fn finish(
        &self,
        settings: &Settings,
        issued: &ClientParameters,
        sought: Sought<'_>,
    ) -> Result<(Uri, HeaderMap), Error<Infallible>> {
        let destination = self.destination.get();
        let spec = destination.spec;
        let mut writer = RequestWriter::new(spec, issued);
        writer.sought = sought;
        let encoded = writer.resumed(&self.awaited);
        let encoded = encoded.map_err(|error| invalid(settings, spec, &self.headers, error))?;
        let query = match encoded.query.is_empty() {
            true => self.query.clone(),
            false => join(self.query.clone(), "&", &[encoded.query]),
        };
        let uri = destination.uri(encoded.path, query, &self.credentials)?;
        let mut headers = self.headers.clone();
        for (name, value) in &encoded.headers {
            match headers.get(name) {
                Some(_) if name == header::COOKIE => {
                    let added = value.to_str().unwrap_or_default().to_owned();
                    add_cookies(&mut headers, &[added])?;
                }
                Some(_) => {}
                None => {
                    headers.insert(name, value.clone());
                }
            }
        }
        Ok((uri, headers))
    }
}

/// The error for values that cannot be sent.
pub(super) fn invalid(
    settings: &Settings,
    spec: &OperationSpec,
    headers: &HeaderMap,
    error: InvalidRequest,
) -> Error<Infallible> {
    let redaction = settings.redaction.and(Sent {
        security: spec.security,
        template: spec.path,
        headers: headers.clone(),
        uri: Uri::default(),
        others: error.secrets,
    });
    Error::Invalid(error.violations.redacted(&redaction))
}
