//! Named types with the tables that generated code would have for them.

use std::collections::{HashMap, HashSet};

use bindwright_runtime::check::Limit;
use bindwright_runtime::codec::field_key;
use bindwright_runtime::codegen::OneWay;

use super::api::{InterpretedApi, all_forever, forever};
use super::constant_value::ConstantValue;
use super::limits::table;
use crate::ir::{
    Access, Constraints, Enumeration, Extra, Field, Holds, Literal, Presence, Rule, RustName,
    Scalar, Struct, Tagging, Trial, Type, TypeDef, TypeKind, Union, Unlisted,
};

impl InterpretedApi {
    /// The tables of a named type.
    pub(super) fn plan(&'static self, index: usize) -> Option<&'static TypePlan> {
        let def = self.api.types.get(index)?;
        Some(self.once((index, 0), || TypePlan::of(self, index, def)))
    }
}

/// The tables of a named type.
pub(super) enum TypePlan {
    Record(RecordPlan),
    Enumeration(EnumerationPlan),
    Union(UnionPlan),
    /// Another name for a type.
    Alias(&'static Type),
    /// A type of the user's, about which nothing is known.
    Foreign,
}

/// An object.
pub(super) struct RecordPlan {
    pub(super) api: &'static InterpretedApi,
    pub(super) one_way: &'static [OneWay],
    pub(super) constants: Vec<(&'static str, ConstantValue)>,
    pub(super) fields: Vec<FieldPlan>,
    /// The keys of the constants, and of the fields behind them.
    pub(super) keys: &'static [&'static str],
    pub(super) extra: ExtraPlan,
    /// The limits of the object itself.
    pub(super) whole: &'static [Limit],
    pub(super) rules: &'static [Rule],
    /// Whether there is a table of limits.
    pub(super) is_checked: bool,
}

/// A property, or an alternative of a union.
pub(super) struct FieldPlan {
    pub(super) name: &'static str,
    pub(super) field: Option<&'static Field>,
    pub(super) ty: &'static Type,
    pub(super) is_optional: bool,
    pub(super) limits: &'static [Limit],
    pub(super) is_checked_inside: bool,
}

/// Properties without a name in the schema.
pub(super) enum ExtraPlan {
    Ignored,
    Closed,
    Kept {
        ty: &'static Type,
        limits: &'static [Limit],
        is_checked_inside: bool,
        /// Properties whose other values are kept, too.
        varying: &'static [&'static str],
    },
}

/// Strings or integers by name.
pub(super) struct EnumerationPlan {
    pub(super) base: Scalar,
    pub(super) names: &'static [&'static str],
    /// The same, to look one up.
    pub(super) known: HashSet<&'static str>,
    pub(super) is_open: bool,
}

/// One of several types.
pub(super) struct UnionPlan {
    /// Its index among the types.
    pub(super) index: usize,
    pub(super) data: &'static Union,
    pub(super) choice: ChoicePlan,
    pub(super) alternatives: Vec<FieldPlan>,
    /// The tags of each alternative.
    pub(super) tags: Vec<&'static [&'static str]>,
    /// The alternative of each tag.
    pub(super) tagged: HashMap<&'static str, usize>,
    pub(super) whole: &'static [Limit],
    pub(super) is_checked: bool,
}

/// How a union chooses.
pub(super) enum ChoicePlan {
    Tagged {
        property: &'static str,
        known: &'static [&'static str],
        keeps_unknown: bool,
    },
    /// By what the alternatives accept.
    Tried(&'static Trial),
}

impl TypePlan {
    fn of(api: &'static InterpretedApi, index: usize, def: &'static TypeDef) -> Self {
        match &def.kind {
            TypeKind::Struct(data) => Self::Record(RecordPlan::of(api, (index, def), data)),
            TypeKind::Enumeration(data) => Self::Enumeration(EnumerationPlan::of(data)),
            TypeKind::Union(data) => Self::Union(UnionPlan::of(api, (index, def), data)),
            TypeKind::Alias(ty, _) => Self::Alias(ty),
            TypeKind::Foreign(_) => Self::Foreign,
        }
    }
}

/// The limits of a value where it is used.
pub(super) fn limits_of(
    api: &InterpretedApi,
    ty: &Type,
    written: &Constraints,
) -> &'static [Limit] {
    table(api.api.effective(ty, written))
}

fn whole(def: &TypeDef) -> &'static [Limit] {
    table(Constraints {
        own: def.limits.clone(),
        items: None,
    })
}

