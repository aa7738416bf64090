//! How serious a problem is.

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The output is written, but part of the document has no effect, or is probably a mistake.
    Warning,
    /// Information.
    Note,
}
