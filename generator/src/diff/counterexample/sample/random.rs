//! Values drawn at random from what a sender may send: any members, any alternatives, several items, texts of reserved characters.
//!
//! As elsewhere, this only proposes: a value that is not one of its type is replaced by the smallest one.

use bindwright_runtime::codegen::number;
use bindwright_runtime::{Map, Value};
use fastrand::Rng;

use super::boundary::scalars;
use super::parts::{is_sent, literal, tagged};
use super::site::{Bare, Pair};
use super::small::smallest;
use crate::ir::{Constraint, Presence, Scalar, Struct, Union};

/// How often another value is drawn before the smallest one is taken.
const TRIES: usize = 3;
/// No list has more items than it must, or than this.
const MOST: u64 = 3;
/// Characters that some part of a message has to write in another way.
const SPECIAL: &[char] = &[
    'a', 'Z', '0', ' ', '/', '?', '#', '[', ']', '@', '!', '$', '&', '\'', '(', ')', '*', '+', ',',
    ';', '=', '%', ':', '"', '\\', '<', '>', '^', '`', '{', '|', '}', '~', '.', '-', '_', 'é',
    '漢', '😀',
];

/// How many of the members that may be absent a value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff::counterexample) enum OptionalMembers {
    /// About half of them.
    Some,
    /// All of them.
    All,
}

/// Draws values.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct RandomValues<'r> {
    pub(in crate::diff::counterexample) rng: &'r mut Rng,
    pub(in crate::diff::counterexample) members: OptionalMembers,
    /// How many more parts may vary: the parts of a large value are the smallest ones then.
    pub(in crate::diff::counterexample) parts: usize,
}

/// What is valid for a scalar, found once for each place.
struct Choices(Vec<Value>);

impl RandomValues<'_> {
    /// A value of a place, whose parts are varied down to this depth.
    pub(in crate::diff::counterexample) fn value(
        &mut self,
        pair: &Pair,
        depth: usize,
    ) -> Option<Value> {
        let (bare, is_nullable) = pair.sender.bare();
        self.parts = self.parts.saturating_sub(1);
        let is_last = depth == 0 || self.parts == 0;
        if is_last && !matches!(bare, Bare::Scalar(_) | Bare::Enumeration(_)) {
            return smallest(pair);
        }
        if is_nullable && self.members == OptionalMembers::Some && self.rng.u8(..6) == 0 {
            return Some(Value::Null);
        }
        for _ in 0..TRIES {
            let found = match pair.sender.bare().0 {
                Bare::Scalar(scalar) => self.scalar(pair, Some(scalar)),
                Bare::Enumeration(_) => self.scalar(pair, None),
                Bare::List(item) => self.list(pair, &pair.items(item), depth),
                Bare::Map(item) => self.map(pair, &pair.items(item), depth),
                Bare::Struct(_, data) => self.object(pair, data, depth),
                Bare::Union(_, data) => self.alternative(pair, data, depth),
                Bare::Foreign => None,
            };
            if let Some(found) = found.filter(|value| pair.may_send(value)) {
                return Some(found);
            }
        }
        smallest(pair)
    }

    fn scalar(&mut self, pair: &Pair, scalar: Option<Scalar>) -> Option<Value> {
        let drawn = match scalar {
            Some(one) if one.is_string() && self.rng.bool() => Some(self.text()),
            Some(Scalar::Integer(width)) if self.rng.bool() => {
                let (least, most) = width.range();
                let integer = match self.rng.bool() {
                    true => self.rng.i128(-1_000..1_000),
                    false => self.rng.i128(least..=most),
                };
                Some(Value::from(number(&integer.to_string())))
            }
            _ => None,
        };
        if let Some(drawn) = drawn.filter(|value| pair.may_send(value)) {
            return Some(drawn);
        }
        let choices = pair.sender.api.once(pair.key(), || {
            let all = scalars(pair).into_iter();
            Choices(all.filter(|value| pair.may_send(value)).collect())
        });
        self.rng.choice(&choices.0).cloned()
    }

    fn text(&mut self) -> Value {
        let length = self.rng.usize(..12);
        let text: String = (0..length)
            .filter_map(|_| self.rng.choice(SPECIAL))
            .collect();
        Value::from(text.as_str())
    }

    /// How many items or entries.
    fn count(&mut self, pair: &Pair) -> u64 {
        let (mut least, mut most) = (0, u64::MAX);
        for limit in pair.sender.own() {
            match limit {
                Constraint::MinItems(at) | Constraint::MinProperties(at) => least = *at,
                Constraint::MaxItems(at) | Constraint::MaxProperties(at) => most = *at,
                _ => {}
            }
        }
        let wanted = match self.members {
            OptionalMembers::Some => self.rng.u64(..=MOST),
            OptionalMembers::All => 2,
        };
        wanted.max(least).min(most).min(200)
    }

    fn list(&mut self, pair: &Pair, item: &Pair, depth: usize) -> Option<Value> {
        let count = self.count(pair);
        let items = (0..count).map(|_| self.value(item, depth - 1));
        items.collect::<Option<Vec<Value>>>().map(Value::Array)
    }

    fn map(&mut self, pair: &Pair, item: &Pair, depth: usize) -> Option<Value> {
        let count = self.count(pair);
        let mut entries = Vec::new();
        for index in 0..count {
            entries.push((format!("x{index}"), self.value(item, depth - 1)?));
        }
        Some(Value::from_iter(entries))
    }

    fn object(&mut self, pair: &Pair, data: &'static Struct, depth: usize) -> Option<Value> {
        let constants = data.constants.iter();
        let mut members =
            Map::from_iter(constants.map(|one| (one.wire.clone(), literal(&one.value))));
        for field in data.fields.iter().filter(|one| is_sent(one, pair.usage)) {
            let is_there = field.presence == Presence::Required
                || self.members == OptionalMembers::All
                || self.rng.bool();
            // A member that has no value, such as one that contains itself, is left out.
            if is_there && let Some(value) = self.value(&pair.field(field), depth - 1) {
                members.insert(field.wire.clone(), value);
            }
        }
        if let Some(extra) = pair.sender.extra(data)
            && self.members == OptionalMembers::Some
            && self.rng.bool()
            && !data.declares("x0")
            && let Some(value) = self.value(&pair.inner(extra, None), depth - 1)
        {
            members.insert("x0".to_owned(), value);
        }
        Some(Value::from_iter(members))
    }

    fn alternative(&mut self, pair: &Pair, data: &'static Union, depth: usize) -> Option<Value> {
        let one = self.rng.choice(&data.alternatives)?;
        let value = self.value(&pair.alternative(one), depth)?;
        let tagged = tagged(data, one, value);
        self.rng.choice(&tagged).cloned()
    }
}
