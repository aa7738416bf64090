//! Writes values: the calls that generated `Encode` implementations make.

use bindwright_runtime::codec::{Encode, View, Writer};

use super::super::constant_value::ConstantValue;
use super::super::plan::ChoicePlan;
use super::dynamic::{Content, Dynamic, ExtraValues, RecordValue};

impl Encode for ConstantValue {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Self::Text(text) => w.string(text),
            Self::Bool(value) => w.bool(*value),
            Self::Integer(value) => w.i64(*value),
        }
    }
}

impl Encode for Dynamic {
    fn encode(&self, w: &mut Writer<'_>) {
        match &self.0 {
            Content::Leaf(leaf) => leaf.encode(w),
            Content::List(items) => items.encode(w),
            Content::Map(entries) => entries.encode(w),
            Content::Nullable(None) => w.null(),
            Content::Nullable(Some(inner)) => inner.encode(w),
            Content::Listed(listed) => listed.value.encode(w),
            Content::Kept(value) => value.encode(w),
            Content::Record(record) => write_record(record, w),
            Content::Chosen {
                union,
                alternative,
                payload,
            } => match (&union.choice, union.tags.get(*alternative)) {
                (ChoicePlan::Tagged { property, .. }, Some(tags)) => {
                    w.tagged(property, tags, &**payload);
                }
                _ => payload.encode(w),
            },
        }
    }

    fn is_any(&self) -> bool {
        match &self.0 {
            Content::Leaf(leaf) => leaf.is_any(),
            Content::List(items) => items.is_any(),
            Content::Map(entries) => entries.is_any(),
            _ => false,
        }
    }

    fn view(&self) -> View<'_> {
        match &self.0 {
            Content::Leaf(leaf) => leaf.view(),
            Content::List(items) => items.view(),
            Content::Map(entries) => entries.view(),
            Content::Nullable(inner) => inner.as_ref().map_or(View::Null, |one| one.view()),
            // Generated types show nothing of themselves.
            Content::Record(_) | Content::Listed(_) | Content::Chosen { .. } | Content::Kept(_) => {
                View::Opaque
            }
        }
    }
}

fn write_record(record: &RecordValue, w: &mut Writer<'_>) {
    let plan = record.plan;
    let constants = plan.constants.iter();
    let constants = constants.map(|(name, value)| (*name, value as &dyn Encode));
    let fields = plan.fields.iter().zip(&record.fields);
    let fields = fields.map(|(field, value)| (field.name, value as &dyn Encode));
    let all: Vec<(&str, &dyn Encode)> = constants.chain(fields).collect();
    w.one_way(plan.one_way);
    match &record.extra {
        ExtraValues::None => w.record(&all),
        ExtraValues::Typed(extra) => w.record_with(&all, extra),
        ExtraValues::Free(extra) => w.record_with(&all, extra),
    }
}
