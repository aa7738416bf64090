//! Reads values: the calls that generated `Decode` implementations make.

use std::cell::Cell;

use bindwright_runtime::codec::{
    Decode, DecodeError, DecodeReason, Decoded, Extra, JsonType, Policy, Reader, Slot, UnknownTag,
    Variant, constant,
};
use bindwright_runtime::{Map, Value};

use super::super::plan::{
    ChoicePlan, ConstantValue, EnumerationPlan, ExtraPlan, FieldPlan, InterpretedApi, RecordPlan,
    TypePlan, UnionPlan,
};
use super::leaf::{Absent, Null, Read, with_type};
use super::{Content, Dynamic, ExtraValues, ListedValue, RecordValue};
use crate::ir::{RustName, Scalar, Type, TypeId};

type ApiRef = &'static InterpretedApi;

/// Reads a value of a type.
pub(in crate::diff::counterexample::interpret) fn read(
    api: ApiRef,
    ty: &'static Type,
    r: &mut Reader<'_>,
) -> Decoded<Dynamic> {
    Ok(Dynamic(match ty {
        Type::Scalar(scalar) => Content::Leaf(with_type(*scalar, api.api.date_times, Read(r))?),
        Type::List(item) => {
            let mut items = Vec::new();
            r.list(&mut |r| {
                items.push(read(api, item, r)?);
                Ok(())
            })?;
            Content::List(items)
        }
        Type::Map(value) => {
            let mut entries = EntriesReader::new(api, value);
            r.map(&mut entries)?;
            Content::Map(entries.entries)
        }
        Type::Nullable(_) if r.kind()? == JsonType::Null => {
            r.null()?;
            Content::Nullable(None)
        }
        Type::Nullable(inner) => Content::Nullable(Some(Box::new(read(api, inner, r)?))),
        Type::Boxed(inner) => return read(api, inner, r),
        Type::Named(id) => return named(api, *id, r),
    }))
}

fn named(api: ApiRef, id: TypeId, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    match api.plan(id.0) {
        Some(TypePlan::Record(plan)) => record(plan, r),
        Some(TypePlan::Enumeration(plan)) => listed(plan, r),
        Some(TypePlan::Union(plan)) => chosen(api, plan, r),
        Some(TypePlan::Alias(ty)) => read(api, ty, r),
        Some(TypePlan::Foreign) | None => Err(r.unexpected("a value of a type of the user's")),
    }
}

/// What a field of a type gets if it is absent.
fn absent(api: ApiRef, ty: &'static Type) -> Option<Dynamic> {
    match ty {
        Type::Scalar(scalar) => {
            let leaf = with_type(*scalar, api.api.date_times, Absent)?;
            Some(Dynamic(Content::Leaf(leaf)))
        }
        Type::Boxed(inner) => absent(api, inner),
        Type::Named(id) => match api.plan(id.0) {
            Some(TypePlan::Alias(ty)) => absent(api, ty),
            _ => None,
        },
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => None,
    }
}

/// What null means to a type.
pub(super) fn null(api: ApiRef, ty: &'static Type) -> Option<Dynamic> {
    match ty {
        Type::Scalar(scalar) => {
            let leaf = with_type(*scalar, api.api.date_times, Null)?;
            Some(Dynamic(Content::Leaf(leaf)))
        }
        Type::Nullable(_) => Some(Dynamic(Content::Nullable(None))),
        Type::Boxed(inner) => null(api, inner),
        Type::Named(id) => match api.plan(id.0) {
            Some(TypePlan::Alias(ty)) => null(api, ty),
            Some(TypePlan::Union(UnionPlan {
                choice: ChoicePlan::Tried(trial),
                ..
            })) => trial.null(),
            _ => None,
        },
        Type::List(_) | Type::Map(_) => None,
    }
}

/// The place of a field's value.
struct FieldSlot {
    api: ApiRef,
    ty: &'static Type,
    is_optional: bool,
    value: Option<Option<Dynamic>>,
}

impl FieldSlot {
    fn new(api: ApiRef, field: &FieldPlan) -> Self {
        Self {
            api,
            ty: field.ty,
            is_optional: field.is_optional,
            value: None,
        }
    }
}

