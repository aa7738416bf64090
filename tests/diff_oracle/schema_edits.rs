//! Edits of schemas.

use serde_json::{Value, json};

use super::edits::Edit;
use super::tree::{Tree, is_schema};

pub const EDITS: &[Edit] = &[
    ("property added, optional", |tree| add(tree, false)),
    ("property added, required", |tree| add(tree, true)),
    ("property removed", |tree| {
        let (_, object, name) = tree.property(|_| true)?;
        require(tree, &object, &name, false);
        tree.object(&format!("{object}/properties")).remove(&name);
        Some(())
    }),
    ("property renamed", |tree| {
        let (_, object, name) = tree.property(|_| true)?;
        let was_required = is_required(tree, &object, &name);
        require(tree, &object, &name, false);
        let properties = tree.object(&format!("{object}/properties"));
        let schema = properties.remove(&name)?;
        properties.insert(format!("renamed_{name}"), schema);
        require(tree, &object, &format!("renamed_{name}"), was_required);
        Some(())
    }),
    ("property becomes required", |tree| required_of(tree, true)),
    ("property becomes optional", |tree| required_of(tree, false)),
    ("every property becomes required", |tree| {
        let object = tree.with_properties()?;
        let names: Vec<Value> = tree
            .object(&format!("{object}/properties"))
            .keys()
            .map(|one| json!(one))
            .collect();
        tree.object(&object)
            .insert("required".to_owned(), Value::Array(names));
        Some(())
    }),
    ("five required properties added", |tree| {
        let object = tree.with_properties()?;
        for index in 0..5 {
            let name = format!("more_{index}");
            tree.object(&format!("{object}/properties"))
                .insert(name.clone(), json!({"type": "string"}));
            require(tree, &object, &name, true);
        }
        Some(())
    }),
    ("type of a property: an integer", |tree| {
        replace(tree, json!({"type": "integer", "format": "int32"}))
    }),
    ("type of a property: a string", |tree| {
        replace(tree, json!({"type": "string"}))
    }),
    ("type of a property: a boolean", |tree| {
        replace(tree, json!({"type": "boolean"}))
    }),
    ("type of a property: anything", |tree| {
        replace(tree, json!({}))
    }),
    ("type of a property: an object", |tree| {
        replace(
            tree,
            json!({"type": "object", "properties": {"inner": {"type": "string"}}}),
        )
    }),
    ("property becomes a list of itself", |tree| {
        let (pointer, ..) = tree.property(|_| true)?;
        let was = tree.at(&pointer).take();
        *tree.at(&pointer) = json!({"type": "array", "items": was});
        Some(())
    }),
    ("property becomes a map of itself", |tree| {
        let (pointer, ..) = tree.property(|_| true)?;
        let was = tree.at(&pointer).take();
        *tree.at(&pointer) = json!({"type": "object", "additionalProperties": was});
        Some(())
    }),
    ("property nullable or not", |tree| toggle(tree, "nullable")),
    ("property read-only or not", |tree| toggle(tree, "readOnly")),
    ("property write-only or not", |tree| {
        toggle(tree, "writeOnly")
    }),
    ("property deprecated or not", |tree| {
        toggle(tree, "deprecated")
    }),
    ("description of a property", |tree| {
        set(tree, "description", json!("Other words."))
    }),
    ("default of a string added", |tree| {
        of_type(tree, "string", "default", json!("standard"))
    }),
    ("default of an integer added", |tree| {
        of_type(tree, "integer", "default", json!(7))
    }),
    ("default removed", |tree| without(tree, "default")),
    ("format of a string: a time", |tree| {
        of_type(tree, "string", "format", json!("date-time"))
    }),
    ("format of a string: a UUID", |tree| {
        of_type(tree, "string", "format", json!("uuid"))
    }),
    ("format of a string: base64", |tree| {
        of_type(tree, "string", "format", json!("byte"))
    }),
    ("format of an integer: 32 bits", |tree| {
        of_type(tree, "integer", "format", json!("int32"))
    }),
    ("format of an integer: 64 bits", |tree| {
        of_type(tree, "integer", "format", json!("int64"))
    }),
    ("format removed", |tree| without(tree, "format")),
    ("limit of a string added", |tree| {
        of_type(tree, "string", "maxLength", json!(40))
    }),
    ("limit of an integer added", |tree| {
        of_type(tree, "integer", "minimum", json!(0))
    }),
    ("limit removed", |tree| {
        let keys = [
            "maxLength",
            "minLength",
            "maximum",
            "minimum",
            "pattern",
            "maxItems",
            "minItems",
        ];
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer)
                && keys
                    .iter()
                    .any(|key| value.get(key).is_some_and(|one| !one.is_object()))
        })?;
        tree.object(&pointer)
            .retain(|key, _| !keys.contains(&key.as_str()));
        Some(())
    }),
    ("string gets values", |tree| {
        let (pointer, ..) = tree.property(|one| {
            one.get("type") == Some(&json!("string")) && one.get("enum").is_none()
        })?;
        *tree.at(&pointer) = json!({"type": "string", "enum": ["one", "two"]});
        Some(())
    }),
    ("value added", |tree| {
        let list = values(tree)?;
        let is_integer = tree.at(&list).get(0).is_some_and(Value::is_number);
        let new = if is_integer {
            json!(977)
        } else {
            json!("added_value")
        };
        tree.at(&list).as_array_mut()?.push(new);
        Some(())
    }),
    ("value removed", |tree| {
        let list = values(tree)?;
        let values = tree.at(&list).as_array_mut()?;
        (values.len() > 1).then(|| drop(values.pop()))
    }),
    ("values removed", |tree| {
        let list = values(tree)?;
        tree.object(list.strip_suffix("/enum")?).remove("enum");
        Some(())
    }),
    ("values in another order", |tree| {
        let list = values(tree)?;
        tree.at(&list).as_array_mut()?.reverse();
        Some(())
    }),
    ("further properties: none", |tree| {
        further(tree, json!(false))
    }),
    ("further properties: strings", |tree| {
        further(tree, json!({"type": "string"}))
    }),
    ("further properties: integers", |tree| {
        further(tree, json!({"type": "integer"}))
    }),
    ("further properties: anything", |tree| {
        further(tree, json!(true))
    }),
    ("further properties not mentioned", |tree| {
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer)
                && value.get("properties").is_some()
                && value.get("additionalProperties").is_some()
        })?;
        tree.object(&pointer).remove("additionalProperties");
        Some(())
    }),
    ("schema added", |tree| {
        tree.components().insert(
            "AddedSchema".to_owned(),
            json!({"type": "object", "properties": {"id": {"type": "string"}}}),
        );
        Some(())
    }),
    ("alias added", |tree| {
        tree.components()
            .insert("AddedName".to_owned(), json!({"type": "string"}));
        Some(())
    }),
    ("schema renamed", |tree| {
        let name = tree.component(|_| true)?;
        let text = tree.root.to_string();
        let (old, new) = (
            format!("\"#/components/schemas/{name}\""),
            format!("\"#/components/schemas/Renamed{name}\""),
        );
        tree.root = serde_json::from_str(&text.replace(&old, &new)).ok()?;
        let schema = tree.components().remove(&name)?;
        tree.components().insert(format!("Renamed{name}"), schema);
        Some(())
    }),
    ("title of a schema", |tree| {
        let name = tree.component(Value::is_object)?;
        tree.object(&format!("/components/schemas/{name}"))
            .insert("title".to_owned(), json!("Another title"));
        Some(())
    }),
    ("property moves to a schema of its own", |tree| {
        let (pointer, ..) = tree.property(|one| one.get("$ref").is_none())?;
        let was = tree.at(&pointer).take();
        *tree.at(&pointer) = json!({"$ref": "#/components/schemas/MovedHere"});
        tree.components().insert("MovedHere".to_owned(), was);
        Some(())
    }),
    ("reference replaced by what it means", |tree| {
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer)
                && value
                    .get("$ref")
                    .and_then(Value::as_str)
                    .is_some_and(|one| one.starts_with("#/components/schemas/"))
        })?;
        let target = tree
            .at(&pointer)
            .get("$ref")?
            .as_str()?
            .trim_start_matches('#')
            .to_owned();
        let meant = tree.root.pointer(&target)?.clone();
        *tree.at(&pointer) = meant;
        Some(())
    }),
    ("alias of another type", |tree| {
        let scalars = ["string", "integer", "number", "boolean"];
        let name = tree.component(|one| {
            one.get("type")
                .and_then(Value::as_str)
                .is_some_and(|ty| scalars.contains(&ty))
                && one.get("enum").is_none()
        })?;
        let was = tree.components().get(&name)?.get("type") == Some(&json!("boolean"));
        let ty = if was { "string" } else { "boolean" };
        tree.components().insert(name, json!({"type": ty}));
        Some(())
    }),
    ("alternative added", |tree| {
        let list = alternatives(tree)?;
        tree.at(&list)
            .as_array_mut()?
            .push(json!({"type": "array", "items": {"type": "number"}}));
        Some(())
    }),
    ("alternative removed", |tree| {
        let list = alternatives(tree)?;
        let all = tree.at(&list).as_array_mut()?;
        (all.len() > 1).then(|| drop(all.pop()))
    }),
    ("alternatives in another order", |tree| {
        let list = alternatives(tree)?;
        tree.at(&list).as_array_mut()?.reverse();
        Some(())
    }),
    ("value of a discriminator added", |tree| {
        let mapping = mapping(tree)?;
        let target = tree.object(&mapping).values().next()?.clone();
        tree.object(&mapping).insert("added_tag".to_owned(), target);
        Some(())
    }),
    ("value of a discriminator removed", |tree| {
        let mapping = mapping(tree)?;
        let tag = tree.object(&mapping).keys().next_back()?.clone();
        tree.object(&mapping).remove(&tag);
        Some(())
    }),
    ("values of a discriminator exchanged", |tree| {
        let mapping = mapping(tree)?;
        let mapping = tree.object(&mapping);
        let all: Vec<Value> = mapping.values().cloned().collect();
        for (target, other) in mapping.values_mut().zip(all.into_iter().rev()) {
            *target = other;
        }
        Some(())
    }),
    ("property becomes a constant", |tree| {
        replace(tree, json!({"type": "string", "enum": ["the_only"]}))
    }),
    ("discriminator removed", |tree| {
        let pointer =
            tree.any(|pointer, value| is_schema(pointer) && value.get("discriminator").is_some())?;
        tree.object(&pointer).remove("discriminator");
        Some(())
    }),
    ("oneOf becomes anyOf", |tree| {
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer) && value.get("oneOf").is_some_and(Value::is_array)
        })?;
        let list = tree.object(&pointer).remove("oneOf")?;
        tree.object(&pointer).insert("anyOf".to_owned(), list);
        Some(())
    }),
    ("part of allOf added", |tree| {
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer) && value.get("allOf").is_some_and(Value::is_array)
        })?;
        tree.at(&format!("{pointer}/allOf"))
            .as_array_mut()?
            .push(json!({"type": "object", "properties": {"from_part": {"type": "string"}}}));
        Some(())
    }),
    ("part of allOf removed", |tree| {
        let pointer = tree.any(|pointer, value| {
            is_schema(pointer)
                && value
                    .get("allOf")
                    .and_then(Value::as_array)
                    .is_some_and(|one| one.len() > 1)
        })?;
        tree.at(&format!("{pointer}/allOf")).as_array_mut()?.pop();
        Some(())
    }),
];

