//! Applies one action to a tree ([1.1, Action Object](https://spec.openapis.org/overlay/v1.1.0.html#action-object)).
//!
//! An action that does not fit what its target selects is reported, and changes nothing. Version 1.0 does not say what happens
//! to an array that is merged with an array; it is read as 1.1, as other tools read it, and differs from 1.1 in that primitive
//! values are neither updated nor removed by themselves.

use serde_json::Value;

use super::super::Limits;
use super::super::tree::too_deep;
use super::action::{Action, ActionEffect, OverlayVersion};
use super::edits::{EditNode, Edits};
use super::growth::{levels, weight};
use super::merge::{ValueKind, append, conflicts, merge, name};
use super::removal::{by_holder, remove};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Pointer, show};
use crate::json_path::{Exhausted, JsonPath, QueryBudget, select};
use crate::source::FileId;

/// What actions of one overlay are applied to.
pub(super) struct Application<'a> {
    pub(super) tree: &'a mut Value,
    pub(super) edits: &'a mut Edits,
    pub(super) budget: &'a mut QueryBudget,
    /// How many more values may be added.
    pub(super) left: &'a mut usize,
    pub(super) limits: &'a Limits,
    pub(super) overlay: (FileId, OverlayVersion),
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// What to do about a primitive value in version 1.0.
const NEWER: &str = "write `overlay: 1.1.0`, which allows it, or select the object around it";

