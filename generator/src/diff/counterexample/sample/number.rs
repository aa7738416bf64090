//! Numbers where something may change: at and beside limits, where types end, multiples and what lies between.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::number;

use crate::ir::{Bound, Constraint, Float, Scalar};

/// The numbers that the limits and the type of one side are about.
pub(super) fn numbers(scalar: Option<Scalar>, limits: &[&Constraint]) -> Vec<Value> {
    let mut integers: Vec<i128> = vec![0, 1, -1, 2];
    let mut others: Vec<String> = Vec::new();
    match scalar {
        Some(Scalar::Integer(width)) => {
            let (least, most) = width.range();
            integers.extend([most, least, most + 1, least - 1]);
        }
        Some(Scalar::Float(width)) => {
            others.extend(["0.5", "-0.5", "1.5", "0.1", "1e30"].map(str::to_owned));
            others.extend((width == Float::F64).then(|| "1e39".to_owned()));
        }
        Some(Scalar::Number) => {
            let texts = ["0.5", "-0.5", "0.1", "18446744073709551616", "1e400"];
            others.extend(texts.map(str::to_owned));
        }
        _ => {}
    }
    for limit in limits {
        match limit {
            Constraint::Minimum(bound) | Constraint::Maximum(bound) => {
                around(*bound, &mut integers, &mut others);
            }
            Constraint::MultipleOf(step) => multiples(step, &mut integers, &mut others),
            _ => {}
        }
    }
    let integers = integers.iter().map(ToString::to_string);
    let texts = integers.chain(others);
    texts.map(|text| Value::from(number(&text))).collect()
}

fn around(bound: Bound, integers: &mut Vec<i128>, others: &mut Vec<String>) {
    match bound {
        Bound::Integer(at) => {
            integers.extend([at, at.saturating_add(1), at.saturating_sub(1)]);
        }
        Bound::Float(at) | Bound::ExclusiveFloat(at) => {
            let beside = at.abs().max(1.0) / 1024.0;
            let all = [at, at + beside, at - beside, at + 1.0, at - 1.0];
            others.extend(
                all.iter()
                    .filter(|one| one.is_finite())
                    .map(ToString::to_string),
            );
        }
    }
}

fn multiples(step: &str, integers: &mut Vec<i128>, others: &mut Vec<String>) {
    if let Ok(step) = step.parse::<i128>() {
        integers.extend([step, step.saturating_mul(2), step.saturating_mul(-1)]);
        integers.extend([step.saturating_add(1), step.saturating_mul(3)]);
        return;
    }
    others.push(step.to_owned());
    if let Ok(step) = step.parse::<f64>() {
        let all = [step * 2.0, step * 3.0, step / 2.0];
        others.extend(
            all.iter()
                .filter(|one| one.is_finite())
                .map(ToString::to_string),
        );
    }
}

/// Multiples of both, inside the limits of both: what two steps have in common is seldom a number that is proposed otherwise.
pub(super) fn near(least: i128, steps: &[i128]) -> Vec<Value> {
    let step = steps
        .iter()
        .copied()
        .filter(|step| *step > 0)
        .fold(1_i128, |all, step| {
            all.checked_mul(step / gcd(all, step).max(1)).unwrap_or(all)
        });
    let first = least
        .div_euclid(step)
        .saturating_add(i128::from(least.rem_euclid(step) != 0));
    let all = [first, first.saturating_add(1), first.saturating_sub(1)];
    let all = all.iter().map(|one| one.saturating_mul(step).to_string());
    all.map(|text| Value::from(number(&text))).collect()
}

fn gcd(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
