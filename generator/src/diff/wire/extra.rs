//! Properties that a schema does not name: rejected, free, or of a type.

use super::about::CompareSite;
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::text::type_text;
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use super::walk::WireWalk;
use crate::ir::{Constraints, Scalar, Type};

/// What is allowed beside the properties that a schema names.
#[derive(Debug, Clone)]
pub(super) enum ExtraSide<'a> {
    /// Nothing.
    Closed,
    /// Anything, kept or dropped.
    Free,
    /// BeforeAfter of this type.
    Typed(TypeAt<'a>),
}

impl<'a> ExtraSide<'a> {
    /// BeforeAfter of this type, with limits.
    pub(super) fn of(ty: &'a Type, limits: &'a Constraints) -> Self {
        Self::of_entry(TypeAt::new(ty, limits))
    }

    /// BeforeAfter of this type.
    pub(super) fn of_entry(entry: TypeAt<'a>) -> Self {
        match entry.ty {
            Type::Scalar(Scalar::Any) if entry.limits.is_empty() => Self::Free,
            _ => Self::Typed(entry),
        }
    }
}

/// What it does to the messages of one side that an object, beside whose properties this is allowed, has one more.
pub(super) fn came(direction: WireDirection, beside: &ExtraSide<'_>, required: bool) -> Turn {
    match (direction, beside) {
        (_, ExtraSide::Typed(_)) => Turn::BOTH,
        (WireDirection::Response, ExtraSide::Free) => Turn::NARROWER,
        (WireDirection::Request, ExtraSide::Free) | (_, ExtraSide::Closed) => match required {
            true => Turn::BOTH,
            false => Turn::WIDER,
        },
    }
}

/// Notes how what is allowed beside the properties differs.
pub(super) fn compare_extra<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: &ExtraSide<'a>,
    new: &ExtraSide<'a>,
) {
    let (kind, turn, values) = match (old, new) {
        (ExtraSide::Closed, ExtraSide::Closed) | (ExtraSide::Free, ExtraSide::Free) => return,
        (ExtraSide::Typed(old), ExtraSide::Typed(new)) => {
            return walk.push(at, WireStep::Entries, site, old.clone(), new.clone());
        }
        (_, ExtraSide::Closed) => (
            WireKind::ObjectClosed,
            Turn::NARROWER,
            BeforeAfter::default(),
        ),
        (ExtraSide::Closed, _) => (WireKind::ObjectOpened, Turn::WIDER, BeforeAfter::default()),
        (ExtraSide::Free, ExtraSide::Typed(new)) => (
            WireKind::AdditionalPropertiesRestricted,
            Turn::NARROWER,
            BeforeAfter::come(type_text(walk.apis.new, new.ty)),
        ),
        (ExtraSide::Typed(old), ExtraSide::Free) => (
            WireKind::AdditionalPropertiesUnrestricted,
            Turn::WIDER,
            BeforeAfter::gone(type_text(walk.apis.old, old.ty)),
        ),
    };
    let at = walk.inside(at, WireStep::Entries);
    walk.record(at, site, kind, turn, values);
}
