//! Discriminators as a server asserts them: each alternative accepts its own tags only
//! (<https://spec.openapis.org/oas/v3.1.1.html#discriminator-object>).
//!
//! ```text
//! oneOf: [Cat, Dog], discriminator: kind   ->  Cat with `kind: Cat`, or Dog with `kind: Dog`
//! Pet, which Cat and Dog extend            ->  the same, for each value of a Pet
//! ```

use serde_json::{Map, Value, json};

use crate::document::{Document, target};

/// How deep schemas are searched.
const DEEP: usize = 5;

/// The discriminator that selects among alternatives: that of the schema, or one that all alternatives extend.
pub(crate) fn discriminator<'d>(
    document: &'d Document,
    schema: &'d Map<String, Value>,
) -> Option<&'d Value> {
    if let Some(own) = schema.get("discriminator") {
        return Some(own);
    }
    let alternatives = ["oneOf", "anyOf"].into_iter();
    let alternatives = alternatives
        .filter_map(|key| schema.get(key)?.as_array())
        .flatten();
    let mut found = alternatives.map(|one| extended(document, one, 0));
    let first = found.next()??;
    let is_same = |other: Option<&Value>| {
        other.is_some_and(|other| other.get("propertyName") == first.get("propertyName"))
    };
    found.all(is_same).then_some(first)
}

/// The discriminator of a schema, or of what it extends.
fn extended<'d>(document: &'d Document, schema: &'d Value, depth: usize) -> Option<&'d Value> {
    let mut parts = parts(document, schema, "allOf").filter(|_| depth < DEEP);
    let own = schema.get("discriminator");
    own.or_else(|| parts.find_map(|part| extended(document, part, depth + 1)))
}

/// What a schema refers to, and its members under a key.
fn parts<'d>(
    document: &'d Document,
    schema: &'d Value,
    key: &str,
) -> impl Iterator<Item = &'d Value> {
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(target);
    let target = reference.and_then(|pointer| document.at(&pointer));
    let members = schema.get(key).and_then(Value::as_array);
    target.into_iter().chain(members.into_iter().flatten())
}

/// What an alternative asserts beside its schema: its tags.
pub(crate) fn assertion(
    document: &Document,
    discriminator: &Value,
    alternative: &Value,
) -> Option<Value> {
    let property = match discriminator {
        Value::String(property) => property.as_str(), // Swagger 2.0
        object => object.get("propertyName")?.as_str()?,
    };
    let reference = alternative.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapped = mapping.into_iter().flatten().filter(|(_, value)| {
        let value = value.as_str();
        value.is_some() && (value == reference || value == name)
    });
    let mut tags: Vec<Value> = mapped.map(|(tag, _)| json!(tag)).collect();
    if tags.is_empty() {
        listed(document, alternative, property, 0, &mut tags);
    }
    if tags.is_empty() {
        tags.push(json!(name?));
    }
    Some(json!({"required": [property], "properties": {property: {"enum": tags}}}))
}

/// The values that a schema lists for a property.
fn listed(
    document: &Document,
    schema: &Value,
    property: &str,
    depth: usize,
    tags: &mut Vec<Value>,
) {
    if depth > DEEP {
        return;
    }
    let own = schema.get("properties").and_then(|all| all.get(property));
    let own = own.into_iter().flat_map(|own| {
        let values = own.get("enum").and_then(Value::as_array);
        own.get("const")
            .into_iter()
            .chain(values.into_iter().flatten())
    });
    let own: Vec<Value> = own.cloned().collect();
    if !own.is_empty() {
        tags.extend(own);
        return;
    }
    let keys = ["allOf", "oneOf", "anyOf"].into_iter();
    for part in keys.flat_map(|key| parts(document, schema, key)) {
        listed(document, part, property, depth + 1, tags);
    }
}

/// References to the components that extend the component at a pointer.
pub(crate) fn subtypes(document: &Document, pointer: &str) -> Vec<Value> {
    let Some((list, _)) = pointer.rsplit_once('/') else {
        return Vec::new();
    };
    let components = document.at(list).and_then(Value::as_object);
    let extends = |schema: &Value| {
        let members = schema.get("allOf").and_then(Value::as_array);
        members.into_iter().flatten().any(|member| {
            let reference = member.get("$ref").and_then(Value::as_str);
            reference.and_then(target).as_deref() == Some(pointer)
        })
    };
    let components = components.into_iter().flatten();
    components
        .filter(|(_, schema)| extends(schema))
        .map(|(name, _)| json!({"$ref": format!("#{list}/{name}")}))
        .collect()
}

/// Whether a pointer is that of a component.
pub(crate) fn is_component(pointer: &str) -> bool {
    let name = pointer
        .strip_prefix("/components/schemas/")
        .or_else(|| pointer.strip_prefix("/definitions/"));
    name.is_some_and(|name| !name.contains('/'))
}
