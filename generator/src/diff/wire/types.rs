//! Two types in the place of each other -> how their values differ.

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::limits::{LimitChange, limit_changes};
use super::listed::record_values;
use super::objects::{ObjectSide, compare_objects};
use super::scalars::{beyond_width, range, range_change, scalar_change, without_bounds};
use super::text::{scalar_text, type_text};
use super::turn::Turn;
use super::unions::{compare_unions, compare_wrapped};
use super::values::ValueList;
use super::view::{Head, SaidLimit, TypeView, correspond};
use super::walk::{TypePair, WireWalk};
use crate::ir::{RustPath, Scalar, TypeDef};

/// Compares every pair of types that waits, and those inside them.
pub(super) fn compare_types(walk: &mut WireWalk<'_>) {
    while let Some(pair) = walk.pop() {
        compare(walk, pair);
    }
}

/// What two types are, where they are used.
struct ViewPair<'a> {
    old: TypeView<'a>,
    new: TypeView<'a>,
    site: CompareSite<'a>,
    node: NodeId,
}

impl<'a> ViewPair<'a> {
    /// The named type that says something on both sides, or else the place of use.
    fn said_by(&self, old: Option<&'a TypeDef>, new: Option<&'a TypeDef>) -> CompareSite<'a> {
        match (old, new) {
            (Some(old), Some(new)) if correspond(old, new) => CompareSite::new(
                About::Type(&new.name),
                &old.origin.pointer,
                &new.origin.pointer,
            ),
            _ => self.site,
        }
    }

    /// Who says what has changed, of which at least one side says anything.
    fn speaker(
        &self,
        old: Option<Option<&'a TypeDef>>,
        new: Option<Option<&'a TypeDef>>,
    ) -> CompareSite<'a> {
        let partner = |def: Option<&'a TypeDef>, view: &TypeView<'a>, is_new: bool| {
            let def = def?;
            let mut named = view.named.iter().copied();
            named.find(|other| match is_new {
                true => correspond(other, def),
                false => correspond(def, other),
            })
        };
        match (old, new) {
            (Some(old), Some(new)) => self.said_by(old, new),
            (None, Some(new)) => self.said_by(partner(new, &self.old, true), new),
            (Some(old), None) => self.said_by(old, partner(old, &self.new, false)),
            (None, None) => self.site,
        }
    }

    fn head_site(&self) -> CompareSite<'a> {
        self.said_by(self.old.head_by(), self.new.head_by())
    }
}

fn compare<'a>(walk: &mut WireWalk<'a>, pair: TypePair<'a>) {
    let views = ViewPair {
        old: TypeView::of(walk.apis.old, &pair.old),
        new: TypeView::of(walk.apis.new, &pair.new),
        site: pair.site,
        node: pair.node,
    };
    if !pair.nulls_known {
        compare_null(walk, &views);
    }
    match (views.old.head, views.new.head) {
        (Head::List(old), Head::List(new)) => {
            let (old, new) = (views.old.inner(old), views.new.inner(new));
            walk.push(views.node, WireStep::Items, views.site, old, new);
            compare_limits(walk, &views);
        }
        (Head::Map(_) | Head::Struct(..), Head::Map(_) | Head::Struct(..)) => {
            let sides = ObjectSide::of(&views.old).zip(ObjectSide::of(&views.new));
            if let Some((old, new)) = sides {
                compare_objects(walk, views.node, views.head_site(), old, new);
            }
            compare_limits(walk, &views);
        }
        (Head::Union(old_def, old), Head::Union(new_def, new)) => {
            compare_unions(walk, views.node, (old_def, old), (new_def, new));
            compare_limits(walk, &views);
        }
        (Head::Scalar(_) | Head::Enumeration(..), Head::Scalar(_) | Head::Enumeration(..)) => {
            compare_scalars(walk, &views);
        }
        (Head::Foreign(old), Head::Foreign(new)) => {
            if old != new {
                let text = |path: &RustPath| path.segments().collect::<Vec<_>>().join("::");
                let values = BeforeAfter::both(text(old), text(new));
                let site = views.head_site();
                walk.record(
                    views.node,
                    site,
                    WireKind::UserTypeChanged,
                    Turn::BOTH,
                    values,
                );
            }
        }
        (Head::Union(..), _) | (_, Head::Union(..)) if !has_any(&views) => {
            compare_wrapped(walk, pair, &views.old, &views.new);
        }
        _ => record_type(walk, &views, pair),
    }
}

/// Whether one side allows any value.
fn has_any(views: &ViewPair<'_>) -> bool {
    [views.old.head, views.new.head]
        .iter()
        .any(|head| matches!(head, Head::Scalar(Scalar::Any)))
}

