//! Reads objects and maps: a slot for each field, and a place for other properties.

use bindwright_runtime::codec::{
    DecodeError, DecodeReason, Decoded, Extra, JsonType, Policy, Reader, Slot, constant,
};
use bindwright_runtime::{Map, Value};

use super::super::api::InterpretedApi;
use super::super::constant_value::ConstantValue;
use super::super::plan::{ExtraPlan, FieldPlan, RecordPlan};
use super::dynamic::{Content, Dynamic, ExtraValues, RecordValue};
use crate::ir::Type;

pub(super) type ApiRef = &'static InterpretedApi;

/// How the types inside are read.
#[derive(Clone, Copy)]
pub(super) struct InnerTypes {
    pub(super) read: fn(ApiRef, &'static Type, &mut Reader<'_>) -> Decoded<Dynamic>,
    /// The value of a field that is absent.
    pub(super) absent: fn(ApiRef, &'static Type) -> Option<Dynamic>,
    /// The value that null is.
    pub(super) null: fn(ApiRef, &'static Type) -> Option<Dynamic>,
}

/// The place of a field's value. The value is a pointer, so that an object of many fields does not seem to need the stack that a
/// type without pointers would.
struct FieldSlot {
    inner: InnerTypes,
    api: ApiRef,
    ty: &'static Type,
    is_optional: bool,
    value: Option<Option<Box<Dynamic>>>,
}

impl FieldSlot {
    fn new(inner: InnerTypes, api: ApiRef, field: &FieldPlan) -> Self {
        Self {
            inner,
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
            && (self.inner.null)(self.api, self.ty).is_none();
        self.value = Some(if is_null {
            r.null()?;
            None
        } else {
            Some(Box::new((self.inner.read)(self.api, self.ty, r)?))
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
            let absent = (self.inner.absent)(self.api, self.ty);
            absent.map(|value| Some(Box::new(value)))
        };
        self.value.is_some()
    }
}

/// The entries of a map, or the further properties of an object.
pub(super) struct EntriesReader {
    inner: InnerTypes,
    api: ApiRef,
    ty: &'static Type,
    pub(super) entries: Map<Dynamic>,
}

impl EntriesReader {
    pub(super) fn new(inner: InnerTypes, api: ApiRef, ty: &'static Type) -> Self {
        Self {
            inner,
            api,
            ty,
            entries: Map::new(),
        }
    }
}

impl Extra for EntriesReader {
    fn keep(&mut self, key: String, r: &mut Reader<'_>) -> Result<(), DecodeError> {
        if self.entries.contains_key(&key) {
            return Err(DecodeError::new(DecodeReason::Duplicate).within(&key));
        }
        let value = (self.inner.read)(self.api, self.ty, r).map_err(|error| error.within(&key))?;
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

/// How many fields are usual, and how many steps each further one takes: types with many of them often contain each other.
const USUAL: usize = 64;
const MORE: usize = 16;

/// Reads an object.
pub(super) fn record(
    plan: &'static RecordPlan,
    inner: InnerTypes,
    r: &mut Reader<'_>,
) -> Decoded<Dynamic> {
    let fields = plan.fields.len();
    plan.api
        .count_work(fields + MORE * fields.saturating_sub(USUAL));
    let mut constants: Vec<Box<dyn Slot>> = plan
        .constants
        .iter()
        .map(|(_, value)| constant_slot(*value))
        .collect();
    let fields = plan.fields.iter();
    let mut fields: Vec<FieldSlot> = fields
        .map(|one| FieldSlot::new(inner, plan.api, one))
        .collect();
    let mut slots: Vec<&mut dyn Slot> = Vec::new();
    for slot in &mut constants {
        slots.push(&mut **slot);
    }
    for slot in &mut fields {
        slots.push(slot);
    }
    r.one_way(plan.one_way);
    let extra = match &plan.extra {
        ExtraPlan::Ignored => {
            r.record(plan.keys, &mut slots)?;
            ExtraValues::None
        }
        ExtraPlan::Closed => {
            r.record_closed(plan.keys, &mut slots)?;
            ExtraValues::None
        }
        ExtraPlan::Kept {
            ty, varying: [], ..
        } => {
            let mut extra = EntriesReader::new(inner, plan.api, ty);
            r.record_with(plan.keys, &mut slots, &mut extra)?;
            ExtraValues::Typed(extra.entries)
        }
        ExtraPlan::Kept { varying, .. } => {
            let mut extra: Map<Value> = Map::new();
            r.record_or(plan.keys, &mut slots, &mut extra, varying)?;
            ExtraValues::Free(extra)
        }
    };
    let fields = fields
        .into_iter()
        .map(|slot| slot.value.flatten().map(|value| *value));
    Ok(Dynamic(Content::Record(Box::new(RecordValue {
        plan,
        fields: fields.collect(),
        extra,
    }))))
}
