//! `servers` (<https://spec.openapis.org/oas/v3.1.1.html#server-object>) -> base addresses: http,
//! https or relative, without user information.

use foldhash::HashMap;
use openapiv3::{Server as Described, ServerVariable as Variable};

use super::base_path::base_path;
use super::context::Lowering;
use super::docs::description;
use super::naming::{Case, NameRequest, distinct, field_name};
use super::url_variables::{filled, names, with_defaults};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Docs, Server, ServerVariable};
use crate::load::Repair;

impl Lowering<'_, '_> {
    /// The servers of the document. Without any it is `/`, as the standard says
    /// (<https://spec.openapis.org/oas/v3.0.3.html#openapi-object>): relative to a host that the
    /// caller must supply.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let at = Pointer::root().child("servers");
        let described = self.document.openapi.servers.iter().enumerate();
        let mut servers: Vec<Server> = described
            .filter_map(|(index, server)| self.server(server, &at.index(index)))
            .collect();
        if servers.is_empty() {
            servers.push(Server {
                url: "/".to_owned(),
                base_path: String::new(),
                docs: Docs::default(),
                variables: Vec::new(),
                environment: None,
            });
        }
        servers
    }

    /// The address of an operation that has `servers` of its own; `None` if it is the document's.
    ///
    /// Variables that the document's server also has stay in braces, because the client's builder
    /// sets them. The others are replaced by their defaults:
    ///
    /// ```yaml
    /// servers: [{url: 'https://{region}.example.com'}]           # the document's
    /// paths./upload.servers:
    ///   - url: 'https://{region}.upload-{pool}.example.com'      # pool: default `a`
    /// # the operation's server: https://{region}.upload-a.example.com
    /// ```
    pub(super) fn server_of(&mut self, servers: &[Described], owner: &Pointer) -> Option<String> {
        let at = owner.child("servers");
        let own = self.server(servers.first()?, &at.index(0))?;
        let document = self.document.openapi.servers.first();
        if document.is_some_and(|first| first.url == own.url) {
            return None;
        }
        if !own.url.contains("://") {
            let message = "a relative URL is relative to the address of the document, which is not known: the servers of the document are used";
            self.report(Code::UnsupportedKey, &at, message);
            return None;
        }
        let shared = document.and_then(|first| first.variables.as_ref());
        let alone = own.variables.iter().filter(|variable| {
            shared.is_none_or(|shared| !shared.contains_key(variable.wire.as_str()))
        });
        Some(with_defaults(&own.url, alone))
    }

    /// One server with the variables that its URL uses, in the order of the URL. Defined variables
    /// that do not occur in the URL are dropped: the builder would have setters without effect.
    fn server(&mut self, server: &Described, at: &Pointer) -> Option<Server> {
        if let Err(problem) = check(&server.url) {
            self.fault(
                Repair::Guess,
                Code::BadUrl,
                &at.child("url"),
                format!("`{}` {problem}", show(&server.url)),
            );
            return None;
        }
        let defined = server.variables.iter().flatten();
        let mut unused: HashMap<&str, &Variable> = defined
            .map(|(name, variable)| (name.as_str(), variable))
            .collect();
        let used = names(&server.url).filter_map(|name| unused.remove_entry(name));
        let used: Vec<(&str, &Variable)> = used.collect();
        let requests: Vec<NameRequest<'_>> = used
            .iter()
            .map(|(name, _)| NameRequest::text(name))
            .collect();
        let identifiers = distinct(Case::Field, &requests, &[]).identifiers;
        let variables = used
            .into_iter()
            .zip(identifiers)
            .map(|((wire, variable), name)| ServerVariable {
                name: field_name(&name),
                wire: wire.to_owned(),
                default: variable.default.clone(),
                known: variable.enumeration.clone(),
                docs: description(variable.description.as_deref()),
            });
        let docs = description(server.description.as_deref());
        let variables: Vec<ServerVariable> = variables.collect();
        Some(Server {
            url: server.url.clone(),
            base_path: base_path(&server.url, &variables),
            docs,
            environment: self.endpoint_variable(&variables, at),
            variables,
        })
    }

    /// `x-endpoint-variable` of a server, whose braces have variables of its URL.
    fn endpoint_variable(&mut self, variables: &[ServerVariable], at: &Pointer) -> Option<String> {
        let at_name = at.child("x-endpoint-variable");
        let name = self.value(&at_name)?.as_str()?.to_owned();
        if *at != Pointer::root().child("servers").index(0) {
            let message = "a client uses the first server of the document, so this has no effect";
            self.report(Code::UnsupportedKey, &at_name, message.to_owned());
            return None;
        }
        let is_known = |name: &str| variables.iter().any(|one| one.wire == name);
        let rest = filled(&name, |name| is_known(name).then_some(""));
        let is_fit = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !rest.chars().all(is_fit) {
            let message = format!(
                "`{}` is no name of an environment variable; braces may have variables of the URL",
                show(&name)
            );
            return self.reject(Code::BadExtension, &at_name, message);
        }
        Some(name)
    }
}

/// Why requests cannot go to a URL template; `Ok` if they can.
///
/// A query or fragment is rejected because a path is appended to the URL; user information
/// (`user:secret@host`) because it would be printed in errors and logs.
fn check(url: &str) -> Result<(), &'static str> {
    if url.contains(['?', '#']) {
        return Err("has a query or a fragment, which no path can follow");
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        let other_scheme = url
            .split_once(':')
            .is_some_and(|(scheme, _)| !scheme.contains(['/', '{']));
        return if other_scheme {
            Err("is neither http, https nor relative")
        } else {
            Ok(())
        };
    };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        && !scheme.starts_with('{')
    {
        return Err("is neither http, https nor relative");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        Err("holds user information")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_web_addresses_pass() {
        for good in [
            "https://{region}.example.com/v1",
            "/",
            "v2",
            "",
            "{scheme}://host",
            "//host/x",
            "/a:b",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "ftp://host",
            "https://user:secret@host/",
            "https://host/v1?key=1",
            "https://host/#v1",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
