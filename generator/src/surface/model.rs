//! The public items of a generated crate as data: what they are, what they look like, and which Cargo features they need.

use std::collections::{BTreeMap, BTreeSet};

/// Everything that the author of another crate can name in a generated crate, in the order of paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// The items.
    pub items: Vec<PublicItem>,
    /// The Cargo features, by name.
    pub features: BTreeMap<String, CargoFeature>,
}

/// A public item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicItem {
    /// The type, trait or module that it belongs to; the item itself if it is one.
    pub owner: String,
    /// Its path, from the root of the crate: `Pet::name`, a function with `()` behind it. An implementation is `impl Clone for Pet`.
    pub path: String,
    /// What it is.
    pub kind: ItemKind,
    /// What it looks like, without its name: a type, arguments and result, a payload. ModuleNames of the document stand alone, others have
    /// their path unless they are in the prelude: `Option<Vec<Pet>>`, `runtime::Value`.
    pub signature: String,
    /// The features that it needs: each of these.
    pub gates: Gates,
    /// Whether it is deprecated.
    pub is_deprecated: bool,
}

/// What a public item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemKind {
    /// A module.
    Module,
    /// An item of the runtime under a name of this crate.
    Reexport,
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// Another name for a type.
    Alias,
    /// A trait.
    Trait,
    /// A function outside of types.
    Function,
    /// A constant, alone or in a type.
    Constant,
    /// A field.
    Field,
    /// A variant of an enum.
    Variant,
    /// `new`.
    Constructor,
    /// A method that takes and returns the whole value.
    Setter,
    /// Any other method of a type.
    Method,
    /// A method of a trait.
    TraitMethod {
        /// Whether an implementation may leave it out.
        has_default: bool,
    },
    /// An implementation of a trait.
    Implementation,
    /// Something that this reader does not know. It is compared as text.
    Unknown,
}

/// The features that an item needs: each term, which is one feature or several of which any will do.
pub type Gates = BTreeSet<BTreeSet<String>>;

/// A Cargo feature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CargoFeature {
    /// Whether it is on unless a crate turns it off.
    pub is_default: bool,
    /// The other features of this crate that it turns on.
    pub enables: BTreeSet<String>,
}

impl PublicItem {
    /// The item as one line: `Pet::name: field Option<String>`.
    #[must_use]
    pub fn line(&self) -> String {
        let mut line = format!("{}: {}", self.path, self.kind.name());
        if !self.signature.is_empty() {
            line.push(' ');
            line.push_str(&self.signature);
        }
        let gates: Vec<String> = self.gates.iter().map(alternatives).collect();
        if !gates.is_empty() {
            line.push_str(&format!(" [{}]", gates.join(" and ")));
        }
        if self.is_deprecated {
            line.push_str(" (deprecated)");
        }
        line
    }
}

/// `serde or server`.
fn alternatives(term: &BTreeSet<String>) -> String {
    let names: Vec<&str> = term.iter().map(String::as_str).collect();
    names.join(" or ")
}

impl ItemKind {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Module => "mod",
            Self::Reexport => "re-export of",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Alias => "type",
            Self::Trait => "trait",
            Self::Function => "fn",
            Self::Constant => "const",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Constructor => "constructor",
            Self::Setter => "setter",
            Self::Method => "method",
            Self::TraitMethod { has_default: true } => "default method",
            Self::TraitMethod { has_default: false } => "required method",
            Self::Implementation => "impl",
            Self::Unknown => "unknown item",
        }
    }
}
