//! The pairs of values that were compared, and how messages lead to them.
//!
//! A pair of types that many operations share is compared once, and has many pairs that lead to it.

use super::turn::WireDirection;
use crate::diff::model::{MessagePart, WirePlace};
use crate::diff::value_path::{ValuePath, ValueStep};

/// A pair of values: an old one and the new one in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

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
    pub(super) fn shown(self) -> Option<ValueStep> {
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

    /// How many pairs there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Whether messages begin with the pair.
    pub(super) fn is_root(&self, node: NodeId) -> bool {
        self.nodes
            .get(node.0)
            .is_some_and(|node| node.root.is_some())
    }

    /// The pairs that it is inside of, each with the step from there.
    pub(super) fn around(&self, node: NodeId) -> &[(NodeId, WireStep<'a>)] {
        self.nodes.get(node.0).map_or(&[], |node| &node.from)
    }

    /// The place of a value at the end of a way from the beginning of a message.
    pub(super) fn place(&self, root: NodeId, path: ValuePath) -> Option<WirePlace> {
        let part = self.nodes.get(root.0)?.root.as_ref()?;
        Some(WirePlace {
            old_operation: part.old_operation,
            new_operation: part.new_operation,
            part: part.part.clone(),
            path,
        })
    }
}
