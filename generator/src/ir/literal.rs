//! Constants of the document: defaults, and the values of enumerations.

use super::{FieldName, TypeId, VariantName};

/// A constant of the document that fits its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer, within the type's range.
    Integer(i128),
    /// A finite floating-point number.
    Float(f64),
    /// A number that keeps its digits, as the document writes it.
    Number(String),
    /// A string.
    String(String),
    /// A value that JSON writes as a string, and the string.
    Formatted(Formatted, String),
    /// A known variant of an enumeration.
    Variant(TypeId, VariantName),
    /// A string that an open enumeration does not list.
    Unlisted(TypeId, String),
    /// A list.
    List(Vec<Literal>),
    /// A value with names inside, and its JSON for docs.
    Composite(Composite, String),
    /// Anything else, as JSON that decodes to the type: a value of a type of the user's.
    Json(String),
}

/// A string that became a value of another type.
#[derive(Debug, Clone, PartialEq)]
pub enum Formatted {
    /// A date, or a date and time: its string says more than any other type.
    Time,
    /// The bits of a UUID.
    Uuid(u128),
    /// The bits of an IPv4 address.
    Ipv4(u32),
    /// The segments of an IPv6 address.
    Ipv6([u16; 8]),
    /// Bytes, without their base64.
    Bytes(Vec<u8>),
}

/// A constant that consists of named parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Composite {
    /// A list or an object of any JSON.
    Any,
    /// A map.
    Map(Vec<(String, Literal)>),
    /// A struct: the fields that have a value, and the properties without a field.
    Object(TypeId, Vec<(FieldName, Literal)>, Vec<(String, Literal)>),
    /// A variant of a union.
    Alternative(TypeId, VariantName, Box<Literal>),
}

impl Literal {
    /// The constants inside this one.
    fn parts(&self) -> Vec<&Literal> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Composite(Composite::Map(entries), _) => {
                entries.iter().map(|(_, one)| one).collect()
            }
            Self::Composite(Composite::Object(_, fields, extra), _) => {
                let fields = fields.iter().map(|(_, one)| one);
                fields.chain(extra.iter().map(|(_, one)| one)).collect()
            }
            Self::Composite(Composite::Alternative(_, _, payload), _) => vec![payload],
            Self::Null
            | Self::Bool(_)
            | Self::Integer(_)
            | Self::Float(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Formatted(..)
            | Self::Variant(..)
            | Self::Unlisted(..)
            | Self::Composite(Composite::Any, _)
            | Self::Json(_) => Vec::new(),
        }
    }

    /// The structs that the constant contains.
    #[must_use]
    pub fn structs(&self) -> Vec<TypeId> {
        let own = match self {
            Self::Composite(Composite::Object(id, ..), _) => Some(*id),
            _ => None,
        };
        let inside = self.parts().into_iter().flat_map(Self::structs);
        own.into_iter().chain(inside).collect()
    }

    /// Whether some part is known as JSON only, so that it must be decoded at run time.
    #[must_use]
    pub fn is_decoded(&self) -> bool {
        matches!(self, Self::Json(_)) || self.parts().into_iter().any(Self::is_decoded)
    }

    /// How many properties the structs in the constant have by name.
    #[must_use]
    pub fn known_properties(&self) -> usize {
        let own = match self {
            Self::Composite(Composite::Object(_, fields, _), _) => fields.len(),
            _ => 0,
        };
        let inside = self.parts().into_iter().map(Self::known_properties);
        own + inside.sum::<usize>()
    }
}
