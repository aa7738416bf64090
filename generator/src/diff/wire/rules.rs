//! Rules between properties of an object, or parameters of an operation (`x-rules`).

use std::collections::BTreeSet;

use super::about::CompareSite;
use super::found::BeforeAfter;
use super::graph::NodeId;
use super::kinds::WireKind;
use super::turn::Turn;
use super::walk::WireWalk;
use crate::ir::{FieldName, Rule, RustName};

/// The name on the wire of a field.
pub(super) type WireName<'f, 'a> = &'f dyn Fn(&FieldName) -> Option<&'a str>;

/// Notes rules that have come or gone.
pub(super) fn record_rules<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: (&[Rule], WireName<'_, 'a>),
    new: (&[Rule], WireName<'_, 'a>),
) {
    let texts = |(rules, name): (&[Rule], WireName<'_, 'a>)| -> BTreeSet<String> {
        rules.iter().map(|rule| rule_text(rule, name)).collect()
    };
    let (old, new) = (texts(old), texts(new));
    for rule in old.difference(&new) {
        walk.record(
            at,
            site,
            WireKind::RuleRemoved,
            Turn::WIDER,
            BeforeAfter::gone(rule),
        );
    }
    for rule in new.difference(&old) {
        walk.record(
            at,
            site,
            WireKind::RuleAdded,
            Turn::NARROWER,
            BeforeAfter::come(rule),
        );
    }
}

fn rule_text(rule: &Rule, name: WireName<'_, '_>) -> String {
    let one = |field: &FieldName| name(field).unwrap_or(field.as_str()).to_owned();
    let list = |fields: &[FieldName]| {
        let mut names: Vec<String> = fields.iter().map(one).collect();
        names.sort_unstable();
        names.join(", ")
    };
    match rule {
        Rule::Requires(first, others) => format!("{} requires {}", one(first), list(others)),
        Rule::Ordered(least, greatest) => format!("{} is at most {}", one(least), one(greatest)),
        Rule::Together(fields) => format!("all or none of {}", list(fields)),
    }
}
