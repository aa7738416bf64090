//! Listed values that have come or gone.

use super::about::CompareSite;
use super::found::BeforeAfter;
use super::graph::NodeId;
use super::kinds::WireKind;
use super::turn::Turn;
use super::values::ValueList;
use super::walk::WireWalk;

/// Notes how the listed values of two types differ.
pub(super) fn record_values<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: Option<ValueList<'a>>,
    new: Option<ValueList<'a>>,
) {
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => {
            let kind = match new.only() {
                Some(_) => WireKind::BecameConstant,
                None => WireKind::BecameEnumeration,
            };
            if !new.open {
                walk.record(
                    at,
                    site,
                    kind,
                    Turn::NARROWER,
                    BeforeAfter::come(new.text()),
                );
            }
        }
        (Some(old), None) => {
            let kind = match old.only() {
                Some(_) => WireKind::NoLongerConstant,
                None => WireKind::NoLongerEnumeration,
            };
            if !old.open {
                walk.record(at, site, kind, Turn::WIDER, BeforeAfter::gone(old.text()));
            }
        }
        (Some(old), Some(new)) => record_both(walk, at, site, &old, &new),
    }
}

fn record_both<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: &ValueList<'a>,
    new: &ValueList<'a>,
) {
    if let (Some(one), Some(two)) = (old.only(), new.only()) {
        if one != two {
            let values = BeforeAfter::both(one, two);
            walk.record(at, site, WireKind::ConstantChanged, Turn::BOTH, values);
        }
        return;
    }
    match (old.open, new.open) {
        (false, true) => {
            let kind = WireKind::UnlistedValuesAllowed;
            walk.record(at, site, kind, Turn::WIDER, BeforeAfter::default());
        }
        (true, false) => {
            let kind = WireKind::UnlistedValuesRejected;
            walk.record(at, site, kind, Turn::NARROWER, BeforeAfter::default());
        }
        _ => {}
    }
    // What is allowed without a list is not more or less if it is listed.
    let turn = |turn| {
        if old.open || new.open {
            Turn::BEHAVIOUR
        } else {
            turn
        }
    };
    for value in old.values.difference(&new.values) {
        let kind = WireKind::EnumValueRemoved;
        let (turn, values) = (turn(Turn::NARROWER), BeforeAfter::gone(value));
        walk.record_variant(at, site, unquoted(value), kind, turn, values);
    }
    for value in new.values.difference(&old.values) {
        let kind = WireKind::EnumValueAdded;
        let (turn, values) = (turn(Turn::WIDER), BeforeAfter::come(value));
        walk.record_variant(at, site, unquoted(value), kind, turn, values);
    }
}

/// A string without its quotes; other values as JSON.
fn unquoted(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}
