//! Where requests go: the server of the document with its variables filled in, or an endpoint that
//! the caller names. Rejects schemes other than http and https, user information, queries, and
//! variables that would name another host.

use std::net::IpAddr;

use bytes::Bytes;
use http::Uri;
use http::uri::{self, PathAndQuery, Scheme};

use crate::{error::ConfigError, name_map::NameMap, scan::count, template};

/// The most bytes of a URL, which `http::Uri` has.
const LONGEST: usize = u16::MAX as usize - 1;

/// A Server Object (<https://spec.openapis.org/oas/v3.0.3.html#server-object>).
#[derive(Debug, Clone, Copy)]
pub struct ServerTemplate {
    url: Option<&'static str>,
    variables: &'static [Variable],
    #[cfg_attr(
        not(feature = "credentials"),
        expect(dead_code, reason = "a chain reads it")
    )]
    environment: Option<&'static str>,
}

/// A Server Variable Object. Its list of values is not enforced: services add regions without
/// notice.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    name: &'static str,
    default: &'static str,
}

impl Variable {
    /// A variable with its default.
    #[must_use]
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default }
    }
}

impl ServerTemplate {
    /// The document has no server that can be called, so the caller must set an endpoint.
    pub const NONE: Self = Self {
        url: None,
        variables: &[],
        environment: None,
    };

    /// Receivers choose where requests go: calls name an address ([`Core::to`](super::Core::to)),
    /// or the caller sets an endpoint for all of them.
    pub const RECEIVER: Self = Self {
        url: Some(""),
        variables: &[],
        environment: None,
    };

    /// Whether receivers choose where requests go.
    pub(crate) fn is_receiver(&self) -> bool {
        self.url == Some("")
    }

    /// A URL with its variables.
    #[must_use]
    pub const fn new(url: &'static str, variables: &'static [Variable]) -> Self {
        Self {
            url: Some(url),
            variables,
            environment: None,
        }
    }

    /// A URL with its variables, and the environment variable with another URL, in whose name the values
    /// of the server's variables are filled in: `EXAMPLE_ENDPOINT_{region}`.
    #[must_use]
    pub const fn with_environment(
        url: &'static str,
        variables: &'static [Variable],
        name: &'static str,
    ) -> Self {
        Self {
            url: Some(url),
            variables,
            environment: Some(name),
        }
    }

    /// The name of the environment variable with another URL. In values of the server's variables,
    /// letters are in upper case and anything but letters and digits is `_`.
    #[cfg(feature = "credentials")]
    pub(crate) fn variable_name(&self, values: &NameMap<String>) -> Option<String> {
        let mut resolved = String::new();
        for piece in template::template_parts(self.environment?) {
            match piece {
                template::TemplatePart::Literal(text) => resolved.push_str(text),
                template::TemplatePart::Name(name) => {
                    let value = self.value(name, values).ok()?;
                    resolved.extend(value.chars().map(|c| match c {
                        c if c.is_ascii_alphanumeric() => c.to_ascii_uppercase(),
                        _ => '_',
                    }));
                }
            }
        }
        Some(resolved)
    }

    /// The URL with its variables filled in.
    ///
    /// # Errors
    /// If a value belongs to no variable, or is not allowed.
    pub(crate) fn resolve(&self, values: &NameMap<String>) -> Result<String, ConfigError> {
        for (name, _) in values.iter() {
            if self.variables.iter().all(|known| known.name != name) {
                return Err(ConfigError::Variable {
                    name: name.to_owned(),
                    why: "the document has no such variable".to_owned(),
                });
            }
        }
        let Some(url) = self.url else {
            return Err(ConfigError::Endpoint("none is set".to_owned()));
        };
        self.fill(url, values)
    }

    /// Another URL with the variables of this server filled in.
    pub(crate) fn fill(&self, url: &str, values: &NameMap<String>) -> Result<String, ConfigError> {
        let mut resolved = String::new();
        for piece in template::template_parts(url) {
            match piece {
                template::TemplatePart::Literal(text) => resolved.push_str(text),
                template::TemplatePart::Name(name) => resolved.push_str(self.value(name, values)?),
            }
        }
        Ok(resolved)
    }

    /// The value of a variable: the caller's, or its default.
    ///
    /// A value may contain the separators that the default contains, and no others. Otherwise
    /// `region` could be `evil.example/`, and credentials would be sent there.
    fn value<'v>(&self, name: &str, values: &'v NameMap<String>) -> Result<&'v str, ConfigError> {
        let invalid = |why: &str| ConfigError::Variable {
            name: name.to_owned(),
            why: why.to_owned(),
        };
        let variable = self
            .variables
            .iter()
            .find(|known| known.name == name)
            .ok_or_else(|| invalid("it has no default"))?;
        let Some(value) = values.get(name) else {
            return Ok(variable.default);
        };
        // A value may have the separators that its default has, and no others: `region` cannot
        // become another host.
        let fits = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '-' | '_' | '.' | '~')
                || variable.default.contains(c)
        };
        if value.is_empty() || !value.chars().all(fits) {
            return Err(invalid(
                "it must have letters, digits, `-`, `_`, `.` and `~` only",
            ));
        }
        Ok(value)
    }
}

