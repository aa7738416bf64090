//! The whole result of a comparison.

use super::accept::Acceptance;
use super::change::{DocumentChange, DocumentPlace};
use super::model::{DocumentationChange, SemverLevel};
use super::version::NextVersion;

/// Every change between two versions of a document, and what they mean together.
#[derive(Debug, Clone, PartialEq)]
pub struct DiffReport {
    /// The old document, as the user named it.
    pub old: String,
    /// The new document.
    pub new: String,
    /// The changes, those that need the highest version first.
    pub changes: Vec<DocumentChange>,
    /// Descriptions, titles and examples that differ.
    pub documentation: Vec<TextChange>,
    /// The lowest version of the next release.
    pub version: NextVersion,
    /// Entries of the file of accepted changes that accept nothing.
    pub unused: Vec<Acceptance>,
}

/// What must not be among the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deny {
    /// Programs that do not compile any more.
    Major,
    /// Messages that are not understood any more.
    Wire,
}

impl DiffReport {
    /// Whether there is no difference, not even in a description.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.documentation.is_empty()
    }

    /// The changes that are denied and that nobody has accepted.
    pub fn denied<'r>(&'r self, deny: &'r [Deny]) -> impl Iterator<Item = &'r DocumentChange> {
        let is_denied = move |change: &&DocumentChange| {
            deny.iter().any(|deny| match deny {
                Deny::Major => change.level() == SemverLevel::Major,
                Deny::Wire => change.breaks_wire(),
            })
        };
        let open = self
            .changes
            .iter()
            .filter(|change| change.accepted.is_none());
        open.filter(is_denied)
    }

    /// Every place in the old and in the new document, to set their positions.
    pub(crate) fn places(&mut self) -> (Vec<&mut DocumentPlace>, Vec<&mut DocumentPlace>) {
        let changes = self
            .changes
            .iter_mut()
            .map(|one| (&mut one.old, &mut one.new));
        let texts = self.documentation.iter_mut();
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (before, after) in changes.chain(texts.map(|one| (&mut one.old, &mut one.new))) {
            old.extend(before);
            new.extend(after);
        }
        (old, new)
    }

    /// How many changes need a major version, how many a minor one, and how many neither.
    pub(super) fn counts(&self) -> [(SemverLevel, usize); 3] {
        [SemverLevel::Major, SemverLevel::Minor, SemverLevel::Patch].map(|level| {
            let of_level = self.changes.iter().filter(|change| change.level() == level);
            (level, of_level.count())
        })
    }

    /// How many changes break messages.
    pub(super) fn wire_breaks(&self) -> usize {
        let changes = self.changes.iter();
        changes.filter(|change| change.breaks_wire()).count()
    }
}

/// A text that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// What it describes, and which of its texts it is: `Pet.name description`.
    pub subject: String,
    /// Where that is in the old document.
    pub old: Option<DocumentPlace>,
    /// Where that is in the new document.
    pub new: Option<DocumentPlace>,
}

impl From<&DocumentationChange> for TextChange {
    fn from(change: &DocumentationChange) -> Self {
        Self {
            subject: format!("{} {}", change.subject, change.text.name()),
            old: DocumentPlace::of(change.old_pointer.as_deref()),
            new: DocumentPlace::of(change.new_pointer.as_deref()),
        }
    }
}
