//! References by name -> references by JSON Pointer: [`$id`, `$anchor` and `$dynamicAnchor`][ids]
//! of OpenAPI 3.1.
//!
//! ```text
//! Node: {$id: https://a.example/node, properties: {next: {$ref: '#/$defs/Next'}}}
//!                                 ->  {$ref: '#/components/schemas/Node/$defs/Next'}
//! ```
//! Later passes then follow pointers only. `$dynamicRef` becomes a `$ref` to the anchor in its own
//! document, because nothing outside a document can extend it here. If several schemas have this
//! dynamic anchor, which one is meant depends on the path of evaluation: then the key stays as
//! well, and the keyword pass reports it, as it reports unknown names.
//!
//! [ids]: https://json-schema.org/draft/2020-12/json-schema-core#section-8.2

use foldhash::HashMap;
use serde_json::Value;

use super::keywords::Members;
use crate::diagnostic::{Pointer, Trail};
use crate::pointer::{fragment, parse_reference};

/// Rewrites the references by name of a document, and returns the names that it defines.
///
/// Two walks: a reference can name a schema that comes after it. Most documents define no names,
/// and are walked once.
pub(super) fn resolve_ids(tree: &mut Value) -> SchemaIds {
    let mut ids = SchemaIds {
        root: tree.get("$id").and_then(Value::as_str).map(str::to_owned),
        ..SchemaIds::default()
    };
    let (root, keys) = (Trail::Root, KeyRole::Keywords);
    visit(tree, &root, "", keys, &mut |object, at, base| {
        ids.collect(object, at, base)
    });
    if ids.anchors.is_empty() && ids.resources.is_empty() {
        return ids;
    }
    let mut edits = Vec::new();
    visit(tree, &root, "", keys, &mut |object, at, base| {
        for key in ["$ref", "$dynamicRef"] {
            let reference = object.get(key).and_then(Value::as_str);
            if let Some(target) = reference.and_then(|text| ids.target(text, base, tree)) {
                edits.push((at.pointer(), key, fragment(&target)));
            }
        }
    });
    for (pointer, key, target) in edits {
        if let Some(Value::Object(object)) = pointer.find_mut(tree) {
            let name = object.get(key).and_then(Value::as_str).unwrap_or_default();
            if key != "$dynamicRef" || !ids.is_extended(name) {
                object.shift_remove(key);
            }
            object.insert("$ref".to_owned(), Value::String(target));
        }
    }
    ids
}

/// The names that the schemas of a document define.
#[derive(Debug, Default)]
pub(super) struct SchemaIds {
    /// The URI of the whole document, if its root has an `$id`.
    root: Option<String>,
    /// By URI, without fragment.
    resources: HashMap<String, Pointer>,
    /// By the URI of the resource and the name in it.
    anchors: HashMap<(String, String), Pointer>,
    /// How often each name is a `$dynamicAnchor`.
    dynamic: HashMap<String, usize>,
}

/// What the keys of an object are. `properties: {$id: …}` has a property of that name, and no
/// `$id`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyRole {
    /// Of the standard.
    Keywords,
    /// Names that the author chose.
    Chosen,
}

impl SchemaIds {
    /// Where an anchor of the document is, for references from other files.
    pub(super) fn anchor(&self, name: &str) -> Option<Pointer> {
        let root = self.root.as_deref().unwrap_or_default();
        let key = (join("", root), name.to_owned());
        self.anchors.get(&key).cloned()
    }

    /// Whether several schemas have the dynamic anchor that a reference names.
    fn is_extended(&self, reference: &str) -> bool {
        let name = reference.split_once('#').map(|(_, name)| name);
        let count = name.and_then(|name| self.dynamic.get(name));
        count.is_some_and(|count| *count > 1)
    }

    /// Notes the names that a schema defines. If two schemas define the same name, the first
    /// counts.
    fn collect(&mut self, object: &Members, at: &Trail<'_>, base: &str) {
        let text = |key| object.get(key).and_then(Value::as_str);
        if let Some(name) = text("$dynamicAnchor") {
            *self.dynamic.entry(name.to_owned()).or_default() += 1;
        }
        if text("$id").is_some() {
            let resource = self.resources.entry(base.to_owned());
            resource.or_insert_with(|| at.pointer());
        }
        for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            let anchor = self.anchors.entry((base.to_owned(), name.to_owned()));
            anchor.or_insert_with(|| at.pointer());
        }
    }

    /// The target of a reference that is not yet a pointer from the root: `#name` in its own
    /// resource, or a URI with a pointer or a name in another.
    fn target(&self, reference: &str, base: &str, tree: &Value) -> Option<Pointer> {
        let (uri, name) = reference.split_once('#').unwrap_or((reference, ""));
        let uri = join(base, uri);
        let resource = self.resources.get(&uri);
        if !name.is_empty() && !name.starts_with('/') {
            return self.anchors.get(&(uri, name.to_owned())).cloned();
        }
        let inner = parse_reference(&format!("#{name}"))?;
        let target = Pointer::parse(&format!("{}{}", resource?.as_str(), inner.as_str()))?;
        target.find(tree).map(|_| target)
    }
}

