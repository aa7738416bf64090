//! Emitted modules -> the public items of the generated crate, each with its path, its signature and its Cargo features.
//!
//! Most items are rows of the runtime's macros, so this stage knows what each macro expands to:
//!
//! ```text
//! object! { pub struct Pet in responses { pub optional(into) name: String } }
//!
//! Pet: struct #[non_exhaustive] in types          Pet::name: field Option<String>
//! impl Clone for Pet: impl                        Pet::name(): setter fn(self, impl Into<String>) -> Self [builders]
//! ```
//!
//! Everything that another crate can name is an item, and what it cannot name is none. Docs, bodies of functions and what only
//! generated code calls (`runtime::codegen`) are left out.

mod attributes;
mod calls;
mod code;
mod differing;
mod enums;
mod features;
mod model;
mod place;
mod reader;
mod rows;
mod structs;
mod text;
mod walk;
mod wire;

pub use differing::differing;
pub use model::{CargoFeature, Gates, ItemKind, PublicItem, Surface};
pub use walk::{of, rules};
