//! [`$defs`](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.4) of a schema ->
//! components, named after their place.
//!
//! ```text
//! Pet: {$defs: {Owner: …}, properties: {owner: {$ref: '#/components/schemas/Pet/$defs/Owner'}}}
//!   ->  Pet: {properties: {owner: {$ref: '#/components/schemas/Pet_Owner'}}},  Pet_Owner: …
//! ```
//! Types are named after components, so a definition gets a name that says where it belongs.

use foldhash::HashMap;
use serde_json::Value;

use crate::diagnostic::{Pointer, Trail};
use crate::load::keywords::{Members, ObjectKind, ValueType};
use crate::load::normalize::members::{object, take};
use crate::load::normalize::normalizer::{Definition, Normalizer};

/// The place of the components.
const COMPONENTS: Trail<'static> = Trail::Key(&Trail::Root, "components");
/// The place of the shared schemas.
const SCHEMAS: Trail<'static> = Trail::Key(&COMPONENTS, "schemas");

impl Normalizer<'_> {
    /// Takes the definitions out of a schema. They wait until the walk is done, because only then
    /// every name of a component is known. `definitions` is what older versions of JSON Schema call
    /// them.
    pub(super) fn take_definitions(&mut self, members: &mut Members, at: &Trail<'_>) {
        for key in ["$defs", "definitions"] {
            let Some(Value::Object(definitions)) = take(members, key) else {
                continue;
            };
            let owner = self.source(at);
            for (name, schema) in definitions {
                let source = owner.child(key).child(&name);
                let name = component_name(&owner, &name);
                self.definitions.push_back(Definition {
                    source,
                    name,
                    schema,
                });
            }
        }
    }

    /// Adds each definition to the components and normalizes it there. It may contain definitions
    /// itself.
    pub(in crate::load::normalize) fn hoist(&mut self, tree: &mut Value) {
        let mut taken = HashMap::default();
        while let Some(Definition {
            source,
            mut name,
            mut schema,
        }) = self.definitions.pop_front()
        {
            let components = tree
                .as_object_mut()
                .and_then(|root| object(root, "components"));
            let Some(schemas) = components.and_then(|components| object(components, "schemas"))
            else {
                return;
            };
            let base = name.clone();
            while schemas.contains_key(&name) {
                let count = taken.entry(base.clone()).or_insert(1_usize);
                *count += 1;
                name = format!("{base}_{count}");
            }
            let at = SCHEMAS.key(&name);
            self.moved_from_source(&source, &at);
            self.value(&ValueType::Ref(ObjectKind::Schema), &mut schema, &at);
            schemas.insert(name.clone(), schema);
        }
    }
}

/// The name of the component: the place of the schema that contains the definition, and the name of
/// the definition.
fn component_name(owner: &Pointer, name: &str) -> String {
    let in_components = owner.as_str().starts_with("/components/schemas/");
    let owner = owner.segments().skip(if in_components { 2 } else { 0 });
    let owner = owner.filter(|part| !matches!(part.as_ref(), "$defs" | "definitions"));
    let separates = |c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-';
    let words = |part: &str| {
        let words = part.split(separates).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = owner.flat_map(|part| words(&part)).collect();
    all.extend(words(name));
    all.join("_")
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
