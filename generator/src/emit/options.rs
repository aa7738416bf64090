//! Choices of the caller.

/// Choices about the output that do not depend on the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmitOptions {
    /// What the root module is.
    pub root: Root,
}

/// What the root module is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Root {
    /// `lib.rs`, the root of a crate.
    #[default]
    Crate,
    /// `mod.rs`, a module of some crate.
    Module,
}
