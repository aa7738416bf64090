//! The data that several files of lowering share: flat schemas, types where they are used, and what
//! is settled at the end.

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::choice::Choice;
use super::mapping::Mapping;
use crate::diagnostic::Pointer;
use crate::ir::{
    Constraint, Constraints, Docs, ParameterCodec, Scalar, Subschema, Type, TypeId, TypeKind,
};

/// A schema as one flat record: its own keywords and, after merging, those of its `allOf` members.
///
/// ```yaml
/// allOf:                                    # becomes View {
///   - {$ref: '#/components/schemas/Pet'}    #   properties: [name, breed],
///   - properties: {breed: {type: string}}   #   required: [name],
/// required: [name]                          #   sources: [this schema, Pet, the second member] }
/// ```
///
/// It refers to the document and copies nothing, so that a report can name the exact place of a
/// keyword.
#[derive(Debug, Clone)]
pub(super) struct View<'d> {
    /// Its place in the document.
    pub at: Pointer,
    /// The objects that the keywords come from: the schema itself first, then merged members, the
    /// nearest first. Limits are read from them.
    pub sources: Vec<(Pointer, &'d Map<String, Value>)>,
    /// `type`.
    pub json_type: Option<JsonType>,
    /// `nullable: true`.
    pub nullable: bool,
    /// `format`.
    pub format: Option<&'d str>,
    /// `properties`, by name. If merged members repeat a name, the description that is nearest to
    /// this schema comes last.
    pub properties: Vec<(&'d str, Pointer)>,
    /// `required`.
    pub required: IndexSet<&'d str, RandomState>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `items`, of this schema and of merged members, the nearest last. All of them hold.
    pub items: Vec<Pointer>,
    /// `enum`.
    pub enumeration: Option<Vec<&'d Value>>,
    /// What alternatives say about the values, if they list them.
    pub entries: Vec<EnumEntry<'d>>,
    /// Whether `enumeration` lists all values.
    pub openness: Openness,
    /// The schema that this one is the same as, although it has more than one alternative.
    pub same_as: Option<Pointer>,
    /// `allOf`.
    pub all_of: Vec<Pointer>,
    /// `oneOf` or `anyOf`.
    pub choice: Option<Choice>,
    /// Further lists of alternatives that come from merged members. Only one list can become a
    /// type; a value is checked against the others at run time.
    pub conditions: Vec<Choice>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'d>>,
    /// Whether merged members contradict each other.
    pub agreement: Agreement,
    /// The alternatives of `anyOf` whose properties are among those of this schema.
    pub joined: Option<Joined<'d>>,
}

/// Alternatives of `anyOf` that are one object.
#[derive(Debug, Clone)]
pub(super) struct Joined<'d> {
    /// The properties that not all alternatives describe in the same way.
    pub varying: Vec<&'d str>,
    /// What each alternative says about them, and which properties only it requires. Empty if one
    /// alternative says nothing.
    pub rules: Vec<Subschema>,
}

/// Whether the schemas that are merged into one agree on the JSON type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They agree.
    Sound,
    /// They disagree, as in `allOf: [{type: string}, {type: object}]`: the type is any JSON.
    Contradiction,
}

/// The values of `type` (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>).
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

/// What `additionalProperties` says
/// (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Additional {
    /// The keyword is missing: other properties are allowed and dropped.
    Absent,
    /// `true`, or an empty schema: other properties are kept, as any JSON.
    Any,
    /// `false`: other properties are rejected.
    Closed,
    /// A schema, or one of each merged member, the nearest last: other properties are kept, and
    /// all of the schemas hold for each.
    Schema(Vec<Pointer>),
}

/// `discriminator`: the property that tells which alternative a value is
/// (<https://spec.openapis.org/oas/v3.1.1.html#discriminator-object>).
#[derive(Debug, Clone)]
pub(super) struct Discriminator<'d> {
    /// Its place in the document.
    pub at: Pointer,
    /// `propertyName`.
    pub property: &'d str,
    /// `mapping`.
    pub mapping: Mapping<'d>,
}

/// A value that a schema lists, with the name and the prose that the document gives it.
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
    AnyString,
}

/// How far a member is from the schema that it is merged into; less is nearer.
///
/// ```yaml
/// C:
///   allOf:
///     - $ref: '#/components/schemas/B'    # one reference away; its base `A` is two away
///     - {description: Says more.}         # written here: no reference, one list deep
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nearness {
    /// Which of several descriptions of a property it belongs to, the nearest first.
    pub description: usize,
    /// How many references lead to it.
    pub references: usize,
    /// How many lists of members it is inside.
    pub depth: usize,
}

/// A merged member: its keywords, where the list has it, and how near it is.
pub(super) struct MergedMember<'d> {
    pub view: View<'d>,
    pub member: Pointer,
    pub nearness: Nearness,
}

/// A type where it is used, and the limits that hold for values there.
///
/// `{$ref: UserId}` and `{type: string, maxLength: 10}` are both the Rust type `String`, with
/// different limits. The limits belong to the use and not to the type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeUse {
    /// The type of a present value.
    pub ty: Type,
    /// Its limits.
    pub constraints: Constraints,
}

/// An alternative before it has a name.
pub(super) struct UnionMember {
    /// The payload.
    pub usage: TypeUse,
    /// The words for its name.
    pub text: String,
    /// Whether the document names it: by its component or its title.
    pub is_named: bool,
    /// Its place.
    pub key: String,
    /// The tags that select it.
    pub tags: Option<Vec<String>>,
    /// The values of its tag property, if they replace the name of its component as tags unless
    /// another alternative has one of them, too.
    pub listed: Vec<String>,
    /// Whether it has alternatives itself.
    pub is_nested: bool,
    /// Prose.
    pub docs: Docs,
}

/// A named type before it has a name, and the limits on its values as a whole.
#[derive(Debug)]
pub(super) struct Built {
    /// The definition.
    pub kind: TypeKind,
    /// Limits that a struct, a union or an enumeration must satisfy, such as `minProperties`.
    pub limits: Vec<Constraint>,
}

/// A `default` that is checked when every type is built. Its type may be an enumeration that is
/// still in the queue.
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

/// A header that some response documents. Responses that document a header of the same name share
/// it.
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

    /// The same use without null: an alternative of a union never contains null, because the whole
    /// union does.
    pub(super) fn not_null(mut self) -> Self {
        self.ty = not_null(self.ty);
        self
    }

    /// The same type with null. Null is not added twice: `Nullable<T>`, any JSON, and null itself
    /// contain it already.
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

/// The type without null on the outside: `Nullable<T>` becomes `T`.
pub(super) fn not_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        other => other,
    }
}
