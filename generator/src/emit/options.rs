//! Choices of the caller.

/// Choices about the output that do not depend on the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmitOptions<'a> {
    /// What the root module is.
    pub root: Root,
    /// The name of the crate of which the root module is the root, `my_sdk`: examples in docs
    /// import from it. `None` if the name is not known; then examples in docs are not compiled.
    pub crate_name: Option<&'a str>,
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
