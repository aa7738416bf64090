//! The limits of a property -> what is left of them to check when a server fills it.

use crate::ir::{Assertion, Bound, Constraint, Constraints, Fill};

/// A value with the limits that the runtime checks. One that may break a pattern is not written: whether it does is not known here.
pub(super) fn settle(
    fill: Fill,
    limits: Constraints,
    is_required: bool,
) -> Result<(Fill, Vec<Constraint>), String> {
    if matches!(&fill, Fill::Json(json) if json != "[]" && json != "{}") {
        return Ok((fill, Vec::new())); // a value of the schema
    }
    let Constraints { own, items } = limits;
    let (fill, own) = within_list(fill, own);
    let own: Vec<Constraint> = own.into_iter().filter(|one| !holds(one, &fill)).collect();
    let is_limited = own.iter().any(|limit| !is_known(limit));
    match (is_limited, items) {
        (true, _) => Err(String::new()),
        (false, Some(items)) if !items.is_empty() && !matches!(fill, Fill::Json(_)) => {
            match is_required && matches!(fill, Fill::Violations(_)) {
                true => Ok((Fill::Json("[]".to_owned()), own)),
                false => Err(String::new()),
            }
        }
        (false, _) => Ok((fill, own)),
    }
}

/// A status of which only some are in the schema: `enum` of a number.
fn within_list(fill: Fill, own: Vec<Constraint>) -> (Fill, Vec<Constraint>) {
    let (lists, others): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|one| matches!(one, Constraint::Assertion(Assertion::OneOf(_))));
    match (&fill, lists.as_slice()) {
        (Fill::Status, [Constraint::Assertion(Assertion::OneOf(values))]) => {
            let statuses = values.iter().filter_map(|value| value.parse().ok());
            (Fill::Statuses(statuses.collect()), others)
        }
        _ => (fill, others.into_iter().chain(lists).collect()),
    }
}

/// Whether the runtime can check a limit without code.
pub(super) fn is_known(limit: &Constraint) -> bool {
    !matches!(limit, Constraint::Pattern { .. } | Constraint::Assertion(_))
}

/// Whether every value of a part keeps a limit.
fn holds(limit: &Constraint, fill: &Fill) -> bool {
    match (fill, limit) {
        (Fill::Status | Fill::Statuses(_), Constraint::Minimum(Bound::Integer(least))) => {
            *least <= 400
        }
        (Fill::Status | Fill::Statuses(_), Constraint::Maximum(Bound::Integer(most))) => {
            *most >= 599
        }
        (Fill::Known(_) | Fill::Now | Fill::RequestUuid, _) => true,
        (_, Constraint::MinLength(1)) => true,
        _ => false,
    }
}
