//! One problem: what it is, where it is, and what to do about it.
//!
//! ```text
//! diagnostics
//!     .report(Code::EmptyRange, &minimum, "`minimum` 9 is above `maximum` 3")
//!     .also(&maximum, "the upper bound")
//!     .help("swap the two");
//! ```

use super::{Code, Place, Severity};

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub(super) code: Code,
    pub(super) severity: Severity,
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) help: Vec<String>,
    pub(super) also: Vec<(Place, String)>,
    pub(super) fixable: bool,
    pub(super) early: bool,
}

impl Diagnostic {
    pub(super) fn new(code: Code, severity: Severity, place: &Place, message: String) -> Self {
        Self {
            code,
            severity,
            place: place.clone(),
            message,
            help: Vec::new(),
            also: Vec::new(),
            fixable: false,
            early: true,
        }
    }

    /// What another report of the same problem has as well.
    pub(super) fn key(&self) -> (Code, Place, String) {
        (self.code, self.place.clone(), self.message.clone())
    }

    /// Adds advice, which replaces that of the code.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }

    /// Points at a second place with a label: the first of two that collide, the limit that is exceeded.
    pub fn also(&mut self, place: &Place, label: impl Into<String>) -> &mut Self {
        self.also.push((place.clone(), label.into()));
        self
    }

    /// Marks the error as fixable with `--skip-unsupported`.
    pub(crate) fn fixable(&mut self) -> &mut Self {
        self.fixable = true;
        self
    }

    /// Whether it is among the first of its severity, which are worth costly advice.
    pub(crate) fn is_early(&self) -> bool {
        self.early
    }

    /// Whether `--skip-unsupported` fixes this error and reports it as a warning.
    #[must_use]
    pub fn is_fixable(&self) -> bool {
        self.fixable
    }

    /// What kind of problem this is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The severity of the code, or a lower one if the error was fixed or its operation was left out.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What exactly is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it: the advice of this report, or else that of the code.
    pub fn advice(&self) -> impl Iterator<Item = &str> {
        let general = self
            .help
            .is_empty()
            .then(|| self.code.help())
            .filter(|help| !help.is_empty());
        self.help.iter().map(String::as_str).chain(general)
    }

    /// The related places, each with a label.
    #[must_use]
    pub fn related(&self) -> &[(Place, String)] {
        &self.also
    }
}
