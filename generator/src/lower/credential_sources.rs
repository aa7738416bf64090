//! `x-credentials` of a security scheme -> the environment variables and the file in which a client
//! finds a credential that nobody sets.
//!
//! ```yaml
//! x-credentials:
//!   environment: {token: EXAMPLE_TOKEN, tenant: EXAMPLE_TENANT}     # `tenant` is a client parameter
//!   file: {path: ~/.example/credentials, section: default, keys: {token: token}}
//! ```
//!
//! The parts depend on the scheme: `token` for a key or a bearer token, `user` and `password`,
//! `access_key`, `secret_key` and `security_token` for a signature. Other names are client parameters,
//! or values of headers that are signed.

use serde_json::{Map, Value};

use super::context::Lowering;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    ClientParameter, Credential, CredentialFile, CredentialSources, Scheme, SourcePart,
};

impl Lowering<'_, '_> {
    /// The sources of a credential; none without `x-credentials`.
    pub(super) fn credential_sources(
        &mut self,
        credential: &Credential,
        scheme: &Pointer,
    ) -> CredentialSources {
        let at = scheme.child("x-credentials");
        let Some(described) = self.value(&at).and_then(Value::as_object).cloned() else {
            return CredentialSources::default();
        };
        let Some((needed, optional)) = credential.parts() else {
            let message =
                "callers supply the implementation of this signature, and with it the credential";
            self.report(Code::BadExtension, &at, message.to_owned());
            return CredentialSources::default();
        };
        let mut parts = |names: Option<&Value>, at: &Pointer| {
            let names = names.and_then(Value::as_object)?;
            self.source_parts(names, (needed, optional), at)
        };
        let environment = parts(described.get("environment"), &at.child("environment"));
        let file_at = at.child("file");
        let file = described.get("file").and_then(Value::as_object);
        let file = file.and_then(|file| {
            let text = |key: &str| Some(file.get(key)?.as_str()?.to_owned());
            Some(CredentialFile {
                path: text("path")?,
                variable: text("variable"),
                section: text("section")?,
                keys: parts(file.get("keys"), &file_at.child("keys"))?,
            })
        });
        if let Some(file) = &file {
            for (key, text) in [("path", &file.path), ("section", &file.section)] {
                self.check_name(text, &file_at.child(key));
            }
            if let Some(variable) = &file.variable {
                self.check_name(variable, &file_at.child("variable"));
            }
        }
        CredentialSources {
            environment: environment.unwrap_or_default(),
            file,
        }
    }

    /// The names of parts in a source, of which none that is needed may be missing.
    fn source_parts(
        &mut self,
        names: &Map<String, Value>,
        (needed, optional): (&[&str], &[&str]),
        at: &Pointer,
    ) -> Option<Vec<SourcePart>> {
        for part in needed {
            if !names.contains_key(*part) {
                let known: Vec<String> = needed
                    .iter()
                    .chain(optional)
                    .map(|part| format!("`{part}`"))
                    .collect();
                let known = known.join(", ");
                let message = format!("`{part}` is missing; the parts of this scheme are {known}");
                self.report(Code::BadExtension, at, message);
                return None;
            }
        }
        let mut parts = Vec::new();
        for (part, name) in names {
            let name = name.as_str()?;
            self.check_name(name, &at.child(part));
            parts.push(SourcePart {
                part: part.clone(),
                name: name.to_owned(),
            });
        }
        Some(parts)
    }

    /// Reports a name that no variable, key or file can have.
    fn check_name(&mut self, name: &str, at: &Pointer) {
        let is_fit = |c: char| !c.is_control() && c != '=';
        if name.is_empty() || !name.chars().all(is_fit) {
            let message = format!(
                "`{}` cannot be a name in a source of credentials",
                show(name)
            );
            self.report(Code::BadExtension, at, message);
        }
    }

    /// Reports values in sources that nothing takes. Called when all operations are known.
    pub(super) fn check_source_values(
        &mut self,
        schemes: &[Scheme],
        parameters: &[ClientParameter],
    ) {
        for scheme in schemes {
            let Some((needed, optional)) = scheme.credential.parts() else {
                continue;
            };
            let is_signed = |part: &str| match &scheme.credential {
                Credential::Signature(signature) => {
                    let mut headers = signature.headers.iter().chain(&signature.otherwise);
                    headers.any(|header| header.parameter == part)
                }
                _ => false,
            };
            let at = Pointer::parse(&scheme.origin.pointer).unwrap_or_default();
            let at = at.child("x-credentials");
            let variables = scheme.sources.environment.iter();
            let variables = variables.map(|one| (one, at.child("environment")));
            let keys = scheme.sources.file.iter().flat_map(|file| &file.keys);
            let keys = keys.map(|one| (one, at.child("file").child("keys")));
            for (SourcePart { part, .. }, at) in variables.chain(keys) {
                let is_part = needed.iter().chain(optional).any(|known| known == part);
                let is_parameter = parameters.iter().any(|one| one.wire == *part);
                if !is_part && !is_parameter && !is_signed(part) {
                    let message = format!(
                        "nothing takes `{}`: it is no part of this credential, no parameter with `x-client-parameter`, and no value of a signed header",
                        show(part)
                    );
                    self.report(Code::UndefinedField, &at.child(part), message);
                }
            }
        }
    }
}
