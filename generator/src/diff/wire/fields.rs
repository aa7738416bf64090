//! Properties that both objects have.

use super::about::CompareSite;
use super::extra::{ExtraSide, came};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::listed::record_values;
use super::presence::{PROPERTY, compare_presence};
use super::scalars::scalar_change;
use super::text::{literal_text, scalar_text, type_text};
use super::turn::{Turn, WireDirection};
use super::values::ValueList;
use super::view::{Head, TypeAt, TypeView};
use super::walk::WireWalk;
use crate::ir::{Access, Api, Constant, Field, Holds, Integer, Literal, Presence, Scalar};

/// A property of an object.
#[derive(Debug, Clone, Copy)]
pub(super) enum ObjectProperty<'a> {
    /// With one value.
    Constant(&'a Constant),
    /// With values of a type.
    Field(&'a Field),
}

impl ObjectProperty<'_> {
    /// Whether messages of one side contain it.
    pub(super) fn is_seen(self, direction: WireDirection) -> bool {
        match self {
            Self::Constant(_) => true,
            Self::Field(field) => is_seen(field.access, direction),
        }
    }

    /// Whether it must be present.
    pub(super) fn is_required(self) -> bool {
        match self {
            Self::Constant(_) => true,
            Self::Field(field) => field.presence == Presence::Required,
        }
    }

    /// What it is called in a change.
    pub(super) fn text(self, api: &Api) -> String {
        match self {
            Self::Constant(one) => literal_text(api, &one.value),
            Self::Field(field) => {
                let required = match field.presence {
                    Presence::Required => "required",
                    Presence::Optional | Presence::Default(_) => "optional",
                };
                format!("{}, {required}", type_text(api, &field.ty))
            }
        }
    }
}

fn is_seen(access: Access, direction: WireDirection) -> bool {
    match (access, direction) {
        (Access::ReadWrite, _)
        | (Access::ReadOnly, WireDirection::Response)
        | (Access::WriteOnly, WireDirection::Request) => true,
        (Access::ReadOnly, WireDirection::Request)
        | (Access::WriteOnly, WireDirection::Response) => false,
    }
}

/// Notes how a property differs.
pub(super) fn compare_properties<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    wire: &'a str,
    site: CompareSite<'a>,
    old: ObjectProperty<'a>,
    new: ObjectProperty<'a>,
) {
    match (old, new) {
        (ObjectProperty::Field(old), ObjectProperty::Field(new)) => {
            compare_fields(walk, outer, wire, site, old, new);
        }
        (ObjectProperty::Constant(old), ObjectProperty::Constant(new)) => {
            let values = [
                literal_text(walk.apis.old, value_of(old)),
                literal_text(walk.apis.new, value_of(new)),
            ];
            let [old, new] = values.map(|one| Some(ValueList::single(one)));
            let at = walk.inside(outer, WireStep::Property(wire));
            record_values(walk, at, site, old, new);
        }
        (ObjectProperty::Constant(constant), ObjectProperty::Field(field)) => {
            compare_mixed(walk, outer, wire, site, (constant, field), Fixed::Old);
        }
        (ObjectProperty::Field(field), ObjectProperty::Constant(constant)) => {
            compare_mixed(walk, outer, wire, site, (constant, field), Fixed::New);
        }
    }
}

/// Which side has one value only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fixed {
    Old,
    New,
}

impl Fixed {
    /// What the constant and the field have, as before and after.
    fn in_order<T>(self, constant: T, field: T) -> (T, T) {
        match self {
            Self::Old => (constant, field),
            Self::New => (field, constant),
        }
    }
}

/// Notes how a property differs that has one value on one side, and values of a type on the other.
fn compare_mixed<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    wire: &'a str,
    site: CompareSite<'a>,
    (constant, field): (&'a Constant, &'a Field),
    fixed: Fixed,
) {
    let access = fixed.in_order(Access::ReadWrite, field.access);
    if access_changed(walk, outer, wire, site, access, true) {
        return;
    }
    let (constant_api, api) = match fixed {
        Fixed::Old => (walk.apis.old, walk.apis.new),
        Fixed::New => (walk.apis.new, walk.apis.old),
    };
    let at = walk.inside(outer, WireStep::Property(wire));
    let presence = fixed.in_order(&Presence::Required, &field.presence);
    compare_presence(walk, at, site, PROPERTY, presence);
    let value = value_of(constant);
    let view = TypeView::of(api, &TypeAt::new(&field.ty, &field.constraints));
    if is_among(value, view.head) {
        let only = ValueList::single(literal_text(constant_api, value));
        let (old, new) = fixed.in_order(Some(only), ValueList::of(api, &view));
        record_values(walk, at, site, old, new);
    } else {
        let only = scalar_text(scalar_of(value)).to_owned();
        let (old, new) = fixed.in_order(only, type_text(api, &field.ty));
        let values = BeforeAfter::both(old, new);
        walk.record(at, site, WireKind::TypeChanged, Turn::BOTH, values);
    }
    if view.nullable {
        let (kind, turn) = match fixed {
            Fixed::Old => (WireKind::BecameNullable, Turn::WIDER),
            Fixed::New => (WireKind::BecameNotNullable, Turn::NARROWER),
        };
        walk.record(at, site, kind, turn, BeforeAfter::default());
    }
}

