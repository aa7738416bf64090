//! `uniqueItems`: whether a list has an item twice
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4.3>).
//!
//! Strings and integers are compared in place. Other items are told apart by fingerprints of their outermost level, then of two
//! levels, of four, and so on, as long as some are equal. So a list inside of an item inside of a list is not read again for each
//! list around it, unless there are as many items that are equal that far.

use std::{
    collections::{HashSet, hash_map::RandomState},
    hash::{BuildHasher, Hash, Hasher},
    mem::discriminant,
};

use super::{compare::canonical, subject::Subject};
use crate::codec::{Encode, List, Value, ValuePart, View, outline, to_value};

/// The longest list whose items are kept in a table for the comparison.
const TABLE: usize = 1_024;

/// Whether a list has an item twice.
pub(super) fn has_duplicates(list: Subject<'_>) -> bool {
    let in_place = match list.view() {
        Some(View::List(list)) if list.len() <= TABLE => {
            distinct(list, text_of).or_else(|| distinct(list, integer_of))
        }
        _ => None,
    };
    in_place.map_or_else(|| repeats(list), |distinct| !distinct)
}

/// The same, by fingerprints. It keeps 8 bytes for each item, and no copies of the items.
fn repeats(list: Subject<'_>) -> bool {
    let state = RandomState::new();
    let mut suspects = None;
    let mut levels = 1;
    loop {
        let print = |item: &dyn Encode| fingerprint_of(item, levels, &state);
        let mut prints = Vec::new();
        each_of(list, suspects.as_deref(), &mut |_, item| {
            prints.extend(print(item).map(|(print, _)| print));
        });
        let shared = shared(prints);
        if shared.is_empty() {
            return false;
        }
        let (mut equal, mut is_cut) = (Vec::new(), false);
        each_of(list, suspects.as_deref(), &mut |index, item| {
            if let Some((print, cut)) = print(item)
                && shared.binary_search(&print).is_ok()
            {
                equal.push(index);
                is_cut |= cut;
            }
        });
        if !is_cut {
            return shared.iter().any(|shared| {
                let mut seen = HashSet::new();
                let mut found = false;
                each_of(list, Some(&equal), &mut |_, item| {
                    if print(item).is_some_and(|(print, _)| print == *shared) {
                        found |= !seen.insert(text(item));
                    }
                });
                found
            });
        }
        suspects = Some(equal);
        levels *= 2;
    }
}

/// Calls `each` with the items of a list, or with those at some places.
fn each_of(list: Subject<'_>, places: Option<&[usize]>, each: &mut dyn FnMut(usize, &dyn Encode)) {
    list.each(&mut |part, item| {
        if let ValuePart::Item(index) = part
            && places.is_none_or(|places| places.binary_search(&index).is_ok())
        {
            each(index, item);
        }
    });
}

/// Each of the numbers that occur more than once, in order.
fn shared(mut prints: Vec<u64>) -> Vec<u64> {
    prints.sort_unstable();
    let pairs = prints.windows(2).filter_map(|pair| match pair {
        [one, next] if one == next => Some(*one),
        _ => None,
    });
    let mut shared: Vec<u64> = pairs.collect();
    shared.dedup();
    shared
}

/// A text that only equal items share.
fn text(item: &dyn Encode) -> Option<String> {
    match item.view() {
        View::Tree(value) => Some(canonical(value)),
        _ => to_value(item).ok().map(|value| canonical(&value)),
    }
}

/// A number that items share which are equal down to so many levels, and whether they are deeper.
fn fingerprint_of(item: &dyn Encode, levels: usize, state: &RandomState) -> Option<(u64, bool)> {
    let mut is_cut = false;
    let print = match item.view() {
        View::Tree(value) => fingerprint(value, levels, state, &mut is_cut),
        _ => {
            let (tree, cut) = outline(item, levels).ok()?;
            is_cut = cut;
            fingerprint(&tree, levels, state, &mut false)
        }
    };
    Some((print, is_cut))
}

