//! A Schema Object -> [`View`]: one flat struct, whatever mixture of keywords the schema is.
//!
//! It reads the raised tree itself, not its typed form: a reference may point at a schema anywhere in the document, and
//! numbers keep the digits that the document has. Keys of the wrong shape count as absent; the loader reports them.

use serde_json::{Map, Value};

use super::listing::{Entry, Openness};
use crate::diagnostic::Pointer;
use crate::load::Document;

/// A schema with its own keywords, and after merging with those of its `allOf` members.
#[derive(Debug, Clone)]
pub(super) struct View<'d> {
    /// Where it stands.
    pub at: Pointer,
    /// The objects that the keywords come from: the schema itself first, then merged members. Limits are read from them.
    pub sources: Vec<(Pointer, &'d Map<String, Value>)>,
    /// `type`.
    pub json_type: Option<JsonType>,
    /// `nullable: true`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<&'d str>,
    /// `properties`, by name; a name occurs twice when merged members repeat it.
    pub properties: Vec<(&'d str, Pointer)>,
    /// `required`.
    pub required: Vec<&'d str>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `items`.
    pub items: Option<Pointer>,
    /// `enum`.
    pub enumeration: Option<Vec<&'d Value>>,
    /// What alternatives say of the values, where they list them.
    pub entries: Vec<Entry<'d>>,
    /// Whether `enumeration` lists all values.
    pub openness: Openness,
    /// The schema that has the same values.
    pub stands_for: Option<Pointer>,
    /// `allOf`.
    pub all_of: Vec<Pointer>,
    /// `oneOf` or `anyOf`.
    pub choice: Option<Choice>,
    /// Further lists of alternatives, of merged members: one list at most becomes a type.
    pub conditions: Vec<Choice>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'d>>,
    /// Whether merged members contradict each other.
    pub agreement: Agreement,
}

/// Whether the schemas that are merged into one agree on the type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They do.
    Sound,
    /// They do not: nothing is known about the values.
    Contradiction,
}

/// The values of `type` (OpenAPI 3.0.3, "Schema Object").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonType {
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

/// `additionalProperties`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Additional {
    /// Not said.
    Absent,
    /// `true`, or a schema that says nothing.
    Any,
    /// `false`.
    Closed,
    /// The schema of the values.
    Schema(Pointer),
}

/// The alternatives of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// Where `oneOf` or `anyOf` stands.
    pub at: Pointer,
    /// The alternatives.
    pub members: Vec<Pointer>,
}

/// `discriminator`.
#[derive(Debug, Clone)]
pub(super) struct Discriminator<'d> {
    /// Where it stands.
    pub at: Pointer,
    /// `propertyName`.
    pub property: &'d str,
    /// `mapping`: tag and schema.
    pub mapping: Vec<(&'d str, &'d str)>,
}

impl<'d> View<'d> {
    /// The schema at a place, without following a reference; `None` where there is no object.
    pub(super) fn read(document: &'d Document, at: &Pointer) -> Option<Self> {
        let object = document.value(at)?.as_object()?;
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let choice = list(object, at, "oneOf").or_else(|| list(object, at, "anyOf"));
        Some(Self {
            at: at.clone(),
            sources: vec![(at.clone(), object)],
            json_type: text("type").and_then(JsonType::parse),
            nullable: object
                .get("nullable")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
            format: text("format"),
            properties: properties(object, at),
            required: strings(object.get("required")),
            additional: additional(object, at),
            items: object.get("items").map(|_| at.child("items")),
            enumeration: object
                .get("enum")
                .and_then(Value::as_array)
                .map(|values| values.iter().collect()),
            entries: Vec::new(),
            openness: Openness::Listed,
            stands_for: None,
            all_of: list(object, at, "allOf")
                .map(|all| all.members)
                .unwrap_or_default(),
            choice,
            conditions: Vec::new(),
            discriminator: discriminator(object, at),
            agreement: Agreement::Sound,
        })
    }

    /// A keyword of the schema itself, or else of the first merged member that has it.
    pub(super) fn any(&self, key: &str) -> Option<&'d Value> {
        self.sources.iter().find_map(|(_, object)| object.get(key))
    }
}

impl JsonType {
    /// Whether some value is of both types.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let numbers = (Self::Integer, Self::Number);
        self == other || (self, other) == numbers || (other, self) == numbers
    }

    /// With its article, for messages.
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

    /// As `type` has it.
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

    fn parse(text: &str) -> Option<Self> {
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

/// The texts of a list; anything else in it is skipped.
pub(super) fn strings(value: Option<&Value>) -> Vec<&str> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn properties<'d>(object: &'d Map<String, Value>, at: &Pointer) -> Vec<(&'d str, Pointer)> {
    let at = at.child("properties");
    let named = object.get("properties").and_then(Value::as_object);
    named
        .into_iter()
        .flat_map(Map::keys)
        .map(|key| (key.as_str(), at.child(key)))
        .collect()
}

fn additional(object: &Map<String, Value>, at: &Pointer) -> Additional {
    match object.get("additionalProperties") {
        None => Additional::Absent,
        Some(Value::Bool(false)) => Additional::Closed,
        Some(Value::Object(schema)) if !schema.is_empty() => {
            Additional::Schema(at.child("additionalProperties"))
        }
        Some(_) => Additional::Any,
    }
}

fn list(object: &Map<String, Value>, at: &Pointer, key: &str) -> Option<Choice> {
    let members = object
        .get(key)?
        .as_array()
        .filter(|members| !members.is_empty())?;
    let at = at.child(key);
    let members = (0..members.len()).map(|index| at.index(index)).collect();
    Some(Choice { at, members })
}

fn discriminator<'d>(object: &'d Map<String, Value>, at: &Pointer) -> Option<Discriminator<'d>> {
    let value = object.get("discriminator")?;
    let property = value.get("propertyName")?.as_str()?;
    let mapping = value.get("mapping").and_then(Value::as_object);
    let mapping = mapping
        .into_iter()
        .flatten()
        .filter_map(|(tag, to)| Some((tag.as_str(), to.as_str()?)))
        .collect();
    Some(Discriminator {
        at: at.child("discriminator"),
        property,
        mapping,
    })
}
