//! Named types: objects, enumerations, unions, aliases.

use super::{
    Constraint, Constraints, Docs, FieldName, Literal, Origin, Rule, RustPath, Scalar, TimeForm,
    Type, TypeName, Union, VariantName,
};

/// A named type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Its Rust name.
    pub name: TypeName,
    /// Its prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
    /// What it is.
    pub kind: TypeKind,
    /// Limits on a value as a whole. An alias has its limits in its kind.
    pub limits: Vec<Constraint>,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object.
    Struct(Struct),
    /// Strings or integers by name.
    Enumeration(Enumeration),
    /// `oneOf`, `anyOf`: one of several types.
    Union(Union),
    /// Another name for a type (`type UserId = String`). Its constraints apply wherever it is used.
    Alias(Type, Constraints),
    /// Another name for a type of the user's (`x-rust-type`), which encodes, decodes and checks its
    /// values itself.
    Foreign(RustPath),
}

impl TypeKind {
    /// The struct, if it is one.
    #[must_use]
    pub fn as_struct(&self) -> Option<&Struct> {
        if let Self::Struct(data) = self {
            Some(data)
        } else {
            None
        }
    }

    /// The struct, if it is one, to complete it.
    #[must_use]
    pub fn as_struct_mut(&mut self) -> Option<&mut Struct> {
        if let Self::Struct(data) = self {
            Some(data)
        } else {
            None
        }
    }

    /// The union, if it is one.
    #[must_use]
    pub fn as_union(&self) -> Option<&Union> {
        if let Self::Union(data) = self {
            Some(data)
        } else {
            None
        }
    }
}

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// The properties with only one value, in document order. The codec handles them; callers do
    /// not see them.
    pub constants: Vec<Constant>,
    /// The other properties, in document order.
    pub fields: Vec<Field>,
    /// What happens to properties that the document does not name.
    pub extra: Extra,
    /// Cross-field rules (`x-rules`).
    pub rules: Vec<Rule>,
    /// Set if the schema is an error body (`x-error`): what its properties mean.
    pub error: Option<Box<ErrorFields>>,
    /// The struct that passes the required fields to `new` by name, if they are more than
    /// [`POSITIONAL`]: `InvoiceRequired`.
    pub companion: Option<TypeName>,
}

/// How many arguments a constructor takes by position at most: with more, two of the same type are
/// easily swapped.
pub const POSITIONAL: usize = 4;

impl Struct {
    /// The fields that `new` takes: what only one side sends is optional in Rust, so that the other
    /// side can read it.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_required())
    }

    /// The field of a property.
    #[must_use]
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    /// The names of the properties on the wire.
    pub fn wires(&self) -> impl Iterator<Item = &str> {
        let constants = self.constants.iter().map(|one| one.wire.as_str());
        constants.chain(self.fields.iter().map(|field| field.wire.as_str()))
    }

    /// Whether it names a property.
    #[must_use]
    pub fn declares(&self, wire: &str) -> bool {
        self.wires().any(|known| known == wire)
    }
}

/// A required property of one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// The name on the wire.
    pub wire: String,
    /// The value: a string, a boolean or an integer of 64 bits.
    pub value: Literal,
}

/// A property of an object or a part of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The Rust name.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// The type of a present value.
    pub ty: Type,
    /// The time in the string.
    pub time: Option<TimeForm>,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Limits on its value.
    pub constraints: Constraints,
    /// Which side sends it.
    pub access: Access,
    /// Whether its type holds for every value.
    pub holds: Holds,
    /// Prose.
    pub docs: Docs,
    /// Where it is described.
    pub origin: Origin,
}

/// Whether the type of a field holds for every value of the property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Other values are rejected.
    Always,
    /// Only for some alternatives of `anyOf`: `extra` keeps other values, and a check of the whole
    /// object decides.
    InSomeAlternatives,
}

impl Field {
    /// Whether the field is an argument of `new`. What only one side may send is absent on the
    /// other, so it is an `Option` even if the document requires it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required && self.access == Access::ReadWrite
    }
}

/// Whether a value may be absent.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence {
    /// Always there: `T`, an argument of `new`.
    Required,
    /// May be absent: `Option<T>`.
    Optional,
    /// May be absent, and absence means this value: `Option<T>` and a getter `…_or_default`.
    Default(Literal),
}

impl Presence {
    /// The presence of a value that the document requires, or does not.
    #[must_use]
    pub fn of(required: bool) -> Self {
        if required {
            Self::Required
        } else {
            Self::Optional
        }
    }
}

/// `readOnly` and `writeOnly`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// In requests and responses.
    ReadWrite,
    /// Only in responses: optional in Rust, and not an argument of `new`.
    ReadOnly,
    /// Only in requests: optional in Rust when it comes back.
    WriteOnly,
}

/// Properties that the schema does not name.
#[derive(Debug, Clone, PartialEq)]
pub enum Extra {
    /// Allowed and dropped.
    Ignored,
    /// `additionalProperties: false`.
    Closed,
    /// Kept in a field of this name, values of this type.
    Kept(FieldName, Type, Constraints),
}

/// Which properties of an error body carry what (`x-error`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// The service's error code.
    pub code: Option<FieldName>,
    /// A message for people.
    pub message: Option<FieldName>,
    /// Further detail.
    pub detail: Option<FieldName>,
    /// The id under which the service logged the request.
    pub request_id: Option<FieldName>,
    /// The codes that mean success, if the error also comes with a status of success.
    pub success_codes: Option<Vec<String>>,
}

/// Named values of one scalar type.
#[derive(Debug, Clone, PartialEq)]
pub struct Enumeration {
    /// `Literal::String` or `Literal::Integer`, all of one sort.
    pub variants: Vec<Variant>,
    /// The scalar behind it.
    pub base: Scalar,
    /// What happens to other values.
    pub unlisted: Unlisted,
}

/// What happens to values that an enumeration does not list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlisted {
    /// The variant with this name keeps them; strict decoding rejects them.
    Kept(VariantName),
    /// The document allows them (`anyOf: [{enum: […]}, {type: string}]`), and the variant of this
    /// name holds them.
    Allowed(VariantName),
}

impl Unlisted {
    /// The variant for other values.
    #[must_use]
    pub fn variant(&self) -> &VariantName {
        match self {
            Self::Kept(name) | Self::Allowed(name) => name,
        }
    }
}

/// One named value.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The Rust name.
    pub name: VariantName,
    /// The value on the wire.
    pub value: Literal,
    /// Prose.
    pub docs: Docs,
}
