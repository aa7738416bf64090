//! [Path templates](https://spec.openapis.org/oas/v3.0.3.html#path-templating): their syntax, whether two of them match the
//! same requests, and the parameters that they name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{
    Code, ConsistencyCheck, ObjectMembers, Repair, Trail, Value, ambiguous_paths, list, template,
    text,
};
use serde_json::json;

use crate::diagnostic::show;
use crate::load::Strictness;
use crate::load::report::Reports;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Checks the Paths Object.
pub(super) fn check<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    paths: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let mut shapes: HashMap<String, (&str, &Value)> = HashMap::new();
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let place = at.key(path);
        let names = match template::path_expressions(path) {
            Ok(names) => names,
            Err(problem) => {
                let message = format!("`{}`: {problem}", show(path));
                context.report_key(Code::BadPathTemplate, &place, message);
                continue;
            }
        };
        repeated_names(context, &names, &place);
        match shapes.entry(template::shape(path)) {
            Entry::Occupied(first) => conflict(context, (path, item), *first.get(), at),
            Entry::Vacant(free) => drop(free.insert((path, item))),
        }
        if let Some(item) = context.resolved(item) {
            parameters(context, &names, item, &place);
        }
    }
    ambiguous_paths::check(context, paths, at);
}

/// Checks the path item of a webhook or callback. The receiver gives the whole URL, so no part of it is a parameter.
pub(super) fn hook<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    item: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    not_in_template(context, (&[], Repair::Harmless), item, at);
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get(method) {
            not_in_template(context, (&[], Repair::Harmless), operation, &at.key(method));
        }
    }
}

/// Reports two templates that differ only in names: the standard calls them identical, even if their methods differ.
fn conflict<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    (path, item): (&str, &'d Value),
    (first, first_item): (&str, &'d Value),
    at: &Trail<'_>,
) {
    let methods = |item| {
        context
            .resolved(item)
            .map(|item| METHODS.map(|method| item.contains_key(method)))
    };
    let shared = match (methods(item), methods(first_item)) {
        (Some(these), Some(those)) => these.iter().zip(those).any(|(this, that)| *this && that),
        _ => true,
    };
    let first_place = context.place(&at.key(first).pointer()).at_key();
    let message = format!(
        "`{}` matches the same requests as `{}`",
        show(path),
        show(first)
    );
    let diagnostic = match (shared, context.strictness) {
        (false, Strictness::Lenient | Strictness::Repairing) => {
            context.report_key(Code::PathOverlap, &at.key(path), message)
        }
        // The client calls both operations of a method; only the first can ever be reached on a server.
        (true, _) => context.fault_key(Repair::Guess, Code::PathConflict, &at.key(path), message),
        (false, Strictness::Strict) => {
            context.fault_key(Repair::Harmless, Code::PathConflict, &at.key(path), message)
        }
    };
    diagnostic.also(&first_place, "first here");
    if shared {
        diagnostic.help("unite them in one path; until then, a generated server responds with the first operation of a method");
    }
}

fn repeated_names(context: &mut ConsistencyCheck<'_, '_>, names: &[&str], at: &Trail<'_>) {
    let repeated = names
        .iter()
        .enumerate()
        .find(|(index, name)| names.iter().take(*index).any(|other| other == *name));
    if let Some((_, name)) = repeated {
        let message = format!(
            "the expression `{{{}}}` occurs twice in the path",
            show(name)
        );
        context
            .fault_key(Repair::Harmless, Code::BadPathTemplate, at, message)
            .help("one value is used in all places");
    }
}

/// The names of the path parameters in a list; `None` if a reference in the list has no target.
fn declared<'d>(
    context: &ConsistencyCheck<'d, '_>,
    owner: &'d ObjectMembers,
) -> Option<Vec<&'d str>> {
    let mut names = Vec::new();
    for parameter in list(owner, "parameters") {
        let parameter = context.resolved(parameter)?;
        if text(parameter, "in") == Some("path") {
            names.extend(text(parameter, "name"));
        }
    }
    Some(names)
}

