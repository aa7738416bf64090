//! Path parameters whose name is spelled in another way than in the path: `{petId}` and `name: petID`.
//!
//! A path parameter that the path lacks can never be sent, and a template expression without a parameter
//! can never be filled in. If there is one of each, or two that are spelled almost alike, they are the same
//! parameter. Lenient reading gives it the name in the path, and keeps its type and its docs.

use std::collections::BTreeSet;

use super::{Check, Code, Members, Repair, Trail, Value, list, template, text};
use crate::diagnostic::show;
use crate::load::suggest::near_miss;

/// How many names of one path are compared. Who misspells more than these needs other help.
const MISSPELLED: usize = 20;

/// A name in the path, and the parameter that is meant by it.
pub(super) type SamePathParameter<'d> = (String, &'d str);

/// Pairs the expressions without a parameter with the parameters without an expression.
pub(super) fn pairs<'d>(
    lacking: &[&str],
    strays: &BTreeSet<&'d str>,
) -> Vec<SamePathParameter<'d>> {
    if let ([name], Some(stray), 1) = (lacking, strays.first(), strays.len()) {
        return vec![((*name).to_owned(), *stray)];
    }
    let mut left: BTreeSet<&str> = strays.clone();
    let mut pairs = Vec::new();
    let mut others = Vec::new();
    for name in lacking {
        // `{path*}` is the parameter `path`.
        match strays
            .iter()
            .find(|stray| template::plain_name(name) == Some(**stray))
        {
            Some(stray) if left.remove(*stray) => pairs.push(((*name).to_owned(), *stray)),
            _ => others.push(name),
        }
    }
    for name in others.into_iter().take(MISSPELLED) {
        if let Some(stray) = near_miss(name, left.iter().copied()) {
            left.remove(stray);
            pairs.push(((*name).to_owned(), stray));
        }
    }
    pairs
}

/// Gives the parameters in a list the names that the path has for them. A shared parameter is copied,
/// because other paths may spell it as it is.
pub(super) fn rename<'d>(
    check: &mut Check<'d, '_>,
    pairs: &[SamePathParameter<'_>],
    owner: &'d Members,
    at: &Trail<'_>,
) {
    let at = at.key("parameters");
    for (index, value) in list(owner, "parameters").iter().enumerate() {
        let Some(parameter) = check.resolved(value) else {
            continue;
        };
        let is_meant =
            |(_, stray): &&SamePathParameter<'_>| text(parameter, "name") == Some(*stray);
        let in_path = text(parameter, "in") == Some("path");
        let Some((name, stray)) = pairs.iter().find(is_meant).filter(|_| in_path) else {
            continue;
        };
        let entry = at.index(index);
        let is_shared = value.get("$ref").is_some();
        if is_shared {
            let mut copy = parameter.clone();
            copy.insert("name".to_owned(), Value::from(name.as_str()));
            check.repairs.put(&entry, Value::Object(copy));
        } else {
            check
                .repairs
                .put(&entry.key("name"), Value::from(name.as_str()));
        }
        if template::plain_name(name) == Some(*stray) {
            continue; // the expression was reported
        }
        let message = format!(
            "the path has no `{{{}}}`; this parameter is read as its `{{{}}}`",
            show(stray),
            show(name)
        );
        let at = entry.key(if is_shared { "$ref" } else { "name" });
        let code = Code::PathParameterNotInTemplate;
        check.report.fault(Repair::Harmless, code, &at, message);
    }
}