/// A type that has become one of another sort.
fn record_type<'a>(walk: &mut WireWalk<'a>, views: &ViewPair<'a>, pair: TypePair<'a>) {
    let (kind, turn) = match (views.old.head, views.new.head) {
        (Head::Scalar(Scalar::Any), _) => (WireKind::TypeNarrowed, Turn::NARROWER),
        (_, Head::Scalar(Scalar::Any)) => (WireKind::TypeWidened, Turn::WIDER),
        _ => (WireKind::TypeChanged, Turn::BOTH),
    };
    let before = type_text(walk.apis.old, pair.old.ty);
    let after = type_text(walk.apis.new, pair.new.ty);
    let values = BeforeAfter::both(before, after);
    walk.record(views.node, views.head_site(), kind, turn, values);
}

fn compare_null<'a>(walk: &mut WireWalk<'a>, views: &ViewPair<'a>) {
    let (old, new) = (&views.old, &views.new);
    let said = |view: &TypeView<'a>| view.nullable.then_some(view.null_by);
    let (kind, turn) = match (old.allows_null(), new.allows_null()) {
        (false, true) if new.nullable => (WireKind::BecameNullable, Turn::WIDER),
        (true, false) if old.nullable => (WireKind::BecameNotNullable, Turn::NARROWER),
        _ => return,
    };
    let site = views.speaker(said(old), said(new));
    walk.record(views.node, site, kind, turn, BeforeAfter::default());
}

fn compare_limits<'a>(walk: &mut WireWalk<'a>, views: &ViewPair<'a>) {
    record_limits(walk, views, limit_changes(&views.old.own, &views.new.own));
}

fn record_limits<'a>(walk: &mut WireWalk<'a>, views: &ViewPair<'a>, changes: Vec<LimitChange<'a>>) {
    let said = |one: Option<SaidLimit<'a>>| one.map(|one| one.said_by);
    for change in changes {
        let site = views.speaker(said(change.old), said(change.new));
        walk.record(views.node, site, change.kind, change.turn, change.values);
    }
}

/// The scalar behind a value that is a scalar, or one of a list of scalars.
fn scalar(head: Head<'_>) -> Scalar {
    match head {
        Head::Scalar(scalar) => scalar,
        Head::Enumeration(_, data) => data.base,
        Head::List(_) | Head::Map(_) | Head::Struct(..) | Head::Union(..) | Head::Foreign(_) => {
            Scalar::Any
        }
    }
}

fn compare_scalars<'a>(walk: &mut WireWalk<'a>, views: &ViewPair<'a>) {
    let (old, new) = (scalar(views.old.head), scalar(views.new.head));
    if let Some((kind, turn)) = scalar_change(old, new) {
        let (kind, turn) = match (views.old.nullable, views.new.nullable) {
            // `null` has become a nullable value, or the other way round.
            (_, true) if old == Scalar::Null => (WireKind::TypeWidened, Turn::WIDER),
            (true, _) if new == Scalar::Null => (WireKind::TypeNarrowed, Turn::NARROWER),
            _ => (kind, turn),
        };
        let values = BeforeAfter::both(scalar_text(old), scalar_text(new));
        walk.record(views.node, views.head_site(), kind, turn, values);
        if kind == WireKind::TypeChanged {
            return;
        }
    }
    let listed = (
        ValueList::of(walk.apis.old, &views.old),
        ValueList::of(walk.apis.new, &views.new),
    );
    let named = |one: &Option<ValueList<'a>>| one.as_ref().map(|one| one.named);
    let site = views.speaker(named(&listed.0), named(&listed.1));
    record_values(walk, views.node, site, listed.0, listed.1);
    let (mut limits, mut new_limits) = (views.old.own.clone(), views.new.own.clone());
    if let (Scalar::Integer(old), Scalar::Integer(new)) = (old, new) {
        if old == new {
            limits = beyond_width(old, &limits);
            new_limits = beyond_width(new, &new_limits);
        } else {
            let ranges = (range(old, &limits), range(new, &new_limits));
            if let Some((kind, turn)) = range_change(ranges.0, ranges.1) {
                let text = |(least, greatest): (i128, i128)| format!("{least} to {greatest}");
                let values = BeforeAfter::both(text(ranges.0), text(ranges.1));
                walk.record(views.node, views.head_site(), kind, turn, values);
            }
            limits = without_bounds(&limits);
            new_limits = without_bounds(&new_limits);
        }
    }
    record_limits(walk, views, limit_changes(&limits, &new_limits));
}