/// A number that equal values share: `1` and `1.0` are equal, and the order of keys does not count
/// ([JSON Schema core, section 4.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2)).
/// Others share it only by chance.
fn fingerprint(value: &Value, levels: usize, state: &RandomState, is_cut: &mut bool) -> u64 {
    let mut hasher = state.build_hasher();
    let Some(below) = levels.checked_sub(1).or(value.is_scalar().then_some(0)) else {
        *is_cut = true;
        return fingerprint(&Value::Null, 0, state, &mut false);
    };
    discriminant(value).hash(&mut hasher);
    match value {
        Value::Null => {}
        Value::Bool(value) => value.hash(&mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Number(number) => match (number.as_i128(), number.as_f64()) {
            (Some(integer), _) => integer.hash(&mut hasher),
            (None, Some(float)) => float.to_bits().hash(&mut hasher),
            (None, None) => number.hash(&mut hasher),
        },
        Value::Array(items) => {
            items.len().hash(&mut hasher);
            for item in items {
                fingerprint(item, below, state, is_cut).hash(&mut hasher);
            }
        }
        Value::Object(members) => {
            let mut member = |(key, member): (&String, &Value)| {
                state.hash_one((key, fingerprint(member, below, state, is_cut)))
            };
            // A sum does not depend on the order.
            let sum = members.iter().map(&mut member).fold(0, u64::wrapping_add);
            sum.hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Whether the items of a list differ; `None` if `read` does not know one of them.
fn distinct<'l, T: Hash + Ord>(
    list: &'l dyn List,
    read: fn(&'l dyn Encode) -> Option<T>,
) -> Option<bool> {
    let count = list.len();
    // In a list that is sorted, as many are, equal items would be neighbours.
    let mut last = None;
    for index in 0..count {
        let item = Some(read(list.get(index)?)?);
        if item <= last {
            return distinct_by_hash(list, read);
        }
        last = item;
    }
    Some(true)
}

fn distinct_by_hash<'l, T: Hash + Eq>(
    list: &'l dyn List,
    read: fn(&'l dyn Encode) -> Option<T>,
) -> Option<bool> {
    let mut seen = HashSet::with_capacity(list.len());
    let mut distinct = true;
    for index in 0..list.len() {
        distinct &= seen.insert(read(list.get(index)?)?);
    }
    Some(distinct)
}

fn text_of(value: &dyn Encode) -> Option<&str> {
    match value.view() {
        View::String(text) => Some(text),
        _ => None,
    }
}

fn integer_of(value: &dyn Encode) -> Option<i128> {
    match value.view() {
        View::Integer(integer) => Some(integer),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_json_is_a_duplicate() {
        let repeats = |text: &str| {
            let value = text.parse::<Value>().ok();
            value.map(|value| has_duplicates(Subject::new(&value)))
        };
        assert_eq!(repeats("[1, 1.0]"), Some(true));
        assert_eq!(repeats(r#"[{"a":1,"b":2},{"b":2,"a":1}]"#), Some(true));
        assert_eq!(repeats(r#"[1e400, 0.5, 1e400]"#), Some(true));
        assert_eq!(
            repeats(
                r#"[[], {}, [[]], [{}], {"a":[]}, -0.5, 0.5, true, "", null, {"a":[], "b":1}, {"a":1, "b":[]}]"#
            ),
            Some(false)
        );
        assert_eq!(repeats(r#"["1", 1, [1], {"1":1}, 0.5, null]"#), Some(false));
    }

    #[test]
    fn items_that_differ_only_deep_inside_are_not_equal() {
        for depth in 0..40 {
            let item =
                |last: u8| format!("{}{last}{}", "[{\"a\":".repeat(depth), "}]".repeat(depth));
            let list = |items: [u8; 3]| format!("[{}]", items.map(item).join(","));
            let repeats = |text: String| {
                let value = text.parse::<Value>().ok();
                let typed = value
                    .as_ref()
                    .and_then(Value::as_array)
                    .map(<[Value]>::to_vec);
                let typed = typed.map(|items| has_duplicates(Subject::new(&items)));
                (
                    value.map(|value| has_duplicates(Subject::new(&value))),
                    typed,
                )
            };
            assert_eq!(repeats(list([1, 2, 3])), (Some(false), Some(false)));
            assert_eq!(repeats(list([1, 2, 1])), (Some(true), Some(true)));
        }
    }
}
