//! Places of the raised tree -> places of the text. Raising moves things; what it does not move stays where it was.

use crate::diagnostic::{Place, Pointer};
use crate::source::FileId;

/// Where the parts of a tree come from.
#[derive(Debug)]
pub(super) struct Origins {
    file: FileId,
    /// `(where it is after the step, where it was before)`, in the order of the steps.
    moves: Vec<(Pointer, Pointer)>,
}

impl Origins {
    /// A tree in which nothing was moved.
    pub(super) fn new(file: FileId) -> Self {
        Self {
            file,
            moves: Vec::new(),
        }
    }

    /// Notes that what is now at one place was at another.
    pub(super) fn moved(&mut self, now: Pointer, was: Pointer) {
        self.moves.push((now, was));
    }

    /// Where the value at a pointer stands in the text.
    pub(super) fn place(&self, pointer: &Pointer) -> Place {
        let (file, pointer) = self.source(pointer);
        Place::value(file, pointer)
    }

    fn source(&self, pointer: &Pointer) -> (FileId, Pointer) {
        let mut place = pointer.clone();
        for (now, was) in self.moves.iter().rev() {
            if let Some(before) = place.rebased(now, was) {
                place = before;
            }
        }
        (self.file, place)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
mod tests {
    use super::*;
    use crate::source::{Format, SourceFile, Sources};

    #[test]
    fn moves_are_undone_from_the_last_to_the_first() {
        let file = Sources::default().add(SourceFile::new("t", "", Format::Json));
        let pointer = |text| Pointer::parse(text).unwrap();
        let mut origins = Origins::new(file);
        origins.moved(
            pointer("/a/anyOf/0/minimum"),
            pointer("/a/anyOf/0/exclusiveMinimum"),
        );
        origins.moved(pointer("/a/minimum"), pointer("/a/anyOf/0/minimum"));
        assert_eq!(
            origins.source(&pointer("/a/minimum")).1,
            pointer("/a/anyOf/0/exclusiveMinimum")
        );
        assert_eq!(origins.source(&pointer("/a/type")).1, pointer("/a/type"));
    }
}
