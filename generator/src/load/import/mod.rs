//! A tree with references to other files -> one tree: every target becomes a component of the
//! document, and the references lead there.
//!
//! ```text
//! schema: {$ref: 'models/pet.yaml#/Pet'}   ->   schema: {$ref: '#/components/schemas/Pet'}
//! ```
//! This runs before the keyword pass, so that imported values are checked against the version of
//! the document and reported in their own file. It rejects the network, files outside the
//! document's folder, cyclic chains, and targets of the wrong kind. Path items go into a private
//! section, since 3.0 has no component for them.
//!
//! The steps: find the references that leave the document, follow each to its target, do the same
//! for the references in that target, and so on; then give every target a place, and write the
//! places into the references. Nothing is moved before everything is known, because the place of a
//! target depends on the names of all others.

mod assign;
mod component_keys;
mod files;
mod references;
mod roots;

use foldhash::HashMap;
use serde_json::Value;

use super::keywords::{BROKEN, ObjectKind, kind_at};
use super::origin::Origins;
use super::tree::size;
use super::{Dialect, LoadOptions};
use crate::diagnostic::{Code, Diagnostics, Place, Pointer, show};
use crate::pointer::{MAX_HOPS, fragment, parse_reference};
pub(super) use files::InputFile;
use files::{Files, ImportError};
use references::{RefSite, sites};
pub(super) use roots::Roots;

/// Imports everything that the documents refer to in other files. Documents without a path have no folder, so their
/// references to files stay, and are rejected later.
pub(super) fn import(
    tree: &mut Value,
    origins: &mut Origins,
    dialect: Dialect,
    (roots, documents): (Roots, Vec<InputFile>),
    options: &LoadOptions,
    diagnostics: &mut Diagnostics,
) {
    if documents.is_empty() {
        return;
    }
    let mut import = Importer {
        dialect,
        files: Files::new(roots, documents, dialect, options),
        left: options.limits.nodes,
        diagnostics,
        targets: Vec::new(),
        known: HashMap::default(),
        links: Vec::new(),
    };
    import.documents(tree, origins);
    let mut next = 0;
    while import.follow(next).is_some() {
        next += 1;
    }
    import.finish(tree, origins);
}

/// The number of a file, and a place in it.
type FilePlace = (usize, Pointer);

/// A value in another file that a reference points to. It is imported once, however many references
/// there are.
struct ImportTarget {
    place: FilePlace,
    kind: ObjectKind,
    value: Value,
}

/// A reference that must be rewritten.
struct RefLink {
    /// The target that contains it; `None` for the document itself.
    owner: Option<usize>,
    site: RefSite,
    goal: Goal,
}

/// Where a reference leads.
enum Goal {
    /// A place in the document.
    Document(Pointer),
    Target(usize),
    /// Nowhere: the problem was reported.
    Nothing,
}

/// The state of one import.
struct Importer<'r> {
    dialect: Dialect,
    files: Files<'r>,
    /// How many more values may be imported.
    left: usize,
    diagnostics: &'r mut Diagnostics,
    targets: Vec<ImportTarget>,
    known: HashMap<FilePlace, usize>,
    links: Vec<RefLink>,
}

