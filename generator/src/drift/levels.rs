//! Compares a level of names of a page with the names of an object of the document, and everything inside.

use std::collections::BTreeMap;

use super::comparer::Comparer;
use super::fields::FieldNode;
use super::finding::DriftKind;
use super::schema::{self, DocField};
use super::values;
use crate::facts::FieldFacts;
use crate::pointer::Pointer;

/// How deep fields are compared.
pub(super) const DEPTH: usize = 32;

/// The names of one level that only one side has.
#[derive(Default)]
pub(super) struct Unpaired<'p> {
    /// Place, name and fact.
    pub(super) on_page: Vec<(String, String, &'p FieldFacts)>,
    pub(super) in_document: Vec<(String, String, DocField)>,
}

impl Comparer<'_> {
    /// Compares what is inside a node with what is inside a schema.
    pub(super) fn inside(
        &mut self,
        label: &str,
        prefix: &str,
        node: &FieldNode<'_>,
        schema: &Pointer,
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
                self.inside(label, &format!("{prefix}{mark}"), inner, &schema, depth - 1);
            }
        }
    }

    /// Compares the names of a level, and what is inside those that both sides have.
    pub(super) fn level<'p>(
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
            values::compare(self, &format!("{label} {name}"), fact, field);
        }
        self.inside(label, name, node, &field.schema, depth - 1);
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
            self.pair(label, &gone, child, &field, depth);
        }
        *unpaired = Unpaired::default();
    }

    /// The names that only one side has; in one place, one new and one gone are one field with another name.
    pub(super) fn unpaired(&mut self, unpaired: Unpaired<'_>, at: &Pointer) {
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
                values::compare(self, &format!("{label} {gone}"), fact, &field);
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
            let lines = fields
                .filter(|field| field.place.to_string() == label)
                .map(|field| field.line);
            lines.min().unwrap_or(0)
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
