//! One change as the report has it: what it does on the wire, to callers and to implementors, with the message that proves a break.

use std::collections::BTreeSet;
use std::fmt;

use super::model::{
    ChangeSubject, Counterexample, DocumentedText, RustChange, SemverLevel, WireEffect,
};
use crate::ir::StatusPattern;
use crate::load::TextPosition;
use crate::pointer::Pointer;

/// A change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentChange {
    /// What kind of change it is: one of the kinds of the wire, or `item-added`, `item-removed`, `item-changed`.
    pub kind: String,
    /// What changed, in the words of the document, or the Rust item if the document has no word for it.
    pub subject: String,
    /// The value before; `None` if there was none.
    pub before: Option<String>,
    /// The value after; `None` if there is none.
    pub after: Option<String>,
    /// What it does to messages; empty if nothing.
    pub effects: BTreeSet<WireEffect>,
    /// Whether a message proves that it breaks.
    pub evidence: Evidence,
    /// The public items of the crate that differ.
    pub items: Vec<RustChange>,
    /// What it means for callers of the crate.
    pub callers: SemverLevel,
    /// What it means for those who implement the trait.
    pub implementors: SemverLevel,
    /// The operations that it is part of: method and path.
    pub used_by: Vec<String>,
    /// Where it is in the old document.
    pub old: Option<DocumentPlace>,
    /// Where it is in the new document.
    pub new: Option<DocumentPlace>,
    /// The reason, if it is accepted.
    pub accepted: Option<String>,
}

/// Where something is in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlace {
    /// The value.
    pub pointer: Pointer,
    /// Its line and column; `None` if it is not in the text.
    pub position: Option<TextPosition>,
}

impl DocumentPlace {
    /// The place of a pointer, whose position is not known yet.
    pub(super) fn of(pointer: Option<&str>) -> Option<Self> {
        let pointer = Pointer::parse(pointer?)?;
        Some(Self {
            pointer,
            position: None,
        })
    }
}

/// Whether a message proves that a change breaks an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// It cannot break one: nothing is narrower for anybody.
    NotNeeded,
    /// This message was fine before, and is not any more.
    Found(Counterexample),
    /// No such message was found among this many that were tried. The change ranks lower.
    NotFound(usize),
    /// No message can show it, for this reason.
    Impossible(&'static str),
}

impl DocumentChange {
    /// The identity of the change, by which it is accepted: the same in both directions of time, and in any order of the document.
    #[must_use]
    pub fn id(&self) -> String {
        let Self { kind, subject, .. } = self;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{subject}: {kind} {before} to {after}"),
            (Some(value), None) | (None, Some(value)) => format!("{subject}: {kind} {value}"),
            (None, None) => format!("{subject}: {kind}"),
        }
    }

    /// Whether messages that were fine are not any more. Where no such message was found, it is not known to be a break.
    #[must_use]
    pub fn breaks_wire(&self) -> bool {
        matches!(self.evidence, Evidence::Found(_))
    }

    /// Which version it needs.
    #[must_use]
    pub fn level(&self) -> SemverLevel {
        self.callers.max(self.implementors)
    }

    /// The kind in words.
    #[must_use]
    pub fn words(&self) -> String {
        self.kind.replace('-', " ")
    }
}

impl SemverLevel {
    /// `major`, `minor` or `patch`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl WireEffect {
    /// The effect in two words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RequestNarrower => "request narrower",
            Self::RequestWider => "request wider",
            Self::ResponseNarrower => "response narrower",
            Self::ResponseWider => "response wider",
            Self::Behaviour => "behaviour",
        }
    }
}

impl DocumentedText {
    /// The text in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Version => "version",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::ExternalDocs => "external docs",
            Self::Deprecation => "deprecation",
            Self::OperationId => "operationId",
            Self::Tag => "tag",
            Self::Links => "links",
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(first) => write!(f, "{first}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl fmt::Display for ChangeSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("document"),
            Self::Scheme(name) => write!(f, "security scheme {name}"),
            Self::Operation(operation) => f.write_str(operation),
            Self::Parameter(operation, location, name) => {
                write!(f, "{operation} {} {name}", location.name())
            }
            Self::Body(operation) => write!(f, "{operation} body"),
            Self::Reply(operation, status) => write!(f, "{operation} {status}"),
            Self::ReplyHeader(operation, status, name) => {
                write!(f, "{operation} {status} header {name}")
            }
            Self::Type(name) => f.write_str(name),
            Self::Property(name, property) => write!(f, "{name}.{property}"),
            Self::Variant(name, value) => write!(f, "{name} {value}"),
        }
    }
}
