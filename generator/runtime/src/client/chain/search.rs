//! The search for credentials, source by source, with a record of what was looked at.

use std::{fmt, path::PathBuf};

use super::{
    file::{FileFault, Section},
    source::{Source, signing},
    variables::Variables,
};
use crate::{
    client::{client_credential::ClientCredential, keys::KeySource, settings::MissingParameters},
    credential_file::{CredentialFile, SourceNames},
    error::{ConfigError, CredentialSearch, SearchedSource},
    secret::{KeyPair, Secret},
    security::{Scheme, SchemeKind},
    untrusted::EscapedText,
};

/// A credential, and what goes with it.
pub(in crate::client) struct Found {
    pub(in crate::client) scheme: &'static Scheme,
    pub(in crate::client) credential: ClientCredential,
    /// Values of client parameters.
    pub(in crate::client) parameters: Vec<(&'static str, String)>,
    /// Client parameters without a value, each with a phrase about the place where it was looked for.
    pub(in crate::client) missing: MissingParameters,
}

/// Prints no credential.
impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found")
            .field("scheme", &self.scheme.id())
            .finish_non_exhaustive()
    }
}

/// The parts of a credential of a scheme: those that it must have, and those that it may have.
fn parts(kind: SchemeKind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        SchemeKind::Key { .. } | SchemeKind::Bearer => (&["token"], &[]),
        SchemeKind::Basic => (&["user", "password"], &[]),
        SchemeKind::Signature { .. } => (&["access_key", "secret_key"], &["security_token"]),
    }
}

/// The first credential in these sources.
pub(super) fn first(
    sources: &[Source],
    variables: &Variables,
    schemes: &[&'static Scheme],
) -> Result<Found, ConfigError> {
    let mut searched = Vec::new();
    for source in sources {
        if let Some((scheme, credential)) = source.provided(schemes) {
            return Ok(Found {
                scheme,
                credential,
                parameters: Vec::new(),
                missing: MissingParameters::new(),
            });
        }
        for scheme in schemes {
            let looked = match source {
                Source::Environment if scheme.variables().is_empty() => continue,
                Source::Environment => of_environment(scheme, variables),
                Source::File(own) => match scheme.credential_file() {
                    Some(file) => of_file(scheme, file, own.as_ref(), variables),
                    None => continue,
                },
                Source::Keys(_) | Source::Tokens(_) => Looked {
                    place: "a provider".to_owned(),
                    verdict: Err(Fault::Nothing(
                        "no scheme takes what it provides".to_owned(),
                    )),
                },
            };
            let (is_final, finding) = match looked.verdict {
                Ok(found) => return Ok(found),
                Err(Fault::Nothing(finding)) => (false, finding),
                Err(Fault::Wrong(finding)) => (true, finding),
            };
            searched.push(SearchedSource::new(looked.place, finding));
            if is_final {
                return Err(ConfigError::IncompleteCredentials(CredentialSearch::new(
                    searched,
                )));
            }
        }
    }
    Err(ConfigError::NoCredentials(CredentialSearch::new(searched)))
}

/// What was found at one place.
struct Looked {
    place: String,
    verdict: Result<Found, Fault>,
}

/// Why there is no credential at a place.
enum Fault {
    /// It has none: the search goes on.
    Nothing(String),
    /// It has a part of one, or cannot be read: the search ends.
    Wrong(String),
}

fn of_environment(scheme: &'static Scheme, variables: &Variables) -> Looked {
    let names = scheme.variables();
    let verdict = credential(
        scheme,
        names,
        &NamedValues {
            absent: "is not set",
            read: &|name| variables.get(name),
            missing: &|name| format!("environment variable {name} is not set"),
        },
    );
    let place = format!("environment variables {}", needed(scheme, names));
    Looked { place, verdict }
}

fn of_file(
    scheme: &'static Scheme,
    file: CredentialFile,
    own: Option<&PathBuf>,
    variables: &Variables,
) -> Looked {
    let named = file.path_variable().and_then(|name| variables.get(name));
    let is_named = own.is_some() || named.is_some();
    let path = match (own, named) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(path)) => Some(PathBuf::from(path)),
        (None, None) => variables.path(file.path()),
    };
    let shown = path.as_ref().map_or_else(
        || file.path().to_owned(),
        |path| EscapedText::line(&path.display().to_string()).to_string(),
    );
    let needed = needed(scheme, file.keys());
    let place = format!("file {shown}, section [{}], keys {needed}", file.section());
    let verdict = match path
        .as_deref()
        .map(|path| Section::read(path, file.section()))
    {
        Some(Ok(section)) => credential(
            scheme,
            file.keys(),
            &NamedValues {
                absent: "is missing",
                read: &|name| section.get(name),
                missing: &|name| {
                    let section = file.section();
                    format!("file {shown}, section [{section}] has no key {name}")
                },
            },
        ),
        None => Err(Fault::Nothing("HOME is not set".to_owned())),
        Some(Err(FileFault::Missing)) if is_named => {
            Err(Fault::Wrong("there is no such file".to_owned()))
        }
        Some(Err(FileFault::Missing)) => Err(Fault::Nothing(match file.path_variable() {
            Some(name) => format!("there is no such file, and {name} names no other"),
            None => "there is no such file".to_owned(),
        })),
        Some(Err(FileFault::NoSection)) => {
            Err(Fault::Nothing("there is no such section".to_owned()))
        }
        Some(Err(FileFault::Unreadable(kind))) => {
            Err(Fault::Wrong(format!("it cannot be read: {kind}")))
        }
        Some(Err(FileFault::Malformed)) => Err(Fault::Wrong(
            "it is not of the form `[section]`, `key = value`".to_owned(),
        )),
    };
    Looked { place, verdict }
}

