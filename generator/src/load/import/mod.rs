//! A tree with references to other files -> one tree: every target becomes a component of the document, and the references
//! lead there.
//!
//! ```text
//! schema: {$ref: 'models/pet.yaml#/Pet'}   ->   schema: {$ref: '#/components/schemas/Pet'}
//! ```
//! This runs before the keyword pass, so that imported values are checked against the version of the document and reported
//! in their own file. It rejects the network, files outside the document's folder, cyclic chains, and targets of the wrong
//! kind. Path items go into a private section, since 3.0 has no component for them.

mod assign;
mod component_keys;
mod files;
mod imports;
mod references;

use std::collections::HashMap;

use serde_json::Value;

use super::keywords::{BROKEN, ObjectKind, kind_at};
use super::schema_ids::SchemaIds;
use super::{Dialect, LoadOptions};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};
use crate::pointer::{MAX_HOPS, fragment, parse_reference};
use crate::source::FileId;
pub(super) use files::Folder;
use files::{ENTRY, Files, ImportError};
pub(super) use imports::Imports;
use references::{RefSite, sites};

/// Imports everything that the document refers to in other files.
pub(super) fn import(
    tree: &mut Value,
    (file, dialect): (FileId, Dialect),
    folder: Option<(Folder, SchemaIds)>,
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) -> Imports {
    let Some((folder, names)) = folder else {
        return Imports::new(file);
    };
    let mut import = Importer {
        dialect,
        files: Files::new(folder, (file, names), dialect, options),
        left: options.limits.nodes,
        diagnostics,
        targets: Vec::new(),
        known: HashMap::new(),
        links: Vec::new(),
    };
    import.document(tree);
    let mut next = 0;
    while import.follow(next).is_some() {
        next += 1;
    }
    import.finish(tree, Imports::new(file))
}

/// A value in another file that a reference points to.
struct ImportTarget {
    file: usize,
    pointer: Pointer,
    kind: ObjectKind,
    value: Value,
}

/// A reference that must be rewritten.
struct RefLink {
    /// The target in which it stands; `None` for the document itself.
    owner: Option<usize>,
    site: RefSite,
    goal: Goal,
}

enum Goal {
    /// A place in the document.
    Document(Pointer),
    Target(usize),
    /// Nowhere: the problem was reported.
    Nothing,
}

struct Importer<'r> {
    dialect: Dialect,
    files: Files<'r>,
    /// How many more values may be imported.
    left: usize,
    diagnostics: &'r mut Diagnostics,
    targets: Vec<ImportTarget>,
    known: HashMap<(usize, Pointer), usize>,
    links: Vec<RefLink>,
}

