//! The data that several files of lowering share: flat schemas, types where they are used, and what
//! is settled at the end.

use serde_json::{Map, Value};

use crate::diagnostic::Pointer;
use crate::ir::{Constraint, Constraints, Docs, ParameterCodec, Scalar, Type, TypeId, TypeKind};

/// A schema with its own keywords, and after merging with those of its `allOf` members.
#[derive(Debug, Clone)]
pub(super) struct View<'d> {
    /// Its place in the document.
    pub at: Pointer,
    /// The objects that the keywords come from: the schema itself first, then merged members.
    /// Limits are read from them.
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
    /// What alternatives say about the values, if they list them.
    pub entries: Vec<EnumEntry<'d>>,
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
    /// The place of `oneOf` or `anyOf`.
    pub at: Pointer,
    /// The alternatives.
    pub members: Vec<Pointer>,
}

/// `discriminator`.
#[derive(Debug, Clone)]
pub(super) struct Discriminator<'d> {
    /// Its place in the document.
    pub at: Pointer,
    /// `propertyName`.
    pub property: &'d str,
    /// `mapping`: tag and schema.
    pub mapping: Vec<(&'d str, &'d str)>,
}

/// A value that a schema lists, and what it says about it.
#[derive(Debug, Clone)]
pub(super) struct EnumEntry<'d> {
    /// The value.
    pub value: &'d Value,
    /// `x-rust-name`, or what another extension calls it.
    pub chosen: Option<&'d str>,
    /// `title`, if it can be a name.
    pub title: Option<&'d str>,
    /// The prose.
    pub docs: Docs,
}

/// Whether values that are not listed are valid, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Openness {
    /// Only those that are listed.
    #[default]
    Listed,
    /// Any string.
    AnyText,
}

/// A type and what its values must satisfy.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeUse {
    /// The type of a present value.
    pub ty: Type,
    /// Its limits.
    pub constraints: Constraints,
}

/// What a named type is, and the limits on its values as a whole.
#[derive(Debug)]
pub(super) struct Built {
    pub kind: TypeKind,
    pub limits: Vec<Constraint>,
}

/// A default whose type may not be built yet.
#[derive(Debug)]
pub(super) struct PendingDefault<'d> {
    /// The struct.
    pub owner: TypeId,
    /// The index of its field.
    pub field: usize,
    /// The place of the default.
    pub at: Pointer,
    /// The default.
    pub value: &'d Value,
}

/// A header that some response documents.
#[derive(Debug)]
pub(super) struct DocumentedHeader<'d> {
    pub wire: &'d str,
    pub chosen: Option<&'d str>,
    pub ty: Type,
    pub codec: ParameterCodec,
    pub docs: Docs,
}

impl TypeUse {
    /// A type without limits.
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            constraints: Constraints::default(),
        }
    }

    /// Any JSON.
    pub(super) fn any() -> Self {
        Self::of(Type::Scalar(Scalar::Any))
    }

    /// The same without null.
    pub(super) fn not_null(mut self) -> Self {
        self.ty = not_null(self.ty);
        self
    }

    /// The same with null, unless null is among its values already.
    pub(super) fn or_null(mut self) -> Self {
        if !matches!(
            self.ty,
            Type::Nullable(_) | Type::Scalar(Scalar::Any | Scalar::Null)
        ) {
            self.ty = Type::Nullable(Box::new(self.ty));
        }
        self
    }
}

pub(super) fn not_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        other => other,
    }
}
