//! A JSON text for a schema: mostly valid, in any spelling, with some mistakes.

use serde_json::Value;

use crate::draw::Draw;
use crate::json_text::{STRINGS, any, blank, number, quoted, string};

/// Writes values of the schemas of one document.
#[derive(Debug)]
pub struct Instances<'d> {
    /// The whole document.
    pub document: &'d Value,
}

impl Instances<'_> {
    /// A value of the schema at a pointer.
    pub fn at(&self, pointer: &str, draw: &mut Draw<'_>) -> String {
        let mut out = String::new();
        match self.document.pointer(pointer) {
            Some(schema) => self.write(schema, draw, 0, &mut out),
            None => any(draw, 0, &mut out),
        }
        out
    }

    fn write(&self, schema: &Value, draw: &mut Draw<'_>, depth: usize, out: &mut String) {
        blank(draw, out);
        if draw.once_in(24) {
            return any(draw, depth, out);
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = self
                .document
                .pointer(target.trim_start_matches('#'))
                .unwrap_or(&Value::Null);
            return self.write(target, draw, depth, out);
        }
        if let Some(value) = schema.get("const") {
            return out.push_str(&value.to_string());
        }
        if let Some(values) = schema
            .get("enum")
            .and_then(Value::as_array)
            .filter(|values| !values.is_empty())
        {
            return out.push_str(&draw.one(values).to_string());
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(members) = schema
                .get(key)
                .and_then(Value::as_array)
                .filter(|members| !members.is_empty())
            {
                // The first ends a recursion.
                let member = if depth > 12 {
                    &members[0]
                } else {
                    draw.one(members)
                };
                return self.write(member, draw, depth + 1, out);
            }
        }
        match self.kind(schema, draw) {
            "object" => self.object(schema, draw, depth, out),
            "array" => self.array(schema, draw, depth, out),
            "string" => string(draw, out),
            "integer" | "number" => number(draw, out),
            "boolean" => out.push_str(draw.text(&["true", "false"])),
            "null" => out.push_str("null"),
            _ => any(draw, depth, out),
        }
    }

    fn kind<'s>(&self, schema: &'s Value, draw: &mut Draw<'_>) -> &'s str {
        if schema.get("nullable") == Some(&Value::Bool(true)) && draw.once_in(4) {
            return "null";
        }
        let has = |key: &str| schema.get(key).is_some();
        match schema.get("type") {
            Some(Value::String(kind)) => kind,
            Some(Value::Array(kinds)) if !kinds.is_empty() => {
                draw.one(kinds).as_str().unwrap_or_default()
            }
            _ if has("properties") || has("allOf") || has("additionalProperties") => "object",
            _ if has("items") => "array",
            _ => "",
        }
    }

    fn object(&self, schema: &Value, draw: &mut Draw<'_>, depth: usize, out: &mut String) {
        let mut members: Vec<(String, Option<&Value>)> = Vec::new();
        self.members(schema, draw, depth, &mut members);
        out.push('{');
        for (index, (key, schema)) in members.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            blank(draw, out);
            quoted(key, draw, out);
            blank(draw, out);
            out.push(':');
            match schema {
                Some(schema) => self.write(schema, draw, depth + 1, out),
                None => any(draw, depth + 1, out),
            }
        }
        out.push('}');
    }

    /// Which members an object gets: most that are required, some of the others, and some with unknown names.
    fn members<'s>(
        &'s self,
        schema: &'s Value,
        draw: &mut Draw<'_>,
        depth: usize,
        members: &mut Vec<(String, Option<&'s Value>)>,
    ) {
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            if let Some(target) = self.document.pointer(target.trim_start_matches('#')) {
                self.members(target, draw, depth, members);
            }
            return;
        }
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.members(part, draw, depth, members);
        }
        let required = schema.get("required").and_then(Value::as_array);
        for (key, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let needed = required.is_some_and(|required| required.iter().any(|name| name == key));
            let present = if needed {
                !draw.once_in(40)
            } else {
                depth < 12 && draw.once_in(3)
            };
            if present && (draw.once_in(60) || !members.iter().any(|(name, _)| name == key)) {
                members.push((key.clone(), Some(property)));
            }
        }
        let further = schema
            .get("additionalProperties")
            .filter(|further| **further != Value::Bool(false));
        let most = if further.is_some() && depth < 10 {
            3
        } else {
            usize::from(draw.once_in(16))
        };
        for _ in 0..draw.below(most + 1) {
            let key = if draw.once_in(2) {
                draw.string()
            } else {
                (*draw.one(&STRINGS)).to_owned()
            };
            if draw.once_in(30) || !members.iter().any(|(name, _)| *name == key) {
                members.push((key, further));
            }
        }
    }

    fn array(&self, schema: &Value, draw: &mut Draw<'_>, depth: usize, out: &mut String) {
        let count = if depth > 10 { 0 } else { draw.below(4) };
        out.push('[');
        for index in 0..count {
            if index > 0 {
                out.push(',');
            }
            match schema.get("items") {
                Some(items) => self.write(items, draw, depth + 1, out),
                None => any(draw, depth + 1, out),
            }
        }
        blank(draw, out);
        out.push(']');
    }
}