/// The names of the parts that a credential must have.
fn needed(scheme: &Scheme, names: SourceNames) -> String {
    let (needed, _) = parts(scheme.kind());
    let names = names.iter().filter(|(part, _)| needed.contains(part));
    let names: Vec<&str> = names.map(|(_, name)| *name).collect();
    names.join(", ")
}

/// A place where values have names.
struct NamedValues<'a> {
    /// What is said of a name without a value.
    absent: &'a str,
    read: &'a dyn Fn(&str) -> Option<String>,
    /// The phrase about a name without a value.
    missing: &'a dyn Fn(&str) -> String,
}

impl NamedValues<'_> {
    /// The values that are no parts of the credential, and the phrases about those that are missing.
    fn parameters(
        &self,
        names: SourceNames,
        parts: &[&str],
    ) -> (Vec<(&'static str, String)>, MissingParameters) {
        let (mut found, mut missing) = (Vec::new(), MissingParameters::new());
        for (part, name) in names.iter().filter(|(part, _)| !parts.contains(part)) {
            match (self.read)(name) {
                Some(value) => found.push((*part, value)),
                None => missing.insert(*part, (self.missing)(name)),
            }
        }
        (found, missing)
    }
}

/// The credential with these parts.
fn credential(
    scheme: &'static Scheme,
    names: SourceNames,
    place: &NamedValues<'_>,
) -> Result<Found, Fault> {
    let NamedValues { absent, read, .. } = place;
    let (needed, optional) = parts(scheme.kind());
    let name_of = |part: &str| names.iter().find(|(known, _)| *known == part);
    let values: Vec<_> = needed
        .iter()
        .filter_map(|part| name_of(part))
        .map(|(part, name)| (*part, *name, read(name)))
        .collect();
    let missing: Vec<&str> = values
        .iter()
        .filter(|(_, _, value)| value.is_none())
        .map(|(_, name, _)| *name)
        .collect();
    if !missing.is_empty() {
        let there = values.iter().find(|(_, _, value)| value.is_some());
        return Err(match there {
            None if missing.len() > 1 => Fault::Nothing(format!("each {absent}")),
            None => Fault::Nothing(format!("it {absent}")),
            Some((_, there, _)) => Fault::Wrong(format!(
                "{} {absent}, but {there} is there",
                missing.join(", ")
            )),
        });
    }
    let value = |wanted: &str| {
        let part = values.iter().find(|(part, ..)| *part == wanted);
        part.and_then(|(_, _, value)| value.clone())
            .unwrap_or_default()
    };
    let credential = match scheme.kind() {
        SchemeKind::Key { .. } => Some(ClientCredential::key(value("token"))),
        SchemeKind::Bearer => Some(ClientCredential::bearer(value("token"))),
        SchemeKind::Basic => Some(ClientCredential::basic(value("user"), value("password"))),
        SchemeKind::Signature { .. } => {
            let keys = KeyPair::new(value("access_key"), Secret::new(value("secret_key")));
            let token = name_of("security_token").and_then(|(_, name)| read(name));
            signing(KeySource::from(match token {
                Some(token) => keys.security_token(token),
                None => keys,
            }))
        }
    };
    let own = [needed, optional].concat();
    let (parameters, missing) = place.parameters(names, &own);
    match credential {
        Some(credential) => Ok(Found {
            scheme,
            credential,
            parameters,
            missing,
        }),
        None => Err(Fault::Wrong("no algorithm is built in for it".to_owned())),
    }
}
