//! Identifiers. Only `lower::naming` makes them; everyone else may rely on their being valid Rust.

use std::fmt;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Wraps a string that is a valid identifier already.
            pub(crate) fn from_valid(text: String) -> Self {
                debug_assert!(!text.is_empty(), "an identifier is never empty");
                Self(text)
            }
        }

        impl RustName for $name {
            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

/// What all identifiers have in common.
pub trait RustName {
    /// The identifier, raw (`r#type`) where it is a keyword.
    fn as_str(&self) -> &str;
}

names! {
    /// `UpperCamelCase`: a struct, enum, alias or trait.
    TypeName,
    /// `UpperCamelCase`: a variant of an enum.
    VariantName,
    /// `snake_case`: a field, its setter, or an argument.
    FieldName,
    /// `snake_case`: a method of the trait.
    MethodName,
    /// `snake_case` in ASCII: a module with a file of its own.
    ModuleName,
}

/// The path of a type outside of generated code: `crate::money::Money`, or one that starts with the
/// name of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustPath(Vec<String>);

impl RustPath {
    /// Wraps segments that are valid identifiers already, two at least.
    pub(crate) fn from_valid(segments: Vec<String>) -> Self {
        Self(segments)
    }

    /// The segments, `crate` or the name of a crate first.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
