//! The [Components Object](https://spec.openapis.org/oas/v3.0.3.html#components-object): names can
//! be written in references, and schemas do not contain themselves through `allOf` or `oneOf`.
//!
//! A schema that contains itself through a property is fine: `Tree: {properties: {left: {$ref:
//! …Tree}}}` becomes a struct with a box. One that is a member of itself has no values.

use foldhash::HashMap;

use super::{Check, Code, Members, Trail, list, object, text};
use crate::diagnostic::{escape, show};
use crate::load::{Dialect, Strictness};
use crate::pointer::parse_reference;

/// Checks the names of all components, and the compositions of schemas.
pub(super) fn check<'d>(check: &mut Check<'d, '_>, components: &'d Members, at: &Trail<'_>) {
    for (section, entries) in components
        .iter()
        .filter(|(section, _)| !section.starts_with("x-"))
    {
        let at = at.key(section);
        for name in entries.as_object().into_iter().flat_map(Members::keys) {
            if !is_name(name) {
                bad_name(check, name, &at.key(name));
            }
        }
    }
    if let Some(schemas) = object(components, "schemas") {
        let at = at.key("schemas");
        cycles(check, schemas, &["allOf"], Code::CyclicReference, &at);
        cycles(
            check,
            schemas,
            &["oneOf", "anyOf"],
            Code::EndlessAlternatives,
            &at,
        );
    }
}

/// `^[a-zA-Z0-9._-]+$` ([Components
/// Object](https://spec.openapis.org/oas/v3.0.3.html#components-object)).
fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether a name can be read and written: `Page<User>`, `$top`, `a/b`, ``Page`1[[User]]`` of .NET.
/// Characters that cannot be seen are never accepted, nor is what leads out of a folder. Everything that
/// is made of a name, such as identifiers and files, contains its letters and digits alone.
fn is_readable(name: &str) -> bool {
    let leads_out = name.split(['/', '\\']).any(|part| part == "..");
    !name.is_empty() && !leads_out && escape(name) == name
}

/// Reports a name that OpenAPI 3 forbids. Lenient reading accepts those that can be read, because a
/// reference can name them. [2.0](https://spec.openapis.org/oas/v2.0.html#definitions-object) forbids
/// none.
fn bad_name(check: &mut Check<'_, '_>, name: &str, at: &Trail<'_>) {
    let is_readable = is_readable(name);
    if is_readable && check.dialect == Dialect::V2 {
        return;
    }
    if check.report.strictness != Strictness::Strict && is_readable {
        let message = "names of components are letters, digits, `.`, `_` and `-`";
        check.report.often(Code::LooseShape, at, message);
    } else {
        let message = format!("`{}` is not a valid name for a component", show(name));
        check.report.at_key(Code::BadComponentName, at, message);
    }
}

/// Reports schemas that contain themselves through the same keyword: no type can express them.
///
/// ```text
/// A: {allOf: [{$ref: B}]}    B: {allOf: [{$ref: A}]}        A consists of B, which consists of A, …
/// ```
/// A depth-first search: a schema on the current path that is met again closes a cycle. The path is
/// a list and not the call stack, because a document can chain any number of schemas.
fn cycles<'d>(
    check: &mut Check<'d, '_>,
    schemas: &'d Members,
    keys: &[&str],
    code: Code,
    at: &Trail<'_>,
) {
    let mut is_open: HashMap<&str, bool> = HashMap::default();
    for start in schemas.keys() {
        let mut path: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut next = Some(start.as_str());
        loop {
            if let Some(name) = next.take() {
                match is_open.insert(name, true) {
                    None => path.push((name, members(schemas, name, keys))),
                    Some(false) => drop(is_open.insert(name, false)),
                    Some(true) => {
                        let list = keys.join("` or `");
                        let message = format!("`{}` is a member of its own `{list}`", show(name));
                        check.report.guess_key(code, &at.key(name), message);
                    }
                }
            }
            let Some((name, rest)) = path.last_mut() else {
                break;
            };
            next = rest.pop();
            if next.is_none() {
                is_open.insert(name, false);
                path.pop();
            }
        }
    }
}

/// The named schemas among the members of a combination. Inline members cannot close a cycle
/// without a named one.
fn members<'d>(schemas: &'d Members, name: &str, keys: &[&str]) -> Vec<&'d str> {
    let Some(schema) = object(schemas, name) else {
        return Vec::new();
    };
    let members = keys.iter().flat_map(|key| list(schema, key));
    let targets = members.filter_map(|member| text(member.as_object()?, "$ref"));
    targets
        .filter_map(|target| component(schemas, target))
        .collect()
}

/// The name of the component that a reference leads to.
fn component<'d>(schemas: &'d Members, target: &'d str) -> Option<&'d str> {
    let name = target.strip_prefix("#/components/schemas/")?;
    if !name.contains(['%', '~']) {
        return Some(name);
    }
    let decoded = parse_reference(target)?;
    let (name, _) = schemas.get_key_value(decoded.last()?.as_ref())?;
    Some(name)
}
