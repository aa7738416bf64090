//! Two unions, or a type that has become one of several.

use super::about::{About, CompareSite};
use super::alternatives::{AlternativeAt, match_alternatives};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::text::type_text;
use super::turn::Turn;
use super::view::{Head, TypeAt, TypeView};
use super::walk::{TypePair, WireWalk};
use crate::ir::{Alternative, Matches, RustName, Tagging, Trial, TypeDef, Union};

/// Notes how two unions differ.
pub(super) fn compare_unions<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    (old_def, old): (&'a TypeDef, &'a Union),
    (new_def, new): (&'a TypeDef, &'a Union),
) {
    let identity = |def: &TypeDef| (std::ptr::from_ref(def).addr(), Vec::new());
    let Some(at) = walk.enter(outer, identity(old_def), identity(new_def)) else {
        return;
    };
    let about = About::Type(&new_def.name);
    let site = CompareSite::new(about, &old_def.origin.pointer, &new_def.origin.pointer);
    compare_tagging(walk, at, site, old, new);
    let (one, two) = (alternatives(old), alternatives(new));
    for (before, after) in match_alternatives(walk.apis, &one, &two) {
        let step = WireStep::Alternative(before, after);
        let before = before.and_then(|index| old.alternatives.get(index));
        let after = after.and_then(|index| new.alternatives.get(index));
        match (before, after) {
            (Some(before), Some(after)) => {
                compare_tags(walk, (at, step), site, before, after);
                let pair = (used(before), used(after));
                walk.push(at, step, site, pair.0, pair.1);
            }
            (Some(before), None) => {
                let values = BeforeAfter::gone(type_text(walk.apis.old, &before.ty));
                let kind = WireKind::AlternativeRemoved;
                record_one(
                    walk,
                    (at, step),
                    site,
                    before,
                    (kind, Turn::NARROWER),
                    values,
                );
            }
            (None, Some(after)) => {
                let values = BeforeAfter::come(type_text(walk.apis.new, &after.ty));
                let kind = WireKind::AlternativeAdded;
                record_one(walk, (at, step), site, after, (kind, Turn::WIDER), values);
            }
            (None, None) => {}
        }
    }
}

fn record_one<'a>(
    walk: &mut WireWalk<'a>,
    (at, step): (NodeId, WireStep<'a>),
    site: CompareSite<'a>,
    alternative: &Alternative,
    (kind, turn): (WireKind, Turn),
    values: BeforeAfter,
) {
    let at = walk.inside(at, step);
    let name = alternative.name.as_str().to_owned();
    walk.record_variant(at, site, name, kind, turn, values);
}

fn alternatives<'a>(union: &'a Union) -> Vec<AlternativeAt<'a>> {
    let all = union.alternatives.iter();
    all.map(|one| AlternativeAt {
        used: used(one),
        tags: &one.tags,
    })
    .collect()
}

fn used(alternative: &Alternative) -> TypeAt<'_> {
    let Alternative {
        name: _,
        tags: _, // compared where both are known
        ty,
        constraints,
        docs: _,
    } = alternative;
    TypeAt::new(ty, constraints)
}

fn compare_tags<'a>(
    walk: &mut WireWalk<'a>,
    (at, step): (NodeId, WireStep<'a>),
    site: CompareSite<'a>,
    old: &Alternative,
    new: &Alternative,
) {
    // Tags that a discriminator brings, or takes away, are one change.
    if old.tags.is_empty() || new.tags.is_empty() {
        return;
    }
    for tag in old.tags.iter().filter(|tag| !new.tags.contains(tag)) {
        let kind = (WireKind::TagRemoved, Turn::NARROWER);
        record_one(walk, (at, step), site, new, kind, BeforeAfter::gone(tag));
    }
    for tag in new.tags.iter().filter(|tag| !old.tags.contains(tag)) {
        let kind = (WireKind::TagAdded, Turn::WIDER);
        record_one(walk, (at, step), site, new, kind, BeforeAfter::come(tag));
    }
}

/// How many alternatives may match, and what selects one. The order in which they are tried is a matter of Rust.
fn compare_tagging<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: &Union,
    new: &Union,
) {
    let (kind, turn, values) = match (&old.tagging, &new.tagging) {
        (Tagging::Property(old, _), Tagging::Property(new, _)) if old == new => return,
        (Tagging::Property(old, _), Tagging::Property(new, _)) => (
            WireKind::DiscriminatorChanged,
            Turn::BOTH,
            BeforeAfter::both(old, new),
        ),
        (Tagging::Property(old, _), Tagging::Untagged(_)) => (
            WireKind::DiscriminatorRemoved,
            Turn::WIDER,
            BeforeAfter::gone(old),
        ),
        (Tagging::Untagged(_), Tagging::Property(new, _)) => (
            WireKind::DiscriminatorAdded,
            Turn::NARROWER,
            BeforeAfter::come(new),
        ),
        (Tagging::Untagged(old), Tagging::Untagged(new)) => match (matches(old), matches(new)) {
            (Matches::One, Matches::Any) => (
                WireKind::OneOfBecameAnyOf,
                Turn::WIDER,
                BeforeAfter::default(),
            ),
            (Matches::Any, Matches::One) => (
                WireKind::AnyOfBecameOneOf,
                Turn::NARROWER,
                BeforeAfter::default(),
            ),
            _ => return,
        },
    };
    walk.record(at, site, kind, turn, values);
}

fn matches(trial: &Trial) -> Matches {
    let Trial { matches, order: _ } = trial;
    *matches
}

/// Notes that a type has become one of several, or the other way round.
pub(super) fn compare_wrapped<'a>(
    walk: &mut WireWalk<'a>,
    pair: TypePair<'a>,
    old: &TypeView<'a>,
    new: &TypeView<'a>,
) {
    let sides = |view: &TypeView<'a>, at: &TypeAt<'a>| match view.head {
        Head::Union(_, union) => (alternatives(union), Some(union)),
        _ => {
            let used = at.clone();
            (vec![AlternativeAt { used, tags: &[] }], None)
        }
    };
    let (one, old_union) = sides(old, &pair.old);
    let (two, new_union) = sides(new, &pair.new);
    let matched = match_alternatives(walk.apis, &one, &two);
    let found = matched.iter().find_map(|(one, two)| one.zip(*two));
    let values = BeforeAfter::both(
        type_text(walk.apis.old, pair.old.ty),
        type_text(walk.apis.new, pair.new.ty),
    );
    let (at, site) = (pair.node, pair.site);
    let Some((before, after)) = found else {
        return walk.record(at, site, WireKind::TypeChanged, Turn::BOTH, values);
    };
    let (kind, turn) = match old_union {
        Some(_) => (WireKind::NoLongerUnion, Turn::NARROWER),
        None => (WireKind::BecameUnion, Turn::WIDER),
    };
    walk.record(at, site, kind, turn, values);
    if let (Some(first), Some(second)) = (one.get(before), two.get(after)) {
        let step = WireStep::Alternative(old_union.map(|_| before), new_union.map(|_| after));
        let pair = TypePair {
            old: first.used.clone(),
            new: second.used.clone(),
            ..pair
        };
        walk.push_without_null(at, step, pair);
    }
}
