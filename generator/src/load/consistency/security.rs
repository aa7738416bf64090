//! [Security requirements](https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object)
//! name existing schemes.
//!
//! ```text
//! security: [{apiKey: []}]      components: {securitySchemes: {api_key: …}}       did you mean `api_key`?
//! ```

use serde_json::json;

use super::{Check, Code, Members, Trail, Value, list, text};
use crate::diagnostic::show;
use crate::header_names;
use crate::load::Strictness;
use crate::load::suggest::did_you_mean;

/// Checks the requirements of the document or of an operation. Repairing defines those that are not
/// defined, see [`likely_scheme`].
pub(super) fn requirements<'d>(check: &mut Check<'d, '_>, owner: &'d Members, at: &Trail<'_>) {
    let schemes = schemes(check.tree);
    let at = at.key("security");
    for (index, requirement) in list(owner, "security").iter().enumerate() {
        for name in requirement.as_object().into_iter().flat_map(Members::keys) {
            if schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                continue;
            }
            let (scheme, became) = likely_scheme(name);
            check.undefined_schemes.insert(name.clone(), scheme);
            let (at, code) = (at.index(index), Code::UndefinedSecurity);
            let became = match check.report.strictness {
                Strictness::Repairing => format!("; it is read as {became}"),
                Strictness::Strict | Strictness::Lenient => String::new(),
            };
            let message = format!("there is no security scheme `{}`{became}", show(name));
            let report = check.report.guess_key(code, &at.key(name), message);
            did_you_mean(report, name, schemes.into_iter().flat_map(Members::keys));
        }
    }
}

/// Checks one scheme: an API key is not in a header that the HTTP library sets. Unlike a parameter it cannot be left out, because
/// requests would have no credentials.
pub(super) fn scheme(check: &mut Check<'_, '_>, scheme: &Members, at: &Trail<'_>) {
    let (Some("header"), Some(name)) = (text(scheme, "in"), text(scheme, "name")) else {
        return;
    };
    if header_names::is_framing(name) {
        let message = format!("the HTTP library sets the header `{}`", show(name));
        let report = check
            .report
            .at(Code::FramingHeader, &at.key("name"), message);
        report.help("send the key in another header");
    }
}

/// What an undefined scheme is read as, by its name, and how a report names that. Credentials are
/// required and checked, whatever they are.
fn likely_scheme(name: &str) -> (Value, &'static str) {
    if name.to_ascii_lowercase().contains("basic") {
        let basic = json!({"type": "http", "scheme": "basic"});
        return (
            basic,
            "HTTP Basic: a user name and a password in `Authorization`",
        );
    }
    let bearer = json!({"type": "http", "scheme": "bearer"});
    (bearer, "a bearer token in `Authorization`")
}

/// Adds the undefined schemes to the components.
///
/// This happens once, at the end: a name is often used by every operation, and the section may be
/// missing too, which only one repair may add.
pub(super) fn define_missing_schemes(check: &mut Check<'_, '_>) {
    let undefined = std::mem::take(&mut check.undefined_schemes);
    let components = Trail::Root.key("components");
    let section = components.key("securitySchemes");
    if undefined.is_empty() {
    } else if schemes(check.tree).is_some() {
        for (name, scheme) in undefined {
            check.repairs.put(&section.key(&name), scheme);
        }
    } else if check.tree.get("components").is_some() {
        check.repairs.put(&section, Value::Object(undefined));
    } else {
        check
            .repairs
            .put(&components, json!({"securitySchemes": undefined}));
    }
}

/// The schemes that the document defines.
fn schemes(tree: &Value) -> Option<&Members> {
    tree.pointer("/components/securitySchemes")?.as_object()
}