/// An absolute URL without a query. The paths of operations are appended to it.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// How long scheme and authority are together.
    origin: usize,
    /// The path, without a slash at the end.
    base: String,
    /// How many slashes it has.
    slashes: usize,
    /// As it was written.
    uri: Uri,
    is_loopback: bool,
}

impl Endpoint {
    /// Reads a URL.
    ///
    /// # Errors
    /// Says why requests cannot go there.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let invalid = |why: &str| ConfigError::Endpoint(why.to_owned());
        if text.contains(['#', '\\', ' ']) {
            return Err(invalid("a fragment, backslash or blank in it"));
        }
        let uri: Uri = text.parse().map_err(|_| invalid("not a URL"))?;
        let scheme = uri
            .scheme()
            .filter(|scheme| [Scheme::HTTP, Scheme::HTTPS].contains(scheme));
        let scheme = scheme.ok_or_else(|| invalid("neither http:// nor https://"))?;
        let authority = uri.authority().ok_or_else(|| invalid("no host"))?;
        if authority.as_str().contains('@') {
            return Err(invalid("user info in it; configure credentials instead"));
        }
        if uri.query().is_some() {
            return Err(invalid("a query in it"));
        }
        if authority.host().is_empty() || authority.port().is_some_and(|port| port.as_u16() == 0) {
            return Err(invalid("no host, or no port"));
        }
        let base = uri.path().trim_end_matches('/').to_owned();
        if base.split('/').any(|segment| {
            matches!(
                segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
                "." | ".."
            )
        }) {
            return Err(invalid("a segment `.` or `..` in it"));
        }
        Ok(Self {
            origin: scheme.as_str().len() + "://".len() + authority.as_str().len(),
            slashes: count(&base, b'/'),
            base,
            is_loopback: is_loopback(authority.host()),
            uri,
        })
    }

    /// The URL as it was written, with a slash at its end if it has one.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Whether requests are encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    /// Whether credentials may be sent: over https, or within this machine.
    pub(crate) fn is_private(&self) -> bool {
        self.is_https() || self.is_loopback
    }

    /// The URL of a request; `None` if the path would leave the endpoint. The result has the
    /// endpoint's origin, and exactly as many segments more as the template has `slashes`.
    pub(crate) fn join(&self, path: String, query: &str, slashes: usize) -> Option<Uri> {
        if !path.starts_with('/') {
            return None;
        }
        let mut target = path;
        if !self.base.is_empty() {
            target.insert_str(0, &self.base);
        }
        if !query.is_empty() {
            target.reserve_exact(1 + query.len());
            target.push('?');
            target.push_str(query);
        }
        if self.origin + target.len() > LONGEST {
            return None;
        }
        let target = PathAndQuery::from_maybe_shared(Bytes::from(target)).ok()?;
        if count(target.path(), b'/') != self.slashes + slashes {
            return None;
        }
        let mut parts = uri::Parts::default();
        parts.scheme = self.uri.scheme().cloned();
        parts.authority = self.uri.authority().cloned();
        parts.path_and_query = Some(target);
        Uri::from_parts(parts).ok()
    }
}

/// Whether the host of a URL is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: ServerTemplate = ServerTemplate::new(
        "https://api.{region}.example.com/{base}",
        &[
            Variable::new("region", "eu-1"),
            Variable::new("base", "a/b"),
        ],
    );

    fn resolve(name: &str, value: &str) -> Result<String, String> {
        let mut values = NameMap::new();
        values.insert(name.to_owned(), value.to_owned());
        SERVER.resolve(&values).map_err(|error| error.to_string())
    }

    #[test]
    fn a_variable_cannot_name_another_host() {
        assert_eq!(
            SERVER.resolve(&NameMap::new()).as_deref(),
            Ok("https://api.eu-1.example.com/a/b")
        );
        assert_eq!(
            resolve("region", "xx-9").as_deref(),
            Ok("https://api.xx-9.example.com/a/b")
        );
        assert_eq!(
            resolve("base", "v2/x").as_deref(),
            Ok("https://api.eu-1.example.com/v2/x")
        );
        for value in ["", "evil.com/", "a@b", "a:1", "a?b", "a#b", "a b", "ü"] {
            assert!(resolve("region", value).is_err(), "{value}");
        }
        assert!(resolve("unknown", "x").is_err());
    }

    #[test]
    fn endpoints_are_plain_absolute_urls() {
        for good in [
            "https://a.example",
            "http://a.example:8080/base/",
            "http://[::1]:80/x",
        ] {
            assert!(Endpoint::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a.example",
            "/x",
            "ftp://a",
            "https://u:p@a",
            "https://a?x=1",
            "https://a/#x",
            "https://a/../b",
            "https://a/%2e%2E",
            "https:///x",
            "https://a b",
            "https://a\\b",
            "javascript:alert(1)",
        ] {
            assert!(Endpoint::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn credentials_need_https_or_this_machine() {
        let private = |url: &str| Endpoint::parse(url).map(|endpoint| endpoint.is_private());
        for url in [
            "https://a.example",
            "http://localhost:1",
            "http://127.9.9.9",
            "http://[::1]:7",
        ] {
            assert_eq!(private(url), Ok(true), "{url}");
        }
        for url in [
            "http://a.example",
            "http://localhost.example",
            "http://10.0.0.1",
            "http://[::2]",
        ] {
            assert_eq!(private(url), Ok(false), "{url}");
        }
    }
}
