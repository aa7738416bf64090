//! [`$defs`](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.4) of a schema -> components, named after their
//! place: `Pet` with `$defs: {Owner: …}` gives `Pet_Owner`.

use std::collections::HashMap;

use serde_json::Value;

use super::SchemaRewriter;
use crate::diagnostic::{Pointer, Trail};
use crate::load::normalize::members::{Members, object, take};

const ROOT: Trail<'static> = Trail::Root;

/// A schema that moves to the components.
pub(super) struct Definition {
    /// Its place in the source.
    source: Pointer,
    name: String,
    schema: Value,
}

impl SchemaRewriter<'_, '_> {
    /// Takes the definitions out of a schema.
    pub(super) fn take_definitions(&mut self, members: &mut Members, at: &Trail<'_>) {
        for key in ["$defs", "definitions"] {
            let Some(Value::Object(definitions)) = take(members, key) else {
                continue;
            };
            let owner = self.context.origins.source(&at.pointer());
            for (name, schema) in definitions {
                self.definitions.push_back(Definition {
                    source: owner.child(key).child(&name),
                    name: component_name(&owner, &name),
                    schema,
                });
            }
        }
    }

    /// Adds each definition to the components and normalizes it there. It may contain definitions itself.
    pub(super) fn hoist(&mut self, tree: &mut Value) {
        let mut taken = HashMap::new();
        while let Some(definition) = self.definitions.pop_front() {
            let Definition {
                source,
                mut name,
                mut schema,
            } = definition;
            let schemas = tree
                .as_object_mut()
                .and_then(|root| object(root, "components"))
                .and_then(|components| object(components, "schemas"));
            let Some(schemas) = schemas else {
                return;
            };
            let base = name.clone();
            while schemas.contains_key(&name) {
                let count = taken.entry(base.clone()).or_insert(1_usize);
                *count += 1;
                name = format!("{base}_{count}");
            }
            let components = ROOT.key("components");
            let section = components.key("schemas");
            let at = section.key(&name);
            self.context.origins.moved(&at.pointer(), &source);
            self.schema(&mut schema, &at);
            schemas.insert(name.clone(), schema);
        }
    }
}

/// The name of the component: the place of the schema that contains the definition, and the name of the definition.
fn component_name(owner: &Pointer, name: &str) -> String {
    let mut parts: Vec<String> = owner
        .segments()
        .map(|segment| segment.into_owned())
        .filter(|segment| !matches!(segment.as_str(), "$defs" | "definitions"))
        .collect();
    if let [first, second, ..] = parts.as_slice()
        && first == "components"
        && second == "schemas"
    {
        parts.drain(..2);
    }
    parts.push(name.to_owned());
    let parts: Vec<_> = parts
        .iter()
        .map(|part| {
            part.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-')
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("_")
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("_")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::document;

    #[test]
    fn definitions_become_components() {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": {
            "Pet": {"properties": {"owner": {"$ref": "#/components/schemas/Pet/$defs/Owner"}},
                "$defs": {"Owner": {"properties": {"name": {"$ref": "#/components/schemas/Pet/$defs/Owner/$defs/Name"}},
                    "$defs": {"Name": {"type": ["string", "null"]}}}}},
            "Pet_Owner": {"$ref": "#/components/schemas/Pet/$defs/Owner/properties/name"}}}}),
        );
        insta::assert_snapshot!(outcome.at("/components/schemas"), @r##"{"Pet":{"properties":{"owner":{"$ref":"#/components/schemas/Pet_Owner_2"}}},"Pet_Owner":{"$ref":"#/components/schemas/Pet_Owner_2/properties/name"},"Pet_Owner_2":{"properties":{"name":{"$ref":"#/components/schemas/Pet_Owner_Name"}}},"Pet_Owner_Name":{"type":"string","nullable":true}}"##);
        assert_eq!(
            outcome.source("/components/schemas/Pet_Owner_2/properties/name"),
            "#/components/schemas/Pet/$defs/Owner/properties/name"
        );
        assert_eq!(outcome.reports, "");
    }
}
