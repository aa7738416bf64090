//! Which operation a page describes: the one that names the page, or has its identifier, or its method and path.

use serde_json::Value;

use super::finding::DriftReport;
use crate::facts::PageFacts;
use crate::load::Document;
use crate::pointer::Pointer;

/// The methods of OpenAPI 3.0.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation of the document.
#[derive(Debug, Clone)]
pub(super) struct DocOperation {
    pub(super) pointer: Pointer,
    pub(super) path: String,
    pub(super) method: String,
    pub(super) id: Option<String>,
}

/// A page, and the operation that it describes.
pub(super) struct MatchedPage<'p> {
    pub(super) page: &'p PageFacts,
    pub(super) operation: DocOperation,
}

impl DocOperation {
    /// The name of the operation in reports.
    pub(super) fn name(&self) -> String {
        self.id
            .clone()
            .unwrap_or_else(|| format!("{} {}", self.method.to_uppercase(), self.path))
    }
}

/// The pages with their operations. What has no partner is listed in the report.
pub(super) fn matching<'p>(
    document: &Document,
    pages: &'p [PageFacts],
    report: &mut DriftReport,
) -> Vec<MatchedPage<'p>> {
    let operations = operations(document);
    let mut described = vec![false; operations.len()];
    let mut matched = Vec::new();
    for page in pages {
        match operation_of(document, &operations, page) {
            Some(at) => {
                if let Some(described) = described.get_mut(at) {
                    *described = true;
                }
                matched.extend(operations.get(at).map(|operation| MatchedPage {
                    page,
                    operation: operation.clone(),
                }));
            }
            None => {
                let text = |fact: &Option<crate::facts::Fact<String>>| {
                    fact.as_ref()
                        .map_or_else(String::new, |fact| fact.value.clone())
                };
                let request = format!("{} {}", text(&page.method), text(&page.path));
                let request = request.trim().to_owned();
                report
                    .pages_without_operation
                    .push((page.page.clone(), request));
            }
        }
    }
    let missing = operations
        .iter()
        .zip(&described)
        .filter(|(_, described)| !**described);
    report
        .operations_without_page
        .extend(missing.map(|(operation, _)| operation.name()));
    matched
}

/// The operations of a document.
fn operations(document: &Document) -> Vec<DocOperation> {
    let paths = Pointer::root().child("paths");
    let Some(Value::Object(items)) = document.value(&paths) else {
        return Vec::new();
    };
    let mut operations = Vec::new();
    for (path, item) in items {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            operations.push(DocOperation {
                pointer: paths.child(path).child(method),
                path: path.clone(),
                method: method.to_owned(),
                id: operation
                    .get("operationId")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            });
        }
    }
    operations
}

/// The operation that a page describes.
fn operation_of(
    document: &Document,
    operations: &[DocOperation],
    page: &PageFacts,
) -> Option<usize> {
    let find = |is: &dyn Fn(&DocOperation) -> bool| operations.iter().position(is);
    let recorded = |operation: &DocOperation| {
        let docs = document.value(&operation.pointer)?.get("x-docs")?;
        docs.get("page")?.as_str()
    };
    let stem = page
        .page
        .rsplit_once('.')
        .map_or(page.page.as_str(), |(stem, _)| stem);
    let is_request = |operation: &DocOperation| {
        let is_method = page
            .method
            .as_ref()
            .is_some_and(|method| method.value.eq_ignore_ascii_case(&operation.method));
        is_method && is_path(document, page, &operation.path)
    };
    let is_id = |operation: &DocOperation, id: &str| operation.id.as_deref() == Some(id);
    find(&|operation| recorded(operation) == Some(page.page.as_str()))
        .or_else(|| {
            let id = &page.operation.as_ref()?.value;
            find(&|operation| is_id(operation, id))
        })
        .or_else(|| find(&|operation| is_id(operation, stem)))
        .or_else(|| find(&is_request))
        .or_else(|| find(&|operation| is_path(document, page, &operation.path)))
}

/// Whether the path of a page is that of an operation, with or without the path of a server.
pub(super) fn is_path(document: &Document, page: &PageFacts, path: &str) -> bool {
    let Some(found) = page
        .path
        .as_ref()
        .map(|found| found.value.trim_end_matches('/'))
    else {
        return false;
    };
    let path = path.trim_end_matches('/');
    if found == path {
        return true;
    }
    bases(document).any(|base| found.strip_prefix(base) == Some(path))
}

/// The path of a page without the path of a server.
pub(super) fn below_server(document: &Document, path: &str) -> String {
    let below = bases(document)
        .filter(|base| !base.is_empty())
        .find_map(|base| path.strip_prefix(base).filter(|rest| rest.starts_with('/')));
    below.unwrap_or(path).to_owned()
}

/// The paths of the servers.
fn bases(document: &Document) -> impl Iterator<Item = &str> {
    let servers = document.tree().get("servers").and_then(Value::as_array);
    servers.into_iter().flatten().map(|server| {
        let url = server.get("url").and_then(Value::as_str).unwrap_or("");
        let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
        let base = behind.find('/').and_then(|at| behind.get(at..));
        base.unwrap_or("").trim_end_matches('/')
    })
}
