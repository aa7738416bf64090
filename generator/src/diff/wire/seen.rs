//! A changed value -> every message that contains it: the way back through the graph of pairs.
//!
//! Many changes are inside the same values. What leads to a value is looked for once, and ways that begin alike share their
//! beginning, so the work does not grow with the product of changes and pairs.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use super::graph::{NodeId, PairGraph, WireStep};
use super::turn::WireDirection;
use crate::diff::model::WirePlace;
use crate::diff::value_path::ValuePath;

/// How many places of a change are kept.
const KEPT: usize = 50;

/// The parts of messages that contain a pair.
#[derive(Debug, Default)]
struct SeenIn {
    /// The first of them by order, each with a shortest way from there.
    first: Vec<(NodeId, ValuePath)>,
    /// How many there are.
    count: usize,
}

/// The step from a pair towards the change; `None` for the change itself.
type Onward<'a> = Option<(NodeId, WireStep<'a>)>;

/// Finds where changes are seen.
#[derive(Debug)]
pub(super) struct SeenSearch<'g, 'a> {
    graph: &'g PairGraph<'a>,
    /// What was found for single pairs.
    known: HashMap<NodeId, Rc<SeenIn>>,
    /// Where the running search has been, by pair.
    onward: Vec<Option<Onward<'a>>>,
    /// How many pairs all searches have visited.
    visited: usize,
}

impl<'g, 'a> SeenSearch<'g, 'a> {
    /// Nothing is known yet.
    pub(super) fn new(graph: &'g PairGraph<'a>) -> Self {
        Self {
            graph,
            known: HashMap::new(),
            onward: vec![None; graph.count()],
            visited: 0,
        }
    }

    /// The parts of messages that contain one of these pairs, each by a shortest way: the first of them, and how many there are.
    pub(super) fn places(&mut self, changed: &[NodeId]) -> (Vec<WirePlace>, usize) {
        // No pair is inside one of the other direction.
        let sides = [WireDirection::Request, WireDirection::Response].map(|side| {
            let nodes = changed.iter().copied();
            let nodes = nodes.filter(|node| self.graph.direction(*node) == side);
            let nodes: Vec<NodeId> = nodes.collect();
            match nodes.as_slice() {
                [] => Rc::default(),
                [first, others @ ..] if others.iter().all(|one| one == first) => {
                    self.around(*first)
                }
                nodes => Rc::new(self.search(nodes)),
            }
        });
        let mut first: Vec<_> = sides.iter().flat_map(|side| &side.first).collect();
        first.sort_by_key(|(root, _)| *root);
        let first = first.into_iter().take(KEPT);
        let places = first.filter_map(|(root, path)| self.graph.place(*root, path.clone()));
        let count = sides.iter().map(|side| side.count).sum();
        (places.collect(), count)
    }

    /// What contains one pair: if it is inside a single other one, what contains that.
    fn around(&mut self, node: NodeId) -> Rc<SeenIn> {
        let (mut at, mut inward) = (node, Vec::new());
        let mut seen = loop {
            if let Some(known) = self.known.get(&at) {
                break Rc::clone(known);
            }
            match self.graph.around(at) {
                [(outer, step)] if !self.graph.is_root(at) => {
                    inward.push((at, *step));
                    at = *outer;
                }
                _ => {
                    let seen = Rc::new(self.search(&[at]));
                    self.known.insert(at, Rc::clone(&seen));
                    break seen;
                }
            }
        };
        while let Some((node, step)) = inward.pop() {
            self.visited += 1;
            if let Some(step) = step.shown() {
                let first = seen.first.iter();
                let first = first.map(|(root, path)| (*root, path.then(step.clone())));
                seen = Rc::new(SeenIn {
                    first: first.collect(),
                    count: seen.count,
                });
            }
            self.known.insert(node, Rc::clone(&seen));
        }
        seen
    }

