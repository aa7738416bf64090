//! Security Definitions of Swagger 2.0 -> Security Schemes: `basic` -> `http`, the flow of `oauth2` -> `flows`.

use serde_json::{Value, json};

use crate::diagnostic::Trail;
use crate::load::normalize::context::Normalizer;
use crate::load::normalize::members::{Members, empty, take, text};

/// Restates one scheme; one that is in the form of 3.0 stays.
pub(super) fn scheme(scheme: &mut Value, at: &Trail<'_>, context: &mut Normalizer<'_>) {
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

fn flow(members: &mut Members, at: &Trail<'_>, context: &mut Normalizer<'_>) {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::swagger;

    #[test]
    fn definitions_become_schemes() {
        let outcome = swagger(
            json!({"responses": {"204": {"description": ""}}}),
            json!({"securityDefinitions": {
            "b": {"type": "basic", "description": "d"},
            "k": {"type": "apiKey", "in": "header", "name": "X-Key", "x-signature": "s"},
            "o": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {"r": "read"}},
            "c": {"type": "oauth2", "flow": "application", "tokenUrl": "https://t", "scopes": {}}}}),
        );
        insta::assert_snapshot!(format!("{:#}", outcome.at("/components/securitySchemes")), @r##"
        {
          "b": {
            "type": "http",
            "description": "d",
            "scheme": "basic"
          },
          "k": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Key",
            "x-signature": "s"
          },
          "o": {
            "type": "oauth2",
            "flows": {
              "authorizationCode": {
                "authorizationUrl": "https://a",
                "tokenUrl": "https://t",
                "scopes": {
                  "r": "read"
                }
              }
            }
          },
          "c": {
            "type": "oauth2",
            "flows": {
              "clientCredentials": {
                "tokenUrl": "https://t",
                "scopes": {}
              }
            }
          }
        }
        "##);
        assert_eq!(outcome.reports, "");
        let place =
            outcome.source("/components/securitySchemes/o/flows/authorizationCode/scopes/r");
        assert_eq!(place, "#/securityDefinitions/o/scopes/r");
    }
}
