//! `x-signature` of a security scheme -> the algorithm that signs requests, and the headers that go
//! with the signature.
//!
//! Any name is an algorithm: for one that the runtime does not implement, users of the generated
//! code supply an implementation.
//! ```yaml
//! x-signature: SDK-HMAC-SHA256
//! x-signature: {algorithm: SDK-HMAC-SHA256, headers: {X-Project-Id: project_id}}
//! x-signature: {algorithm: …, headers: {…}, otherwise: {X-Domain-Id: domain_id}}   # without a project
//! ```

use serde_json::Value;

use super::context::{Lowering, origin};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    ClientParameter, Credential, Scheme, Signature, SignatureAlgorithm, SignatureHeader,
};

impl Lowering<'_, '_> {
    /// The signature that `x-signature` describes, in its short or its long form.
    pub(super) fn signature(&mut self, described: &Value, at: &Pointer) -> Option<Credential> {
        let (name, name_at) = match described.get("algorithm") {
            Some(name) => (name.as_str()?, at.child("algorithm")),
            None => (described.as_str()?, at.clone()),
        };
        if !is_token(name) {
            let name = show(name);
            let message = format!("`{name}` cannot be the name of a signature algorithm");
            return self.reject(Code::BadExtension, &name_at, message);
        }
        let algorithm = match name {
            SignatureAlgorithm::SDK_HMAC_SHA256 => SignatureAlgorithm::SdkHmacSha256,
            other => SignatureAlgorithm::Custom(other.to_owned()),
        };
        let headers = self.signed_headers(described, at, "headers")?;
        let otherwise = self.signed_headers(described, at, "otherwise")?;
        Some(Credential::Signature(Signature {
            algorithm,
            headers,
            otherwise,
        }))
    }

    /// The headers under a key, each with the client parameter that has its value.
    fn signed_headers(
        &mut self,
        described: &Value,
        at: &Pointer,
        key: &str,
    ) -> Option<Vec<SignatureHeader>> {
        let headers = described.get(key).and_then(Value::as_object);
        let mut signed = Vec::new();
        for (header, parameter) in headers.into_iter().flatten() {
            let at = at.child(key).child(header);
            if !is_token(header) {
                let message = format!("`{}` cannot be the name of a header", show(header));
                self.report(Code::BadExtension, &at, message);
                continue;
            }
            signed.push(SignatureHeader {
                name: header.clone(),
                parameter: parameter.as_str()?.to_owned(),
                origin: origin(&at),
            });
        }
        Some(signed)
    }

    /// Reports headers of a signature whose value no client parameter supplies. Called when all
    /// operations are known.
    pub(super) fn check_signature_headers(
        &mut self,
        schemes: &[Scheme],
        parameters: &[ClientParameter],
    ) {
        for scheme in schemes {
            let Credential::Signature(signature) = &scheme.credential else {
                continue;
            };
            for header in signature.headers.iter().chain(&signature.otherwise) {
                let is_found = scheme.sources.has(&header.parameter);
                if !is_found && parameters.iter().all(|one| one.wire != header.parameter) {
                    let message = format!(
                        "no parameter `{}` has `x-client-parameter`, and `x-credentials` has no such value, so the client has none for the header",
                        show(&header.parameter)
                    );
                    let at = Pointer::parse(&header.origin.pointer).unwrap_or_default();
                    self.report(Code::UndefinedField, &at, message);
                }
            }
        }
    }
}

/// A token of RFC 9110, which names of headers and of authentication schemes are:
/// <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2>.
fn is_token(text: &str) -> bool {
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token_char)
}
