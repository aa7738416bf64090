//! Places of the raised tree -> places of the text. Raising moves things; what it does not move stays where it was.

use crate::diagnostic::{Place, Pointer};
use crate::source::FileId;

/// Where the parts of a tree come from.
#[derive(Debug)]
pub(super) struct Origins {
    file: FileId,
    /// `(where it is now, where it was)`; the longest match counts.
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
    #[allow(dead_code)]
    pub(super) fn moved(&mut self, now: Pointer, was: Pointer) {
        self.moves.push((now, was));
    }

    /// Where the value at a pointer stands in the text.
    pub(super) fn place(&self, pointer: &Pointer) -> Place {
        let (file, pointer) = self.source(pointer);
        Place::value(file, pointer)
    }

    fn source(&self, pointer: &Pointer) -> (FileId, Pointer) {
        let matches = self
            .moves
            .iter()
            .filter(|(now, _)| pointer.starts_with(now));
        let Some((now, was)) = matches.max_by_key(|(now, _)| now.as_str().len()) else {
            return (self.file, pointer.clone());
        };
        let rest = pointer
            .as_str()
            .strip_prefix(now.as_str())
            .unwrap_or_default();
        let source = Pointer::parse(&format!("{}{rest}", was.as_str()));
        (self.file, source.unwrap_or_else(|| was.clone()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail loudly")]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn the_longest_move_counts() {
        let file = Sources::default().add(crate::source::SourceFile::new(
            "t",
            "",
            crate::source::Format::Json,
        ));
        let pointer = |text| Pointer::parse(text).unwrap();
        let mut origins = Origins::new(file);
        origins.moved(pointer("/components/schemas"), pointer("/definitions"));
        origins.moved(pointer("/components/schemas/A/x"), pointer("/b"));
        assert_eq!(
            origins.source(&pointer("/components/schemas/A/type")).1,
            pointer("/definitions/A/type")
        );
        assert_eq!(
            origins.source(&pointer("/components/schemas/A/x/0")).1,
            pointer("/b/0")
        );
        assert_eq!(origins.source(&pointer("/info")).1, pointer("/info"));
    }
}
