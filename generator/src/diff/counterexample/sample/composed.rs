//! The values of lists, maps, objects and unions that may be treated differently by two sides: one part of them at a time.

use std::collections::HashSet;

use bindwright_runtime::{Map, Value};

use super::boundary::scalars;
use super::parts::{is_sent, several, tagged};
use super::site::{Bare, Pair, Site};
use super::small::smallest;
use crate::ir::{Constraint, Struct, Union};

/// How many proposals are made for one place.
const MOST: usize = 400;
/// No list has more items, and no object more properties.
const LONGEST: u64 = 200;

/// Values that the sender may send, simplest first. Parts are varied down to this depth.
pub(in crate::diff::counterexample) fn values(pair: &Pair, depth: usize) -> Vec<Value> {
    match pair.sender.bare().0 {
        // Many changes may be about one enumeration.
        Bare::Scalar(_) | Bare::Enumeration(_) => {
            let api = pair.sender.api;
            let known = api.once(pair.key(), || ScalarValues(sampled(pair, depth)));
            known.0.clone()
        }
        _ => sampled(pair, depth),
    }
}

/// The values of a place without parts.
struct ScalarValues(Vec<Value>);

fn sampled(pair: &Pair, depth: usize) -> Vec<Value> {
    let proposals = proposals(pair, depth).into_iter();
    // Equal values are written the same.
    let mut known = HashSet::new();
    let api = pair.sender.api;
    let proposals = proposals.take_while(|_| !api.is_out_of_steps());
    let new = proposals.filter(|value| known.insert(value.to_string()));
    new.filter(|value| pair.may_send(value))
        .take(MOST)
        .collect()
}

fn proposals(pair: &Pair, depth: usize) -> Vec<Value> {
    let (bare, is_nullable) = pair.sender.bare();
    let mut found: Vec<Value> = smallest(pair).into_iter().collect();
    match bare {
        Bare::Scalar(_) | Bare::Enumeration(_) => found.extend(scalars(pair)),
        Bare::List(item) => found.extend(lists(pair, &pair.items(item), depth)),
        Bare::Map(item) => found.extend(maps(pair, &pair.items(item), depth)),
        Bare::Struct(_, data) => found.extend(objects(pair, data, depth)),
        Bare::Union(_, data) => found.extend(alternatives(pair, data, depth)),
        Bare::Foreign => {}
    }
    if is_nullable {
        found.push(Value::Null);
    }
    found.sort_by_cached_key(size);
    found
}

/// How long a value is as text: short ones are easier to read.
fn size(value: &Value) -> usize {
    value.to_string().len()
}

/// The numbers of items or properties that the limits of both sides are about.
fn counts(pair: &Pair) -> Vec<u64> {
    let mut counts = vec![0, 1, 2];
    let sites = [Some(&pair.sender), pair.receiver.as_ref()];
    for limit in sites.into_iter().flatten().flat_map(Site::own) {
        if let Constraint::MinItems(at)
        | Constraint::MaxItems(at)
        | Constraint::MinProperties(at)
        | Constraint::MaxProperties(at) = limit
        {
            counts.extend([*at, at.saturating_add(1), at.saturating_sub(1)]);
        }
    }
    counts.retain(|count| *count <= LONGEST);
    counts.sort_unstable();
    counts.dedup();
    counts
}

fn lists(pair: &Pair, item: &Pair, depth: usize) -> Vec<Value> {
    let inner = match depth {
        0 => smallest(item).into_iter().collect(),
        _ => values(item, depth - 1),
    };
    let mut found = Vec::new();
    for count in counts(pair) {
        found.push(Value::Array(several(&inner, count)));
    }
    let fill = counts(pair).into_iter().filter(|count| *count > 1);
    for one in &inner {
        found.push(Value::Array(vec![one.clone()]));
        for count in fill.clone().take(3) {
            let mut items = several(&inner, count);
            if let Some(first) = items.first_mut() {
                *first = one.clone();
            }
            found.push(Value::Array(items));
        }
        found.push(Value::Array(vec![one.clone(), one.clone()]));
    }
    found
}

