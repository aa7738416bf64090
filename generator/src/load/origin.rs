//! Pointers of a normalized tree <-> pointers in the source text.
//!
//! Only subtrees that normalizing moved are listed; everything else has the same pointer in both. The longest listed
//! prefix decides: if `/components/schemas` was `/definitions`, then `/components/schemas/Pet/type` was
//! `/definitions/Pet/type`. A key that normalizing adds, such as the `schema` of a parameter of Swagger 2.0, has no place in
//! the source; reports about it show the nearest value around it.

use std::collections::HashMap;

use super::import::Imports;
use crate::diagnostic::{Place, Pointer};

/// Where the parts of a normalized tree come from.
#[derive(Debug)]
pub(super) struct Origins {
    imports: Imports,
    sources: HashMap<String, SourceOf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SourceOf {
    source: String,
    relation: Relation,
}

/// How a value is related to its place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// It was there: references to that place follow it.
    Moved,
    /// It was made from the value there.
    Made,
}

/// The moves, by their place in the source.
#[derive(Debug)]
pub(super) struct Destinations<'o> {
    raised: HashMap<&'o str, &'o str>,
}

impl Origins {
    /// A tree in which nothing was moved yet but what was imported.
    pub(super) fn new(imports: Imports) -> Self {
        Self {
            imports,
            sources: HashMap::new(),
        }
    }

    /// Where the value at a pointer of the normalized tree is in the text.
    pub(super) fn place(&self, raised: &Pointer) -> Place {
        self.imports.place(&self.source(raised))
    }

    /// Notes that the subtree at `normalized` was at `source`.
    pub(super) fn moved(&mut self, raised: &Pointer, source: &Pointer) {
        self.note(raised, source, Relation::Moved);
    }

    /// Notes that the value at `normalized` was made from the value at `source`.
    pub(super) fn made(&mut self, raised: &Pointer, source: &Pointer) {
        self.note(raised, source, Relation::Made);
    }

    fn note(&mut self, raised: &Pointer, source: &Pointer, relation: Relation) {
        let source = source.as_str().to_owned();
        self.sources
            .insert(raised.as_str().to_owned(), SourceOf { source, relation });
    }

    /// Where the value at a pointer of the normalized tree was.
    pub(super) fn source(&self, raised: &Pointer) -> Pointer {
        translate(raised, |prefix| {
            self.sources
                .get(prefix)
                .map(|origin| origin.source.as_str())
        })
    }

    /// The other direction. If a value was copied, the copy with the smallest pointer.
    pub(super) fn destinations(&self) -> Destinations<'_> {
        let mut raised: HashMap<&str, &str> = HashMap::with_capacity(self.sources.len());
        let moved = self
            .sources
            .iter()
            .filter(|(_, origin)| origin.relation == Relation::Moved);
        for (to, origin) in moved {
            raised
                .entry(&origin.source)
                .and_modify(|known| *known = to.as_str().min(known))
                .or_insert(to);
        }
        Destinations { raised }
    }
}

impl Destinations<'_> {
    /// Where the value at a pointer of the source is now.
    pub(super) fn raised(&self, source: &Pointer) -> Pointer {
        translate(source, |prefix| self.raised.get(prefix).copied())
    }
}

/// Replaces the longest prefix that is listed.
fn translate<'t>(pointer: &Pointer, list: impl Fn(&str) -> Option<&'t str>) -> Pointer {
    let text = pointer.as_str();
    let mut end = text.len();
    while let Some((prefix, rest)) = text.split_at_checked(end) {
        if let Some(other) = list(prefix) {
            let moved = Pointer::parse(&format!("{other}{rest}"));
            return moved.unwrap_or_else(|| pointer.clone());
        }
        match prefix.rfind('/') {
            Some(slash) => end = slash,
            None => break,
        }
    }
    pointer.clone()
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
        let mut origins = Origins::new(Imports::new(file));
        origins.moved(&at("/components/schemas"), &at("/definitions"));
        origins.moved(&at("/components/schemas/A/x"), &at("/elsewhere"));
        let source = |text| origins.source(&at(text)).to_string();
        assert_eq!(source("/components/schemas/B/y"), "#/definitions/B/y");
        assert_eq!(source("/components/schemas/A/x/0"), "#/elsewhere/0");
        assert_eq!(source("/components/schemasB"), "#/components/schemasB");
        assert_eq!(source(""), "#");
        let destinations = origins.destinations();
        assert_eq!(
            destinations.raised(&at("/definitions/B/y")).to_string(),
            "#/components/schemas/B/y"
        );
    }
}