impl Importer<'_> {
    /// Follows the references of the documents that leave them.
    fn documents(&mut self, tree: &Value, origins: &Origins) {
        let leaves = |text: &str| !text.starts_with('#');
        let kind = ObjectKind::document(self.dialect);
        for site in sites(kind, tree, self.dialect, leaves) {
            let file = self.files.document(origins.base(&site.at));
            let goal = self.goal(file, &site, origins.place(&site.at));
            self.links.push(RefLink {
                owner: None,
                site,
                goal,
            });
        }
    }

    /// Follows every reference in a target; `None` when there is no such target.
    fn follow(&mut self, owner: usize) -> Option<()> {
        let target = self.targets.get(owner)?;
        let (file, pointer) = target.place.clone();
        for site in sites(target.kind, &target.value, self.dialect, |_| true) {
            let place = Place::value(self.files.id(file), pointer.append(&site.at));
            let goal = self.goal(file, &site, place);
            self.links.push(RefLink {
                owner: Some(owner),
                site,
                goal,
            });
        }
        Some(())
    }

    /// The end of a reference. Chains of references in other files are followed to their end.
    ///
    /// ```text
    /// a.yaml#/Pet: {$ref: 'b.yaml#/Pet'}      the reference to a.yaml imports the Pet of b.yaml
    /// ```
    /// [`follow_refs`](crate::pointer::follow_refs) stays within one tree. Here each step may open
    /// a file, and reports at the place of the reference that fails. The first reference may be in an
    /// overlay, while its path is relative to the file `base`.
    fn goal(&mut self, base: usize, site: &RefSite, place: Place) -> Goal {
        let (mut base, mut from) = (base, place.clone());
        let mut text = site.text.clone();
        for _ in 0..=MAX_HOPS {
            let (file, pointer) = match self.end(base, &text) {
                Ok(end) => end,
                Err(error) => return self.reject(&from, error),
            };
            if self.files.is_document(file) {
                return Goal::Document(pointer);
            }
            let Some(tree) = self.files.tree(file) else {
                return Goal::Nothing;
            };
            let Some(value) = pointer.find(tree) else {
                let message = format!("`{}` does not exist", show(&text));
                return self.reject(&from, ImportError::new(Code::MissingTarget, message));
            };
            let Some(next) = only_reference(value).map(str::to_owned) else {
                let value = value.clone();
                return self.target(&from, &text, (file, pointer), site.kind, value);
            };
            from = Place::value(self.files.id(file), pointer.child("$ref"));
            (base, text) = (file, next);
        }
        let message = format!("following `{}` leads back to itself", show(&site.text));
        let error = ImportError::new(Code::CyclicReference, message);
        self.reject(&place, error)
    }

    /// The file and place in a reference: a path, and after `#` a JSON Pointer or the name of an
    /// anchor.
    fn end(&mut self, file: usize, text: &str) -> Result<FilePlace, ImportError> {
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

    /// Reports why a reference is not followed, in the file that contains it.
    fn reject(&mut self, place: &Place, error: ImportError) -> Goal {
        error.report(place, self.diagnostics);
        Goal::Nothing
    }

    /// The target at the end of a reference, which must be of the right kind.
    fn target(
        &mut self,
        from: &Place,
        text: &str,
        place: FilePlace,
        kind: ObjectKind,
        value: Value,
    ) -> Goal {
        let known = self.known.get(&place).copied();
        let known_kind = known.and_then(|known| Some(self.targets.get(known)?.kind));
        let tree = self.files.tree(place.0);
        let found = known_kind.or_else(|| kind_at(tree?, &place.1, self.dialect));
        if let Some(other) = found.filter(|other| *other != kind) {
            let (shown, found, needed) = (show(text), other.with_article(), kind.with_article());
            let message = format!("`{shown}` is {found}; {needed} is needed here");
            return self.reject(from, ImportError::new(Code::WrongTarget, message));
        }
        if let Some(known) = known {
            return Goal::Target(known);
        }
        let Some(left) = self.left.checked_sub(size(&value)) else {
            let limit = self.files.limits().nodes;
            let message =
                format!("the files have more than {limit} values that references point to");
            return self.reject(from, ImportError::new(Code::TooManyNodes, message));
        };
        self.left = left;
        let index = self.targets.len();
        self.known.insert(place.clone(), index);
        self.targets.push(ImportTarget { place, kind, value });
        Goal::Target(index)
    }

    /// Puts every target in its place, and leads every reference there.
    fn finish(mut self, tree: &mut Value, origins: &mut Origins) {
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
                let (file, source) = target.place;
                origins.imported(place, self.files.id(file), source);
            }
        }
    }
}

/// The `$ref` of an object that has no other key. With other keys, 3.1 reads it as a schema of its
/// own.
fn only_reference(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}
