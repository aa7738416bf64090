//! The state of a comparison: what waits, what is known, what was found.
//!
//! A pair of types is compared once per direction. Nothing recurses: what is inside a pair waits, so types that contain themselves
//! end, and depth costs no stack.

use std::collections::HashMap;

use super::about::{CompareSite, Versions};
use super::found::{BeforeAfter, FoundChanges};
use super::graph::{NodeId, PairGraph, WireStep};
use super::kinds::KindId;
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use crate::diff::model::{MessagePart, WireChange};
use crate::ir::Type;

/// Two types to compare.
#[derive(Debug)]
pub(super) struct TypePair<'a> {
    /// Where in messages they are.
    pub(super) node: NodeId,
    /// What changes of the type itself are about.
    pub(super) site: CompareSite<'a>,
    /// The old one.
    pub(super) old: TypeAt<'a>,
    /// The new one.
    pub(super) new: TypeAt<'a>,
    /// Whether null was compared already.
    pub(super) nulls_known: bool,
}

/// A pair of types by identity, in one direction.
type PairKey = ((usize, Vec<usize>), (usize, Vec<usize>), WireDirection);

/// The state of a comparison.
#[derive(Debug)]
pub(super) struct WireWalk<'a> {
    /// Both versions.
    pub(super) apis: Versions<'a>,
    graph: PairGraph<'a>,
    found: FoundChanges<'a>,
    waiting: Vec<TypePair<'a>>,
    known: HashMap<PairKey, NodeId>,
}

impl<'a> WireWalk<'a> {
    /// Nothing compared yet.
    pub(super) fn new(apis: Versions<'a>) -> Self {
        Self {
            apis,
            graph: PairGraph::default(),
            found: FoundChanges::default(),
            waiting: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// A part of the messages of a pair of operations.
    pub(super) fn root(
        &mut self,
        operations: (usize, usize),
        part: MessagePart,
        direction: WireDirection,
    ) -> NodeId {
        self.graph.root(operations, part, direction)
    }

    /// Who sends the messages that contain the pair.
    pub(super) fn direction(&self, node: NodeId) -> WireDirection {
        self.graph.direction(node)
    }

    /// Compares two types later, which are inside a pair.
    pub(super) fn push(
        &mut self,
        outer: NodeId,
        step: WireStep<'a>,
        site: CompareSite<'a>,
        old: TypeAt<'a>,
        new: TypeAt<'a>,
    ) {
        if is_same_scalar(&old, &new) {
            return;
        }
        let node = self.graph.inside(outer, step);
        self.waiting.push(TypePair {
            node,
            site,
            old,
            new,
            nulls_known: false,
        });
    }

    /// The same, where null was compared already.
    pub(super) fn push_without_null(
        &mut self,
        outer: NodeId,
        step: WireStep<'a>,
        pair: TypePair<'a>,
    ) {
        let node = self.graph.inside(outer, step);
        self.waiting.push(TypePair {
            node,
            nulls_known: true,
            ..pair
        });
    }

    /// A pair inside another one.
    pub(super) fn inside(&mut self, outer: NodeId, step: WireStep<'a>) -> NodeId {
        self.graph.inside(outer, step)
    }

    /// The next pair of types.
    pub(super) fn pop(&mut self) -> Option<TypePair<'a>> {
        self.waiting.pop()
    }

    /// The pair of what two types are, apart from where they are used, if it was not compared yet in this direction.
    pub(super) fn enter(
        &mut self,
        outer: NodeId,
        old: (usize, Vec<usize>),
        new: (usize, Vec<usize>),
    ) -> Option<NodeId> {
        let key = (old, new, self.graph.direction(outer));
        if let Some(known) = self.known.get(&key) {
            self.graph.also_inside(outer, WireStep::Same, *known);
            return None;
        }
        let node = self.graph.inside(outer, WireStep::Same);
        self.known.insert(key, node);
        Some(node)
    }

    /// Notes a change that is seen at a pair.
    pub(super) fn record(
        &mut self,
        at: NodeId,
        site: CompareSite<'a>,
        kind: impl Into<KindId>,
        turn: Turn,
        values: BeforeAfter,
    ) {
        let change = (kind.into(), turn);
        self.found.add(change, site, None, values, at, &self.graph);
    }

    /// Notes a change of one value or alternative of a type.
    pub(super) fn record_variant(
        &mut self,
        at: NodeId,
        site: CompareSite<'a>,
        variant: String,
        kind: impl Into<KindId>,
        turn: Turn,
        values: BeforeAfter,
    ) {
        let change = (kind.into(), turn);
        self.found
            .add(change, site, Some(variant), values, at, &self.graph);
    }

    /// Notes a change that no pair of messages shows.
    pub(super) fn record_unseen(
        &mut self,
        site: CompareSite<'a>,
        kind: impl Into<KindId>,
        turn: Turn,
        direction: WireDirection,
        values: BeforeAfter,
    ) {
        let effects = turn.effects(direction);
        self.found.add_unseen(kind.into(), effects, site, values);
    }

    /// Every change, with the places where it is seen.
    pub(super) fn finish(self) -> Vec<WireChange> {
        self.found.finish(&self.graph)
    }
}

/// Whether there is nothing to compare.
fn is_same_scalar(old: &TypeAt<'_>, new: &TypeAt<'_>) -> bool {
    let (Type::Scalar(one), Type::Scalar(two)) = (old.ty, new.ty) else {
        return false;
    };
    one == two && old.limits.is_empty() && new.limits.is_empty()
}
