//! A document as JSON -> the normalized tree, where its parts was, and what was reported: what the
//! tests here look at.

use serde_json::{Value, json};

use super::normalize;
use crate::diagnostic::{Diagnostics, Pointer};
use crate::load::keywords;
use crate::load::origin::Origins;
use crate::load::report::Report;
use crate::load::schema_ids::resolve_ids;
use crate::load::{Dialect, Strictness};
use crate::source::{FileFormat, SourceFile};

/// A normalized document.
pub(super) struct Normalized {
    pub tree: Value,
    origins: Origins,
    /// One report a line: its number, its place in the source, its message.
    pub reports: String,
}

impl Normalized {
    /// The normalized value at a pointer.
    pub(super) fn at(&self, pointer: &str) -> &Value {
        self.tree.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// Where the value at a pointer of the normalized tree was.
    pub(super) fn source(&self, pointer: &str) -> String {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        self.origins.place(&pointer).pointer.to_string()
    }
}

/// Normalizes a document as the loader does.
pub(super) fn document(mut tree: Value) -> Normalized {
    let dialect = match tree.get("swagger") {
        Some(_) => Dialect::V2,
        None => Dialect::V3_1,
    };
    let mut diagnostics = Diagnostics::new();
    let file = SourceFile::new("t.json", tree.to_string(), FileFormat::Json);
    let file = diagnostics.sources_mut().add(file);
    if dialect == Dialect::V3_1 {
        resolve_ids(&mut tree);
    }
    let mut reports = Report::new(Origins::new(file), Strictness::Strict, diagnostics);
    let findings = keywords::walk(&tree, dialect, &mut reports);
    findings.repairs.apply(&mut tree);
    normalize(&mut tree, dialect, findings.referenced, &mut reports);
    let Report {
        origins,
        diagnostics,
        ..
    } = reports;
    let report = |report: &crate::diagnostic::Diagnostic| {
        let (code, at) = (report.code().number(), &report.place().pointer);
        format!("{code} {at}: {}\n", report.message())
    };
    let reports = diagnostics.iter().map(report).collect();
    Normalized {
        tree,
        origins,
        reports,
    }
}

/// The schema `A` of a tree that is normalized a second time.
fn again(mut tree: Value) -> Value {
    let mut diagnostics = Diagnostics::new();
    let file = SourceFile::new("t.json", "", FileFormat::Json);
    let origins = Origins::new(diagnostics.sources_mut().add(file));
    let mut report = Report::new(origins, Strictness::Strict, diagnostics);
    let referenced = keywords::ReferencedTargets::default();
    normalize(&mut tree, Dialect::V3_1, referenced, &mut report);
    let schema = tree.pointer_mut("/components/schemas/A");
    schema.map(Value::take).unwrap_or_default()
}

/// Each schema of 3.1, and below it what it becomes.
pub(super) fn schemas(written: &[Value]) -> String {
    let raised = |schema: &Value| {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "components": {"schemas": {"A": schema, "B": {"type": "object"}, "C": {"type": "object"}}}}),
        );
        let reports = outcome.reports.clone();
        let once = outcome.at("/components/schemas/A").to_string();
        let again = again(outcome.tree).to_string();
        let note = if once == again { "" } else { " NOT STABLE" };
        format!("{schema}\n -> {once}{note}\n{reports}")
    };
    written.iter().map(raised).collect()
}

/// Swagger 2.0 with one operation, `POST /a`, and further members of the root.
pub(super) fn swagger(operation: Value, root: Value) -> Normalized {
    let mut tree = json!({"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": operation}}});
    if let (Value::Object(tree), Value::Object(root)) = (&mut tree, root) {
        tree.extend(root);
    }
    document(tree)
}
