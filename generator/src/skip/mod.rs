//! Errors in a document -> the operations and components to leave out, for `--skip-unsupported`.
//!
//! An error in an operation affects that operation. An error in a component affects everything that uses the component, by
//! references or security requirements: see [`use_graph`]. If an error affects no operation (the servers are invalid, say),
//! or if every operation is affected, nothing can be left out, and the run fails.

mod use_graph;

use crate::diagnostic::{Code, Diagnostics, Place, Pointer, Severity, show};
use crate::load::{Document, HookKind, METHODS};
use foldhash::{HashMap, HashSet};
use use_graph::UseGraph;

/// What to leave out of a document with errors.
#[derive(Debug)]
pub(crate) struct Affected {
    /// What to remove from the tree.
    pub removed: Vec<Pointer>,
    /// The components that they use.
    pub used: HashSet<Pointer>,
    /// The operations among them.
    pub operations: Vec<SkippedOperation>,
    total: usize,
}

/// An operation that is left out.
#[derive(Debug, Clone)]
pub(crate) struct SkippedOperation {
    name: String,
    at: Place,
    code: Code,
    because: Place,
}

/// What the errors affect; `None` if an error affects no operation, or if no operation would remain.
pub(crate) fn affected(document: &Document, faults: &[(Code, Place)]) -> Option<Affected> {
    let graph = UseGraph::of(document);
    let causes = graph.reached_by(&starts(document, &graph, faults)?);
    let all = operations(document);
    let mut operations = Vec::new();
    for (name, at, node) in &all {
        if let Some((code, because)) = causes.get(node).and_then(|fault| faults.get(*fault)) {
            operations.push(SkippedOperation {
                name: name.clone(),
                at: document.place(at).at_key(),
                code: *code,
                because: because.clone(),
            });
        }
    }
    let some_left = operations.len() < all.len() || all.is_empty();
    let removed = graph
        .nodes()
        .filter(|node| causes.contains_key(*node))
        .cloned();
    some_left.then(|| Affected {
        removed: removed.collect(),
        used: graph.used_by(causes.keys()),
        operations,
        total: all.len(),
    })
}

/// The innermost nodes around each error, with the index of the error.
fn starts(
    document: &Document,
    graph: &UseGraph,
    faults: &[(Code, Place)],
) -> Option<HashMap<Pointer, usize>> {
    let mut sources: HashMap<Place, Vec<&Pointer>> = HashMap::default();
    for node in graph.nodes() {
        sources.entry(document.place(node)).or_default().push(node);
    }
    let mut starts = HashMap::default();
    for (index, (_, place)) in faults.iter().enumerate() {
        let mut around = Some(place.pointer.clone());
        let nodes = loop {
            let pointer = around?;
            if let Some(nodes) = sources.get(&Place::value(place.file, pointer.clone())) {
                break nodes;
            }
            around = pointer.parent();
        };
        for node in nodes {
            starts.entry((*node).clone()).or_insert(index);
        }
    }
    Some(starts)
}

/// Every operation: its name in reports, its place, and its node.
fn operations(document: &Document) -> Vec<(String, Pointer, Pointer)> {
    let mut found = Vec::new();
    for (item, name) in path_items(document) {
        let described = use_graph::end(document.tree(), &item);
        for method in METHODS {
            let own = item.child(method);
            if described.is_some_and(|item| item.contains_key(method)) {
                let name = format!("{} {name}", method.to_ascii_uppercase());
                let separate = document.value(&own).is_some();
                let node = if separate { &own } else { &item };
                let at = node.clone();
                found.push((name, at, node.clone()));
            }
        }
    }
    found
}

/// The path items that have operations, each with its name in reports.
fn path_items(document: &Document) -> Vec<(Pointer, String)> {
    let at = Pointer::root().child("paths");
    let paths = document.paths();
    let paths = paths.map(|(path, _)| (at.child(path), path.to_owned()));
    let hooks = document.hooks().map(|(hook, _)| {
        let name = match &hook.kind {
            HookKind::Webhook(name) => format!("webhook {name}"),
            HookKind::Callback { name, .. } => format!("callback {name}"),
        };
        (hook.at.clone(), name)
    });
    paths.chain(hooks).collect()
}

impl Affected {
    /// Reports that the other operations can be generated.
    pub(crate) fn suggest_skipping(&self, diagnostics: &mut Diagnostics) {
        let Some(first) = self.operations.first() else {
            return;
        };
        let (some, all) = (self.operations.len(), self.total);
        let message = format!("{some} of {all} operations have errors; the others have none");
        diagnostics.report(Code::Unskipped, &first.at, message);
    }
}

/// Reports each operation that was left out.
pub(crate) fn report(left_out: &[SkippedOperation], diagnostics: &mut Diagnostics) {
    for operation in left_out {
        let message = format!(
            "`{}` is left out: {}",
            show(&operation.name),
            operation.code.number()
        );
        diagnostics
            .report(Code::LeftOut, &operation.at, message)
            .also(&operation.because, "because of this");
    }
}

/// Reports that `--skip-unsupported` can repair every error, at the first of them; `false` if it
/// cannot.
pub(crate) fn suggest_repair(diagnostics: &mut Diagnostics) -> bool {
    let errors = diagnostics
        .iter()
        .filter(|report| report.severity() == Severity::Error);
    let places: Option<Vec<Place>> = errors
        .map(|error| error.is_fixable().then(|| error.place().clone()))
        .collect();
    let Some(places) = places else {
        return false;
    };
    let Some(first) = places.first() else {
        return false;
    };
    let message = match places.len() {
        1 => "this error can be fixed automatically".to_owned(),
        count => format!("all {count} errors can be fixed automatically"),
    };
    diagnostics.report(Code::Fixable, first, message);
    true
}
