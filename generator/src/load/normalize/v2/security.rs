//! [Security Definitions](https://spec.openapis.org/oas/v2.0.html#security-definitions-object) of
//! Swagger 2.0 -> Security Schemes: `basic` -> `http`, the flow of `oauth2` -> `flows`.
//!
//! ```text
//! {type: oauth2, flow: accessCode, authorizationUrl: A, tokenUrl: T, scopes: S}
//!   ->  {type: oauth2, flows: {authorizationCode: {authorizationUrl: A, tokenUrl: T, scopes: S}}}
//! ```

use serde_json::json;

use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::{empty, take, text};
use crate::load::normalize::normalizer::Normalizer;

impl Normalizer<'_> {
    /// Changes one scheme; one that is in the form of 3.0 stays.
    pub(super) fn security_scheme(&mut self, members: &mut Members, at: &Trail<'_>) {
        match text(members, "type") {
            Some("basic") => {
                members.insert("type".to_owned(), json!("http"));
                members.insert("scheme".to_owned(), json!("basic"));
            }
            Some("oauth2") if !members.contains_key("flows") => self.flow(members, at),
            _ => {}
        }
    }

    /// Moves the one flow of a scheme into `flows`, under the name that it has in 3.0.
    fn flow(&mut self, members: &mut Members, at: &Trail<'_>) {
        let name = match take(members, "flow")
            .as_ref()
            .and_then(|flow| flow.as_str())
        {
            Some("password") => "password",
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            _ => "implicit",
        };
        self.made(at, &at.key("flows").key(name));
        let mut flow = Members::new();
        for key in ["authorizationUrl", "tokenUrl"] {
            flow.extend(take(members, key).map(|url| (key.to_owned(), url)));
        }
        let scopes = take(members, "scopes").unwrap_or_else(empty);
        flow.insert("scopes".to_owned(), scopes);
        members.insert("flows".to_owned(), json!({name: flow}));
    }
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
