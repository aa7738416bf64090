//! The whole URL of a request to an address that its receiver chose: a webhook or a callback.
//! Nothing is appended to its path. Rejects everything that [`Endpoint`] rejects, except a query:
//! it is kept in front of the query of the request.

use http::Uri;

use super::endpoint::Endpoint;
use crate::error::ConfigError;

/// An absolute URL that is called as it is. It has no `Debug`: its path and query may be what protects it.
#[derive(Clone)]
pub(super) struct Address {
    /// The scheme and host, without the query.
    pub(super) endpoint: Endpoint,
    /// The whole URL.
    url: String,
}

impl Address {
    /// Reads a URL.
    ///
    /// # Errors
    /// If it is not an absolute http or https URL, or has a fragment or user information.
    pub(super) fn parse(url: &str) -> Result<Self, ConfigError> {
        let bare = url.split_once('?').map_or(url, |(bare, _)| bare);
        if url.contains(['#', '\\', ' ']) || url.parse::<Uri>().is_err() {
            return Err(ConfigError::Endpoint(
                "not a URL without fragment".to_owned(),
            ));
        }
        Ok(Self {
            endpoint: Endpoint::parse(bare)?,
            url: url.to_owned(),
        })
    }

    /// The URL with the query of a request after its own.
    pub(super) fn with(&self, query: &str) -> Option<Uri> {
        let separator = match (query.is_empty(), self.url.contains('?')) {
            (true, _) => "",
            (false, true) => "&",
            (false, false) => "?",
        };
        format!("{}{separator}{query}", self.url).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn with(url: &str, query: &str) -> Option<String> {
        let address = Address::parse(url).ok()?;
        address.with(query).map(|uri| uri.to_string())
    }

    #[test]
    fn a_url_stays_as_it_is() {
        let whole = |text: &str| Some(text.to_owned());
        for url in [
            "https://a.example/",
            "http://localhost:1/x/",
            "https://a.example/x?y=1",
        ] {
            assert_eq!(with(url, ""), whole(url));
        }
        assert_eq!(
            with("https://a.example/x", "b=2"),
            whole("https://a.example/x?b=2")
        );
        assert_eq!(
            with("https://a.example/x?y=1", "b=2"),
            whole("https://a.example/x?y=1&b=2")
        );
        for bad in [
            "",
            "/x",
            "ftp://a",
            "https://u:p@a/x",
            "https://a/x#y",
            "https://a/../x",
            "https://a b",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }
}
