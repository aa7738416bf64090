//! Components: their names can be written in references, and their schemas do not contain themselves through `allOf` or
//! `oneOf`.

use std::collections::HashMap;

use super::{Code, ConsistencyCheck, ObjectMembers, Repair, Strictness, Trail, Value, list, text};
use crate::diagnostic::show;
use crate::load::report::Reports;

/// Checks the Components Object.
pub(super) fn check<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    components: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    for (section, entries) in components
        .iter()
        .filter(|(section, _)| !section.starts_with("x-"))
    {
        let at = at.key(section);
        for name in entries
            .as_object()
            .into_iter()
            .flat_map(ObjectMembers::keys)
        {
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

/// `^[a-zA-Z0-9._-]+$` ([Components Object](https://spec.openapis.org/oas/v3.0.3.html#components-object)).
fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// Whether lenient reading accepts a name: letters, and the punctuation of generic types (`Page<User>`, `Map«Id, User»`, and
/// ``Page`1[[User, Version=1.0]]`` of .NET). Characters that could form a path or end a literal are never accepted.
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

/// The state of a schema in the depth-first search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum VisitState {
    Open,
    Done,
}

/// Reports schemas that contain themselves through the same keyword: no type can express them.
fn cycles<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    schemas: &'d ObjectMembers,
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
fn members<'d>(schemas: &'d ObjectMembers, name: &str, keys: &[&str]) -> Vec<&'d str> {
    let Some(Value::Object(schema)) = schemas.get(name) else {
        return Vec::new();
    };
    let members = keys.iter().flat_map(|key| list(schema, key));
    let targets = members.filter_map(|member| text(member.as_object()?, "$ref"));
    targets
        .filter_map(|target| target.strip_prefix("#/components/schemas/"))
        .collect()
}
