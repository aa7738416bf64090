//! [Security requirements](https://spec.openapis.org/oas/v3.0.3.html#security-requirement-object) name existing schemes, and the
//! URLs of [servers](https://spec.openapis.org/oas/v3.0.3.html#server-object) name existing variables.

use super::{
    Code, ConsistencyCheck, ObjectMembers, Pointer, Repair, Trail, Value, list, template, text,
};
use serde_json::json;

use crate::diagnostic::show;
use crate::load::report::Reports;
use crate::load::suggest::did_you_mean;

/// Checks the requirements of the document or of an operation. An undefined scheme is read as a bearer token: credentials
/// are required and checked, whatever they are.
pub(super) fn requirements<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    owner: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let schemes = schemes(context.tree);
    let at = at.key("security");
    for (index, requirement) in list(owner, "security").iter().enumerate() {
        for name in requirement
            .as_object()
            .into_iter()
            .flat_map(ObjectMembers::keys)
        {
            if schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                continue;
            }
            let message = format!("there is no security scheme `{}`", show(name));
            let help =
                schemes.and_then(|schemes| did_you_mean(name, schemes.keys().map(String::as_str)));
            let bearer = json!({"type": "http", "scheme": "bearer"});
            context.undefined_schemes.insert(name.clone(), bearer);
            let at = at.index(index);
            let code = Code::UndefinedSecurity;
            let diagnostic = context.fault_key(Repair::Guess, code, &at.key(name), message);
            if let Some(help) = help {
                diagnostic.help(help);
            }
        }
    }
}

/// Adds the undefined schemes to the components.
pub(super) fn define_missing_schemes(context: &mut ConsistencyCheck<'_, '_>) {
    let undefined = std::mem::take(&mut context.undefined_schemes);
    if undefined.is_empty() {
        return;
    }
    let components = Pointer::root().child("components");
    let section = components.child("securitySchemes");
    if schemes(context.tree).is_some() {
        for (name, scheme) in undefined {
            context.repairs.put(section.child(&name), scheme);
        }
    } else if context.tree.get("components").is_some() {
        context.repairs.put(section, Value::Object(undefined));
    } else {
        let section = json!({"securitySchemes": undefined});
        context.repairs.put(components, section);
    }
}

fn schemes(tree: &Value) -> Option<&ObjectMembers> {
    tree.pointer("/components/securitySchemes")?.as_object()
}

/// Checks one server.
pub(super) fn server<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    server: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let Some(url) = text(server, "url") else {
        return;
    };
    let variables = server.get("variables").and_then(Value::as_object);
    if authority(url).is_some_and(|authority| authority.contains('@')) {
        let message = "the URL of a server contains credentials, or imitates another host";
        context.repairs.drop(at.pointer());
        context.fault(Repair::Guess, Code::BadUrl, &at.key("url"), message);
    }
    match template::expressions(url) {
        Ok(names) => {
            let missing: Vec<_> = names
                .into_iter()
                .filter(|name| variables.is_none_or(|all| !all.contains_key(*name)))
                .collect();
            if !missing.is_empty() {
                define(context, variables, &missing, at);
            }
            for name in missing {
                let message = format!("the variable `{{{}}}` is not defined", show(name));
                // A path is for the caller to complete; without a host no request goes anywhere.
                let host = authority(url).is_none_or(|host| host.contains(name));
                let repair = if host {
                    Repair::Guess
                } else {
                    Repair::Harmless
                };
                let at = at.key("url");
                context.fault(repair, Code::UndefinedServerVariable, &at, message);
            }
        }
        Err(problem) => {
            let message = format!("`{}`: {problem}", show(url));
            context.repairs.drop(at.pointer());
            context.fault(Repair::Guess, Code::BadUrl, &at.key("url"), message);
        }
    }
    let at = at.key("variables");
    for (name, variable) in variables.into_iter().flatten() {
        if let Some(variable) = variable.as_object() {
            server_variable(context, variable, &at.key(name));
        }
    }
}

/// Defines missing variables of a server's URL as empty strings, which callers can replace.
fn define(
    context: &mut ConsistencyCheck<'_, '_>,
    defined: Option<&ObjectMembers>,
    names: &[&str],
    at: &Trail<'_>,
) {
    let at = at.key("variables");
    let empty = || json!({"default": ""});
    match defined {
        Some(_) => {
            for name in names {
                context.repairs.put(at.key(name).pointer(), empty());
            }
        }
        None => {
            let all: ObjectMembers = names
                .iter()
                .map(|name| ((*name).to_owned(), empty()))
                .collect();
            context.repairs.put(at.pointer(), Value::Object(all));
        }
    }
}

/// The part of a URL between `//` and the path ([RFC 3986 section 3.2](https://www.rfc-editor.org/rfc/rfc3986#section-3.2)).
fn authority(url: &str) -> Option<&str> {
    url.split_once("//")?.1.split(['/', '?', '#', '\\']).next()
}

fn server_variable<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    variable: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    if !variable.contains_key("enum") {
        return;
    }
    let values = list(variable, "enum");
    if values.is_empty() {
        context.repairs.drop(at.key("enum").pointer());
        context.fault(
            Repair::Guess,
            Code::BadServerVariable,
            &at.key("enum"),
            "the list of values is empty",
        );
        return;
    }
    if let Some(default) = variable
        .get("default")
        .filter(|default| !values.contains(default))
    {
        let default = show(default.as_str().unwrap_or_default());
        let message = format!("the default `{default}` is not among the values");
        context.repairs.drop(at.key("enum").pointer());
        context.fault(
            Repair::Guess,
            Code::BadServerVariable,
            &at.key("default"),
            message,
        );
    }
}