impl Application<'_> {
    /// Applies an action; returns how many values its target has selected.
    pub(super) fn action(&mut self, action: &Action) -> usize {
        let target = action.at.child("target");
        let Some(at) = self.select(&action.target, &target) else {
            // Something was selected, so that there is no second report about the target.
            return 1;
        };
        if at.is_empty() {
            return 0;
        }
        match &action.effect {
            ActionEffect::Remove => self.remove(&at, &target),
            ActionEffect::Update(value) => {
                let from = action.at.child("update");
                let origin = EditNode::at(self.overlay.0, from.clone());
                self.update(&at, value, (&from, &origin));
            }
            ActionEffect::Copy(source) => self.copy(&at, source, &action.at.child("copy")),
        }
        at.len()
    }

    /// The places that a query selects; `None` if that was too much work, which is reported.
    fn select(&mut self, query: &JsonPath, place: &Pointer) -> Option<Vec<Pointer>> {
        let selected = select(query, self.tree, self.budget);
        match selected {
            Ok(places) => Some(places),
            Err(Exhausted) => {
                let limit = self.limits.nodes;
                let message = format!("this query is too much work for a limit of {limit} values");
                self.report(Code::TooManyNodes, place, message);
                None
            }
        }
    }

    fn report(&mut self, code: Code, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place::value(self.overlay.0, at.clone());
        self.diagnostics.report(code, &place, message)
    }

    /// Reports that an action does not fit one of the values that it selects.
    fn unfit(&mut self, at: &Pointer, message: String, target: &Pointer) -> &mut Diagnostic {
        let target = self.edits.place(target);
        let report = self.report(Code::UnfitAction, at, message);
        report.also(&target, "what the target selects")
    }

    /// Whether a number of steps is left.
    fn afford(&mut self, steps: usize, place: &Pointer) -> bool {
        let affordable = self.budget.spend(steps).is_ok();
        if !affordable {
            let limit = self.limits.nodes;
            let message = format!("this action is too much work for a limit of {limit} values");
            self.report(Code::TooManyNodes, place, message);
        }
        affordable
    }

    fn remove(&mut self, at: &[Pointer], target: &Pointer) {
        if at.iter().any(|at| *at == Pointer::root()) {
            let message = "the target selects the whole document, which is not removed";
            self.report(Code::UnfitAction, target, message)
                .help("select what to remove in it");
            return;
        }
        let primitive = at.iter().find_map(|at| {
            let value = at.find(self.tree)?;
            (ValueKind::of(value) == ValueKind::Primitive).then(|| (at, name(value)))
        });
        if let (OverlayVersion::V1_0, Some((at, name))) = (self.overlay.1, primitive) {
            let message = format!("version 1.0 removes objects and arrays, and this is {name}");
            self.unfit(target, message, at).help(NEWER);
            return;
        }
        for (holder, keys) in by_holder(at) {
            let size = match holder.find(self.tree) {
                Some(Value::Array(items)) => items.len(),
                Some(Value::Object(members)) => members.len(),
                _ => 0,
            };
            if !self.afford(size, target) {
                return;
            }
            remove(self.tree, self.edits, &holder, &keys);
        }
    }

    fn copy(&mut self, at: &[Pointer], source: &JsonPath, place: &Pointer) {
        let Some(sources) = self.select(source, place) else {
            return;
        };
        let [source] = sources.as_slice() else {
            let count = match sources.len() {
                0 => "nothing".to_owned(),
                count => format!("{count} values"),
            };
            let message = format!("`copy` selects {count}, and one value can be copied");
            self.report(Code::UnfitAction, place, message)
                .help("write a query that selects one value, such as `$.paths['/pets']`");
            return;
        };
        let Some(value) = source.find(self.tree).cloned() else {
            return;
        };
        let origin = self.edits.copy(source);
        self.update(at, &value, (place, &origin));
    }

    /// Merges a value into each of the selected ones.
    fn update(&mut self, at: &[Pointer], value: &Value, (from, origin): (&Pointer, &EditNode)) {
        if !self.fits(at, value, from) || !self.has_room(at, value, from) {
            return;
        }
        for at in at {
            let edits = self.edits.node(at);
            match at.find_mut(self.tree) {
                Some(Value::Array(items)) if !value.is_array() => {
                    append(items, edits, value, origin.clone());
                }
                Some(target) => merge(target, edits, value, origin),
                None => {}
            }
        }
    }

    /// Whether a value can be merged into each of the selected ones. What cannot is reported.
    fn fits(&mut self, at: &[Pointer], value: &Value, from: &Pointer) -> bool {
        let kind = |at: &Pointer| at.find(self.tree).map(ValueKind::of);
        let first = at.first().and_then(kind);
        if let Some(other) = at.iter().find(|at| kind(at) != first) {
            let message = "the target selects values of different kinds: \
                           objects, arrays and primitive values are updated by actions of their own";
            self.unfit(from, message.to_owned(), other)
                .help("write an action for each kind");
            return false;
        }
        let mut fits = true;
        for at in at {
            let misfits = at
                .find(self.tree)
                .map(|target| misfits(target, value, self.overlay.1));
            for misfit in misfits.into_iter().flatten() {
                fits = false;
                // What is copied is not in the overlay.
                let is_inline = from.last().is_some_and(|key| key == "update");
                let from = if is_inline {
                    from.append(&misfit.below)
                } else {
                    from.clone()
                };
                let report = self.unfit(&from, misfit.message, &at.append(&misfit.below));
                if let Some(help) = misfit.help {
                    report.help(help);
                }
            }
        }
        fits
    }

    /// Whether the result is within the limits.
    fn has_room(&mut self, at: &[Pointer], value: &Value, from: &Pointer) -> bool {
        let added = weight(value).saturating_mul(at.len());
        let Some(left) = self.left.checked_sub(added) else {
            let limit = self.limits.nodes;
            let message = format!("the overlays add more than {limit} values");
            self.report(Code::TooManyNodes, from, message);
            return false;
        };
        *self.left = left;
        let inside = levels(value);
        let depth = at.iter().map(|at| {
            let is_item = !value.is_array() && at.find(self.tree).is_some_and(Value::is_array);
            at.segments().count() + usize::from(is_item) + inside
        });
        if depth.max().unwrap_or_default() > self.limits.depth {
            let message = too_deep(self.limits);
            self.report(Code::TooDeep, from, message);
            return false;
        }
        true
    }
}

/// Why a value cannot be merged into another.
struct Misfit {
    /// The place in both.
    below: Pointer,
    message: String,
    help: Option<&'static str>,
}

fn misfits(target: &Value, value: &Value, version: OverlayVersion) -> Vec<Misfit> {
    let kind = ValueKind::of(target);
    let whole = |message, help| {
        let below = Pointer::root();
        vec![Misfit {
            below,
            message,
            help,
        }]
    };
    if kind == ValueKind::Primitive && version == OverlayVersion::V1_0 {
        let old = name(target);
        let message =
            format!("version 1.0 updates objects and arrays, and the target selects {old}");
        return whole(message, Some(NEWER));
    }
    if kind != ValueKind::of(value) && kind != ValueKind::List {
        let message = format!(
            "the target selects {}, and this is {}",
            name(target),
            name(value)
        );
        return whole(message, None);
    }
    let mut places = Vec::new();
    if kind == ValueKind::Object {
        conflicts(target, value, &Pointer::root(), &mut places);
    }
    let places = places.into_iter().map(|below| {
        let named = |value: &Value| below.find(value).map_or("nothing", name);
        let key = show(&below.last().unwrap_or_default());
        let (old, new) = (named(target), named(value));
        Misfit {
            message: format!("`{key}` is {old} where the target is, and {new} here"),
            below,
            help: None,
        }
    });
    places.collect()
}
