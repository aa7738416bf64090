//! Where a request goes: its path below an endpoint, the URL that a receiver named, or that of a page.

use std::convert::Infallible;

use http::Uri;

use super::{callback_url::Address, endpoint::Endpoint, joined::join, page_url::PageUrl};
use crate::{error::Error, operation_spec::OperationSpec, violations::Violations};

/// Where a request goes.
#[derive(Clone, Copy)]
pub(super) struct Destination<'a> {
    pub(super) spec: &'static OperationSpec,
    pub(super) endpoint: &'a Endpoint,
    /// The URL of the request, instead of the path below the endpoint.
    pub(super) address: Option<&'a Address>,
    /// The URL of a page that the server named, if its list goes by URLs.
    pub(super) page: Option<&'a PageUrl>,
}

/// Where a request goes that is not finished yet.
pub(super) struct KeptDestination {
    spec: &'static OperationSpec,
    endpoint: Endpoint,
    address: Option<Address>,
    page: Option<PageUrl>,
}

impl Destination<'_> {
    /// The URL of a request with this path and query. The pairs of `credentials` come last.
    pub(super) fn uri(
        &self,
        path: String,
        query: String,
        credentials: &[String],
    ) -> Result<Uri, Error<Infallible>> {
        match (self.address, self.page) {
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
    pub(super) fn kept(self) -> KeptDestination {
        KeptDestination {
            spec: self.spec,
            endpoint: self.endpoint.clone(),
            address: self.address.cloned(),
            page: self.page.cloned(),
        }
    }
}

impl KeptDestination {
    /// Where the request goes.
    pub(super) fn get(&self) -> Destination<'_> {
        Destination {
            spec: self.spec,
            endpoint: &self.endpoint,
            address: self.address.as_ref(),
            page: self.page.as_ref(),
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