    /// Goes from pairs to what they are inside of, nearest first.
    fn search(&mut self, changed: &[NodeId]) -> SeenIn {
        let mut waiting = VecDeque::new();
        let mut visited = Vec::new();
        for node in changed {
            self.visit(*node, None, &mut waiting);
        }
        let mut roots = Vec::new();
        while let Some(at) = waiting.pop_front() {
            visited.push(at);
            if self.graph.is_root(at) {
                roots.push(at);
            }
            for (outer, step) in self.graph.around(at) {
                self.visit(*outer, Some((at, *step)), &mut waiting);
            }
        }
        roots.sort_unstable();
        let first = roots.iter().take(KEPT);
        let seen = SeenIn {
            first: first.map(|root| (*root, self.path(*root))).collect(),
            count: roots.len(),
        };
        self.visited += visited.len();
        for NodeId(node) in visited {
            if let Some(onward) = self.onward.get_mut(node) {
                *onward = None;
            }
        }
        seen
    }

    /// Notes how the search came to a pair, if it was not there before.
    fn visit(&mut self, node: NodeId, onward: Onward<'a>, waiting: &mut VecDeque<NodeId>) {
        if let Some(known) = self.onward.get_mut(node.0)
            && known.is_none()
        {
            *known = Some(onward);
            waiting.push_back(node);
        }
    }

    /// The way from a pair to the change.
    fn path(&self, from: NodeId) -> ValuePath {
        let next = |at: NodeId| self.onward.get(at.0).copied().flatten().flatten();
        let steps = std::iter::successors(next(from), |(at, _)| next(*at));
        let steps = steps.filter_map(|(_, step)| step.shown());
        steps.fold(ValuePath::default(), |path, step| path.then(step))
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::model::MessagePart;
    use crate::diff::value_path::ValueStep;

    /// A body with objects inside each other, so deep.
    fn chain(
        graph: &mut PairGraph<'static>,
        direction: WireDirection,
        depth: usize,
    ) -> Vec<NodeId> {
        let mut at = graph.root((0, 0), MessagePart::Whole, direction);
        let mut nodes = Vec::new();
        for _ in 0..depth {
            at = graph.inside(at, WireStep::Same);
            at = graph.inside(at, WireStep::Property("next"));
            nodes.push(at);
        }
        nodes
    }

    #[test]
    fn a_change_at_each_level_of_a_deep_value_is_found_by_few_steps() {
        let mut graph = PairGraph::default();
        let nodes = chain(&mut graph, WireDirection::Request, 10_000);
        let mut search = SeenSearch::new(&graph);
        for (index, node) in nodes.iter().enumerate().rev() {
            let (places, count) = search.places(&[*node]);
            assert_eq!((places.len(), count), (1, 1));
            assert_eq!(places[0].path.len(), index + 1);
        }
        assert_eq!(search.visited, graph.count());
    }

    #[test]
    fn each_message_is_a_place_by_its_shortest_way() {
        let mut graph = PairGraph::default();
        let deep = chain(&mut graph, WireDirection::Request, 3);
        let response = chain(&mut graph, WireDirection::Response, 1);
        let shared = graph.inside(deep[2], WireStep::Items);
        let root = graph.root((1, 1), MessagePart::Whole, WireDirection::Request);
        graph.also_inside(root, WireStep::Entries, shared);
        graph.also_inside(deep[0], WireStep::Items, shared);
        let changed = graph.inside(shared, WireStep::Property("name"));
        let (places, count) = SeenSearch::new(&graph).places(&[changed, response[0], changed]);
        let name = || ValueStep::Property("name".to_owned());
        let next = || ValueStep::Property("next".to_owned());
        let paths: Vec<Vec<ValueStep>> = places
            .iter()
            .map(|place| place.path.steps().into_iter().cloned().collect())
            .collect();
        assert_eq!(
            paths,
            [
                vec![next(), ValueStep::Items, name()],
                vec![next()],
                vec![ValueStep::Entries, name()]
            ]
        );
        assert_eq!(count, 3);
    }
}
