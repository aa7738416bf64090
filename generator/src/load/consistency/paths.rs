//! [Path templates](https://spec.openapis.org/oas/v3.0.3.html#path-templating): their syntax,
//! whether two of them match the same requests, and the parameters that they name.
//!
//! ```text
//! /users/{id}:                           one name for one parameter
//!   parameters: [{name: id, in: path}]       for all operations
//!   get: {parameters: [{name: id, …}]}       or for one
//! ```
//! A name without a parameter would leave `{id}` in the URL, and a parameter without a name would
//! never be sent. Both are errors, which lenient reading repairs if they are the same parameter,
//! spelled in two ways.

use std::collections::BTreeSet;

use foldhash::HashMap;
use serde_json::json;

use super::{
    Check, Code, Members, Repair, Trail, Value, list, object, path_overlap, path_spelling,
    template, text,
};
use crate::diagnostic::show;
use crate::load::METHODS;
use crate::load::Strictness;
use crate::load::suggest::did_you_mean;

/// Checks the Paths Object: each template by itself, then all of them together.
pub(super) fn check<'d>(check: &mut Check<'d, '_>, paths: &'d Members, at: &Trail<'_>) {
    let mut shapes: HashMap<String, (&str, &Value)> = HashMap::default();
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let place = at.key(path);
        let names = match template::path_expressions(path) {
            Ok(names) => names,
            Err(problem) => {
                let message = format!("`{}`: {problem}", show(path));
                check.report.at_key(Code::BadPathTemplate, &place, message);
                continue;
            }
        };
        if !operators(check, path, &names, &place) {
            continue;
        }
        repeated_names(check, &names, &place);
        let first = *shapes.entry(template::shape(path)).or_insert((path, item));
        if first.0 != path {
            conflict(check, (path, item), first, at);
        }
        if let Some(item) = check.resolved(item) {
            parameters(check, &names, item, &place);
        }
    }
    path_overlap::check(check, paths, at);
}

/// Reports expressions with operators of other templates, such as `{path*}`. Lenient reading takes the
/// parameter, whose value is one segment; `false` if reading is strict.
fn operators(check: &mut Check<'_, '_>, path: &str, names: &[&str], at: &Trail<'_>) -> bool {
    let mut foreign = names
        .iter()
        .filter(|name| template::plain_name(name) != Some(**name));
    let Some(name) = foreign.next() else {
        return true;
    };
    let (is_strict, shown) = (check.report.strictness == Strictness::Strict, show(name));
    let message = match is_strict {
        true => format!("`{}`: {}", show(path), template::not_plain(name)),
        false => format!(
            "`{{{shown}}}` is read as the parameter `{}`: its value is one segment, in which `/` is escaped",
            show(template::plain_name(name).unwrap_or_default())
        ),
    };
    check
        .report
        .fault_key(Repair::Harmless, Code::BadPathTemplate, at, message);
    !is_strict
}

/// Checks the path item of a webhook or callback. The receiver gives the whole URL, so no part of
/// it is a parameter: one with `in: path` is removed.
pub(super) fn hook<'d>(check: &mut Check<'d, '_>, item: &'d Members, at: &Trail<'_>) {
    not_in_template(check, (&[], Repair::Harmless), item, at);
    for (method, operation) in operations(item) {
        not_in_template(check, (&[], Repair::Harmless), operation, &at.key(method));
    }
}

/// The operations of a path item, each with its method.
fn operations(item: &Members) -> Vec<(&'static str, &Members)> {
    let operation = |method| Some((method, object(item, method)?));
    METHODS.into_iter().filter_map(operation).collect()
}

/// Reports two templates that differ only in names: the standard calls them
/// [identical](https://spec.openapis.org/oas/v3.0.3.html#paths-object), even if their methods
/// differ. Lenient reading accepts different methods, which routers can tell apart.
fn conflict<'d>(
    check: &mut Check<'d, '_>,
    (path, item): (&str, &'d Value),
    (first, first_item): (&str, &'d Value),
    at: &Trail<'_>,
) {
    let shared = match (check.resolved(item), check.resolved(first_item)) {
        (Some(this), Some(that)) => {
            let has_both = |method: &&str| this.contains_key(*method) && that.contains_key(*method);
            METHODS.iter().any(has_both)
        }
        _ => true,
    };
    let first_place = check.report.place(&at.key(first)).at_key();
    let at = at.key(path);
    let message = format!(
        "`{}` matches the same requests as `{}`",
        show(path),
        show(first)
    );
    let report = match (shared, check.report.strictness) {
        (false, Strictness::Lenient | Strictness::Repairing) => {
            check.report.at_key(Code::PathOverlap, &at, message)
        }
        // The client calls both operations of a method; only the first can ever be reached on a server.
        _ => check
            .report
            .fault_key(Repair::Harmless, Code::PathConflict, &at, message),
    };
    report.also(&first_place, "first here");
    if shared {
        report.help("merge them into one path; until then, a generated server responds with the first operation of a method");
    }
}

/// Reports `/a/{x}/b/{x}`.
fn repeated_names(check: &mut Check<'_, '_>, names: &[&str], at: &Trail<'_>) {
    let mut all = names.iter().enumerate();
    let repeated = all.find(|(index, name)| names.iter().take(*index).any(|other| other == *name));
    if let Some((_, name)) = repeated {
        let message = format!(
            "the expression `{{{}}}` occurs twice in the path",
            show(name)
        );
        let report = check
            .report
            .fault_key(Repair::Harmless, Code::BadPathTemplate, at, message);
        report.help("one value is used in all places");
    }
}

/// The names of the path parameters in a list; `None` if a reference in the list has no target,
/// since the missing parameter may be that one.
fn declared<'d>(check: &Check<'d, '_>, owner: &'d Members) -> Option<Vec<&'d str>> {
    let mut names = Vec::new();
    for parameter in list(owner, "parameters") {
        let parameter = check.resolved(parameter)?;
        if text(parameter, "in") == Some("path") {
            names.extend(text(parameter, "name"));
        }
    }
    Some(names)
}

