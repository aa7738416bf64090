//! Where a request goes: its path below an endpoint, the URL that a receiver named, or that of a page.

use std::{borrow::Cow, convert::Infallible};

use http::Uri;

use super::{callback_url::Address, endpoint::Endpoint, joined::join, page_url::PageUrl};
use crate::{error::Error, operation_spec::OperationSpec, violations::Violations};

/// Where a request goes.
pub(super) struct Destination<'a> {
    pub(super) spec: &'static OperationSpec,
    pub(super) endpoint: Cow<'a, Endpoint>,
    /// The URL of the request, instead of the path below the endpoint.
    pub(super) address: Option<Cow<'a, Address>>,
    /// The URL of a page that the server named, if its list goes by URLs.
    pub(super) page: Option<Cow<'a, PageUrl>>,
}

impl Destination<'_> {
    /// The URL of a request with this path and query. The pairs of `credentials` come last.
    pub(super) fn uri(
        &self,
        path: String,
        query: String,
        credentials: &[String],
    ) -> Result<Uri, Error<Infallible>> {
        match (&self.address, &self.page) {
            (None, Some(page)) => {
                let own = self
                    .endpoint
                    .join(path, &query, self.spec.path_form.slashes);
                let own = own.ok_or_else(too_long)?;
                Ok(page.uri(&own, self.spec.security, credentials)?)
            }
            (address, _) => {
                let query = join(query, "&", credentials);
                let uri = match address {
                    Some(address) => address.with(&query),
                    None => self
                        .endpoint
                        .join(path, &query, self.spec.path_form.slashes),
                };
                uri.ok_or_else(too_long)
            }
        }
    }

    /// The same for as long as a request takes.
    pub(super) fn into_owned(self) -> Destination<'static> {
        Destination {
            spec: self.spec,
            endpoint: Cow::Owned(self.endpoint.into_owned()),
            address: self.address.map(|address| Cow::Owned(address.into_owned())),
            page: self.page.map(|page| Cow::Owned(page.into_owned())),
        }
    }
}

/// The error for values that give no URL.
fn too_long() -> Error<Infallible> {
    let mut violations = Violations::new();
    violations.push(
        "path",
        "the values give no URL below the endpoint, or one that is too long",
    );
    Error::Invalid(violations)
}