impl Slot for FieldSlot {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        let is_null = self.is_optional
            && r.policy() == Policy::Lenient
            && r.kind().is_ok_and(|kind| kind == JsonType::Null)
            && null(self.api, self.ty).is_none();
        self.value = Some(if is_null {
            r.null()?;
            None
        } else {
            Some(read(self.api, self.ty, r)?)
        });
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.value.is_some()
    }

    fn settle(&mut self) -> bool {
        self.value = if self.is_optional {
            Some(None)
        } else {
            absent(self.api, self.ty).map(Some)
        };
        self.value.is_some()
    }
}

/// The entries of a map, or the further properties of an object.
struct EntriesReader {
    api: ApiRef,
    ty: &'static Type,
    entries: Map<Dynamic>,
}

impl EntriesReader {
    fn new(api: ApiRef, ty: &'static Type) -> Self {
        let entries = Map::new();
        Self { api, ty, entries }
    }
}

impl Extra for EntriesReader {
    fn keep(&mut self, key: String, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        if self.entries.contains_key(&key) {
            return Err(DecodeError::new(DecodeReason::Duplicate).within(&key));
        }
        let value = read(self.api, self.ty, r).map_err(|error| error.within(&key))?;
        self.entries.insert(key, value);
        Ok(())
    }
}

fn constant_slot(value: ConstantValue) -> Box<dyn Slot> {
    match value {
        ConstantValue::Text(text) => Box::new(constant(text)),
        ConstantValue::Bool(value) => Box::new(constant(value)),
        ConstantValue::Integer(value) => Box::new(constant(value)),
    }
}

