//! The operations of a document that is read at run time, as a server finds them.

use http::Method;

use super::{MethodMatch, Methods, RouteTree, Template, nothing_at, segments};
use crate::operation_spec::OperationSpec;

/// Finds operations by path and method.
#[derive(Debug, Default)]
pub struct RouteTable {
    tree: RouteTree<Methods<TableEntry>>,
}

#[derive(Debug)]
struct TableEntry {
    operation: usize,
    names: Vec<&'static str>,
}

/// The operation of a request.
#[derive(Debug)]
pub struct Route<'p> {
    /// Its index.
    pub operation: usize,
    /// The raw values of its path parameters.
    pub path: Vec<(&'static str, &'p str)>,
}

/// Why a request is for no operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteFault {
    /// The path is malformed.
    Path(String),
    /// No template matches the path: the message of the response.
    NotFound(String),
    /// The path has other methods: the value of `Allow`.
    Method(String),
}

impl RouteTable {
    /// Adds an operation.
    pub fn add(&mut self, operation: usize, spec: &'static OperationSpec) {
        let Template { segments, names } = Template::parse(spec.path, spec.parameters);
        let methods = self.tree.entry(&segments);
        let entry = TableEntry { operation, names };
        methods.add(spec.method.http(), spec.idempotency, entry);
    }

    /// The operation of a request.
    ///
    /// # Errors
    /// If there is none.
    pub fn find<'p>(&self, method: &Method, path: &'p str) -> Result<Route<'p>, RouteFault> {
        let segments = segments(path).map_err(|error| RouteFault::Path(error.to_string()))?;
        let found = self.tree.find(&segments);
        let found = found.ok_or_else(|| RouteFault::NotFound(nothing_at(method, path)))?;
        let entry = match found.value.choose(method) {
            MethodMatch::Operation(entry) | MethodMatch::HeadOfGet(entry) => entry,
            MethodMatch::NotAllowed(allow) => return Err(RouteFault::Method(allow)),
        };
        let values = found.captures.into_iter().map(|(_, raw)| raw);
        Ok(Route {
            operation: entry.operation,
            path: entry.names.iter().copied().zip(values).collect(),
        })
    }
}