/// Calls with every object that may be a schema, and the URI of the resource that it belongs to.
fn visit(
    value: &Value,
    at: &Trail<'_>,
    base: &str,
    keys: KeyRole,
    then: &mut dyn FnMut(&Members, &Trail<'_>, &str),
) {
    match value {
        Value::Object(object) => {
            let chosen = keys == KeyRole::Chosen;
            let own = object
                .get("$id")
                .and_then(Value::as_str)
                .filter(|_| !chosen);
            let own = own.map(|id| join(base, id));
            let base = own.as_deref().unwrap_or(base);
            if !chosen {
                then(object, at, base);
            }
            let is_nested = |value: &Value| value.is_object() || value.is_array();
            for (key, value) in object.iter().filter(|(_, value)| is_nested(value)) {
                let inner = match key.as_str() {
                    _ if chosen => KeyRole::Keywords,
                    // Their values are not read as part of the document.
                    "example" | "examples" | "default" | "enum" | "const" => continue,
                    // Their members have names that the author chooses; such a name may look like a keyword.
                    "properties" | "patternProperties" | "dependentSchemas" | "$defs"
                    | "definitions" | "schemas" => KeyRole::Chosen,
                    _ => KeyRole::Keywords,
                };
                visit(value, &at.key(key), base, inner, then);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &at.index(index), base, KeyRole::Keywords, then);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Resolves a URI reference against a base ([RFC 3986 section
/// 5.2](https://www.rfc-editor.org/rfc/rfc3986#section-5.2)), as far as names of schemas need it.
///
/// ```text
/// https://a.example/s/node  +  leaf       ->  https://a.example/s/leaf
/// https://a.example/s/      +  ../t       ->  https://a.example/t
/// ```
/// Names are compared and never opened, so it is enough that equal ones stay equal.
fn join(base: &str, reference: &str) -> String {
    let absolute = reference
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains('/'));
    if reference.is_empty() {
        return base.to_owned();
    }
    let reference = reference.trim_end_matches('#');
    if absolute {
        return reference.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| at + "://".len());
    let (root, path) = base.split_at(authority);
    let (host, path) = match (authority, path.find('/')) {
        (0, _) => ("", path),
        (_, Some(slash)) => path.split_at(slash),
        (_, None) => (path, ""),
    };
    let mut segments: Vec<&str> = if reference.starts_with('/') {
        Vec::new()
    } else {
        path.split('/')
            .filter(|segment| !segment.is_empty())
            .collect()
    };
    if !reference.starts_with('/') && !path.ends_with('/') {
        segments.pop();
    }
    for segment in reference.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let end = if reference.ends_with('/') { "/" } else { "" };
    let start = if host.is_empty() && !base.starts_with('/') && !reference.starts_with('/') {
        ""
    } else {
        "/"
    };
    format!("{root}{host}{start}{}{end}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{join, resolve_ids};

    fn resolved(schemas: Value) -> Value {
        let mut tree = json!({"components": {"schemas": schemas}});
        resolve_ids(&mut tree);
        tree.pointer_mut("/components/schemas")
            .map(Value::take)
            .unwrap_or_default()
    }

    #[test]
    fn anchors_and_ids_become_pointers() {
        let schemas = json!({
            "Node": {"$id": "https://a.example/s/node", "$dynamicAnchor": "n",
                "properties": {"next": {"$dynamicRef": "#n"}, "of": {"$ref": "#/$defs/Of"}},
                "$defs": {"Of": {"$anchor": "of"}}},
            "User": {"items": {"$ref": "node"}, "not": {"$ref": "https://a.example/s/node#of"}},
            "Plain": {"$id": "https://a.example/s/", "items": {"$ref": "node#/properties/of"}},
            "Other": {"$ref": "#/components/schemas/User"},
        });
        insta::assert_snapshot!(resolved(schemas), @r##"{"Node":{"$id":"https://a.example/s/node","$dynamicAnchor":"n","properties":{"next":{"$ref":"#/components/schemas/Node"},"of":{"$ref":"#/components/schemas/Node/$defs/Of"}},"$defs":{"Of":{"$anchor":"of"}}},"User":{"items":{"$ref":"node"},"not":{"$ref":"#/components/schemas/Node/$defs/Of"}},"Plain":{"$id":"https://a.example/s/","items":{"$ref":"#/components/schemas/Node/properties/of"}},"Other":{"$ref":"#/components/schemas/User"}}"##);
    }

    #[test]
    fn properties_may_have_the_names_of_keywords() {
        let schemas = json!({
            "A": {"properties": {"$id": {"type": "string"}, "enum": {"$ref": "#here"}}, "example": {"$ref": "#here"}},
            "B": {"$anchor": "here"},
        });
        insta::assert_snapshot!(resolved(schemas), @r##"{"A":{"properties":{"$id":{"type":"string"},"enum":{"$ref":"#/components/schemas/B"}},"example":{"$ref":"#here"}},"B":{"$anchor":"here"}}"##);
    }

    #[test]
    fn relative_names_are_joined() {
        assert_eq!(
            join("https://a.example/s/node", "leaf"),
            "https://a.example/s/leaf"
        );
        assert_eq!(join("https://a.example/s/", "../t#"), "https://a.example/t");
        assert_eq!(join("https://a.example", "/t"), "https://a.example/t");
        assert_eq!(join("", "node.json"), "node.json");
        assert_eq!(join("x", "urn:a:b"), "urn:a:b");
    }
}
