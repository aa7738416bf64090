//! Where generated types read a schema otherwise than JSON Schema does, on purpose: the whole list. A disagreement is explained
//! only if the validator agrees once it reads the schema in this way.

use bindwright::diagnostic::Code;
use serde_json::{Map, Value, json};

use crate::asserted::{format, typeless};
use crate::document::{Document, step};
use crate::keywords::LIMITS;
use crate::tags;

/// A way to read a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// `format` asserts where it has a type in Rust, and integers and numbers are those of Rust.
    Format,
    /// A schema without a type is of the type that its keywords speak of.
    Typeless,
    /// One alternative of `oneOf` is enough if a tag selects it, if all alternatives only list values, or if the generator has
    /// reported that the list is read as `anyOf` (BW0519).
    OneOf,
    /// The tag that `discriminator` names selects the alternative, and must be one of those that are known.
    Tag,
    /// `nullable` allows null also beside `enum`, `$ref` and `allOf`, where it has no effect by the letter of OpenAPI 3.0, and
    /// the alternative `{nullable: true}` is null. The same holds for the type `null` beside `enum` in OpenAPI 3.1.
    Nullable,
    /// An empty `enum` lists nothing, so it says nothing. A limit that excludes a listed value is reported, and ignored.
    Enumeration,
    /// A server ignores properties that only responses have: `readOnly`, also beside `$ref` in OpenAPI 3.0.
    ReadOnly,
    /// What cannot be checked is reported (BW0504, BW0505): patterns with look-around, closed members of `allOf`.
    NotChecked,
    /// Where members of `allOf` contradict each other, which is reported (BW0503), the type of one of them counts.
    Contradiction,
    /// A required property that nothing declares is reported (BW0318), and not required.
    Undeclared,
}

impl Reason {
    pub(crate) const ALL: [Self; 10] = [
        Self::Format,
        Self::Typeless,
        Self::OneOf,
        Self::Tag,
        Self::Nullable,
        Self::Enumeration,
        Self::ReadOnly,
        Self::NotChecked,
        Self::Contradiction,
        Self::Undeclared,
    ];

    /// In a table.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Format => "`format` and the types of Rust assert",
            Self::Typeless => "a schema without a type is of the type that its keywords speak of",
            Self::OneOf => {
                "one alternative of `oneOf` is enough if a tag selects it, or if it is reported that alternatives overlap"
            }
            Self::Tag => "the tag that `discriminator` names selects the alternative",
            Self::ReadOnly => "`readOnly` members of requests are ignored",
            Self::NotChecked => "what is reported as not checked is not checked",
            Self::Contradiction => "one of the contradicting members of `allOf` counts",
            Self::Undeclared => "a required property that is not declared is not required",
            Self::Enumeration => {
                "an empty `enum` is ignored, and so is a limit that excludes a listed value"
            }
            Self::Nullable => {
                "what is nullable allows null also beside `enum`, `$ref` or `allOf`, and the alternative `{nullable: true}` is null"
            }
        }
    }
}

/// The reasons that apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The letter of the standards.
    Letter,
    /// With one difference.
    With(Reason),
    /// With all of them.
    WithAll,
    /// With all of them but this: where a type comes from several schemas, one without a type does not add its own.
    WithAllBut(Reason),
}

impl Reading {
    pub(crate) fn has(self, reason: Reason) -> bool {
        match self {
            Self::Letter => false,
            Self::With(one) => one == reason,
            Self::WithAll => true,
            Self::WithAllBut(one) => one != reason,
        }
    }

    /// Applies `nullable: true` of a schema of OpenAPI 3.0 to its translation.
    pub(crate) fn nullable(self, result: &mut Map<String, Value>) {
        let types = match result.get("type") {
            Some(Value::String(one)) => Some(json!([one, "null"])),
            _ => None,
        };
        if let Some(types) = types {
            result.insert("type".to_owned(), types);
        }
        if self.has(Reason::Nullable) {
            let inner = std::mem::take(result);
            result.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
        }
    }

    /// What an alternative is instead of its translation: `{nullable: true}` alone is null.
    pub(crate) fn alternative(self, schema: &Value) -> Option<Value> {
        let is_null = self.has(Reason::Nullable) && *schema == json!({"nullable": true});
        is_null.then(|| json!({"type": "null"}))
    }

