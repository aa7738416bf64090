//! Types of a surface as types that a consumer writes: `Vec<Pet>` is `Vec<g::Pet>`, where `g` is the generated crate.

use std::collections::BTreeSet;

use bindwright::surface::{ItemKind, Surface};

/// The names that a crate defines.
pub struct CrateNames(BTreeSet<String>);

impl CrateNames {
    pub fn of(surface: &Surface) -> Self {
        let named = surface.items.iter().filter(|item| {
            matches!(
                item.kind,
                ItemKind::Struct | ItemKind::Enum | ItemKind::Alias | ItemKind::Trait
            )
        });
        Self(named.map(|item| item.path.clone()).collect())
    }

    /// The text with every name of the crate behind `g::`, and `Self` as `owner`.
    pub fn qualified(&self, text: &str, owner: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if !(c.is_alphabetic() || c == '_') || out.ends_with('\'') {
                let (one, after) = rest.split_at(c.len_utf8());
                out.push_str(one);
                rest = after;
                continue;
            }
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '#')))
                .unwrap_or(rest.len());
            let (path, after) = rest.split_at(end);
            // `where A: Api`
            let (path, colon) = match path.strip_suffix(':') {
                Some(path) => (path, ":"),
                None => (path, ""),
            };
            // `Item` of `IntoIterator<Item = Pet>` is no type of the crate.
            let is_associated = after.starts_with(" = ");
            let qualified = self.path(path, owner);
            out.push_str(if is_associated { path } else { &qualified });
            out.push_str(colon);
            rest = after;
        }
        out
    }

    fn path(&self, path: &str, owner: &str) -> String {
        if path == "Self" {
            return format!("g::{owner}");
        }
        if let Some(name) = path.strip_prefix("crate::") {
            return format!("g::{name}");
        }
        if self.0.contains(path) || path == "runtime" || path.starts_with("runtime::") {
            return format!("g::{path}");
        }
        match path {
            "Debug" | "Display" => format!("::std::fmt::{path}"),
            "Hash" => "::std::hash::Hash".to_owned(),
            "FromStr" => "::std::str::FromStr".to_owned(),
            "Future" | "Option" | "Vec" | "String" | "Box" | "Result" | "Into" | "From"
            | "IntoIterator" | "Default" | "Clone" | "Copy" | "PartialEq" | "Eq" | "Send"
            | "Sync" => {
                format!("::std::prelude::v1::{path}").replace("v1::Future", "rust_2024::Future")
            }
            _ => path.to_owned(),
        }
    }
}
