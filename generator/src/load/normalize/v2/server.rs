//! `schemes`, `host` and `basePath` -> `servers`: one URL for each scheme, `https` first.

use serde_json::{Value, json};

use crate::load::normalize::context::Normalizer;
use crate::load::normalize::members::{Members, text, texts};
use crate::pointer::Pointer;

/// The servers. Without a host the URL is relative to where the document was found; without schemes it is `https`.
pub(super) fn servers(root: &Members, context: &mut Normalizer<'_>) -> Value {
    let path = text(root, "basePath").unwrap_or_default();
    let path = path.trim_end_matches('/');
    let path = if path.is_empty() || path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    let said = ["host", "basePath", "schemes"]
        .into_iter()
        .find(|key| root.contains_key(*key));
    if let Some(key) = said {
        let servers = Pointer::root().child("servers");
        context.origins.made(&servers, &Pointer::root().child(key));
    }
    let Some(host) = text(root, "host") else {
        let url = if path.is_empty() { "/" } else { &path };
        return json!([{"url": url}]);
    };
    let mut schemes = texts(root, "schemes").unwrap_or_default();
    schemes.retain(|scheme| matches!(scheme.as_str(), "http" | "https"));
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    schemes
        .iter()
        .map(|scheme| json!({"url": format!("{scheme}://{host}{path}")}))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::load::normalize::testing::swagger;

    fn servers(root: Value) -> String {
        let operation = json!({"responses": {"204": {"description": ""}}});
        swagger(operation, root).at("/servers").to_string()
    }

    #[test]
    fn urls_are_put_together() {
        let all =
            json!({"host": "a.example", "basePath": "/v1/", "schemes": ["http", "https", "wss"]});
        insta::assert_snapshot!(servers(all), @r##"[{"url":"https://a.example/v1"},{"url":"http://a.example/v1"}]"##);
        insta::assert_snapshot!(servers(json!({"host": "a.example"})), @r##"[{"url":"https://a.example"}]"##);
        insta::assert_snapshot!(servers(json!({"basePath": "v1"})), @r##"[{"url":"/v1"}]"##);
        insta::assert_snapshot!(servers(json!({})), @r##"[{"url":"/"}]"##);
    }

    #[test]
    fn reports_on_servers_point_at_the_host() {
        let outcome = swagger(json!({}), json!({"host": "a.example", "basePath": "/v1"}));
        assert_eq!(outcome.source("/servers"), "#/host");
    }
}
