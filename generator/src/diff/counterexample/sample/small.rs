//! The smallest value that the sender may send and the receiver takes, if there is one; or else one that the sender may send.
//!
//! A smallest value has no type inside itself, so recursive types end.

use bindwright_runtime::codec::MAX_DEPTH;
use bindwright_runtime::{Map, Value};

use super::boundary::scalars;
use super::parts::{is_sent, literal, several, tagged};
use super::site::{Bare, Pair, Site};
use crate::ir::{Constraint, Presence, Struct, Union};

/// How many steps of the search may have been done for a value when a further part of it is looked for.
const STEPS: usize = 300_000;
/// How many proposals are compared for one place.
const CHOICES: usize = 60;
/// How many optional members are added one by one; the others are added at once.
const MEMBERS: usize = 200;

/// The smallest value of a place; `None` if none is found. It is looked for once.
pub(in crate::diff::counterexample) fn smallest(pair: &Pair) -> Option<Value> {
    let found = pair.sender.api.once(pair.key(), || {
        let mut search = SmallestSearch {
            last_step: pair.sender.api.steps_done().saturating_add(STEPS),
            around: Vec::new(),
        };
        SmallestValue(search.value(pair))
    });
    found.0.clone()
}

/// What was found for a place.
struct SmallestValue(Option<Value>);

struct SmallestSearch {
    /// After this step of the sender's, nothing further is looked for. Values are read at each level, so deep ones take many.
    last_step: usize,
    /// The types around the value.
    around: Vec<usize>,
}

impl SmallestSearch {
    fn value(&mut self, pair: &Pair) -> Option<Value> {
        let api = pair.sender.api;
        api.count_work(1);
        let is_over = api.is_out_of_steps() || api.steps_done() > self.last_step;
        if is_over || !pair.sender.has_value() {
            return None;
        }
        let (bare, is_nullable) = pair.sender.bare();
        let proposals = match bare {
            Bare::Scalar(_) | Bare::Enumeration(_) => scalars(pair),
            Bare::List(item) => self.list(pair, &pair.items(item)),
            Bare::Map(item) => self.map(pair, &pair.items(item)),
            Bare::Struct(index, data) => self.within(index, |search| search.objects(pair, data)),
            Bare::Union(index, data) => self.within(index, |search| search.union(pair, data)),
            Bare::Foreign => Vec::new(),
        };
        let null = is_nullable.then_some(Value::Null);
        best(pair, proposals.into_iter().chain(null))
    }

    fn within(&mut self, index: usize, find: impl FnOnce(&mut Self) -> Vec<Value>) -> Vec<Value> {
        if self.around.contains(&index) || self.around.len() >= MAX_DEPTH {
            return Vec::new();
        }
        self.around.push(index);
        let found = find(self);
        self.around.pop();
        found
    }

    fn list(&mut self, pair: &Pair, item: &Pair) -> Vec<Value> {
        let least = least(pair);
        let mut found = vec![Value::Array(Vec::new())];
        if least > 0
            && let Some(one) = self.value(item)
        {
            found.push(Value::Array(several(std::slice::from_ref(&one), least)));
            found.push(Value::Array(several(&self.different(item, one), least)));
        }
        found
    }

    fn map(&mut self, pair: &Pair, item: &Pair) -> Vec<Value> {
        let least = least(pair);
        let mut found = vec![Value::Object(Box::default())];
        if least > 0
            && let Some(one) = self.value(item)
        {
            let keys = (0..least).map(|index| format!("x{index}"));
            found.push(Value::from_iter(keys.map(|key| (key, one.clone()))));
        }
        found
    }

    /// Different values of a place, for lists without repetitions.
    fn different(&mut self, pair: &Pair, one: Value) -> Vec<Value> {
        let more = match pair.sender.bare().0 {
            Bare::Scalar(_) | Bare::Enumeration(_) => scalars(pair),
            _ => Vec::new(),
        };
        let mut found = vec![one];
        for value in more {
            if !found.contains(&value) && pair.may_send(&value) {
                found.push(value);
            }
        }
        found
    }

    fn union(&mut self, pair: &Pair, data: &'static Union) -> Vec<Value> {
        let mut found = Vec::new();
        for one in &data.alternatives {
            let inner = pair.alternative(one);
            let Some(value) = self.value(&inner) else {
                continue;
            };
            for value in tagged(data, one, value) {
                let is_right = pair.may_send(&value) && pair.is_taken(&value);
                found.push(value);
                if is_right {
                    return found;
                }
            }
        }
        found
    }

    /// The object with the members that both sides need; with more of them if that is not enough.
    fn objects(&mut self, pair: &Pair, data: &'static Struct) -> Vec<Value> {
        let mut members = Map::new();
        let constants = data.constants.iter();
        members.extend(constants.map(|one| (one.wire.clone(), literal(&one.value))));
        let receiver = pair.receiver.as_ref().and_then(|site| match site.bare().0 {
            Bare::Struct(_, data) => Some((site.api, data)),
            _ => None,
        });
        let sent = data.fields.iter().filter(|one| is_sent(one, pair.usage));
        let (mut optional, mut shared) = (Vec::new(), members.clone());
        for field in sent {
            let inner = pair.field(field);
            let is_required = field.presence == Presence::Required;
            let other = receiver.and_then(|(api, data)| api.field(data, &field.wire));
            let is_needed = other.is_some_and(|other| other.presence == Presence::Required)
                && inner.receiver.is_some_and(|site| site.has_value());
            if !is_required && !is_needed {
                optional.push(field);
                continue;
            }
            if let Some(value) = self.value(&inner) {
                if is_required {
                    members.insert(field.wire.clone(), value.clone());
                }
                shared.insert(field.wire.clone(), value);
            }
        }
        let mut found = vec![Value::Object(shared.clone().into())];
        found.push(Value::Object(members.into()));
        let last = found.first().cloned();
        if last.is_some_and(|last| pair.may_send(&last)) {
            return found;
        }
        // A rule asks for more: one further member, then all of them.
        let mut all = shared.clone();
        let is_long = optional.len() > MEMBERS;
        for (index, field) in optional.into_iter().enumerate() {
            let Some(value) = self.value(&pair.field(field)) else {
                continue;
            };
            all.insert(field.wire.clone(), value.clone());
            if index < MEMBERS {
                let mut one = shared.clone();
                one.insert(field.wire.clone(), value);
                found.push(Value::Object(one.into()));
                found.push(Value::Object(all.clone().into()));
            }
        }
        if is_long {
            found.push(Value::Object(all.into()));
        }
        found
    }
}

/// The smallest number of items or properties that both sides allow.
fn least(pair: &Pair) -> u64 {
    let sites = [Some(&pair.sender), pair.receiver.as_ref()];
    let limits = sites.into_iter().flatten().flat_map(Site::own);
    let counts = limits.map(|limit| match limit {
        Constraint::MinItems(at) | Constraint::MinProperties(at) => *at,
        _ => 0,
    });
    counts.max().unwrap_or_default().min(200)
}

/// The first that both sides take, or else the first that the sender may send.
fn best(pair: &Pair, proposals: impl Iterator<Item = Value>) -> Option<Value> {
    let mut valid = proposals.filter(|value| pair.may_send(value)).take(CHOICES);
    let first = valid.next()?;
    if pair.is_taken(&first) {
        return Some(first);
    }
    let other = valid.find(|value| pair.is_taken(value));
    Some(other.unwrap_or(first))
}
