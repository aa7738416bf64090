//! Pointers of a normalized tree <-> pointers in the source text.
//!
//! Only subtrees that were moved or imported are listed; everything else has the same pointer in
//! both. The longest listed prefix decides:
//!
//! ```text
//! listed:                   /components/schemas           was  /definitions
//! so that                   /components/schemas/Pet/type  was  /definitions/Pet/type
//! ```
//! A key that normalizing adds, such as the `schema` of a parameter of Swagger 2.0, has no place in
//! the source; reports about it show the nearest value around it.
//!
//! There are two lists, because a value can be imported and then moved: from the pointer of the
//! normalized tree to the one before normalizing, and from there to another file: one that a reference
//! leads to, another document, or an overlay.

use foldhash::HashMap;

use crate::diagnostic::{Place, Pointer};
use crate::source::FileId;

/// Where the parts of a normalized tree come from.
#[derive(Debug)]
pub(super) struct Origins {
    document: FileId,
    /// Values of other files, by their place in the tree before normalizing.
    imports: HashMap<String, ImportedValue>,
    sources: HashMap<String, (Pointer, Relation)>,
}

/// Where a value of another file is from.
#[derive(Debug)]
struct ImportedValue {
    file: FileId,
    pointer: Pointer,
    /// The file whose folder references in the value are relative to. It differs if the value is from
    /// an overlay: what an overlay adds is part of the document.
    base: FileId,
}

/// How a value is related to its place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// It was there: references to that place follow it.
    Moved,
    /// It was made from the value there.
    Made,
}

impl Origins {
    /// A tree in which nothing was moved or imported yet.
    pub(super) fn new(document: FileId) -> Self {
        let (imports, sources) = (HashMap::default(), HashMap::default());
        Self {
            document,
            imports,
            sources,
        }
    }

    /// Notes that the value at a place is from another file.
    pub(super) fn imported(&mut self, at: &Pointer, file: FileId, source: Pointer) {
        self.overlaid(at, Place::value(file, source), file);
    }

    /// Notes that the value at a place is from another file, which may be an overlay of the document
    /// `base`.
    pub(super) fn overlaid(&mut self, at: &Pointer, from: Place, base: FileId) {
        let Place { file, pointer, .. } = from;
        let import = ImportedValue {
            file,
            pointer,
            base,
        };
        self.imports.insert(at.as_str().to_owned(), import);
    }

    /// Where the value at a pointer of the normalized tree is in the text.
    pub(super) fn place(&self, at: &Pointer) -> Place {
        let source = self.source(at);
        match longest(&source, |prefix| self.imports.get(prefix)) {
            Some((import, rest)) => Place::value(import.file, join(import.pointer.as_str(), rest)),
            None => Place::value(self.document, source),
        }
    }

    /// The file whose folder a reference at a place is relative to.
    pub(super) fn base(&self, at: &Pointer) -> FileId {
        let source = self.source(at);
        let import = longest(&source, |prefix| self.imports.get(prefix));
        import.map_or(self.document, |(import, _)| import.base)
    }

    /// Where the value at a pointer of the normalized tree was in the tree of the document; `None` if another file has it. What
    /// an overlay adds is part of the document.
    pub(super) fn own_source(&self, at: &Pointer) -> Option<Pointer> {
        (self.base(at) == self.document).then(|| self.source(at))
    }

    /// Notes that the value at `from`, in the tree so far, is now at `to`.
    pub(super) fn moved(&mut self, from: &Pointer, to: &Pointer) {
        self.note(self.source(from), to, Relation::Moved);
    }

    /// Notes that the value at `to` was made from the value at `from`, in the tree so far.
    pub(super) fn made(&mut self, from: &Pointer, to: &Pointer) {
        self.note(self.source(from), to, Relation::Made);
    }

    /// Notes that the value at `to` was at a place of the source.
    pub(super) fn moved_from_source(&mut self, source: &Pointer, to: &Pointer) {
        self.note(source.clone(), to, Relation::Moved);
    }

    /// Notes that the value at `to` was made from what was at a place of the source.
    pub(super) fn made_from_source(&mut self, source: &Pointer, to: &Pointer) {
        self.note(source.clone(), to, Relation::Made);
    }

    fn note(&mut self, source: Pointer, to: &Pointer, relation: Relation) {
        self.sources
            .insert(to.as_str().to_owned(), (source, relation));
    }

    /// Where the value at a pointer of the normalized tree was.
    pub(super) fn source(&self, at: &Pointer) -> Pointer {
        match longest(at, |prefix| self.sources.get(prefix)) {
            Some(((source, _), rest)) => join(source.as_str(), rest),
            None => at.clone(),
        }
    }

    /// The other direction: where a value of the source is now. If it was copied, the copy with the
    /// smallest pointer. References are rewritten with it, so only what was moved counts, and not
    /// what was made.
    pub(super) fn destinations(&self) -> impl Fn(&Pointer) -> Pointer + use<> {
        let mut moved: HashMap<String, String> =
            HashMap::with_capacity_and_hasher(self.sources.len(), Default::default());
        for (to, (source, relation)) in &self.sources {
            if *relation == Relation::Moved {
                let known = moved
                    .entry(source.as_str().to_owned())
                    .or_insert_with(|| to.clone());
                if to < known {
                    known.clone_from(to);
                }
            }
        }
        move |source| match longest(source, |prefix| moved.get(prefix)) {
            Some((to, rest)) => join(to, rest),
            None => source.clone(),
        }
    }
}

/// The longest prefix of a pointer that is listed: what the list has for it, and the rest of the
/// pointer.
fn longest<T>(pointer: &Pointer, list: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    let text = pointer.as_str();
    let mut end = text.len();
    loop {
        let (prefix, rest) = text.split_at_checked(end)?;
        if let Some(listed) = list(prefix) {
            return Some((listed, rest));
        }
        end = prefix.rfind('/')?;
    }
}

fn join(prefix: &str, rest: &str) -> Pointer {
    Pointer::parse(&format!("{prefix}{rest}")).unwrap_or_default()
}

#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileFormat, SourceFile, Sources};

    fn at(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[test]
    fn the_longest_moved_prefix_decides() {
        let file = Sources::default().add(SourceFile::new("t", "", FileFormat::Json));
        let mut origins = Origins::new(file);
        origins.moved(&at("/definitions"), &at("/components/schemas"));
        origins.moved(&at("/elsewhere"), &at("/components/schemas/A/x"));
        let source = |text| origins.source(&at(text)).to_string();
        assert_eq!(source("/components/schemas/B/y"), "#/definitions/B/y");
        assert_eq!(source("/components/schemas/A/x/0"), "#/elsewhere/0");
        assert_eq!(source("/components/schemasB"), "#/components/schemasB");
        assert_eq!(source(""), "#");
        let now = origins.destinations()(&at("/definitions/B/y"));
        assert_eq!(now.to_string(), "#/components/schemas/B/y");
    }
}
