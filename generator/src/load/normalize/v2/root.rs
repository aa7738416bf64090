//! The root of Swagger 2.0 -> the root of 3.0: `servers`, and the sections under `components`.
//!
//! ```text
//! host: a.example, basePath: /v1, schemes: [https]     ->   servers: [{url: https://a.example/v1}]
//! definitions: {Pet: …}                                ->   components: {schemas: {Pet: …}}
//! ```

use serde_json::{Value, json};

use super::{SECTIONS, media_types};
use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::{object, take, text, texts};
use crate::load::normalize::normalizer::Normalizer;

/// The place of the components.
const COMPONENTS: Trail<'static> = Trail::Key(&Trail::Root, "components");

impl Normalizer<'_> {
    /// The members of the root under their new names, the sections under `components`.
    ///
    /// The media types are kept for the operations, and removed. `securityDefinitions` and the
    /// other sections move as a whole, so one note for each is enough to find every place in them.
    pub(super) fn root(&mut self, root: &mut Members) {
        self.v2.media_types = self.media_types(root, &Trail::Root);
        let servers = self.servers(root);
        let mut components = Members::new();
        for (key, value) in std::mem::take(root) {
            match key.as_str() {
                "swagger" => drop(root.insert("openapi".to_owned(), json!("3.0.3"))),
                "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                section => match SECTIONS.iter().find(|(name, _)| *name == section) {
                    Some((_, name)) => drop(components.insert((*name).to_owned(), value)),
                    None => drop(root.insert(key, value)),
                },
            }
            if root.len() == 2 && !root.contains_key("servers") {
                // After `openapi` and `info`, where authors of 3.0 write it.
                root.insert("servers".to_owned(), servers.clone());
            }
        }
        root.entry("servers").or_insert(servers);
        for (old, new) in SECTIONS {
            self.moved(&Trail::Root.key(old), &COMPONENTS.key(new));
        }
        self.shared_parameters(&mut components);
        root.insert("components".to_owned(), Value::Object(components));
    }

    /// Sorts shared parameters into parameters and request bodies. 3.0 has no component for fields
    /// of forms: each operation that uses one gets a copy.
    fn shared_parameters(&mut self, components: &mut Members) {
        let Some(Value::Object(parameters)) = take(components, "parameters") else {
            return;
        };
        let (section, bodies) = (
            COMPONENTS.key("parameters"),
            COMPONENTS.key("requestBodies"),
        );
        let mut kept = Members::new();
        for (name, parameter) in parameters {
            match parameter.get("in").and_then(Value::as_str) {
                Some("body") => {
                    let source = self.source(&section.key(&name));
                    let consumes = self.v2.shared.consumes(&name);
                    let consumes = consumes.or(self.v2.media_types.consumes.as_deref());
                    let types = media_types::of_body(consumes);
                    let body = self.body(parameter, &types, &source, &bodies.key(&name));
                    if let Some(bodies) = object(components, "requestBodies") {
                        bodies.insert(name, body);
                    }
                }
                Some("formData") => {}
                _ => drop(kept.insert(name, parameter)),
            }
        }
        components.insert("parameters".to_owned(), Value::Object(kept));
    }

    /// The servers, one for each scheme, `https` first. Without a host the URL is relative to where
    /// the document was found; without schemes it is `https`.
    fn servers(&mut self, root: &Members) -> Value {
        let path = text(root, "basePath").unwrap_or_default();
        let path = match path.trim_end_matches('/') {
            path if path.is_empty() || path.starts_with('/') => path.to_owned(),
            path => format!("/{path}"),
        };
        let mut stated = ["host", "basePath", "schemes"].into_iter();
        if let Some(key) = stated.find(|key| root.contains_key(*key)) {
            self.made(&Trail::Root.key(key), &Trail::Root.key("servers"));
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
        let url = |scheme: &String| json!({"url": format!("{scheme}://{host}{path}")});
        schemes.iter().map(url).collect()
    }
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
