//! The URL of the next page that a server names, in place of the path and query of a request. It leads to the origin of the
//! operation only: credentials go with it.
//!
//! ```text
//! GET https://api.example/v1/pets?limit=2     next: /v1/pets?limit=2&after=7
//! GET https://api.example/v1/pets?limit=2&after=7
//!                                             next: https://other.example/pets?after=9     an error
//! ```
//!
//! It travels in the extensions of the request. Its arguments stay those of the first page: a URL may have parameters that the
//! document does not know, so it cannot always be read back into them.

use std::sync::{Arc, OnceLock};

use http::{Uri, uri::Scheme};

use super::reference::{origin, resolved};
use crate::{
    message::Request,
    param::ParamLocation,
    percent::{self, Plus},
    security::{Security, has_key},
    violations::Violations,
};

/// Where a page is.
#[derive(Debug, Clone, Default)]
pub(super) struct PageUrl {
    /// What the server said; nothing for the first page.
    url: Option<String>,
    /// Where the request went, without credentials.
    sent: Arc<OnceLock<Uri>>,
}

impl PageUrl {
    /// That of a request, if its list goes by URLs.
    pub(super) fn of<T>(request: &Request<T>) -> Option<&Self> {
        request.extensions().get()
    }

    /// Marks the request for the first page.
    pub(super) fn first<T>(request: &mut Request<T>) {
        request.extensions_mut().insert(Self::default());
    }

    /// Sets the URL of the next page.
    pub(super) fn set<T>(request: &mut Request<T>, url: &str) {
        request.extensions_mut().insert(Self {
            url: Some(url.to_owned()),
            sent: Arc::default(),
        });
    }

    /// Where the request went; nothing if no client sent it.
    pub(super) fn sent(&self) -> Option<&Uri> {
        self.sent.get()
    }

    /// The URL of the request: the one that the server named, or the own one. The pairs of `query` are credentials, which
    /// replace those that the server repeated.
    pub(super) fn uri(
        &self,
        own: &Uri,
        security: Security,
        query: &[String],
    ) -> Result<Uri, Violations> {
        let uri = match &self.url {
            None => own.clone(),
            Some(reference) => target(own, reference)?,
        };
        let uri = without_keys(&uri, security).ok_or_else(|| unfit("is not a URL"))?;
        self.sent.get_or_init(|| uri.clone());
        if query.is_empty() {
            return Ok(uri);
        }
        let separator = if uri.query().is_some() { '&' } else { '?' };
        let text = format!("{uri}{separator}{}", query.join("&"));
        text.parse().map_err(|_| unfit("is too long"))
    }
}

impl<T> Request<T> {
    /// The URL of the page that a list asks for, if the server names the URLs of pages: what the response before said,
    /// absolute if a client sent that request. `None` for the first page, and for lists that have numbers or cursors.
    ///
    /// A client sends the request there. Its arguments are those of the first page, so an implementation in memory decides by
    /// this URL which page it returns, and chooses what the text looks like.
    pub fn page_url(&self) -> Option<&str> {
        PageUrl::of(self)?.url.as_deref()
    }
}

/// The URL that a reference of the server means, if it has the origin of the operation.
fn target(own: &Uri, reference: &str) -> Result<Uri, Violations> {
    let text = resolved(own, reference);
    let uri: Option<Uri> = text.parse().ok();
    let is_http = |uri: &Uri| {
        let scheme = uri.scheme();
        scheme == Some(&Scheme::HTTP) || scheme == Some(&Scheme::HTTPS)
    };
    // Some read a backslash as a slash, which would begin another host.
    let uri = uri
        .filter(|uri| is_http(uri) && !text.contains('\\'))
        .ok_or_else(|| unfit("is not an http URL"))?;
    if uri
        .authority()
        .is_some_and(|one| one.as_str().contains('@'))
    {
        return Err(unfit("has user information in its URL"));
    }
    let [here, there] = [own, &uri].map(origin);
    if here != there {
        return Err(unfit(&format!(
            "is at `{there}` and not at `{here}`: credentials are not sent to another origin"
        )));
    }
    Ok(uri)
}

/// A URL without the keys of the operation in its query.
fn without_keys(uri: &Uri, security: Security) -> Option<Uri> {
    let Some(query) = uri.query() else {
        return Some(uri.clone());
    };
    let is_key = |pair: &str| {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        let name = percent::decode(name, Plus::Space).unwrap_or_default();
        has_key(security, ParamLocation::Query, &|key| key == name)
    };
    let pairs: Vec<&str> = query.split('&').collect();
    let mut kept = pairs.clone();
    kept.retain(|pair| !is_key(pair));
    if kept.len() == pairs.len() {
        return Some(uri.clone());
    }
    let text = uri.to_string();
    let (before, _) = text.split_once('?')?;
    let separator = if kept.is_empty() { "" } else { "?" };
    format!("{before}{separator}{}", kept.join("&"))
        .parse()
        .ok()
}

/// What is wrong with the URL of a page.
fn unfit(message: &str) -> Violations {
    let mut violations = Violations::new();
    violations.push("next page", message);
    violations
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::security::{Requirement, Scheme as SecurityScheme};

    fn sent(reference: &str) -> Result<String, String> {
        let own: Uri = "https://api.example/v1/pets?limit=2".parse().unwrap();
        let found = target(&own, reference).map(|uri| uri.to_string());
        found.map_err(|violations| violations.to_string())
    }

    #[test]
    fn a_page_has_the_origin_of_the_operation() {
        for (reference, url) in [
            ("?after=7", "https://api.example/v1/pets?after=7"),
            ("/other?x", "https://api.example/other?x"),
            ("//API.example:443/x", "https://API.example:443/x"),
            ("https://api.example/x#end", "https://api.example/x"),
        ] {
            assert_eq!(sent(reference).as_deref(), Ok(url), "{reference}");
        }
        for (reference, named) in [
            ("https://evil.example/pets", "`https://evil.example`"),
            ("//evil.example", "`https://evil.example`"),
            ("http://api.example/pets", "`http://api.example`"),
            ("https://api.example:8443/", "`https://api.example:8443`"),
            (
                "https://api.example.evil.example/",
                "`https://api.example.evil.example`",
            ),
        ] {
            let error = sent(reference).unwrap_err();
            assert!(error.contains(named), "{reference}: {error}");
            assert!(error.contains("not at `https://api.example`"), "{error}");
        }
        for reference in [
            "https://api.example@evil.example/",
            "https://user@api.example/",
        ] {
            let error = sent(reference).unwrap_err();
            assert!(error.contains("user information"), "{reference}: {error}");
        }
        for reference in [
            "ftp://api.example/",
            "javascript:alert(1)",
            "https://",
            "a b",
            "/\\evil",
        ] {
            let error = sent(reference).unwrap_err();
            assert!(error.contains("is not an http URL"), "{reference}: {error}");
        }
    }

    #[test]
    fn keys_that_a_server_repeats_are_left_out() {
        static KEY: SecurityScheme = SecurityScheme::query_key("Key", "api key");
        const SECURITY: Security = &[&[Requirement::of(&KEY)]];
        for (url, kept) in [
            (
                "https://a.example/x?api%20key=1&b=2",
                "https://a.example/x?b=2",
            ),
            ("https://a.example/x?api+key=1", "https://a.example/x"),
            ("https://a.example/x?b=2&c", "https://a.example/x?b=2&c"),
        ] {
            let found = without_keys(&url.parse().unwrap(), SECURITY).unwrap();
            assert_eq!(found.to_string(), kept);
        }
    }
}