/// Compares the names in a path with the parameters of its item and of each operation.
///
/// A name that every operation lacks is reported once, at the path; otherwise at each operation
/// that lacks it.
fn parameters<'d>(check: &mut Check<'d, '_>, names: &[&str], item: &'d Members, at: &Trail<'_>) {
    let own = operations(item);
    let mut lacking = lacking(check, names, item, &own);
    let all = || own.iter().map(|(_, operation)| *operation).chain([item]);
    let strays: BTreeSet<_> = all()
        .flat_map(|owner| declared(check, owner).unwrap_or_default())
        .filter(|name| !names.contains(name))
        .collect();
    // One name too few here and one too many there: the same parameter, spelled in two ways.
    let repair = match lacking.len() == 1 && !strays.is_empty() {
        true => Repair::Harmless,
        false => Repair::Guess,
    };
    let in_place = check.has(at) && !check.has(&at.key("$ref"));
    let mut known = names.to_vec();
    if in_place && check.report.strictness != Strictness::Strict {
        let without: Vec<_> = lacking.iter().map(|(name, _)| *name).collect();
        let pairs = path_spelling::pairs(&without, &strays);
        path_spelling::rename(check, &pairs, item, at);
        for (method, operation) in &own {
            path_spelling::rename(check, &pairs, operation, &at.key(method));
        }
        for (name, stray) in &pairs {
            known.push(stray);
            let has = |owner| declared(check, owner).unwrap_or_default().contains(stray);
            let lacks = |method: &&str| {
                !has(item) && own.iter().any(|(known, own)| known == method && !has(own))
            };
            for (lacked, methods) in &mut lacking {
                if lacked == name {
                    methods.retain(lacks);
                }
            }
        }
    }
    not_in_template(check, (&known, repair), item, at);
    for (method, operation) in &own {
        not_in_template(check, (&known, repair), operation, &at.key(method));
    }
    for (name, methods) in lacking {
        let shown = show(name);
        if methods.is_empty() {
            continue;
        }
        let message = format!("`{{{shown}}}` is not declared as a parameter");
        if methods.len() == own.len() {
            undeclared(check, name, at, message);
            continue;
        }
        for method in methods {
            let message = format!("{message} of `{method}`");
            undeclared(check, name, &at.key(method), message);
        }
    }
}

/// The names in a path that some operations have no parameter for, each with the methods of these
/// operations. A name that the path item declares is declared for all of them.
fn lacking<'n, 'd>(
    check: &Check<'d, '_>,
    names: &[&'n str],
    item: &'d Members,
    own: &[(&'static str, &'d Members)],
) -> Vec<(&'n str, Vec<&'static str>)> {
    let Some(shared) = declared(check, item) else {
        return Vec::new();
    };
    let own = own
        .iter()
        .filter_map(|(method, own)| Some((*method, declared(check, own)?)));
    let own: Vec<_> = own.collect();
    let absent = names.iter().filter(|name| !shared.contains(name));
    let lacking = absent.map(|name| {
        let without = own.iter().filter(|(_, own)| !own.contains(name));
        (
            *name,
            without.map(|(method, _)| *method).collect::<Vec<_>>(),
        )
    });
    lacking.filter(|(_, methods)| !methods.is_empty()).collect()
}

/// Reports a name in a template without a parameter. The repair declares the parameter as a string:
/// every value is written as one, and no request can be sent without it, so there is no other reading.
fn undeclared(check: &mut Check<'_, '_>, name: &str, at: &Trail<'_>, message: String) {
    let code = Code::UndeclaredPathParameter;
    let behind_reference = check.has(&at.key("$ref")) || !check.has(at);
    if behind_reference {
        check.report.at_key(code, at, message);
        return;
    }
    let schema = json!({"type": "string"});
    let parameter = json!({"name": name, "in": "path", "required": true, "schema": schema});
    check.repairs.append(&at.key("parameters"), parameter);
    let is_strict = check.report.strictness == Strictness::Strict;
    let report = check.report.fault_key(Repair::Harmless, code, at, message);
    report.help("declare it with `in: path` and `required: true`");
    if !is_strict {
        report.help("until then it is a string");
    }
}

/// Reports the path parameters in a list that are not in the template. The repair removes them from
/// the list, if the list is here and not behind a reference.
fn not_in_template<'d>(
    check: &mut Check<'d, '_>,
    (names, repair): (&[&str], Repair),
    owner: &'d Members,
    at: &Trail<'_>,
) {
    let at = at.key("parameters");
    for (index, value) in list(owner, "parameters").iter().enumerate() {
        let parameter = check
            .resolved(value)
            .filter(|found| text(found, "in") == Some("path"));
        let name = parameter.and_then(|parameter| text(parameter, "name"));
        let Some(name) = name.filter(|name| !names.contains(name)) else {
            continue;
        };
        let entry = at.index(index);
        // A shared parameter is often listed where it does not belong.
        let (key, repair) = match value.get("$ref") {
            Some(_) => ("$ref", Repair::Harmless),
            None => ("name", repair),
        };
        let at = entry.key(key);
        let code = Code::PathParameterNotInTemplate;
        let message = format!("the path has no `{{{}}}`", show(name));
        let report = if check.has(&entry) {
            check.repairs.remove(&entry);
            check.report.fault(repair, code, &at, message)
        } else {
            check.report.at(code, &at, message)
        };
        did_you_mean(report, name, names.iter().copied());
    }
}