impl RecordPlan {
    fn of(
        api: &'static InterpretedApi,
        (index, def): (usize, &'static TypeDef),
        data: &'static Struct,
    ) -> Self {
        let names = data.constants.iter().map(|one| &one.wire);
        let names = names.chain(data.fields.iter().map(|one| &one.wire));
        let keys = all_forever(names.map(|name| forever(field_key(name)).as_str()));
        let constants = data.constants.iter();
        let constants = constants.map(|one| (one.wire.as_str(), ConstantValue::of(&one.value)));
        Self {
            api,
            keys,
            one_way: all_forever(data.fields.iter().filter_map(one_way)),
            constants: constants.collect(),
            fields: data
                .fields
                .iter()
                .map(|one| FieldPlan::of(api, one))
                .collect(),
            extra: ExtraPlan::of(api, data),
            whole: whole(def),
            rules: &data.rules,
            is_checked: api.analysis.checked.has_table(index),
        }
    }
}

fn one_way(field: &'static Field) -> Option<OneWay> {
    let way = match field.access {
        Access::ReadWrite => return None,
        Access::ReadOnly => OneWay::responses(&field.wire),
        Access::WriteOnly => OneWay::requests(&field.wire),
    };
    Some(match field.presence {
        Presence::Required => way.required(),
        Presence::Optional | Presence::Default(_) => way,
    })
}

impl FieldPlan {
    fn of(api: &InterpretedApi, field: &'static Field) -> Self {
        let always = field.holds == Holds::Always;
        let limits = || limits_of(api, &field.ty, &field.constraints);
        Self {
            name: &field.wire,
            field: Some(field),
            ty: &field.ty,
            is_optional: !field.is_required(),
            limits: if always { limits() } else { &[] },
            is_checked_inside: always && api.is_checked_inside(&field.ty),
        }
    }
}

impl ExtraPlan {
    fn of(api: &InterpretedApi, data: &'static Struct) -> Self {
        match &data.extra {
            Extra::Ignored => Self::Ignored,
            Extra::Closed => Self::Closed,
            Extra::Kept(_, ty, limits) => {
                let varying = data.fields.iter();
                let varying = varying.filter(|one| one.holds == Holds::InSomeAlternatives);
                let map = Type::Map(Box::new(ty.clone()));
                let limits = Constraints {
                    own: Vec::new(),
                    items: Some(Box::new(limits.clone())),
                };
                Self::Kept {
                    ty,
                    limits: limits_of(api, &map, &limits),
                    is_checked_inside: api.is_checked_inside(&map),
                    varying: all_forever(varying.map(|one| one.wire.as_str())),
                }
            }
        }
    }
}

impl EnumerationPlan {
    fn of(data: &'static Enumeration) -> Self {
        let names = data.variants.iter().map(|one| match &one.value {
            Literal::Integer(value) => forever(value.to_string()).as_str(),
            Literal::String(text) => text,
            _ => "",
        });
        let names = all_forever(names);
        Self {
            base: data.base,
            names,
            known: names.iter().copied().collect(),
            is_open: matches!(data.unlisted, Unlisted::Allowed(_)),
        }
    }
}

impl UnionPlan {
    fn of(
        api: &'static InterpretedApi,
        (index, def): (usize, &'static TypeDef),
        data: &'static Union,
    ) -> Self {
        let alternatives = data.alternatives.iter();
        let alternatives = alternatives.map(|one| FieldPlan {
            name: one.name.as_str(),
            field: None,
            ty: &one.ty,
            is_optional: false,
            limits: limits_of(api, &one.ty, &one.constraints),
            is_checked_inside: api.is_checked_inside(&one.ty),
        });
        let tags = data.alternatives.iter();
        let tags = tags.map(|one| all_forever(one.tags.iter().map(String::as_str)));
        let mut tagged = HashMap::new();
        for (index, one) in data.alternatives.iter().enumerate() {
            for tag in &one.tags {
                tagged.entry(tag.as_str()).or_insert(index);
            }
        }
        Self {
            index,
            data,
            choice: ChoicePlan::of(data),
            alternatives: alternatives.collect(),
            tags: tags.collect(),
            tagged,
            whole: whole(def),
            is_checked: api.analysis.checked.has_table(index),
        }
    }
}

impl ChoicePlan {
    fn of(data: &'static Union) -> Self {
        match &data.tagging {
            Tagging::Property(property, unknown) => {
                let tags = data.alternatives.iter().flat_map(|one| &one.tags);
                Self::Tagged {
                    property,
                    known: all_forever(tags.map(String::as_str)),
                    keeps_unknown: unknown.is_some(),
                }
            }
            Tagging::Untagged(trial) => Self::Tried(trial),
        }
    }
}
