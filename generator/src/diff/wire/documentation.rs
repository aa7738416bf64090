//! Texts that differ, and change nothing: neither on the wire nor in what compiles.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::about::{About, Versions};
use super::operations::pair_operations;
use super::text::literal_text;
use crate::diff::model::{ChangeSubject, DocumentationChange, DocumentedText};
use crate::ir::{Api, Docs, Operation, RustName, TypeDef, TypeKind};
use crate::parallel::both;

/// Every text of an API that names or describes something, by what it is about.
#[derive(Debug, Default)]
struct ApiTexts<'a> {
    found: BTreeMap<ChangeSubject, SubjectTexts<'a>>,
}

/// The texts of something.
#[derive(Debug)]
struct SubjectTexts<'a> {
    /// Where it is in the document.
    pointer: &'a str,
    texts: BTreeMap<DocumentedText, Cow<'a, str>>,
}

/// Texts that differ between two versions; those of things that only one version has are no difference of texts.
#[must_use]
pub fn documentation_changes(old: &Api, new: &Api) -> Vec<DocumentationChange> {
    let pairs = pair_operations(Versions { old, new }).both;
    let of_old = pairs.iter().map(|pair| (pair.old, pair.new));
    let of_new = pairs.iter().map(|pair| (pair.new, pair.new));
    let (before, after) = both(|| ApiTexts::of(old, of_old), || ApiTexts::of(new, of_new));
    let kept = before.found.iter();
    let kept = kept.filter_map(|(subject, one)| Some((subject, one, after.found.get(subject)?)));
    kept.flat_map(|(subject, one, two)| differing(subject, one, two))
        .collect()
}

/// The texts of something that differ.
fn differing(
    subject: &ChangeSubject,
    old: &SubjectTexts<'_>,
    new: &SubjectTexts<'_>,
) -> Vec<DocumentationChange> {
    if old.texts == new.texts {
        return Vec::new();
    }
    let gone = old.texts.keys();
    let gone = gone.filter(|text| !new.texts.contains_key(text));
    let mut all: Vec<DocumentedText> = gone.chain(new.texts.keys()).copied().collect();
    all.sort_unstable();
    let words = |side: &SubjectTexts<'_>, text: DocumentedText| {
        let words = side.texts.get(&text)?;
        Some(words.to_string())
    };
    let changes = all.into_iter().map(|text| DocumentationChange {
        subject: subject.clone(),
        text,
        before: words(old, text),
        after: words(new, text),
        old_pointer: Some(old.pointer.to_owned()),
        new_pointer: Some(new.pointer.to_owned()),
    });
    changes
        .filter(|change| change.before != change.after)
        .collect()
}

impl<'a> ApiTexts<'a> {
    /// The texts of an API, whose operations are called by their names in the new version.
    fn of(api: &'a Api, operations: impl Iterator<Item = (&'a Operation, &'a Operation)>) -> Self {
        let mut texts = Self::default();
        let document = texts.docs(ChangeSubject::Document, &api.docs, "/info");
        document.add(DocumentedText::Title, &api.title);
        document.add(DocumentedText::Version, &api.version);
        for scheme in &api.schemes {
            let subject = ChangeSubject::Scheme(scheme.id.clone());
            texts.docs(subject, &scheme.docs, &scheme.origin.pointer);
        }
        for (operation, named) in operations {
            texts.operation(operation, named);
        }
        for def in &api.types {
            texts.type_def(api, def);
        }
        texts
    }

    /// Adds the texts of something, unless it has some already.
    fn docs(
        &mut self,
        subject: ChangeSubject,
        docs: &'a Docs,
        pointer: &'a str,
    ) -> &mut SubjectTexts<'a> {
        let Docs {
            summary,
            description,
            see,
            notes: _, // follow from limits and defaults
            deprecated,
        } = docs;
        self.found.entry(subject).or_insert_with(|| {
            let all = [
                (DocumentedText::Summary, summary),
                (DocumentedText::Description, description),
                (DocumentedText::ExternalDocs, see),
                (DocumentedText::Deprecation, deprecated),
            ];
            let all = all.into_iter();
            let texts = all.filter_map(|(text, words)| Some((text, words.as_deref()?.into())));
            SubjectTexts {
                pointer,
                texts: texts.collect(),
            }
        })
    }

    fn operation(&mut self, operation: &'a Operation, named: &Operation) {
        let at = operation.origin.pointer.as_str();
        let texts = self.docs(About::Operation(named).subject(), &operation.docs, at);
        texts.add(DocumentedText::OperationId, &operation.id);
        if let Some(tag) = &operation.tag {
            texts.add(DocumentedText::Tag, tag);
        }
        let links: Vec<String> = operation
            .links
            .iter()
            .map(|link| format!("{} to {}", link.name, link.target))
            .collect();
        if !links.is_empty() {
            texts.add(DocumentedText::Links, links.join(", "));
        }
        for one in &operation.parameters {
            let subject = About::Parameter(named, one.location, &one.wire).subject();
            self.docs(subject, &one.docs, &one.origin.pointer);
        }
        if let Some(body) = &operation.body {
            self.docs(About::Body(named).subject(), &body.docs, at);
        }
        for reply in operation.replies() {
            let subject = About::Reply(named, reply.status).subject();
            self.docs(subject, &reply.docs, &reply.origin.pointer);
        }
    }

    fn type_def(&mut self, api: &'a Api, def: &'a TypeDef) {
        let at = def.origin.pointer.as_str();
        self.docs(About::Type(&def.name).subject(), &def.docs, at);
        let variant = |name: String| ChangeSubject::Variant(def.name.to_string(), name);
        match &def.kind {
            TypeKind::Struct(data) => {
                for field in &data.fields {
                    let subject = About::Property(&def.name, &field.wire).subject();
                    self.docs(subject, &field.docs, &field.origin.pointer);
                }
            }
            TypeKind::Enumeration(data) => {
                for one in &data.variants {
                    let value = literal_text(api, &one.value);
                    let value = value.trim_matches('"').to_owned();
                    self.docs(variant(value), &one.docs, at);
                }
            }
            TypeKind::Union(data) => {
                for one in &data.alternatives {
                    self.docs(variant(one.name.as_str().to_owned()), &one.docs, at);
                }
            }
            TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
        }
    }
}

impl<'a> SubjectTexts<'a> {
    /// Adds a text, unless there is one of its kind.
    fn add(&mut self, text: DocumentedText, words: impl Into<Cow<'a, str>>) {
        self.texts.entry(text).or_insert_with(|| words.into());
    }
}
