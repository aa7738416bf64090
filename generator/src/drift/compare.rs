//! Compares a page with its operation: request line, statuses, parameters, bodies.

use std::collections::BTreeMap;

use super::comparer::Comparer;
use super::fields::FieldNode;
use super::finding::{DriftKind, Finding};
use super::matching::{MatchedPage, is_path};
use super::schema::{self, DocField};
use super::values;
use crate::facts::{Fact, FieldFacts, FieldPlace};
use crate::load::Document;
use crate::pointer::Pointer;

/// How deep fields are compared.
const DEPTH: usize = 32;

/// The names of one level that only one side has.
#[derive(Default)]
struct Unpaired<'p> {
    /// Place, name and fact.
    on_page: Vec<(String, String, &'p FieldFacts)>,
    in_document: Vec<(String, String, DocField)>,
}

/// The findings of a page.
pub(super) fn compare(document: &Document, matched: &MatchedPage<'_>) -> Vec<Finding> {
    let mut comparer = Comparer {
        document,
        matched,
        findings: Vec::new(),
    };
    comparer.request_line();
    comparer.statuses();
    comparer.parameters();
    comparer.body();
    comparer.responses();
    comparer.gaps();
    comparer.findings
}

impl Comparer<'_> {
    fn request_line(&mut self) {
        let matched = self.matched;
        let operation = &matched.operation;
        if let Some(method) = &matched.page.method
            && !method.value.eq_ignore_ascii_case(&operation.method)
        {
            let value = operation.method.to_uppercase();
            self.differs("method", method, operation.pointer.clone(), value);
        }
        if let Some(path) = &matched.page.path
            && !is_path(self.document, matched.page, &operation.path)
        {
            let at = operation.pointer.parent().unwrap_or_default();
            self.differs("path", path, at, operation.path.clone());
        }
    }

    fn statuses(&mut self) {
        let page = self.matched.page;
        if page.statuses.is_empty() {
            return;
        }
        let operation = &self.matched.operation.pointer;
        let declared = schema::statuses(self.document, operation);
        let range = |status: &str| format!("{}XX", status.get(..1).unwrap_or_default());
        let is_declared =
            |status: &str| declared.contains_key(status) || declared.contains_key(&range(status));
        let new: Vec<&Fact<String>> = page
            .statuses
            .iter()
            .filter(|status| !is_declared(&status.value))
            .collect();
        let is_named = |status: &String| {
            page.statuses
                .iter()
                .any(|named| named.value == *status || range(&named.value) == *status)
        };
        let gone: Vec<_> = declared
            .iter()
            .filter(|(status, _)| *status != "default" && !is_named(status))
            .collect();
        if let ([new], [(status, at)]) = (new.as_slice(), gone.as_slice()) {
            return self.differs(
                &format!("status {}", new.value),
                new,
                (*at).clone(),
                (*status).clone(),
            );
        }
        for status in new {
            let about = format!("status {}", status.value);
            let value = Some(status.value.clone());
            self.add(
                DriftKind::OnlyOnPage,
                about,
                (status.line, value),
                (operation.child("responses"), None),
            );
        }
        let line = page.statuses.first().map_or(0, |status| status.line);
        for (status, at) in gone {
            let about = format!("status {status}");
            self.add(
                DriftKind::OnlyInDocument,
                about,
                (line, None),
                (at.clone(), Some(status.clone())),
            );
        }
    }

    fn parameters(&mut self) {
        let operation = self.matched.operation.pointer.clone();
        let declared = schema::parameters(self.document, &operation);
        let mut unpaired = Unpaired::default();
        let places = [
            FieldPlace::Path,
            FieldPlace::Query,
            FieldPlace::Header,
            FieldPlace::Cookie,
        ];
        for place in places {
            let root = FieldNode::of(self.matched.page, &place);
            let label = place.to_string();
            let of_place: BTreeMap<String, DocField> = declared
                .iter()
                .filter(|((found, _), _)| *found == label)
                .map(|((_, name), field)| (name.clone(), field.clone()))
                .collect();
            self.level(&label, "", &root, of_place, &mut unpaired, DEPTH);
        }
        let is_ignored = |name: &str| {
            let ignored = self.matched.page.ignored.iter();
            ignored
                .map(|fact| &fact.value)
                .any(|other| other.eq_ignore_ascii_case(name))
        };
        unpaired
            .in_document
            .retain(|(_, name, _)| !is_ignored(name));
        self.moved(&mut unpaired);
        self.unpaired(unpaired, &operation);
    }

    /// Parameters that page and document send in different places.
    fn moved(&mut self, unpaired: &mut Unpaired<'_>) {
        let mut moved = Vec::new();
        unpaired.on_page.retain(|(place, name, fact)| {
            let at = unpaired
                .in_document
                .iter()
                .position(|(_, other, _)| other == name);
            let Some(at) = at else {
                return true;
            };
            let (other, _, field) = unpaired.in_document.remove(at);
            moved.push((place.clone(), other, name.clone(), *fact, field));
            false
        });
        for (place, other, name, fact, field) in moved {
            let about = format!("{place} {name}: location");
            let at = field.pointer.child("in");
            self.add(
                DriftKind::Differs,
                about,
                (fact.line, Some(place.clone())),
                (at, Some(other)),
            );
            values::compare(self, &place, fact, &field);
        }
    }

    fn body(&mut self) {
        let at = self.matched.operation.pointer.child("requestBody");
        for place in [FieldPlace::Form, FieldPlace::Body] {
            let root = FieldNode::of(self.matched.page, &place);
            self.whole(&place.to_string(), &root, &at, false);
        }
    }

    fn responses(&mut self) {
        let declared = schema::statuses(self.document, &self.matched.operation.pointer);
        for (status, at) in declared {
            let place = FieldPlace::Response(status);
            let root = FieldNode::of(self.matched.page, &place);
            self.whole(&place.to_string(), &root, &at, true);
        }
    }

    /// The fields of a body.
    fn whole(&mut self, label: &str, root: &FieldNode<'_>, at: &Pointer, is_response: bool) {
        let Some(first) = root.first() else {
            return;
        };
        let Some(schema) = schema::body(self.document, at) else {
            let is_file = is_response && first.name == "-";
            if !is_file {
                let about = format!("{label}: body");
                self.add(
                    DriftKind::OnlyOnPage,
                    about,
                    (first.line, None),
                    (at.clone(), None),
                );
            }
            return;
        };
        let mut unpaired = Unpaired::default();
        self.inside(label, "", root, &schema, &mut unpaired, DEPTH);
        self.unpaired(unpaired, &schema);
    }

    /// Compares what is inside a node with what is inside a schema.
    fn inside<'p>(
        &mut self,
        label: &str,
        prefix: &str,
        node: &FieldNode<'p>,
        schema: &Pointer,
        unpaired: &mut Unpaired<'p>,
        depth: usize,
    ) {
        if depth == 0 {
            return;
        }
        if !node.keys.is_empty() {
            let declared = schema::properties(self.document, schema);
            let mut own = Unpaired::default();
            self.level(label, prefix, node, declared, &mut own, depth);
            self.renamed(label, prefix, node, &mut own, depth);
            self.unpaired(own, schema);
        }
        let wrappers = [
            (&node.items, "items", "[]"),
            (&node.values, "additionalProperties", ".*"),
        ];
        for (inner, key, mark) in wrappers {
            if let Some(inner) = inner
                && let Some(schema) = schema::inner(self.document, schema, key)
            {
                self.inside(
                    label,
                    &format!("{prefix}{mark}"),
                    inner,
                    &schema,
                    unpaired,
                    depth - 1,
                );
            }
        }
    }

    /// Compares the names of a level, and what is inside those that both sides have.
    fn level<'p>(
        &mut self,
        label: &str,
        prefix: &str,
        node: &FieldNode<'p>,
        declared: BTreeMap<String, DocField>,
        unpaired: &mut Unpaired<'p>,
        depth: usize,
    ) {
        for (key, child) in &node.keys {
            let name = joined(prefix, key);
            match (declared.get(key), child.first()) {
                (Some(field), _) => self.pair(label, &name, child, field, depth),
                (None, Some(fact)) => unpaired.on_page.push((label.to_owned(), name, fact)),
                (None, None) => {}
            }
        }
        if !node.keys.is_empty() {
            let gone = declared
                .into_iter()
                .filter(|(key, _)| !node.keys.contains_key(key));
            let gone = gone.map(|(key, field)| (label.to_owned(), joined(prefix, &key), field));
            unpaired.in_document.extend(gone);
        }
    }

    /// Compares a field that both sides have.
    fn pair(
        &mut self,
        label: &str,
        name: &str,
        node: &FieldNode<'_>,
        field: &DocField,
        depth: usize,
    ) {
        if let Some(fact) = node.fact {
            values::compare(self, label, fact, field);
        }
        let mut unpaired = Unpaired::default();
        self.inside(label, name, node, &field.schema, &mut unpaired, depth - 1);
    }

    /// One name that is new and one that is gone are one field with another name.
    fn renamed<'p>(
        &mut self,
        label: &str,
        prefix: &str,
        node: &FieldNode<'p>,
        unpaired: &mut Unpaired<'p>,
        depth: usize,
    ) {
        let ([(_, new, fact)], [(_, gone, field)]) =
            (unpaired.on_page.as_slice(), unpaired.in_document.as_slice())
        else {
            return;
        };
        let (new, gone, field, fact) = (new.clone(), gone.clone(), field.clone(), *fact);
        self.add(
            DriftKind::Differs,
            format!("{label} {new}: name"),
            (fact.line, Some(last(&new))),
            (field.pointer.clone(), Some(last(&gone))),
        );
        let key = new
            .strip_prefix(prefix)
            .unwrap_or(&new)
            .trim_start_matches('.');
        if let Some(child) = node.keys.get(key) {
            self.pair(label, &new, child, &field, depth);
        }
        *unpaired = Unpaired::default();
    }

    /// The names that only one side has; in one place, one new and one gone are one field with another name.
    fn unpaired(&mut self, unpaired: Unpaired<'_>, at: &Pointer) {
        let Unpaired {
            on_page,
            mut in_document,
        } = unpaired;
        for (label, name, fact) in &on_page {
            let others = on_page
                .iter()
                .filter(|(other, _, _)| other == label)
                .count();
            let gone: Vec<usize> = (0..in_document.len())
                .filter(|index| {
                    in_document
                        .get(*index)
                        .is_some_and(|(other, _, _)| other == label)
                })
                .collect();
            if let (1, [gone]) = (others, gone.as_slice()) {
                let (_, gone, field) = in_document.remove(*gone);
                let about = format!("{label} {name}: name");
                self.add(
                    DriftKind::Differs,
                    about,
                    (fact.line, Some(last(name))),
                    (field.pointer.clone(), Some(last(&gone))),
                );
                values::compare(self, label, fact, &field);
                continue;
            }
            let about = format!("{label} {name}");
            self.add(
                DriftKind::OnlyOnPage,
                about,
                (fact.line, Some(last(name))),
                (at.clone(), None),
            );
        }
        let line = |label: &str| {
            let fields = self.matched.page.fields.iter();
            let mut lines = fields
                .filter(|field| field.place.to_string() == label)
                .map(|field| field.line);
            lines.next().unwrap_or(0)
        };
        let gone: Vec<_> = in_document
            .into_iter()
            .map(|(label, name, field)| {
                (line(&label), format!("{label} {name}"), last(&name), field)
            })
            .collect();
        for (line, about, name, field) in gone {
            self.add(
                DriftKind::OnlyInDocument,
                about,
                (line, None),
                (field.pointer, Some(name)),
            );
        }
    }

    fn gaps(&mut self) {
        let page = self.matched.page;
        let at = self.matched.operation.pointer.clone();
        for gap in &page.unreadable {
            let value = Some(gap.reason.clone());
            self.add(
                DriftKind::Unreadable,
                gap.what.clone(),
                (gap.line, value),
                (at.clone(), None),
            );
        }
        for gap in &page.unplaced {
            let value = Some(gap.reason.clone());
            self.add(
                DriftKind::Unplaced,
                gap.what.clone(),
                (gap.line, value),
                (at.clone(), None),
            );
        }
    }
}

/// The name of a field inside another.
fn joined(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

/// The last part of a name.
fn last(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}
