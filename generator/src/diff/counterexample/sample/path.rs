//! Values that go through a place: the smallest value around it, and at the place every value that is proposed for it.

use bindwright_runtime::{Map, Value};

use super::composed::values;
use super::parts::{several, tagged};
use super::site::{Bare, Pair, Site};
use super::small::smallest;
use crate::diff::ValueStep;

/// How deep parts of the value at the place are varied.
const DEPTH: usize = 2;
/// How many items or members may have to be around a value.
const AROUND: u64 = 200;

/// Which of the two sides sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff::counterexample) enum Sender {
    Old,
    New,
}

/// Values of a place that go along a path from it, simplest first.
pub(in crate::diff::counterexample) fn along(
    pair: &Pair,
    path: &[ValueStep],
    sender: Sender,
) -> Vec<Value> {
    let Some((step, rest)) = path.split_first() else {
        return values(pair, DEPTH);
    };
    match (step, pair.sender.bare().0) {
        (ValueStep::Property(name), Bare::Struct(_, data)) => {
            let Some(field) = pair.sender.api.field(data, name) else {
                // Only the receiver has it, or it is always the same: what is around it decides.
                return values(pair, 1);
            };
            let inner = along(&pair.field(field), rest, sender);
            let mut found = around_member(pair, name, inner);
            if rest.is_empty() {
                found.extend(without_member(pair, name));
            }
            found
        }
        (ValueStep::Items, Bare::List(item)) => {
            let inner = along(&pair.items(item), rest, sender);
            around_item(pair, item, inner)
        }
        (ValueStep::Entries, Bare::Map(item)) => {
            let inner = along(&pair.items(item), rest, sender);
            around_member(pair, "x0", inner)
        }
        (ValueStep::Entries, Bare::Struct(_, data)) => {
            let Some(extra) = pair.sender.extra(data) else {
                return values(pair, 1);
            };
            let receiver = pair.receiver.as_ref().and_then(extra_of);
            let inner = along(&pair.inner(extra, receiver), rest, sender);
            around_member(pair, "x0", inner)
        }
        (ValueStep::Alternative { old, new }, Bare::Union(_, data)) => {
            let (own, other) = match sender {
                Sender::Old => (old, new),
                Sender::New => (new, old),
            };
            let one = own.and_then(|index| data.alternatives.get(index));
            let Some(one) = one else {
                return values(pair, 1);
            };
            let receiver = pair.receiver.as_ref();
            let receiver = receiver.and_then(|site| alternative_of(site, *other));
            let inner = pair.inner(pair.sender.alternative(one), receiver);
            let inner = along(&inner, rest, sender).into_iter();
            inner.flat_map(|value| tagged(data, one, value)).collect()
        }
        // The sender has another form there.
        _ => values(pair, DEPTH),
    }
}

fn extra_of(site: &Site) -> Option<Site> {
    match site.bare().0 {
        Bare::Struct(_, data) => site.extra(data),
        Bare::Map(item) => Some(site.items(item)),
        _ => None,
    }
}

fn alternative_of(site: &Site, index: Option<usize>) -> Option<Site> {
    match site.bare().0 {
        Bare::Union(_, data) => Some(site.alternative(data.alternatives.get(index?)?)),
        _ => Some(*site),
    }
}

/// The smallest object, with each of the values as one of its members.
fn around_member(pair: &Pair, name: &str, inner: Vec<Value>) -> Vec<Value> {
    let base = match smallest(pair) {
        Some(Value::Object(base)) => *base,
        _ => Map::new(),
    };
    let objects = inner.into_iter().map(|value| {
        let mut object = base.clone();
        object.insert(name.to_owned(), value);
        Value::Object(object.into())
    });
    objects.collect()
}

fn without_member(pair: &Pair, name: &str) -> Option<Value> {
    let Some(Value::Object(mut base)) = smallest(pair) else {
        return None;
    };
    base.shift_remove(name);
    Some(Value::Object(base))
}

/// The smallest list with each of the values as an item.
fn around_item(pair: &Pair, item: &'static crate::ir::Type, inner: Vec<Value>) -> Vec<Value> {
    let base = smallest(pair);
    let length = base
        .as_ref()
        .and_then(Value::as_array)
        .map_or(0, <[Value]>::len);
    let fill = smallest(&pair.items(item));
    let mut found = Vec::new();
    for value in inner {
        if length <= 1 {
            found.push(Value::Array(vec![value]));
            continue;
        }
        let mut items = base
            .as_ref()
            .and_then(Value::as_array)
            .unwrap_or_default()
            .to_vec();
        if let Some(first) = items.first_mut() {
            *first = value.clone();
        }
        found.push(Value::Array(items));
        let same: Vec<Value> = fill.iter().cloned().chain([value]).collect();
        found.push(Value::Array(several(&same, AROUND.min(length as u64))));
    }
    found
}
