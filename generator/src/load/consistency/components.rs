//! Components: names that references can spell, and combinations of schemas that come to an end.

use std::collections::HashMap;

use super::{Code, ConsistencyCheck, Members, Repair, Strictness, Trail, Value, list, text};
use crate::diagnostic::show;
use crate::load::report::Reports;

/// Checks the Components Object.
pub(super) fn check<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    components: &'d Members,
    at: &Trail<'_>,
) {
    for (section, entries) in components
        .iter()
        .filter(|(section, _)| !section.starts_with("x-"))
    {
        let at = at.key(section);
        for name in entries.as_object().into_iter().flat_map(Members::keys) {
            if !is_name(name) {
                bad_name(context, name, &at.key(name));
            }
        }
    }
    if let Some(Value::Object(schemas)) = components.get("schemas") {
        let at = at.key("schemas");
        cycles(context, schemas, &["allOf"], Code::CyclicReference, &at);
        cycles(
            context,
            schemas,
            &["oneOf", "anyOf"],
            Code::EndlessAlternatives,
            &at,
        );
    }
}

/// `^[a-zA-Z0-9._-]+$` (3.0.3 section 4.7.7.1).
fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether a name is only a name: letters, and the signs of generic types (`Page<User>`, `Map«Id, User»`, and .NET's
/// ``Page`1[[User, Version=1.0]]``). What could lead somewhere as a path, or end a literal, is never accepted.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " ._-,:+()[]<>«»`=".contains(c);
    !name.is_empty() && !name.starts_with('.') && name.chars().all(plain)
}

fn bad_name(context: &mut ConsistencyCheck<'_, '_>, name: &str, at: &Trail<'_>) {
    let message = format!("`{}` is not a valid name for a component", show(name));
    match context.strictness {
        Strictness::Lenient | Strictness::Repairing if is_plain(name) => {
            context.often(
                Code::LooseShape,
                at,
                "names of components are letters, digits, `.`, `_` and `-`".to_owned(),
            );
        }
        Strictness::Strict | Strictness::Lenient | Strictness::Repairing => {
            context.report_key(Code::BadComponentName, at, message);
        }
    }
}

/// How far the search has come with a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum VisitState {
    Open,
    Done,
}

/// Reports schemas that are combined with themselves by the same kind of combination: they never become a type.
fn cycles<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    schemas: &'d Members,
    keys: &[&str],
    code: Code,
    at: &Trail<'_>,
) {
    let mut marks: HashMap<&str, VisitState> = HashMap::new();
    for start in schemas.keys() {
        let mut path: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut next = Some(start.as_str());
        loop {
            match next.take() {
                Some(name) if marks.get(name) == Some(&VisitState::Open) => {
                    let message = format!(
                        "`{}` is combined with itself by `{}`",
                        show(name),
                        keys.join("` or `")
                    );
                    context.fault_key(Repair::Guess, code, &at.key(name), message);
                }
                Some(name) if marks.contains_key(name) => {}
                Some(name) => {
                    marks.insert(name, VisitState::Open);
                    path.push((name, members(schemas, name, keys)));
                }
                None => {}
            }
            let Some((name, rest)) = path.last_mut() else {
                break;
            };
            next = rest.pop();
            if next.is_none() {
                marks.insert(name, VisitState::Done);
                path.pop();
            }
        }
    }
}

/// The named schemas among the members of a combination.
fn members<'d>(schemas: &'d Members, name: &str, keys: &[&str]) -> Vec<&'d str> {
    let Some(Value::Object(schema)) = schemas.get(name) else {
        return Vec::new();
    };
    let members = keys.iter().flat_map(|key| list(schema, key));
    let targets = members.filter_map(|member| text(member.as_object()?, "$ref"));
    targets
        .filter_map(|target| target.strip_prefix("#/components/schemas/"))
        .collect()
}
