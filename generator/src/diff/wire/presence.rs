//! Whether a value may be absent, and what its absence means.

use super::about::CompareSite;
use super::found::BeforeAfter;
use super::graph::NodeId;
use super::kinds::WireKind;
use super::text::literal_text;
use super::turn::Turn;
use super::walk::WireWalk;
use crate::ir::{Literal, Presence};

/// The kinds of a value that must be there, and of one that need not be.
pub(super) type PresenceKinds = (WireKind, WireKind);

/// Those of properties.
pub(super) const PROPERTY: PresenceKinds = (
    WireKind::PropertyBecameRequired,
    WireKind::PropertyBecameOptional,
);

/// Those of parameters.
pub(super) const PARAMETER: PresenceKinds = (
    WireKind::ParameterBecameRequired,
    WireKind::ParameterBecameOptional,
);

/// Those of headers.
pub(super) const HEADER: PresenceKinds = (
    WireKind::HeaderBecameRequired,
    WireKind::HeaderBecameOptional,
);

/// Those of request bodies.
pub(super) const BODY: PresenceKinds = (WireKind::BodyBecameRequired, WireKind::BodyBecameOptional);

/// Notes how the presence of a value has changed.
pub(super) fn compare_presence<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    (required, optional): PresenceKinds,
    (old, new): (&Presence, &Presence),
) {
    let is_required = |presence: &Presence| *presence == Presence::Required;
    match (is_required(old), is_required(new)) {
        (true, true) => return,
        (false, true) => {
            return walk.record(at, site, required, Turn::NARROWER, BeforeAfter::default());
        }
        (true, false) => walk.record(at, site, optional, Turn::WIDER, BeforeAfter::default()),
        (false, false) => {}
    }
    let old_default = default(old).map(|one| literal_text(walk.apis.old, one));
    let new_default = default(new).map(|one| literal_text(walk.apis.new, one));
    let kind = match (&old_default, &new_default) {
        (None, Some(_)) => WireKind::DefaultAdded,
        (Some(_), None) => WireKind::DefaultRemoved,
        (Some(old), Some(new)) if old != new => WireKind::DefaultChanged,
        _ => return,
    };
    let values = BeforeAfter {
        before: old_default,
        after: new_default,
    };
    walk.record(at, site, kind, Turn::BEHAVIOUR, values);
}

fn default(presence: &Presence) -> Option<&Literal> {
    match presence {
        Presence::Default(literal) => Some(literal),
        Presence::Required | Presence::Optional => None,
    }
}