/// Compares the names in a path with the parameters of its item and of each operation.
fn parameters<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    names: &[&str],
    item: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let own: Vec<_> = METHODS
        .into_iter()
        .filter_map(|method| Some((method, item.get(method)?.as_object()?)))
        .collect();
    let lacking = lacking(context, names, item, &own);
    let owners = own.iter().map(|(_, operation)| *operation);
    let strays = owners.chain([item]).any(|owner| {
        declared(context, owner)
            .unwrap_or_default()
            .iter()
            .any(|name| !names.contains(name))
    });
    // One name too few here and one too many there: the same parameter, spelled in two ways.
    let repair = if lacking.len() == 1 && strays {
        Repair::Harmless
    } else {
        Repair::Guess
    };
    not_in_template(context, (names, repair), item, at);
    for (method, operation) in &own {
        not_in_template(context, (names, repair), operation, &at.key(method));
    }
    for (name, methods) in lacking {
        if methods.len() == own.len() {
            let message = format!("`{{{}}}` is not declared as a parameter", show(name));
            undeclared(context, (name, repair), at, message);
            continue;
        }
        for method in methods {
            let message = format!(
                "`{{{}}}` is not declared as a parameter of `{method}`",
                show(name)
            );
            undeclared(context, (name, repair), &at.key(method), message);
        }
    }
}

/// The names in a path that some operations have no parameter for, each with the methods of these operations.
fn lacking<'n, 'd>(
    context: &ConsistencyCheck<'d, '_>,
    names: &[&'n str],
    item: &'d ObjectMembers,
    own: &[(&'static str, &'d ObjectMembers)],
) -> Vec<(&'n str, Vec<&'static str>)> {
    let Some(shared) = declared(context, item) else {
        return Vec::new();
    };
    let operations: Vec<_> = own
        .iter()
        .filter_map(|(method, operation)| Some((*method, declared(context, operation)?)))
        .collect();
    let absent = names.iter().filter(|name| !shared.contains(name));
    absent
        .map(|name| {
            let without = operations.iter().filter(|(_, own)| !own.contains(name));
            (*name, without.map(|(method, _)| *method).collect())
        })
        .filter(|(_, methods): &(_, Vec<_>)| !methods.is_empty())
        .collect()
}

/// Reports a name in a template without a parameter. The repair declares the parameter as a string.
fn undeclared(
    context: &mut ConsistencyCheck<'_, '_>,
    (name, repair): (&str, Repair),
    at: &Trail<'_>,
    message: String,
) {
    let behind_reference = context.stands(&at.key("$ref")) || !context.stands(at);
    if behind_reference {
        context.report_key(Code::UndeclaredPathParameter, at, message);
        return;
    }
    let parameter =
        json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
    let list = at.key("parameters").pointer();
    context.repairs.append(&list, parameter);
    context
        .fault_key(repair, Code::UndeclaredPathParameter, at, message)
        .help("declare it with `in: path` and `required: true`");
}

/// Reports the path parameters in a list that are not in the template.
fn not_in_template<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    (names, repair): (&[&str], Repair),
    owner: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let at = at.key("parameters");
    for (index, value) in list(owner, "parameters").iter().enumerate() {
        let Some(parameter) = context.resolved(value) else {
            continue;
        };
        let Some(name) = text(parameter, "name").filter(|_| text(parameter, "in") == Some("path"))
        else {
            continue;
        };
        if names.contains(&name) {
            continue;
        }
        let at = at.index(index);
        let (own, entry) = (context.stands(&at), at.pointer());
        // A shared parameter is often listed where it does not belong.
        let (key, repair) = match value.get("$ref") {
            Some(_) => ("$ref", Repair::Harmless),
            None => ("name", repair),
        };
        let at = at.key(key);
        let message = format!("the path has no `{{{}}}`", show(name));
        let help = crate::load::suggest::did_you_mean(name, names.iter().copied());
        let diagnostic = if own {
            context.repairs.drop(entry);
            context.fault(repair, Code::PathParameterNotInTemplate, &at, message)
        } else {
            context.report(Code::PathParameterNotInTemplate, &at, message)
        };
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }
}
