//! Compares a level of names of a page with the names of an object of the document, and everything inside.

use std::collections::BTreeMap;

use serde_json::Value;

use super::build;
use super::comparer::Comparer;
use super::fields::FieldNode;
use super::finding::DriftKind;
use super::proposal::Proposal;
use super::schema::{self, DocField};
use super::values;
use crate::facts::FieldFacts;
use crate::pointer::Pointer;

/// How deep fields are compared.
pub(super) const DEPTH: usize = 32;

/// A name that only the page has.
pub(super) struct PageField<'p> {
    pub(super) label: String,
    pub(super) name: String,
    pub(super) fact: &'p FieldFacts,
    /// What the page says about it and what is inside, as a schema.
    pub(super) built: Result<Value, String>,
}

/// The names of one level that only one side has.
#[derive(Default)]
pub(super) struct Unpaired<'p> {
    pub(super) on_page: Vec<PageField<'p>>,
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
                (None, Some(fact)) => unpaired.on_page.push(PageField {
                    label: label.to_owned(),
                    name,
                    fact,
                    built: build::schema(child),
                }),
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
        let is_same = node.fact.is_none_or(|fact| {
            let about = format!("{label} {name}");
            values::compare(self, &about, fact, field, &|| build::schema(node))
        });
        if is_same {
            self.inside(label, name, node, &field.schema, depth - 1);
        }
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
        let ([found], [(_, gone, field)]) =
            (unpaired.on_page.as_slice(), unpaired.in_document.as_slice())
        else {
            return;
        };
        let (new, line) = (found.name.clone(), found.fact.line);
        let (gone, field) = (gone.clone(), field.clone());
        self.add(
            DriftKind::Differs,
            format!("{label} {new}: name"),
            (line, Some(last(&new))),
            (field.pointer.clone(), Some(last(&gone))),
            Proposal::RenameProperty {
                property: field.pointer.clone(),
                lists: field.required_lists.clone(),
                name: last(&new),
            },
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
        let count = |label: &str| on_page.iter().filter(|other| other.label == label).count();
        for found in &on_page {
            let of_place = in_document.iter().enumerate();
            let gone: Vec<usize> = of_place
                .filter(|(_, (other, _, _))| *other == found.label)
                .map(|(index, _)| index)
                .collect();
            if let (1, [gone]) = (count(&found.label), gone.as_slice()) {
                let (_, gone, field) = in_document.remove(*gone);
                self.renamed_parameter(found, &gone, &field);
                continue;
            }
            self.add(
                DriftKind::OnlyOnPage,
                format!("{} {}", found.label, found.name),
                (found.fact.line, Some(last(&found.name))),
                (self.where_to_add(&found.label, at), None),
                addition(found, at),
            );
        }
        for (label, name, field) in in_document {
            let fields = self.matched.page.fields.iter();
            let lines = fields
                .filter(|field| field.place.to_string() == label)
                .map(|field| field.line);
            let line = lines.min().unwrap_or(0);
            let proposal = if is_parameter(&label) {
                Proposal::RemoveParameter {
                    operation: at.clone(),
                    item: field.holder,
                }
            } else {
                Proposal::RemoveProperty {
                    property: field.pointer.clone(),
                    lists: field.required_lists,
                }
            };
            self.add(
                DriftKind::OnlyInDocument,
                format!("{label} {name}"),
                (line, None),
                (field.pointer, Some(last(&name))),
                proposal,
            );
        }
    }

    /// Where a reader would add something: the list of parameters, if there is one.
    fn where_to_add(&self, label: &str, at: &Pointer) -> Pointer {
        let list = at.child("parameters");
        if is_parameter(label) && self.document.value(&list).is_some() {
            list
        } else {
            at.clone()
        }
    }

    /// One new and one gone name of a place of parameters.
    fn renamed_parameter(&mut self, found: &PageField<'_>, gone: &str, field: &DocField) {
        let (label, name) = (&found.label, &found.name);
        self.add(
            DriftKind::Differs,
            format!("{label} {name}: name"),
            (found.fact.line, Some(last(name))),
            (field.pointer.clone(), Some(last(gone))),
            Proposal::RenameParameter {
                parameter: field.pointer.clone(),
                name: last(name),
            },
        );
        let about = format!("{label} {gone}");
        values::compare(self, &about, found.fact, field, &|| found.built.clone());
    }
}

/// What the page has and the document lacks.
fn addition(found: &PageField<'_>, at: &Pointer) -> Proposal {
    let name = last(&found.name);
    match &found.built {
        Err(reason) => Proposal::Open(reason.clone()),
        Ok(schema) if is_parameter(&found.label) => Proposal::AddParameter {
            operation: at.clone(),
            value: build::parameter(&name, &found.label, found.fact, schema.clone()),
        },
        Ok(schema) => Proposal::AddProperty {
            object: at.clone(),
            name,
            value: schema.clone(),
            required: build::is_required(found.fact),
        },
    }
}

/// Whether a place is one of parameters.
fn is_parameter(label: &str) -> bool {
    matches!(label, "path" | "query" | "header" | "cookie")
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
