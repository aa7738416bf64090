//! Types behind aliases: `Vec<UserId>` is `Vec<String>` if `type UserId = String`.

use std::collections::HashMap;

use crate::surface::{ItemKind, Surface};

/// How many aliases are replaced one after the other: those of real documents are a few deep.
const DEEPEST: usize = 64;

/// The aliases of one version, each with the type behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aliases<'a>(HashMap<&'a str, &'a str>);

impl<'a> Aliases<'a> {
    /// Those of a crate.
    pub(super) fn of(surface: &'a Surface) -> Self {
        let aliases = surface
            .items
            .iter()
            .filter(|one| one.kind == ItemKind::Alias);
        let aliases = aliases.filter_map(|one| {
            let (behind, _) = one.signature.strip_prefix("= ")?.rsplit_once(" in ")?;
            Some((one.path.as_str(), behind))
        });
        Self(aliases.collect())
    }

    /// The text with the types behind all aliases in it, at most so deep.
    pub(super) fn expanded(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for _ in 0..DEEPEST {
            match self.once(&out) {
                Some(next) => out = next,
                None => break,
            }
        }
        out
    }

    /// One step; `None` if there is no alias in the text.
    fn once(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut found = false;
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(is_in_name).unwrap_or(rest.len());
            let (between, word) = rest.split_at_checked(end)?;
            out.push_str(between);
            let end = word.find(|c| !is_in_name(c)).unwrap_or(word.len());
            let (word, after) = word.split_at_checked(end)?;
            // `Item` of `IntoIterator<Item = Pet>` is no type of the crate.
            let is_associated = after.starts_with(" = ");
            match self.0.get(word).filter(|_| !is_associated) {
                Some(behind) => {
                    out.push_str(behind);
                    found = true;
                }
                None => out.push_str(word),
            }
            rest = after;
        }
        found.then_some(out)
    }

    /// Whether both have the same aliases for the same types.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

/// Whether a character belongs to a path: `webhooks::Pet`.
fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_associated_type_is_no_alias() {
        let aliases = Aliases(HashMap::from([("Item", "String")]));
        assert_eq!(
            aliases.expanded("fn(impl IntoIterator<Item = Item>)"),
            "fn(impl IntoIterator<Item = String>)"
        );
    }
}
