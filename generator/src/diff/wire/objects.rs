//! Two objects: properties that have come, gone or changed, and what is allowed beside them.
//!
//! What a schema does not name is not part of a request: nobody sends it on purpose. In a response it may be there, and a reader
//! must bear it. So an optional property that comes makes requests wider and responses narrower, and one that goes does the
//! opposite; if other properties are rejected, it makes both wider.

use std::collections::HashMap;

use super::about::{About, CompareSite};
use super::error_body::error_text;
use super::extra::{ExtraSide, came, compare_extra};
use super::fields::{ObjectProperty, compare_properties};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::rules::record_rules;
use super::turn::{Turn, WireDirection};
use super::view::{Head, TypeView};
use super::walk::WireWalk;
use crate::ir::{Extra, Field, FieldName, Struct, TypeDef};

/// One of two objects.
#[derive(Debug, Clone)]
pub(super) struct ObjectSide<'a> {
    named: Option<(&'a TypeDef, &'a Struct)>,
    extra: ExtraSide<'a>,
    identity: (usize, Vec<usize>),
}

impl<'a> ObjectSide<'a> {
    /// The object that a type is; `None` if it is none.
    pub(super) fn of(view: &TypeView<'a>) -> Option<Self> {
        Some(match view.head {
            Head::Struct(def, data) => Self {
                named: Some((def, data)),
                extra: match &data.extra {
                    Extra::Ignored => ExtraSide::Free,
                    Extra::Closed => ExtraSide::Closed,
                    Extra::Kept(_, ty, limits) => ExtraSide::of(ty, limits),
                },
                identity: (std::ptr::from_ref(def).addr(), Vec::new()),
            },
            Head::Map(entry) => {
                let entry = view.inner(entry);
                Self {
                    named: None,
                    identity: entry.identity(),
                    extra: ExtraSide::of_entry(entry),
                }
            }
            _ => return None,
        })
    }

    fn properties(&self) -> Vec<(&'a str, ObjectProperty<'a>)> {
        let Some((_, data)) = self.named else {
            return Vec::new();
        };
        let constants = data.constants.iter();
        let constants = constants.map(|one| (one.wire.as_str(), ObjectProperty::Constant(one)));
        let fields = data.fields.iter();
        let fields = fields.map(|one| (one.wire.as_str(), ObjectProperty::Field(one)));
        constants.chain(fields).collect()
    }

    fn def(&self) -> Option<&'a TypeDef> {
        self.named.map(|(def, _)| def)
    }
}

/// Notes how two objects differ.
pub(super) fn compare_objects<'a>(
    walk: &mut WireWalk<'a>,
    outer: NodeId,
    site: CompareSite<'a>,
    old: ObjectSide<'a>,
    new: ObjectSide<'a>,
) {
    let Some(at) = walk.enter(outer, old.identity.clone(), new.identity.clone()) else {
        return;
    };
    let properties = (old.properties(), new.properties());
    let known: HashMap<&str, ObjectProperty<'a>> = properties.0.iter().copied().collect();
    let kept: HashMap<&str, ObjectProperty<'a>> = properties.1.iter().copied().collect();
    for (wire, property) in &properties.0 {
        if !kept.contains_key(wire) {
            removed(walk, at, (&old, &new), site, (wire, *property));
        }
    }
    for (wire, property) in &properties.1 {
        match known.get(wire) {
            Some(before) => {
                let site = property_site(site, &new, wire, Some(*before), Some(*property), &old);
                compare_properties(walk, at, wire, site, *before, *property);
            }
            None => added(walk, at, (&old, &new), site, (wire, *property)),
        }
    }
    compare_extra(walk, at, site, &old.extra, &new.extra);
    if let (Some((old_def, old)), Some((new_def, new))) = (old.named, new.named) {
        let site = CompareSite::new(
            About::Type(&new_def.name),
            &old_def.origin.pointer,
            &new_def.origin.pointer,
        );
        compare_meaning(walk, at, site, old, new);
    }
}

fn property_site<'a>(
    site: CompareSite<'a>,
    owner: &ObjectSide<'a>,
    wire: &'a str,
    old: Option<ObjectProperty<'a>>,
    new: Option<ObjectProperty<'a>>,
    other: &ObjectSide<'a>,
) -> CompareSite<'a> {
    let about = match owner.def().or(other.def()) {
        Some(def) => About::Property(&def.name, wire),
        None => site.about,
    };
    let place = |property: Option<ObjectProperty<'a>>, side: Option<&'a TypeDef>| match property {
        Some(ObjectProperty::Field(field)) => Some(field.origin.pointer.as_str()),
        Some(ObjectProperty::Constant(_)) => side.map(|def| def.origin.pointer.as_str()),
        None => None,
    };
    CompareSite {
        about,
        old: place(old, old.and(other.def().or(owner.def()))),
        new: place(new, owner.def()),
    }
}

fn removed<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    (old, new): (&ObjectSide<'a>, &ObjectSide<'a>),
    site: CompareSite<'a>,
    (wire, property): (&'a str, ObjectProperty<'a>),
) {
    let direction = walk.direction(at);
    if !property.is_seen(direction) {
        return;
    }
    let site = property_site(site, old, wire, Some(property), None, old);
    let turn = came(direction, &new.extra, property.is_required()).reversed();
    let at = walk.inside(at, WireStep::Property(wire));
    let values = BeforeAfter::gone(property.text(walk.apis.old));
    walk.record(at, site, WireKind::PropertyRemoved, turn, values);
}

fn added<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    (old, new): (&ObjectSide<'a>, &ObjectSide<'a>),
    site: CompareSite<'a>,
    (wire, property): (&'a str, ObjectProperty<'a>),
) {
    let direction = walk.direction(at);
    if !property.is_seen(direction) {
        return;
    }
    let site = property_site(site, new, wire, None, Some(property), new);
    let turn = came(direction, &old.extra, property.is_required());
    let at = walk.inside(at, WireStep::Property(wire));
    let values = BeforeAfter::come(property.text(walk.apis.new));
    walk.record(at, site, WireKind::PropertyAdded, turn, values);
}

/// Rules between properties, and what the properties of an error body mean.
fn compare_meaning<'a>(
    walk: &mut WireWalk<'a>,
    at: NodeId,
    site: CompareSite<'a>,
    old: &'a Struct,
    new: &'a Struct,
) {
    let names = |data: &'a Struct| {
        move |name: &FieldName| {
            data.fields
                .iter()
                .find(|one| one.name == *name)
                .map(wire_of)
        }
    };
    record_rules(
        walk,
        at,
        site,
        (&old.rules, &names(old)),
        (&new.rules, &names(new)),
    );
    let (before, after) = (error_text(old), error_text(new));
    if before != after && walk.direction(at) == WireDirection::Response {
        let values = BeforeAfter { before, after };
        let turn = Turn::BEHAVIOUR;
        walk.record(at, site, WireKind::ErrorBodyChanged, turn, values);
    }
}

fn wire_of(field: &Field) -> &str {
    &field.wire
}
