//! A Schema Object (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>) -> [`View`]: one
//! flat struct, whichever keywords the schema combines.
//!
//! It reads the JSON of the document and not the typed form: a reference may point at a schema
//! anywhere, and numbers keep the digits that the document has. Keys with a value of the wrong type
//! count as absent, since the loader reports them.
//!
//! ```yaml
//! type: object
//! required: [id]
//! properties: {id: {type: integer}}
//! x-note: …                               # unknown keys are not part of the view
//! # View { json_type: Some(Object), required: ["id"], properties: [("id", …/properties/id)], … }
//! ```

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::choice::Choice;
use super::mapping::Mapping;
use super::model::{Additional, Agreement, Discriminator, JsonType, Openness, View};
use super::shape::is_typed;
use crate::diagnostic::{Pointer, member};

impl<'d> View<'d> {
    /// The keywords of the schema at `at`, without following a reference; `None` if it is not an
    /// object.
    ///
    /// If a schema has both `oneOf` and `anyOf`, both hold
    /// (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2>): `oneOf` becomes the
    /// type, and `anyOf` is checked.
    pub(super) fn read(at: &Pointer, schema: &'d Value) -> Option<Self> {
        let object = schema.as_object()?;
        let mut view = Self::empty(at, object);
        let (mut one_of, mut any_of) = (None, None);
        for (key, value) in object {
            match key.as_str() {
                "type" => view.json_type = value.as_str().and_then(JsonType::parse),
                "nullable" => view.nullable = value.as_bool().unwrap_or_default(),
                "format" => view.format = value.as_str(),
                "properties" => view.properties = properties(value, at.child(key)),
                "required" => view.required = strings(Some(value)).into_iter().collect(),
                "additionalProperties" => view.additional = additional(value, at.child(key)),
                "items" => view.items = vec![at.child(key)],
                "enum" => view.enumeration = value.as_array().map(|list| list.iter().collect()),
                "allOf" => view.all_of = places(value, &at.child(key)),
                "oneOf" => one_of = Choice::read(value, at.child(key)),
                "anyOf" => any_of = Choice::read(value, at.child(key)),
                "discriminator" => view.discriminator = discriminator(value, at.child(key)),
                _ => {}
            }
        }
        let describes = |choice: &Choice| {
            let members = choice.at.last().and_then(|key| object.get(key.as_ref()));
            let members = members.and_then(Value::as_array).into_iter().flatten();
            members.into_iter().any(is_typed)
        };
        let types = [&one_of, &any_of].map(|choice| choice.as_ref().is_some_and(describes));
        (view.choice, view.conditions) = match (one_of, any_of, types) {
            (one_of, Some(any_of), [true, true]) => (one_of, vec![any_of]),
            (_, any_of, [false, true]) => (any_of, Vec::new()),
            (one_of, any_of, _) => (one_of.or(any_of), Vec::new()),
        };
        Some(view)
    }

    /// A schema without keywords.
    pub(super) fn empty(at: &Pointer, object: &'d Map<String, Value>) -> Self {
        Self {
            at: at.clone(),
            sources: vec![(at.clone(), object)],
            json_type: None,
            nullable: false,
            format: None,
            properties: Vec::new(),
            required: IndexSet::default(),
            additional: Additional::Absent,
            items: Vec::new(),
            enumeration: None,
            entries: Vec::new(),
            openness: Openness::Listed,
            same_as: None,
            all_of: Vec::new(),
            choice: None,
            conditions: Vec::new(),
            discriminator: None,
            agreement: Agreement::Sound,
            joined: None,
        }
    }

    /// A keyword of the schema itself, or else of the nearest merged member that has it.
    pub(super) fn any(&self, key: &str) -> Option<&'d Value> {
        self.sources
            .iter()
            .find_map(|(_, object)| member(object, key))
    }
}

impl JsonType {
    /// Whether some value is of both types: every integer is also a number.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let numbers = (Self::Integer, Self::Number);
        self == other || (self, other) == numbers || (other, self) == numbers
    }

    /// The type with its article, for messages: `an integer`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }

    /// The type as `type` spells it.
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a keyword; `None` for others, which the loader reports.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// The strings of a list; anything else in it is skipped.
pub(super) fn strings(value: Option<&Value>) -> Vec<&str> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Copies of strings.
pub(super) fn owned<'s>(strings: impl IntoIterator<Item = &'s str>) -> Vec<String> {
    strings.into_iter().map(str::to_owned).collect()
}

/// The properties with their places, in document order.
fn properties(value: &Value, at: Pointer) -> Vec<(&str, Pointer)> {
    let keys = value.as_object().into_iter().flat_map(Map::keys);
    keys.map(|key| (key.as_str(), at.child(key))).collect()
}

/// `additionalProperties`. An empty schema allows any value, as `true` does.
fn additional(value: &Value, at: Pointer) -> Additional {
    match value {
        Value::Bool(false) => Additional::Closed,
        Value::Object(schema) if !schema.is_empty() => Additional::Schema(vec![at]),
        _ => Additional::Any,
    }
}

/// The places of the members of `allOf`.
fn places(value: &Value, at: &Pointer) -> Vec<Pointer> {
    let count = value.as_array().map_or(0, Vec::len);
    (0..count).map(|index| at.index(index)).collect()
}

/// A Discriminator Object; `None` without `propertyName`.
pub(super) fn discriminator(value: &Value, at: Pointer) -> Option<Discriminator<'_>> {
    let property = value.get("propertyName")?.as_str()?;
    let mapping = Mapping::read(value.get("mapping"));
    Some(Discriminator {
        at,
        property,
        mapping,
    })
}
