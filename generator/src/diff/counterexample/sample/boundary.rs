//! The values of a scalar that may be treated differently by two sides.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::json;

use super::number::{near, numbers};
use super::site::{Bare, Pair, Site};
use super::text::{named_values, strings};
use crate::ir::{Bound, Constraint, Scalar};

/// Proposals for a scalar, from the types and limits of both sides, simplest first.
pub(super) fn scalars(pair: &Pair) -> Vec<Value> {
    let mut found = Vec::new();
    let sites = [Some(&pair.sender), pair.receiver.as_ref()];
    for site in sites.into_iter().flatten() {
        found.extend(of_site(site, pair));
    }
    found.extend(common_numbers(pair));
    found.extend([Value::Null, Value::Bool(true), Value::Bool(false)]);
    found.extend(["{}", "[]", "{\"a\":1}", "[1]"].map(json));
    found
}

fn of_site(site: &Site, pair: &Pair) -> Vec<Value> {
    let limits = site.own();
    let scalar = match site.bare().0 {
        Bare::Scalar(scalar) => Some(scalar),
        Bare::Enumeration(data) => {
            let variants = data.variants.iter();
            let values = variants.map(|one| super::parts::literal(&one.value));
            return values.collect();
        }
        _ => None,
    };
    let mut found: Vec<Value> = Vec::new();
    for limit in &limits {
        found.extend(named_values(limit).into_iter().map(json));
    }
    let is_number = matches!(
        scalar,
        None | Some(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Number | Scalar::Any)
    );
    let texts = strings(scalar, &limits);
    let texts = texts.into_iter().map(|text| Value::from(text.as_str()));
    if is_number {
        found.extend(numbers(scalar, &limits));
        found.extend(texts.take(if pair.receiver.is_some() { 40 } else { 10 }));
    } else {
        found.extend(texts);
    }
    found
}

/// Numbers that keep the limits of both sides.
fn common_numbers(pair: &Pair) -> Vec<Value> {
    let sites = [Some(&pair.sender), pair.receiver.as_ref()];
    let (mut least, mut steps) = (None, Vec::new());
    for site in sites.into_iter().flatten() {
        for limit in site.own() {
            match limit {
                Constraint::Minimum(Bound::Integer(at)) => {
                    least = Some(least.map_or(*at, |known: i128| known.max(*at)));
                }
                Constraint::MultipleOf(step) => steps.extend(step.parse::<i128>()),
                _ => {}
            }
        }
    }
    match steps.is_empty() {
        true => Vec::new(),
        false => near(least.unwrap_or(1), &steps),
    }
}