impl Importer<'_> {
    /// Follows the references of the document that leave it.
    fn document(&mut self, tree: &Value) {
        let leaves = |text: &str| !text.starts_with('#');
        for site in sites(
            ObjectKind::document(self.dialect),
            tree,
            self.dialect,
            leaves,
        ) {
            let goal = self.goal(ENTRY, &site, &site.at);
            let owner = None;
            self.links.push(RefLink { owner, site, goal });
        }
    }

    /// Follows every reference in a target; `None` when there is no such target.
    fn follow(&mut self, owner: usize) -> Option<()> {
        let ImportTarget {
            file,
            pointer,
            kind,
            value,
        } = self.targets.get(owner)?;
        let (file, pointer) = (*file, pointer.clone());
        for site in sites(*kind, value, self.dialect, |_| true) {
            let at = Pointer::parse(&format!("{}{}", pointer.as_str(), site.at.as_str()));
            let goal = self.goal(file, &site, &at.unwrap_or_default());
            let owner = Some(owner);
            self.links.push(RefLink { owner, site, goal });
        }
        Some(())
    }

    /// The end of a reference. Chains of references in other files are followed to their end.
    fn goal(&mut self, file: usize, site: &RefSite, at: &Pointer) -> Goal {
        let mut from = (file, at.clone());
        let mut text = site.text.clone();
        let mut met = Vec::new();
        for _ in 0..=MAX_HOPS {
            let (file, pointer) = match self.end(from.0, &text) {
                Ok(end) => end,
                Err(refusal) => return self.refuse(&from, refusal),
            };
            if file == ENTRY {
                return Goal::Document(pointer);
            }
            let Some(tree) = self.files.tree(file) else {
                return Goal::Nothing;
            };
            let Some(value) = pointer.find(tree) else {
                let message = format!("`{}` does not exist", show(&text));
                return self.refuse(&from, ImportError::new(Code::MissingTarget, message));
            };
            match only_reference(value) {
                Some(next) => {
                    let next = next.to_owned();
                    met.push((file, pointer.clone()));
                    from = (file, pointer.child("$ref"));
                    text = next;
                }
                None => {
                    let value = value.clone();
                    return self.target(&from, &text, (file, pointer), site.kind, value);
                }
            }
        }
        let message = format!("following `{}` leads back to itself", show(&site.text));
        self.refuse(
            &(file, at.clone()),
            ImportError::new(Code::CyclicReference, message),
        )
    }

    /// The file and place in a reference.
    fn end(&mut self, file: usize, text: &str) -> Result<(usize, Pointer), ImportError> {
        let (path, name) = text.split_once('#').unwrap_or((text, ""));
        let file = if path.is_empty() {
            file
        } else {
            self.files.open(file, path, self.diagnostics)?
        };
        if let Some(pointer) = self.files.anchor(file, name) {
            return Ok((file, pointer));
        }
        let pointer = parse_reference(&format!("#{name}")).ok_or_else(|| {
            let other = match self.dialect {
                Dialect::V2 | Dialect::V3_0 => "",
                Dialect::V3_1 | Dialect::V3_2 => ", nor an anchor of the file",
            };
            let message = format!("`#{}` is not a JSON Pointer{other}", show(name));
            ImportError::new(Code::BadReference, message)
        })?;
        Ok((file, pointer))
    }

    fn refuse(&mut self, (file, at): &(usize, Pointer), refusal: ImportError) -> Goal {
        let place = Place::value(self.files.id(*file), at.clone());
        refusal.report(&place, self.diagnostics);
        Goal::Nothing
    }

    fn target(
        &mut self,
        from: &(usize, Pointer),
        text: &str,
        end: (usize, Pointer),
        kind: ObjectKind,
        value: Value,
    ) -> Goal {
        let tables = self
            .files
            .tree(end.0)
            .and_then(|tree| kind_at(tree, &end.1, self.dialect));
        let known = self.known.get(&end).copied();
        let other = known
            .and_then(|known| self.targets.get(known))
            .map(|target| target.kind)
            .or(tables)
            .filter(|other| *other != kind);
        if let Some(other) = other {
            let message = format!(
                "`{}` is {}; {} is needed here",
                show(text),
                other.with_article(),
                kind.with_article()
            );
            return self.refuse(from, ImportError::new(Code::WrongTarget, message));
        }
        if let Some(known) = known {
            return Goal::Target(known);
        }
        let Some(left) = self.left.checked_sub(count(&value)) else {
            let limit = self.files.limits().nodes;
            let message =
                format!("the files hold more than {limit} values that references point to");
            return self.refuse(from, ImportError::new(Code::TooManyNodes, message));
        };
        self.left = left;
        let index = self.targets.len();
        let (file, pointer) = end.clone();
        self.targets.push(ImportTarget {
            file,
            pointer,
            kind,
            value,
        });
        self.known.insert(end, index);
        Goal::Target(index)
    }

    /// Puts every target in its place, and leads every reference there.
    fn finish(mut self, tree: &mut Value, mut imports: Imports) -> Imports {
        let places = assign::choose(&self, tree);
        for link in &self.links {
            let text = match &link.goal {
                Goal::Document(pointer) => fragment(pointer),
                Goal::Target(index) => places.get(index).map_or(BROKEN.to_owned(), fragment),
                Goal::Nothing => BROKEN.to_owned(),
            };
            let owner = match link.owner {
                None => Some(&mut *tree),
                Some(owner) => self.targets.get_mut(owner).map(|target| &mut target.value),
            };
            if let Some(value) = owner.and_then(|value| value.pointer_mut(link.site.at.as_str())) {
                *value = Value::String(text);
            }
        }
        for (index, target) in self.targets.into_iter().enumerate() {
            if let Some(place) = places.get(&index)
                && assign::put(tree, place, target.value)
            {
                imports.note(place, self.files.id(target.file), &target.pointer);
            }
        }
        imports
    }
}

/// The `$ref` of an object that has no other key.
fn only_reference(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}
