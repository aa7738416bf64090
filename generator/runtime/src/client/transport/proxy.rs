//! Which requests go by way of a proxy, and which: named by the caller, or by the environment.
//! Rejects what is no proxy, so that a typing error does not lead around it.

use std::{fmt, sync::Arc};

use http::{HeaderValue, Uri, header, uri::Scheme};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::{body::Body, client::endpoint::is_loopback, error::ConfigError};

/// The proxy of a [transport](super::transport).
///
/// | target | what happens |
/// |---|---|
/// | `https` | a tunnel by [`CONNECT`](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6): the proxy sees host and port |
/// | `http` | the [absolute form](https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2): the proxy sees everything |
/// | this machine, and what is excepted | no proxy |
///
/// The proxy is `http://…`, or `https://…` for a connection with TLS to the proxy itself. `socks5://…`
/// and `socks5h://…` are SOCKS 5 for both kinds of targets, whose names the proxy resolves. A user and
/// a password in the URL are for the proxy only: [`Proxy-Authorization`](https://www.rfc-editor.org/rfc/rfc9110#section-11.7.1),
/// or a message of [SOCKS](https://www.rfc-editor.org/rfc/rfc1929#section-2). Requests to this machine never go by way of a proxy, because a client
/// sends credentials over `http` to it.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::client::Proxy;
///
/// let named = Proxy::new("http://user:password@proxy.example:3128").except("10.0.0.0/8, .internal");
/// let from_environment = Proxy::from_environment();
/// # assert!(!format!("{named:?}{from_environment:?}").contains("password"));
/// ```
#[derive(Clone)]
pub struct Proxy {
    source: ProxySource,
    except: String,
}

/// Who names the proxy.
#[derive(Clone)]
enum ProxySource {
    Environment,
    Caller(String),
}

/// The variables that name proxies.
const VARIABLES: [&str; 6] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
];

impl Proxy {
    /// A proxy for all requests: `http://host:port`, `https://host:port` or `socks5://host:port`, with
    /// a user and a password if it needs them.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            source: ProxySource::Caller(url.into()),
            except: String::new(),
        }
    }

    /// The proxies that the environment names when the transport is built: `HTTPS_PROXY`,
    /// `HTTP_PROXY`, and `ALL_PROXY` for both, except for hosts in `NO_PROXY`. Lower case counts as
    /// well. A CGI program (where `REQUEST_METHOD` is set) uses none, because there a request can set
    /// `HTTP_PROXY`.
    #[must_use]
    pub fn from_environment() -> Self {
        Self {
            source: ProxySource::Environment,
            except: String::new(),
        }
    }

    /// Sets which hosts are reached without the proxy, as `NO_PROXY` has them: names (with all names
    /// below them), addresses, networks (`10.0.0.0/8`), or `*`, separated by commas. Those in
    /// `NO_PROXY` count as well for a proxy of the environment.
    #[must_use]
    pub fn except(mut self, hosts: impl Into<String>) -> Self {
        self.except = hosts.into();
        self
    }

    /// The rules, after all URLs were checked.
    pub(super) fn routes(&self) -> Result<ProxyRoutes, ConfigError> {
        let (matcher, variable) = match &self.source {
            ProxySource::Caller(url) => {
                if !is_proxy(url) {
                    return Err(invalid("the URL of the proxy"));
                }
                (Matcher::builder().all(url.as_str()).build(), String::new())
            }
            ProxySource::Environment => {
                for name in VARIABLES {
                    let value = std::env::var_os(name).unwrap_or_default();
                    if !value.is_empty() && !value.to_str().is_some_and(is_proxy) {
                        return Err(invalid(name));
                    }
                }
                let except = std::env::var("NO_PROXY").or_else(|_| std::env::var("no_proxy"));
                (Matcher::from_env(), except.unwrap_or_default())
            }
        };
        let excepted = [variable.as_str(), &self.except].join(",");
        let matcher = if excepts_all(&excepted) {
            Matcher::builder().build()
        } else {
            matcher
        };
        let others = Matcher::builder().all(EXAMPLE).no(excepted);
        Ok(ProxyRoutes {
            matcher: Arc::new(matcher),
            others: Arc::new(others.build()),
        })
    }
}

/// A proxy that is never used.
const EXAMPLE: &str = "http://proxy.example";

/// Whether `*` excepts all hosts. The matcher takes it for names only, and not for addresses.
fn excepts_all(except: &str) -> bool {
    except.split(',').any(|entry| entry.trim() == "*")
}

/// The error for what is no proxy. The URL is not shown: it may have a password.
fn invalid(what: &str) -> ConfigError {
    ConfigError::Transport(format!(
        "{what} is not http://host:port, https://host:port or socks5://host:port"
    ))
}

/// Whether requests can be sent by way of this URL.
fn is_proxy(url: &str) -> bool {
    let matcher = Matcher::builder().all(url).build();
    let target = Uri::from_static("https://target.example");
    let found = matcher.intercept(&target);
    found.is_some_and(|proxy| {
        let scheme = proxy.uri().scheme();
        let is_http = scheme.is_some_and(|scheme| [Scheme::HTTP, Scheme::HTTPS].contains(scheme));
        is_http || is_socks(proxy.uri())
    })
}

/// Whether a proxy speaks SOCKS 5.
pub(super) fn is_socks(proxy: &Uri) -> bool {
    matches!(proxy.scheme_str(), Some("socks5" | "socks5h"))
}

/// Prints who names the proxy, and no password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.source {
            ProxySource::Environment => "Proxy(of the environment)",
            ProxySource::Caller(_) => "Proxy(of the caller)",
        })
    }
}

/// Rules that were checked.
#[derive(Clone)]
pub(super) struct ProxyRoutes {
    matcher: Arc<Matcher>,
    /// Finds a proxy for each target that is not excepted.
    others: Arc<Matcher>,
}

impl ProxyRoutes {
    /// The proxy of a target; `None` if it is reached without one.
    pub(super) fn find(&self, target: &Uri) -> Option<Intercept> {
        let is_here = target.host().is_none_or(is_loopback);
        let is_excepted = is_here || self.others.intercept(target).is_none();
        (!is_excepted)
            .then(|| self.matcher.intercept(target))
            .flatten()
    }

    /// Adds `Proxy-Authorization` to a request that the proxy itself reads. Into a tunnel it must not
    /// go.
    pub(super) fn authorize(&self, mut request: http::Request<Body>) -> http::Request<Body> {
        let is_plain = request.uri().scheme() == Some(&Scheme::HTTP);
        let proxy = is_plain.then(|| self.find(request.uri())).flatten();
        if let Some(value) = proxy.and_then(|proxy| proxy.basic_auth().cloned()) {
            request
                .headers_mut()
                .insert(header::PROXY_AUTHORIZATION, sensitive(value));
        }
        request
    }
}

/// A header value that is not printed.
fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}
