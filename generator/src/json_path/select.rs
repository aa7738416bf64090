//! A query and a tree -> the places that it selects.
//!
//! A list of values grows with each segment. Each value knows the one that it is in, so that a path takes no memory until it
//! is asked for.

use std::collections::{HashMap, HashSet};

use regex::Regex;
use serde_json::Value;

use super::budget::{Exhausted, QueryBudget};
use super::syntax::{
    JsonPath, MatchExtent, QuerySegment, QueryStart, Reach, Selector, SliceBounds,
};
use crate::pointer::Pointer;

/// The places of the values that a query selects, in the order of the standard, each once.
pub(crate) fn select(
    query: &JsonPath,
    tree: &Value,
    budget: &mut QueryBudget,
) -> Result<Vec<Pointer>, Exhausted> {
    let mut selection = Selection::new(tree, budget);
    let root = selection.root();
    let mut selected = vec![root];
    for segment in &query.segments {
        selected = selection.segment(segment, &selected)?;
        // The same value can be selected on several ways, which would multiply with each segment.
        let mut known = HashSet::with_capacity(selected.len());
        selected.retain(|node| known.insert(std::ptr::from_ref(node.value)));
    }
    let pointers = selected.iter().map(|node| selection.pointer(node));
    pointers.collect()
}

/// A value, and the number of its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct SelectedNode<'v> {
    pub(super) value: &'v Value,
    place: usize,
}

/// The last step to a value.
#[derive(Debug, Clone, Copy)]
enum LastStep<'v> {
    None,
    Key(&'v str),
    Index(usize),
}

/// The state of one query.
pub(super) struct Selection<'v, 'b> {
    pub(super) tree: &'v Value,
    pub(super) budget: &'b mut QueryBudget,
    /// The places so far: each the number of the one around it, and the last step.
    places: Vec<(usize, LastStep<'v>)>,
    /// The patterns of `match` and `search` so far; `None` if they are malformed.
    pub(super) patterns: HashMap<(String, MatchExtent), Option<Regex>>,
}

impl<'v, 'b> Selection<'v, 'b> {
    fn new(tree: &'v Value, budget: &'b mut QueryBudget) -> Self {
        Self {
            tree,
            budget,
            places: vec![(0, LastStep::None)],
            patterns: HashMap::new(),
        }
    }

    fn root(&self) -> SelectedNode<'v> {
        SelectedNode {
            value: self.tree,
            place: 0,
        }
    }