fn add(tree: &mut Tree, required: bool) -> Option<()> {
    let object = tree.with_properties()?;
    tree.object(&format!("{object}/properties"))
        .insert("added_property".to_owned(), json!({"type": "string"}));
    require(tree, &object, "added_property", required);
    Some(())
}

fn is_required(tree: &mut Tree, object: &str, name: &str) -> bool {
    let list = tree.at(object).get("required").and_then(Value::as_array);
    list.is_some_and(|list| list.iter().any(|one| one == name))
}

fn require(tree: &mut Tree, object: &str, name: &str, required: bool) {
    let was = is_required(tree, object, name);
    let object = tree.object(object);
    if required && !was {
        let list = object.entry("required").or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(json!(name));
    }
    if !required && was {
        let list = object
            .get_mut("required")
            .and_then(Value::as_array_mut)
            .expect("a list");
        list.retain(|one| one != name);
        if list.is_empty() {
            object.remove("required");
        }
    }
}

fn required_of(tree: &mut Tree, required: bool) -> Option<()> {
    let (_, object, name) = tree.property(|_| true)?;
    if is_required(tree, &object, &name) == required {
        return None;
    }
    require(tree, &object, &name, required);
    Some(())
}

fn replace(tree: &mut Tree, by: Value) -> Option<()> {
    let (pointer, ..) = tree.property(|one| *one != by)?;
    *tree.at(&pointer) = by;
    Some(())
}

