//! What generated types assert and JSON Schema does not: formats, and the type that the keywords of a schema without a type
//! speak of.

use serde_json::{Map, Value, json};

/// The type that keywords speak of.
pub(crate) fn typeless(schema: &Map<String, Value>, result: &mut Map<String, Value>) {
    let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    let ty = if has(&[
        "$ref", "allOf", "oneOf", "anyOf", "enum", "const", "not", "if",
    ]) {
        return;
    } else if has(&[
        "properties",
        "additionalProperties",
        "required",
        "minProperties",
        "maxProperties",
        "patternProperties",
    ]) {
        "object"
    } else if has(&[
        "items",
        "prefixItems",
        "minItems",
        "maxItems",
        "uniqueItems",
    ]) {
        "array"
    } else if has(&["pattern", "minLength", "maxLength", "format"]) {
        "string"
    } else if has(&[
        "minimum",
        "maximum",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ]) {
        "number"
    } else {
        return;
    };
    let is_nullable = schema.get("nullable") == Some(&json!(true));
    let ty = if is_nullable {
        json!([ty, "null"])
    } else {
        json!(ty)
    };
    result.insert("type".to_owned(), ty);
}

/// What `format` asserts; the ranges are those of the types in Rust.
pub(crate) fn format(schema: &Map<String, Value>, result: &mut Map<String, Value>) {
    let has = |wanted: &str| match schema.get("type") {
        Some(Value::String(ty)) => ty == wanted,
        Some(Value::Array(types)) => types.iter().any(|ty| ty == wanted),
        _ => false,
    };
    let format = schema
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut members = Vec::new();
    if has("string") && ["date-time", "date", "uuid", "ipv4", "ipv6", "byte"].contains(&format) {
        let name = if format == "byte" {
            "rust-byte"
        } else {
            format
        };
        members.push(json!({"format": name}));
    }
    if has("string") && schema.get("contentEncoding") == Some(&json!("base64")) {
        members.push(json!({"format": "rust-byte"}));
    }
    if has("number") && format == "float" {
        let (low, high) = (json!(f32::MIN), json!(f32::MAX));
        members.push(
            json!({"anyOf": [{"not": {"type": "number"}}, {"minimum": low, "maximum": high}]}),
        );
    }
    if has("integer") {
        let (low, high) = match format {
            "int8" => (json!(i8::MIN), json!(i8::MAX)),
            "int16" => (json!(i16::MIN), json!(i16::MAX)),
            "int32" => (json!(i32::MIN), json!(i32::MAX)),
            "uint8" => (json!(0), json!(u8::MAX)),
            "uint16" => (json!(0), json!(u16::MAX)),
            "uint32" => (json!(0), json!(u32::MAX)),
            "uint64" | "uint" => (json!(0), json!(u64::MAX)),
            _ => (json!(i64::MIN), json!(i64::MAX)),
        };
        members.push(
            json!({"anyOf": [{"not": {"type": "integer"}}, {"minimum": low, "maximum": high}]}),
        );
    }
    if !members.is_empty() {
        let all = result.entry("allOf").or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.extend(members);
        }
    }
}