fn maps(pair: &Pair, item: &Pair, depth: usize) -> Vec<Value> {
    let inner = match depth {
        0 => smallest(item).into_iter().collect(),
        _ => values(item, depth - 1),
    };
    let mut found = Vec::new();
    let keys = keys(pair);
    for count in counts(pair) {
        let entries = keys.iter().cloned().zip(several(&inner, count));
        found.push(Value::from_iter(entries));
    }
    for key in keys.iter().take(20) {
        for one in &inner {
            found.push(Value::from_iter([(key.clone(), one.clone())]));
        }
    }
    found
}

/// Names of properties that no schema has: plain ones, and what rules about names are about.
fn keys(pair: &Pair) -> Vec<String> {
    let sites = [Some(&pair.sender), pair.receiver.as_ref()];
    let limits: Vec<&Constraint> = sites.into_iter().flatten().flat_map(Site::own).collect();
    let patterns = super::text::strings(None, &limits);
    let numbered = (0..LONGEST).map(|index| format!("x{index}"));
    let mut keys: Vec<String> = patterns.into_iter().take(40).chain(numbered).collect();
    keys.dedup();
    keys
}

fn objects(pair: &Pair, data: &'static Struct, depth: usize) -> Vec<Value> {
    let Some(Value::Object(base)) = smallest(pair) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut full = base.clone();
    for field in data.fields.iter().filter(|one| is_sent(one, pair.usage)) {
        let field_pair = pair.field(field);
        let with = |value: Value| {
            let mut object = base.clone();
            object.insert(field.wire.clone(), value);
            Value::Object(object)
        };
        if base.contains_key(&field.wire) {
            let mut without = base.clone();
            without.shift_remove(&field.wire);
            found.push(Value::Object(without));
        }
        let inner = match depth {
            0 => smallest(&field_pair).into_iter().collect(),
            _ => values(&field_pair, depth - 1),
        };
        if let (Some(first), false) = (inner.first(), full.contains_key(&field.wire)) {
            full.insert(field.wire.clone(), first.clone());
        }
        found.extend(inner.into_iter().map(with));
    }
    found.push(Value::Object(full));
    found.extend(with_extra(pair, data, &base, depth));
    found
}

/// The object with properties that the schema does not name.
fn with_extra(pair: &Pair, data: &'static Struct, base: &Map<Value>, depth: usize) -> Vec<Value> {
    let Some(extra) = pair.sender.extra(data) else {
        return Vec::new();
    };
    let receiver = pair.receiver.as_ref().and_then(|site| match site.bare().0 {
        Bare::Struct(_, data) => site.extra(data),
        Bare::Map(item) => Some(site.items(item)),
        _ => None,
    });
    // Names that only the receiver knows are further properties for the sender.
    let known: Vec<String> = match pair.receiver_bare() {
        Some(Bare::Struct(_, data)) => data.wires().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let inner = pair.inner(extra, receiver);
    let values = match depth {
        0 => smallest(&inner).into_iter().collect(),
        _ => values(&inner, depth - 1),
    };
    let keys = keys(pair).into_iter().take(6).chain(known);
    let keys: Vec<String> = keys.filter(|key| !data.declares(key)).collect();
    let mut found = Vec::new();
    for key in &keys {
        for value in values.iter().take(20) {
            let mut object = base.clone();
            object.insert(key.clone(), value.clone());
            found.push(Value::Object(object.into()));
        }
    }
    for count in counts(pair) {
        let mut object = base.clone();
        let more = count.saturating_sub(u64::try_from(base.len()).unwrap_or_default());
        object.extend(keys.iter().cloned().zip(several(&values, more)));
        found.push(Value::Object(object.into()));
    }
    found
}

fn alternatives(pair: &Pair, data: &'static Union, depth: usize) -> Vec<Value> {
    let mut found = Vec::new();
    for one in &data.alternatives {
        let inner = pair.alternative(one);
        let inner = match depth {
            0 => smallest(&inner).into_iter().collect(),
            _ => values(&inner, depth - 1),
        };
        found.extend(inner.into_iter().flat_map(|value| tagged(data, one, value)));
    }
    found
}
