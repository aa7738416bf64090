//! The cycles of an API's types: a way from a type back to itself for each member that is part of one.

#![expect(
    clippy::indexing_slicing,
    reason = "edges and the types at their ends are numbered by their position in these very lists"
)]

use std::collections::{BTreeSet, HashMap, VecDeque};

use bindwright::analysis::analyze;
use bindwright::ir::{Api, Type, TypeId, TypeKind};
use serde_json::{Value, json};

use crate::samples::{Samples, Step, steps};

/// A value that can be nested: `open` as often as wanted, `base`, and `close` as often.
#[derive(Debug)]
pub(crate) struct Question {
    /// The cycle: `Node: children`.
    pub(crate) name: String,
    /// The type, as the program writes it.
    pub(crate) rust: String,
    /// Whether it has limits.
    pub(crate) is_checked: bool,
    pub(crate) open: String,
    pub(crate) base: String,
    pub(crate) close: String,
}

/// What a value is replaced by, to find where it is in the text.
const HOLE: &str = "the nested value";

struct Edge<'a> {
    from: usize,
    to: usize,
    place: String,
    step: Step<'a>,
}

/// One for each cycle, and two for free-form JSON.
pub(crate) fn questions(api: &Api) -> Vec<Question> {
    let edges: Vec<Edge<'_>> = api
        .types
        .iter()
        .enumerate()
        .flat_map(|(from, def)| {
            steps(def).into_iter().map(move |(place, to, step)| Edge {
                from,
                to: to.0,
                place,
                step,
            })
        })
        .collect();
    let mut outgoing: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, edge) in edges.iter().enumerate() {
        outgoing.entry(edge.from).or_default().push(index);
    }
    let samples = Samples::of_api(api);
    let checked = analyze(api).checked;
    let mut seen = BTreeSet::new();
    let mut questions = Vec::new();
    for first in 0..edges.len() {
        let Some(mut cycle) = shortest(&edges, &outgoing, first) else {
            continue;
        };
        if !seen.insert(cycle.iter().copied().collect::<BTreeSet<usize>>()) {
            continue;
        }
        // The value inside is whole, so that a tag need not be added to it.
        let start = (0..cycle.len()).find(|index| {
            let before = cycle[(index + cycle.len() - 1) % cycle.len()];
            let is_alias = matches!(
                api.types[edges[cycle[*index]].from].kind,
                TypeKind::Alias(..)
            );
            !is_alias && !edges[before].step.is_tagged()
        });
        cycle.rotate_left(start.unwrap_or_default());
        let id = TypeId(edges[cycle[0]].from);
        let Some(open_close) = texts(&samples, &edges, &cycle) else {
            continue;
        };
        let Some(base) = samples.named(id) else {
            continue;
        };
        let Some(def) = api.get(id) else { continue };
        let places: Vec<&str> = cycle
            .iter()
            .map(|edge| edges[*edge].place.as_str())
            .collect();
        questions.push(Question {
            name: format!("{}: {}", def.name, places.join(".")),
            rust: format!("sdk::types::{}", def.name),
            is_checked: checked.reaches(&Type::Named(id)),
            open: open_close.0,
            base: base.to_string(),
            close: open_close.1,
        });
    }
    if !questions.is_empty() {
        questions.extend([("list", "[", "]"), ("object", "{\"key\":", "}")].map(free_form));
    }
    questions
}

fn free_form((name, open, close): (&str, &str, &str)) -> Question {
    Question {
        name: format!("Value: {name}"),
        rust: "runtime::Value".to_owned(),
        is_checked: false,
        open: open.to_owned(),
        base: "null".to_owned(),
        close: close.to_owned(),
    }
}

/// The edges from one edge back to where it starts.
fn shortest(
    edges: &[Edge<'_>],
    outgoing: &HashMap<usize, Vec<usize>>,
    first: usize,
) -> Option<Vec<usize>> {
    let (start, end) = (edges[first].to, edges[first].from);
    let mut came: HashMap<usize, usize> = HashMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        if at == end {
            let mut way = Vec::new();
            let mut at = end;
            while at != start {
                let edge = came[&at];
                way.push(edge);
                at = edges[edge].from;
            }
            way.push(first);
            way.reverse();
            return Some(way);
        }
        for edge in outgoing.get(&at).into_iter().flatten() {
            let to = edges[*edge].to;
            if to != start && !came.contains_key(&to) {
                came.insert(to, *edge);
                waiting.push_back(to);
            }
        }
    }
    None
}

/// What stands before and behind the nested value.
fn texts(samples: &Samples, edges: &[Edge<'_>], cycle: &[usize]) -> Option<(String, String)> {
    let mut value: Value = json!(HOLE);
    for edge in cycle.iter().rev() {
        value = edges[*edge].step.around(samples, value)?;
    }
    let text = value.to_string();
    let (open, close) = text.split_once(&format!("\"{HOLE}\""))?;
    Some((open.to_owned(), close.to_owned()))
}
