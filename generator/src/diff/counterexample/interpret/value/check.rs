//! Checks values: the rows of generated `limits!` tables.

use bindwright_runtime::check::{Check, Checker, Field as CheckedField, Limit};
use bindwright_runtime::codec::Encode;

use super::super::plan::{ExtraPlan, FieldPlan};
use super::dynamic::{Content, Dynamic, ExtraValues, RecordValue};
use crate::ir::{FieldName, Rule};

impl Check for Dynamic {
    fn check(&self, check: &mut Checker<'_>) {
        match &self.0 {
            Content::List(items) => items.check(check),
            Content::Map(entries) => entries.check(check),
            Content::Nullable(Some(inner)) => inner.check(check),
            Content::Record(record) if record.plan.is_checked => {
                limit(check, "", self, record.plan.whole);
                record.check(check);
            }
            Content::Chosen {
                union,
                alternative,
                payload,
            } if union.is_checked => {
                limit(check, "", self, union.whole);
                if let Some(one) = union.alternatives.get(*alternative) {
                    row(check, "", &**payload, one);
                }
            }
            Content::Nullable(None)
            | Content::Leaf(_)
            | Content::Listed(_)
            | Content::Kept(_)
            | Content::Record(_)
            | Content::Chosen { .. } => {}
        }
    }
}

/// The row of a value: its own limits, and those of the types inside.
fn row<T: Encode + Check>(check: &mut Checker<'_>, place: &str, value: &T, plan: &FieldPlan) {
    limit(check, place, value, plan.limits);
    if plan.is_checked_inside {
        check.inside(place, value);
    }
}

fn limit(check: &mut Checker<'_>, place: &str, value: &dyn Encode, limits: &[Limit]) {
    if !limits.is_empty() {
        check.limits(place, value, limits);
    }
}

impl RecordValue {
    fn check(&self, check: &mut Checker<'_>) {
        for (field, value) in self.plan.fields.iter().zip(&self.fields) {
            row(check, field.name, value, field);
        }
        if let ExtraPlan::Kept {
            limits,
            is_checked_inside,
            ..
        } = &self.plan.extra
        {
            match &self.extra {
                ExtraValues::None => {}
                ExtraValues::Typed(extra) => {
                    limit(check, "", extra, limits);
                    if *is_checked_inside {
                        check.inside("", extra);
                    }
                }
                // Any JSON: there are no types inside.
                ExtraValues::Free(extra) => limit(check, "", extra, limits),
            }
        }
        for rule in self.plan.rules {
            check_rule(check, rule, &|name| self.named(name));
        }
    }

    /// A field by its Rust name: its place in messages, and its value.
    fn named(&self, name: &FieldName) -> Option<CheckedField<'_>> {
        let mut fields = self.plan.fields.iter().zip(&self.fields);
        let is_named = |plan: &FieldPlan| plan.field.is_some_and(|field| field.name == *name);
        let (plan, value) = fields.find(|(plan, _)| is_named(plan))?;
        Some((plan.name, value))
    }
}

/// Checks a rule between fields.
pub(in crate::diff::counterexample::interpret) fn check_rule<'f>(
    check: &mut Checker<'_>,
    rule: &Rule,
    named: &dyn Fn(&FieldName) -> Option<CheckedField<'f>>,
) {
    let all = |names: &[FieldName]| names.iter().filter_map(named).collect::<Vec<_>>();
    match rule {
        Rule::Requires(field, others) => {
            if let Some(field) = named(field) {
                check.requires(field, &all(others));
            }
        }
        Rule::Ordered(first, second) => {
            if let (Some(first), Some(second)) = (named(first), named(second)) {
                check.ordered(first, second);
            }
        }
        Rule::Together(fields) => check.together(&all(fields)),
    }
}
