//! Security Definitions of Swagger 2.0 -> Security Schemes: `basic` -> `http`, the flow of `oauth2` -> `flows`.

use serde_json::{Value, json};

use crate::diagnostic::Trail;
use crate::load::raise::context::Context;
use crate::load::raise::members::{Members, empty, take, text};

/// Restates one scheme; one that is in the form of 3.0 stays.
pub(super) fn scheme(scheme: &mut Value, at: &Trail<'_>, context: &mut Context<'_>) {
    let Value::Object(members) = scheme else {
        return;
    };
    match text(members, "type") {
        Some("basic") => {
            members.insert("type".to_owned(), json!("http"));
            members.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") if !members.contains_key("flows") => flow(members, at, context),
        _ => {}
    }
}

fn flow(members: &mut Members, at: &Trail<'_>, context: &mut Context<'_>) {
    let name = match take(members, "flow").as_ref().and_then(Value::as_str) {
        Some("password") => "password",
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        _ => "implicit",
    };
    let flows = at.key("flows");
    context.made(&at.pointer(), &flows.key(name).pointer());
    let mut flow = Members::new();
    for key in ["authorizationUrl", "tokenUrl"] {
        if let Some(url) = take(members, key) {
            flow.insert(key.to_owned(), url);
        }
    }
    let scopes = take(members, "scopes").unwrap_or_else(empty);
    flow.insert("scopes".to_owned(), scopes);
    members.insert("flows".to_owned(), json!({name: flow}));
}
