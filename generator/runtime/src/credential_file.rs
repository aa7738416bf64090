//! A file in which a client finds a credential, as the document describes it.

/// The parts of a credential, and other values that go with it, each with its name in a source:
/// `("secret_key", "EXAMPLE_SK")`.
pub(crate) type SourceNames = &'static [(&'static str, &'static str)];

/// A file with credentials: sections of keys with values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialFile {
    path: &'static str,
    variable: &'static str,
    section: &'static str,
    keys: SourceNames,
}

impl CredentialFile {
    /// The file at a path, whose `~` is the home directory, unless the variable names another one. An
    /// empty name is none.
    #[must_use]
    pub const fn new(
        path: &'static str,
        variable: &'static str,
        section: &'static str,
        keys: SourceNames,
    ) -> Self {
        Self {
            path,
            variable,
            section,
            keys,
        }
    }

    /// Where the file is, unless a variable names another.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The environment variable that names another file.
    #[must_use]
    pub const fn path_variable(&self) -> Option<&'static str> {
        if self.variable.is_empty() {
            return None;
        }
        Some(self.variable)
    }

    /// The section with the keys.
    #[must_use]
    pub const fn section(&self) -> &'static str {
        self.section
    }

    /// The keys of the credential's parts.
    #[must_use]
    pub const fn keys(&self) -> SourceNames {
        self.keys
    }
}
