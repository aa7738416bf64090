//! Texts that differ, and change nothing: neither on the wire nor in what compiles.

use std::collections::{BTreeMap, BTreeSet};

use super::about::{About, Versions};
use super::operations::pair_operations;
use super::text::literal_text;
use crate::diff::model::{ChangeSubject, DocumentationChange, DocumentedText};
use crate::ir::{Api, Docs, Operation, RustName, TypeDef, TypeKind};

/// Texts by what they are about, each with its place.
type TextsBySubject<'a> = BTreeMap<(ChangeSubject, DocumentedText), (String, &'a str)>;

/// Every text of an API that names or describes something, by what it is about.
#[derive(Debug, Default)]
struct ApiTexts<'a> {
    found: TextsBySubject<'a>,
}

/// Texts that differ between two versions; those of things that only one version has are no difference of texts.
#[must_use]
pub fn documentation_changes(old: &Api, new: &Api) -> Vec<DocumentationChange> {
    let pairs = pair_operations(Versions { old, new }).both;
    let of_old = pairs.iter().map(|pair| (pair.old, pair.new));
    let of_new = pairs.iter().map(|pair| (pair.new, pair.new));
    let before = ApiTexts::of(old, of_old).found;
    let after = ApiTexts::of(new, of_new).found;
    let subjects = |all: &TextsBySubject<'_>| {
        let all = all
            .keys()
            .filter(|(_, text)| *text == DocumentedText::Existence);
        all.map(|(subject, _)| subject.clone())
            .collect::<BTreeSet<_>>()
    };
    let (known, kept) = (subjects(&before), subjects(&after));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changes = keys.into_iter().filter_map(|key| {
        let (subject, text) = key;
        if !known.contains(subject) || !kept.contains(subject) {
            return None;
        }
        let (one, two) = (before.get(key), after.get(key));
        let words = |side: Option<&(String, &str)>| side.map(|(words, _)| words.clone());
        if words(one) == words(two) || *text == DocumentedText::Existence {
            return None;
        }
        let place = |side: &TextsBySubject<'_>| {
            let at = side.get(&(subject.clone(), DocumentedText::Existence))?;
            Some(at.1.to_owned())
        };
        Some(DocumentationChange {
            subject: subject.clone(),
            text: *text,
            before: words(one),
            after: words(two),
            old_pointer: place(&before),
            new_pointer: place(&after),
        })
    });
    changes.collect()
}

impl<'a> ApiTexts<'a> {
    /// The texts of an API, whose operations are called by their names in the new version.
    fn of(api: &'a Api, operations: impl Iterator<Item = (&'a Operation, &'a Operation)>) -> Self {
        let mut texts = Self::default();
        let document = ChangeSubject::Document;
        texts.docs(&document, &api.docs, "/info");
        texts.add(&document, DocumentedText::Title, &api.title, "/info");
        texts.add(&document, DocumentedText::Version, &api.version, "/info");
        for scheme in &api.schemes {
            let subject = ChangeSubject::Scheme(scheme.id.clone());
            texts.docs(&subject, &scheme.docs, &scheme.origin.pointer);
        }
        for (operation, named) in operations {
            texts.operation(operation, named);
        }
        for def in &api.types {
            texts.type_def(api, def);
        }
        texts
    }

    fn add(&mut self, subject: &ChangeSubject, text: DocumentedText, words: &str, at: &'a str) {
        let key = (subject.clone(), text);
        self.found
            .entry(key)
            .or_insert_with(|| (words.to_owned(), at));
    }

    fn docs(&mut self, subject: &ChangeSubject, docs: &Docs, at: &'a str) {
        let Docs {
            summary,
            description,
            notes: _, // follow from limits and defaults
            deprecated,
        } = docs;
        self.add(subject, DocumentedText::Existence, "", at);
        let all = [
            (DocumentedText::Summary, summary),
            (DocumentedText::Description, description),
            (DocumentedText::Deprecation, deprecated),
        ];
        for (text, words) in all {
            if let Some(words) = words {
                self.add(subject, text, words, at);
            }
        }
    }

    fn operation(&mut self, operation: &'a Operation, named: &Operation) {
        let at = operation.origin.pointer.as_str();
        let subject = About::Operation(named).subject();
        self.docs(&subject, &operation.docs, at);
        self.add(&subject, DocumentedText::OperationId, &operation.id, at);
        if let Some(tag) = &operation.tag {
            self.add(&subject, DocumentedText::Tag, tag, at);
        }
        let links: Vec<String> = operation
            .links
            .iter()
            .map(|link| format!("{} to {}", link.name, link.target))
            .collect();
        if !links.is_empty() {
            self.add(&subject, DocumentedText::Links, &links.join(", "), at);
        }
        for one in &operation.parameters {
            let subject = About::Parameter(named, one.location, &one.wire).subject();
            self.docs(&subject, &one.docs, &one.origin.pointer);
        }
        if let Some(body) = &operation.body {
            self.docs(&About::Body(named).subject(), &body.docs, at);
        }
        for reply in operation.replies() {
            let subject = About::Reply(named, reply.status).subject();
            self.docs(&subject, &reply.docs, &reply.origin.pointer);
        }
    }

    fn type_def(&mut self, api: &'a Api, def: &'a TypeDef) {
        let at = def.origin.pointer.as_str();
        self.docs(&About::Type(&def.name).subject(), &def.docs, at);
        let variant = |name: String| ChangeSubject::Variant(def.name.to_string(), name);
        match &def.kind {
            TypeKind::Struct(data) => {
                for field in &data.fields {
                    let subject = About::Property(&def.name, &field.wire).subject();
                    self.docs(&subject, &field.docs, &field.origin.pointer);
                }
            }
            TypeKind::Enumeration(data) => {
                for one in &data.variants {
                    let value = literal_text(api, &one.value);
                    let value = value.trim_matches('"').to_owned();
                    self.docs(&variant(value), &one.docs, at);
                }
            }
            TypeKind::Union(data) => {
                for one in &data.alternatives {
                    self.docs(&variant(one.name.as_str().to_owned()), &one.docs, at);
                }
            }
            TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
        }
    }
}