fn value_of(constant: &Constant) -> &Literal {
    let Constant { wire: _, value } = constant;
    value
}

/// The scalar whose values a constant is of.
fn scalar_of(constant: &Literal) -> Scalar {
    match constant {
        Literal::Bool(_) => Scalar::Bool,
        Literal::Integer(_) => Scalar::Integer(Integer::I64),
        _ => Scalar::String,
    }
}

/// Whether values of a type are of the scalar of a constant.
fn is_among(constant: &Literal, head: Head<'_>) -> bool {
    let scalar = match head {
        Head::Scalar(scalar) => scalar,
        Head::Enumeration(_, data) => data.base,
        _ => return false,
    };
    let change = scalar_change(scalar_of(constant), scalar);
    change.is_none_or(|(kind, _)| kind != WireKind::TypeChanged)
}

/// Notes that a property is in messages of one side only, or no longer is; whether that is all there is to compare in this
/// direction.
fn access_changed<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    wire: &'a str,
    site: CompareSite<'a>,
    (old, new): (Access, Access),
    required: bool,
) -> bool {
    let direction = walk.direction(outer);
    let turn = came(direction, &ExtraSide::Free, required);
    let (kind, turn) = match (is_seen(old, direction), is_seen(new, direction)) {
        (true, true) => return false,
        (false, false) => return true,
        (true, false) => match direction {
            WireDirection::Request => (WireKind::PropertyBecameReadOnly, turn.reversed()),
            WireDirection::Response => (WireKind::PropertyBecameWriteOnly, turn.reversed()),
        },
        (false, true) => match direction {
            WireDirection::Request => (WireKind::PropertyNoLongerReadOnly, turn),
            WireDirection::Response => (WireKind::PropertyNoLongerWriteOnly, turn),
        },
    };
    let at = walk.inside(outer, WireStep::Property(wire));
    walk.record(at, site, kind, turn, BeforeAfter::default());
    true
}

/// Notes how a property differs that has a type on both sides.
pub(super) fn compare_fields<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    wire: &'a str,
    site: CompareSite<'a>,
    old: &'a Field,
    new: &'a Field,
) {
    let Field {
        name: _,
        wire: _, // paired by it
        ty,
        time: _, // a getter
        presence,
        constraints,
        access,
        holds,
        docs: _,
        origin: _, // in the site
    } = new;
    let required = [old, new].map(|field| field.presence == Presence::Required);
    let seen = [old, new].map(|field| is_seen(field.access, walk.direction(outer)));
    let required = required
        .into_iter()
        .zip(seen)
        .any(|(required, seen)| required && seen);
    if access_changed(walk, outer, wire, site, (old.access, *access), required) {
        return;
    }
    if old.presence != *presence {
        let at = walk.inside(outer, WireStep::Property(wire));
        compare_presence(walk, at, site, PROPERTY, (&old.presence, presence));
    }
    let (kind, turn) = match (old.holds, *holds) {
        (Holds::Always, Holds::InSomeAlternatives) => {
            (Some(WireKind::PropertyHoldsSometimes), Turn::WIDER)
        }
        (Holds::InSomeAlternatives, Holds::Always) => {
            (Some(WireKind::PropertyHoldsAlways), Turn::NARROWER)
        }
        _ => (None, Turn::NONE),
    };
    if let Some(kind) = kind {
        let at = walk.inside(outer, WireStep::Property(wire));
        walk.record(at, site, kind, turn, BeforeAfter::default());
    }
    let one = TypeAt::new(&old.ty, &old.constraints);
    let two = TypeAt::new(ty, constraints);
    walk.push(outer, WireStep::Property(wire), site, one, two);
}
