//! Differences between two versions of a document: on the wire, for callers of the generated crate, and for those who implement its
//! trait.
//!
//! Both versions are lowered first, so that what makes no difference in Rust or on the wire is no difference here.
//!
//! ```text
//! Api, Api ──wire──► WireChange ──────┐
//! Surface, Surface ──► RustChange ────┼──join──► DocumentChange ──accept──► DiffReport ──render──► text
//!          counterexample ──► Evidence┘
//! ```

mod accept;
mod change;
pub mod counterexample;
mod evidence;
mod join;
mod model;
mod operation_name;
mod render;
mod report;
mod rust_changes;
mod users;
mod value_path;
mod version;
mod wire;

pub use accept::{Acceptance, Acceptances};
pub use change::{DocumentChange, DocumentPlace, Evidence};
pub use evidence::proven_wire_changes;
pub use model::{
    Between, ChangeSubject, Counterexample, DocumentationChange, DocumentedText, MessagePart,
    RustChange, SemverLevel, WireChange, WireEffect, WirePlace,
};
pub use render::{DiffFormat, render_diff};
pub use report::{Deny, DiffReport, TextChange};
pub use rust_changes::{RustVersion, compare as compare_rust};
pub use value_path::{ValuePath, ValueStep};
pub use version::NextVersion;
pub use wire::{WireKindRow, compare as compare_wire, documentation_changes, wire_kinds};

use semver::Version;

use crate::ir::Api;
use users::Users;

/// What both comparisons have found.
#[derive(Debug)]
pub struct ComparedChanges {
    /// On the wire.
    pub wire: Vec<(WireChange, Evidence)>,
    /// In the public items of the crate.
    pub rust: Vec<RustChange>,
    /// In texts.
    pub texts: Vec<DocumentationChange>,
}

/// The report about two versions of a document. `names` is what it calls them, `versions` those of the crate.
#[must_use]
pub fn report(
    (old, new): (&Api, &Api),
    found: ComparedChanges,
    names: (&str, &str),
    (current, written): (Option<Version>, Option<Version>),
    accepted: &Acceptances,
) -> DiffReport {
    let (before, after) = (Users::of(old), Users::of(new));
    let users = |subject: &ChangeSubject| {
        let users = after.users(subject);
        if users.is_empty() {
            before.users(subject)
        } else {
            users
        }
    };
    let documentation: Vec<TextChange> = found.texts.iter().map(TextChange::from).collect();
    let mut changes = join::join(found.wire, found.rust, &users);
    let unused = accepted.apply(&mut changes);
    let highest = changes.iter().map(DocumentChange::level).max();
    let level = highest.or((!documentation.is_empty()).then_some(SemverLevel::Patch));
    DiffReport {
        old: names.0.to_owned(),
        new: names.1.to_owned(),
        version: NextVersion::new(level, current, written),
        changes,
        documentation,
        unused,
    }
}