    /// The values that a query in a filter selects. Their places are forgotten by [`Self::forget`].
    pub(super) fn query(
        &mut self,
        query: &JsonPath,
        current: SelectedNode<'v>,
    ) -> Result<Vec<SelectedNode<'v>>, Exhausted> {
        let mut selected = vec![match query.start {
            QueryStart::Root => self.root(),
            QueryStart::Current => current,
        }];
        for segment in &query.segments {
            selected = self.segment(segment, &selected)?;
        }
        Ok(selected)
    }

    /// How many places there are, for [`Self::forget`].
    pub(super) fn remember(&self) -> usize {
        self.places.len()
    }

    /// Forgets the places since then.
    pub(super) fn forget(&mut self, places: usize) {
        self.places.truncate(places);
    }

    fn segment(
        &mut self,
        segment: &QuerySegment,
        nodes: &[SelectedNode<'v>],
    ) -> Result<Vec<SelectedNode<'v>>, Exhausted> {
        let mut selected = Vec::new();
        for node in nodes {
            let mut waiting = vec![*node];
            while let Some(node) = waiting.pop() {
                self.budget.spend(1)?;
                for selector in &segment.selectors {
                    self.selector(selector, node, &mut selected)?;
                }
                if segment.reach == Reach::Below {
                    let first = waiting.len();
                    self.children(node, &mut waiting)?;
                    waiting.get_mut(first..).unwrap_or_default().reverse();
                }
            }
        }
        Ok(selected)
    }

    fn selector(
        &mut self,
        selector: &Selector,
        node: SelectedNode<'v>,
        selected: &mut Vec<SelectedNode<'v>>,
    ) -> Result<(), Exhausted> {
        match (selector, node.value) {
            (Selector::Name(name), Value::Object(members)) => {
                if let Some((key, value)) = members.get_key_value(name) {
                    selected.push(self.child(node, LastStep::Key(key), value)?);
                }
            }
            (Selector::Index(index), Value::Array(items)) => {
                let index = from_start(*index, items.len());
                let index = usize::try_from(index).ok();
                if let Some((index, value)) = index.and_then(|at| Some((at, items.get(at)?))) {
                    selected.push(self.child(node, LastStep::Index(index), value)?);
                }
            }
            (Selector::Slice(bounds), Value::Array(items)) => {
                for index in sliced(*bounds, items.len()) {
                    if let Some(value) = items.get(index) {
                        selected.push(self.child(node, LastStep::Index(index), value)?);
                    }
                }
            }
            (Selector::Wildcard, _) => self.children(node, selected)?,
            (Selector::Filter(condition), _) => {
                let mut children = Vec::new();
                self.children(node, &mut children)?;
                for child in children {
                    if self.holds(condition, child)? {
                        selected.push(child);
                    }
                }
            }
            (Selector::Name(_) | Selector::Index(_) | Selector::Slice(_), _) => {}
        }
        Ok(())
    }

    /// Adds the values directly inside another.
    fn children(
        &mut self,
        node: SelectedNode<'v>,
        found: &mut Vec<SelectedNode<'v>>,
    ) -> Result<(), Exhausted> {
        match node.value {
            Value::Object(members) => {
                for (key, value) in members {
                    found.push(self.child(node, LastStep::Key(key), value)?);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    found.push(self.child(node, LastStep::Index(index), value)?);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }

    fn child(
        &mut self,
        parent: SelectedNode<'v>,
        step: LastStep<'v>,
        value: &'v Value,
    ) -> Result<SelectedNode<'v>, Exhausted> {
        self.budget.spend(1)?;
        self.budget.hold(self.places.len())?;
        let place = self.places.len();
        self.places.push((parent.place, step));
        Ok(SelectedNode { value, place })
    }

    fn pointer(&mut self, node: &SelectedNode<'v>) -> Result<Pointer, Exhausted> {
        let mut steps = Vec::new();
        let mut place = node.place;
        while let Some((parent, step)) = self.places.get(place) {
            match step {
                LastStep::None => break,
                step => steps.push(*step),
            }
            place = *parent;
        }
        let pointer = steps
            .iter()
            .rev()
            .fold(Pointer::root(), |at, step| match step {
                LastStep::None => at,
                LastStep::Key(key) => at.child(key),
                LastStep::Index(index) => at.index(*index),
            });
        self.budget
            .spend_on_text(pointer.as_str().len() * steps.len())?;
        Ok(pointer)
    }
}

/// An index counted from the start.
fn from_start(index: i64, length: usize) -> i64 {
    if index >= 0 {
        return index;
    }
    index.saturating_add(i64::try_from(length).unwrap_or(i64::MAX))
}

/// The indexes of a slice, in its order ([RFC 9535 section 2.3.4.2](https://www.rfc-editor.org/rfc/rfc9535#section-2.3.4.2)).
fn sliced(bounds: SliceBounds, length: usize) -> Box<dyn Iterator<Item = usize>> {
    let SliceBounds { start, end, step } = bounds;
    let last = i64::try_from(length).unwrap_or(i64::MAX);
    let bound = |index: Option<i64>, default| index.map_or(default, |at| from_start(at, length));
    let width = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
    let index = |at: i64| usize::try_from(at).unwrap_or_default();
    match step {
        0 => Box::new(std::iter::empty()),
        1.. => {
            let (low, high) = (
                bound(start, 0).clamp(0, last),
                bound(end, last).clamp(0, last),
            );
            Box::new((index(low)..index(high)).step_by(width))
        }
        _ => {
            // From `start` down to `end`, which is not part of it; without an end, to the first item.
            let high = bound(start, last - 1).clamp(-1, last - 1);
            let low = bound(end, -1).clamp(-1, last - 1);
            Box::new((index(low + 1)..index(high + 1)).rev().step_by(width))
        }
    }
}
