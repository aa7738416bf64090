//! The limits of a property -> what is left of them to check when a server fills it.

use crate::ir::{Bound, Constraint, Constraints, Fill};

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