    /// Changes the translation of a schema.
    pub(crate) fn apply(
        self,
        document: &Document,
        (schema, pointer): (&Map<String, Value>, &str),
        result: &mut Map<String, Value>,
    ) {
        if self.has(Reason::Tag) {
            tagged(document, schema, result);
        }
        if self.has(Reason::OneOf)
            && is_any_of(document, schema, pointer)
            && let Some(alternatives) = result.remove("oneOf")
        {
            let members = result.entry("allOf").or_insert_with(|| json!([]));
            if let Some(members) = members.as_array_mut() {
                members.push(json!({"anyOf": alternatives}));
            }
        }
        if self.has(Reason::Nullable)
            && let Some(Value::Array(types)) = result.get("type")
            && types.iter().any(|ty| ty == "null")
            && let Some(Value::Array(values)) = result.get_mut("enum")
        {
            values.push(Value::Null);
        }
        if self.has(Reason::Enumeration) {
            enumeration(document, pointer, result);
        }
        if self.has(Reason::NotChecked) {
            let codes = [Code::PatternNotChecked, Code::NotChecked];
            let is_reported = |key: &str| {
                let mut codes = codes.into_iter();
                codes.any(|code| document.reports(code, &step(pointer, key)))
            };
            result.retain(|key, _| !is_reported(key));
        }
        if self.has(Reason::Contradiction) && is_contradictory(document, schema, pointer) {
            result.clear();
        }
        if self.has(Reason::Contradiction) && has_other_alternatives(document, schema, pointer) {
            result.remove("type");
        }
        if self.has(Reason::Undeclared) {
            let at = step(pointer, "required");
            if let Some(Value::Array(required)) = result.get_mut("required") {
                let names = schema.get("required").and_then(Value::as_array);
                let position = |name: &Value| names?.iter().position(|one| one == name);
                required.retain(|name| {
                    position(name).is_none_or(|index| {
                        let at = step(&at, &index.to_string());
                        !document.reports(Code::UndeclaredRequired, &at)
                    })
                });
            }
        }
        if self.has(Reason::Typeless) && !schema.contains_key("type") {
            typeless(schema, result);
        }
        if self.has(Reason::Format) {
            format(schema, result);
        }
    }
}

/// Whether the generator has reported that a schema, or one of its members, contradicts the others.
fn is_contradictory(document: &Document, schema: &Map<String, Value>, pointer: &str) -> bool {
    let members = schema.get("allOf").and_then(Value::as_array);
    let members = 0..members.map_or(0, Vec::len);
    let mut members = members.map(|index| format!("{pointer}/allOf/{index}"));
    let is_reported = |at: &str| document.reports(Code::ConflictingSchemas, at);
    members.any(|at| is_reported(&at))
        || ["", "/type", "/enum"]
            .iter()
            .any(|key| is_reported(&format!("{pointer}{key}")))
}

/// Whether the generator has reported that an alternative is of another type than the schema.
fn has_other_alternatives(document: &Document, schema: &Map<String, Value>, pointer: &str) -> bool {
    ["oneOf", "anyOf"].into_iter().any(|key| {
        let members = schema.get(key).and_then(Value::as_array);
        let mut members = 0..members.map_or(0, Vec::len);
        members.any(|index| {
            let at = format!("{pointer}/{key}/{index}");
            document.reports(Code::ConflictingSchemas, &at)
        })
    })
}

/// Which of `enum` and the limits beside it counts.
fn enumeration(document: &Document, pointer: &str, result: &mut Map<String, Value>) {
    if result.get("enum") == Some(&json!([])) {
        result.remove("enum");
    }
    let is_listed = document.reports_in(Code::ValueMismatch, &step(pointer, "enum"));
    if !is_listed && !document.reports(Code::ValueMismatch, pointer) {
        return;
    }
    result.retain(|key, _| !LIMITS.contains(&key.as_str()));
    let is_string = result.get("type") == Some(&json!("string"));
    let values = result.get_mut("enum").and_then(Value::as_array_mut);
    for value in values.into_iter().flatten() {
        if is_string && (value.is_number() || value.is_boolean()) {
            *value = json!(value.to_string());
        }
    }
}

/// Adds its tags to each alternative.
fn tagged(document: &Document, schema: &Map<String, Value>, result: &mut Map<String, Value>) {
    let Some(discriminator) = tags::discriminator(document, schema) else {
        return;
    };
    for key in ["oneOf", "anyOf"] {
        let alternatives = schema.get(key).and_then(Value::as_array);
        let translated = result.get_mut(key).and_then(Value::as_array_mut);
        let pairs = alternatives.into_iter().flatten();
        for (alternative, translated) in pairs.zip(translated.into_iter().flatten()) {
            if let Some(tags) = tags::assertion(document, discriminator, alternative) {
                *translated = json!({"allOf": [translated.take(), tags]});
            }
        }
    }
}

/// Whether `oneOf` at a pointer is read as `anyOf`.
fn is_any_of(document: &Document, schema: &Map<String, Value>, pointer: &str) -> bool {
    let alternatives = schema.get("oneOf").and_then(Value::as_array);
    let all = |is: &dyn Fn(&Value) -> bool| alternatives.is_some_and(|all| all.iter().all(is));
    let is_listed = |one: &Value| one.get("enum").is_some() || one.get("const").is_some();
    let is_reported = |at: &str| document.reports(Code::OverlappingAlternatives, at);
    // A member of `allOf` is reported where the type is.
    let of_type = pointer.rsplit_once("/allOf/").map(|(at, _)| at);
    is_reported(pointer)
        || is_reported(&step(pointer, "oneOf"))
        || of_type.is_some_and(is_reported)
        || tags::discriminator(document, schema).is_some()
        || all(&is_listed)
}
