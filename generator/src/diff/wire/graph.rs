//! The pairs of values that were compared, and how messages lead to them: from a changed value back to every message that
//! contains it.
//!
//! A pair of types that many operations share is compared once, and has many pairs that lead to it.

use std::collections::{HashMap, VecDeque};

use super::turn::WireDirection;
use crate::diff::model::{MessagePart, ValueStep, WirePlace};

/// A pair of values: an old one and the new one in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(usize);

/// A step from a pair to one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WireStep<'a> {
    /// To the same value, seen as its type.
    Same,
    /// To a property.
    Property(&'a str),
    /// To the items of a list.
    Items,
    /// To properties without a name, or entries of a map.
    Entries,
    /// To an alternative of a union.
    Alternative(Option<usize>, Option<usize>),
}

impl WireStep<'_> {
    /// As a part of a path.
    fn shown(self) -> Option<ValueStep> {
        match self {
            Self::Same => None,
            Self::Property(name) => Some(ValueStep::Property(name.to_owned())),
            Self::Items => Some(ValueStep::Items),
            Self::Entries => Some(ValueStep::Entries),
            Self::Alternative(old, new) => Some(ValueStep::Alternative { old, new }),
        }
    }
}

/// A part of a message, with which the comparison of a pair of operations begins.
#[derive(Debug)]
struct MessageRoot {
    old_operation: usize,
    new_operation: usize,
    part: MessagePart,
}

#[derive(Debug)]
struct GraphNode<'a> {
    direction: WireDirection,
    root: Option<MessageRoot>,
    from: Vec<(NodeId, WireStep<'a>)>,
}

/// Every pair, and what leads to it.
#[derive(Debug, Default)]
pub(super) struct PairGraph<'a> {
    nodes: Vec<GraphNode<'a>>,
}

/// How many places of a change are kept.
const KEPT: usize = 50;

impl<'a> PairGraph<'a> {
    /// A part of the messages of a pair of operations.
    pub(super) fn root(
        &mut self,
        (old_operation, new_operation): (usize, usize),
        part: MessagePart,
        direction: WireDirection,
    ) -> NodeId {
        let root = Some(MessageRoot {
            old_operation,
            new_operation,
            part,
        });
        self.push(GraphNode {
            direction,
            root,
            from: Vec::new(),
        })
    }

    /// A pair inside another one.
    pub(super) fn inside(&mut self, outer: NodeId, step: WireStep<'a>) -> NodeId {
        self.push(GraphNode {
            direction: self.direction(outer),
            root: None,
            from: vec![(outer, step)],
        })
    }

    /// Notes that a known pair is inside this one as well.
    pub(super) fn also_inside(&mut self, outer: NodeId, step: WireStep<'a>, inner: NodeId) {
        if let Some(node) = self.nodes.get_mut(inner.0) {
            node.from.push((outer, step));
        }
    }

    /// Who sends the messages that contain the pair.
    pub(super) fn direction(&self, node: NodeId) -> WireDirection {
        let node = self.nodes.get(node.0);
        node.map_or(WireDirection::Request, |node| node.direction)
    }

    fn push(&mut self, node: GraphNode<'a>) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    /// The parts of messages that contain one of these pairs, each by a shortest way: the first of them, and how many there are.
    pub(super) fn places(&self, changed: &[NodeId]) -> (Vec<WirePlace>, usize) {
        let mut onward: HashMap<NodeId, Option<(NodeId, WireStep<'a>)>> = HashMap::new();
        let mut waiting: VecDeque<NodeId> = changed.iter().copied().collect();
        onward.extend(changed.iter().map(|node| (*node, None)));
        let mut roots = Vec::new();
        while let Some(at) = waiting.pop_front() {
            let Some(node) = self.nodes.get(at.0) else {
                continue;
            };
            if node.root.is_some() {
                roots.push(at);
            }
            for (outer, step) in &node.from {
                onward.entry(*outer).or_insert_with(|| {
                    waiting.push_back(*outer);
                    Some((at, *step))
                });
            }
        }
        roots.sort_unstable();
        let places = roots.iter().take(KEPT);
        let places = places.filter_map(|root| self.place(*root, &onward));
        (places.collect(), roots.len())
    }

    /// A part of a message with the way to the change.
    fn place(
        &self,
        root: NodeId,
        onward: &HashMap<NodeId, Option<(NodeId, WireStep<'a>)>>,
    ) -> Option<WirePlace> {
        let part = self.nodes.get(root.0)?.root.as_ref()?;
        let steps = std::iter::successors(onward.get(&root).copied().flatten(), |(at, _)| {
            onward.get(at).copied().flatten()
        });
        Some(WirePlace {
            old_operation: part.old_operation,
            new_operation: part.new_operation,
            part: part.part.clone(),
            path: steps.filter_map(|(_, step)| step.shown()).collect(),
        })
    }
}