fn record(plan: &'static RecordPlan, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    let names = plan.constants.iter().map(|(name, _)| *name);
    let mut constants: Vec<Box<dyn Slot>> = plan
        .constants
        .iter()
        .map(|(_, value)| constant_slot(*value))
        .collect();
    let fields = plan.fields.iter();
    let mut fields: Vec<FieldSlot> = fields.map(|one| FieldSlot::new(plan.api, one)).collect();
    let mut slots: Vec<(&'static str, &mut dyn Slot)> = Vec::new();
    for (name, slot) in names.zip(&mut constants) {
        slots.push((name, &mut **slot));
    }
    for (field, slot) in plan.fields.iter().zip(&mut fields) {
        slots.push((field.name, slot));
    }
    r.one_way(plan.one_way);
    let extra = match &plan.extra {
        ExtraPlan::Ignored => {
            r.record(&mut slots)?;
            ExtraValues::None
        }
        ExtraPlan::Closed => {
            r.record_closed(&mut slots)?;
            ExtraValues::None
        }
        ExtraPlan::Kept { ty, varying, .. } if varying.is_empty() => {
            let mut extra = EntriesReader::new(plan.api, ty);
            r.record_with(&mut slots, &mut extra)?;
            ExtraValues::Typed(extra.entries)
        }
        ExtraPlan::Kept { varying, .. } => {
            let mut extra: Map<Value> = Map::new();
            r.record_or(&mut slots, &mut extra, varying)?;
            ExtraValues::Free(extra)
        }
    };
    let fields = fields.into_iter().map(|slot| slot.value.flatten());
    Ok(Dynamic(Content::Record(Box::new(RecordValue {
        plan,
        fields: fields.collect(),
        extra,
    }))))
}

fn listed(plan: &'static EnumerationPlan, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    let policy = r.policy();
    let (value, text, unlisted) = match plan.base {
        Scalar::Integer(_) => {
            let value = with_type(plan.base, crate::ir::DateTimes::String, Read(r))?;
            let text = written(&*value);
            let number = text.parse().unwrap_or_default();
            (
                value,
                text,
                DecodeReason::unlisted_integer(number, plan.names),
            )
        }
        _ => {
            let text = String::decode(r)?;
            let reason = DecodeReason::unlisted_text(&text, plan.names);
            (Box::new(text.clone()) as _, text, reason)
        }
    };
    let is_known = plan.is_open || plan.names.contains(&text.as_str());
    if !is_known && policy == Policy::Strict {
        return Err(unlisted.into());
    }
    Ok(Dynamic(Content::Listed(Box::new(ListedValue {
        value,
        is_known,
    }))))
}

/// An integer as it is written.
fn written(value: &dyn super::Leaf) -> String {
    match value.view() {
        bindwright_runtime::codec::View::Integer(value) => value.to_string(),
        _ => String::new(),
    }
}

fn chosen(api: ApiRef, plan: &'static UnionPlan, r: &mut Reader<'_>) -> Decoded<Dynamic> {
    let (property, known, keeps_unknown) = match &plan.choice {
        ChoicePlan::Tried(trial) => return r.untagged(trial),
        ChoicePlan::Tagged {
            property,
            known,
            keeps_unknown,
        } => (property, known, *keeps_unknown),
    };
    let unknown = match keeps_unknown {
        true => UnknownTag::Keep,
        false => UnknownTag::Reject,
    };
    let Some(tag) = r.tag(property, known, unknown)? else {
        return Ok(Dynamic(Content::Kept(Value::decode(r)?)));
    };
    let mut tags = plan.tags.iter();
    let alternative = tags
        .position(|tags| tags.contains(&tag))
        .unwrap_or_default();
    match plan.alternatives.get(alternative) {
        Some(one) => Ok(Dynamic(Content::Chosen {
            union: plan,
            alternative,
            payload: Box::new(read(api, one.ty, r)?),
        })),
        None => Err(r.unexpected("an alternative")),
    }
}

/// An alternative of a union that is tried.
pub(in crate::diff::counterexample::interpret) struct AlternativeReader {
    api: ApiRef,
    union: usize,
    alternative: usize,
    name: &'static str,
    ty: &'static Type,
}

impl AlternativeReader {
    pub(in crate::diff::counterexample::interpret) fn new(
        api: ApiRef,
        union: usize,
        alternative: usize,
    ) -> Option<Self> {
        let data = api.api.types.get(union)?.kind.as_union()?;
        let one = data.alternatives.get(alternative)?;
        Some(Self {
            api,
            union,
            alternative,
            name: one.name.as_str(),
            ty: &one.ty,
        })
    }

    pub(in crate::diff::counterexample::interpret) fn name(&self) -> &'static str {
        self.name
    }

    fn wrap(&self, payload: Dynamic) -> Option<Dynamic> {
        let Some(TypePlan::Union(union)) = self.api.plan(self.union) else {
            return None;
        };
        Some(Dynamic(Content::Chosen {
            union,
            alternative: self.alternative,
            payload: Box::new(payload),
        }))
    }
}

impl Variant<Dynamic> for AlternativeReader {
    fn read(&self, r: &mut Reader<'_>) -> Result<Dynamic, DecodeError> {
        let payload = read(self.api, self.ty, r)?;
        self.wrap(payload)
            .ok_or_else(|| DecodeReason::Missing.into())
    }

    fn null(&self) -> Option<Dynamic> {
        self.wrap(null(self.api, self.ty)?)
    }
}

thread_local! {
    /// The type that is read where the runtime asks for a Rust type.
    static CURRENT: Cell<Option<(ApiRef, &'static Type)>> = const { Cell::new(None) };
}

/// Runs code of the runtime that is generic over a Rust type, with a type of a document.
pub(in crate::diff::counterexample::interpret) fn reading<T>(
    api: ApiRef,
    ty: &'static Type,
    run: impl FnOnce() -> T,
) -> T {
    let before = CURRENT.replace(Some((api, ty)));
    let result = run();
    CURRENT.set(before);
    result
}

/// As the type that [`reading`] names.
impl Decode for Dynamic {
    fn decode(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match CURRENT.get() {
            Some((api, ty)) => read(api, ty, r),
            None => Err(r.unexpected("a value of a known type")),
        }
    }

    fn absent() -> Option<Self> {
        let (api, ty) = CURRENT.get()?;
        absent(api, ty)
    }

    fn null() -> Option<Self> {
        let (api, ty) = CURRENT.get()?;
        null(api, ty)
    }
}