fn toggle(tree: &mut Tree, key: &str) -> Option<()> {
    let (pointer, ..) = tree.property(|one| one.get("$ref").is_none())?;
    let was = tree.at(&pointer).get(key) == Some(&json!(true));
    tree.object(&pointer).insert(key.to_owned(), json!(!was));
    Some(())
}

fn set(tree: &mut Tree, key: &str, value: Value) -> Option<()> {
    let (pointer, ..) = tree.property(|one| one.get("$ref").is_none())?;
    tree.object(&pointer).insert(key.to_owned(), value);
    Some(())
}

fn of_type(tree: &mut Tree, ty: &str, key: &str, value: Value) -> Option<()> {
    let (pointer, ..) = tree.property(|one| {
        one.get("type") == Some(&json!(ty))
            && one.get("enum").is_none()
            && one.get(key) != Some(&value)
    })?;
    tree.object(&pointer).insert(key.to_owned(), value);
    Some(())
}

fn without(tree: &mut Tree, key: &str) -> Option<()> {
    let (pointer, ..) = tree.property(|one| one.get(key).is_some())?;
    tree.object(&pointer).remove(key);
    Some(())
}

fn further(tree: &mut Tree, value: Value) -> Option<()> {
    let object = tree.with_properties()?;
    tree.object(&object)
        .insert("additionalProperties".to_owned(), value);
    Some(())
}

fn values(tree: &mut Tree) -> Option<String> {
    tree.any(|pointer, value| pointer.ends_with("/enum") && value.is_array())
}

fn mapping(tree: &mut Tree) -> Option<String> {
    tree.any(|pointer, value| pointer.ends_with("/discriminator/mapping") && value.is_object())
}

fn alternatives(tree: &mut Tree) -> Option<String> {
    tree.any(|pointer, value| {
        (pointer.ends_with("/oneOf") || pointer.ends_with("/anyOf"))
            && is_schema(pointer)
            && value.is_array()
    })
}
