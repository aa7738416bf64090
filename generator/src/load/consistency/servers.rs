//! The URLs of [servers](https://spec.openapis.org/oas/v3.0.3.html#server-object) name existing
//! variables, and contain no credentials.
//!
//! ```text
//! url: https://{region}.example.com/{base}       variables: {region: {default: eu}}
//! ```
//! Here `base` is not defined. Nothing but the caller can say what it is, so lenient reading makes it an
//! empty string that callers replace.

use serde_json::json;

use super::{Check, Code, Members, Repair, Trail, Value, list, object, template, text};
use crate::diagnostic::show;
use crate::load::Strictness;

/// Checks one server.
pub(super) fn check<'d>(check: &mut Check<'d, '_>, server: &'d Members, at: &Trail<'_>) {
    let Some(url) = text(server, "url") else {
        return;
    };
    let at_url = at.key("url");
    if authority(url).is_some_and(|authority| authority.contains('@')) {
        let message = "the URL of a server contains credentials, or imitates another host";
        check.repairs.remove(at);
        check.report.guess(Code::BadUrl, &at_url, message);
    }
    let variables = object(server, "variables");
    match template::variables(url) {
        Ok(names) => {
            let defined = |name: &str| variables.is_some_and(|all| all.contains_key(name));
            let missing: Vec<_> = names.into_iter().filter(|name| !defined(name)).collect();
            define(check, variables, &missing, at);
            for name in missing {
                let is_strict = check.report.strictness == Strictness::Strict;
                let (repair, code) = (Repair::Harmless, Code::UndefinedServerVariable);
                let message = format!("the variable `{{{}}}` is not defined", show(name));
                let report = check.report.fault(repair, code, &at_url, message);
                if !is_strict {
                    report.help("define it; until then callers have to set it");
                }
            }
        }
        Err(problem) => {
            check.repairs.remove(at);
            let message = format!("`{}`: {problem}", show(url));
            check.report.guess(Code::BadUrl, &at_url, message);
        }
    }
    let at = at.key("variables");
    for (name, variable) in variables.into_iter().flatten() {
        if let Value::Object(variable) = variable {
            self::variable(check, variable, &at.key(name));
        }
    }
}

/// Defines missing variables of a server's URL as empty strings, which callers can replace.
fn define(check: &mut Check<'_, '_>, defined: Option<&Members>, names: &[&str], at: &Trail<'_>) {
    let at = at.key("variables");
    let empty = || json!({"default": ""});
    if defined.is_some() {
        names
            .iter()
            .for_each(|name| check.repairs.put(&at.key(name), empty()));
    } else if !names.is_empty() {
        let all = names.iter().map(|name| ((*name).to_owned(), empty()));
        check.repairs.put(&at, Value::Object(all.collect()));
    }
}

/// The part of a URL between `//` and the path ([RFC 3986 section
/// 3.2](https://www.rfc-editor.org/rfc/rfc3986#section-3.2)).
fn authority(url: &str) -> Option<&str> {
    url.split_once("//")?.1.split(['/', '?', '#', '\\']).next()
}

/// Checks the values of a [server
/// variable](https://spec.openapis.org/oas/v3.0.3.html#server-variable-object): the default is one
/// of them. The list is dropped if it is not, so that any value can be set.
fn variable<'d>(check: &mut Check<'d, '_>, variable: &'d Members, at: &Trail<'_>) {
    let (values, at_values) = (list(variable, "enum"), at.key("enum"));
    if values.is_empty() && variable.contains_key("enum") {
        check.repairs.remove(&at_values);
        let message = "the list of values is empty";
        check
            .report
            .guess(Code::BadServerVariable, &at_values, message);
    } else if let Some(default) = variable.get("default")
        && !values.is_empty()
        && !values.contains(default)
    {
        check.repairs.remove(&at_values);
        let default = show(default.as_str().unwrap_or_default());
        let message = format!("the default `{default}` is not among the values");
        check
            .report
            .guess(Code::BadServerVariable, &at.key("default"), message);
    }
}
