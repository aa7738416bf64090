//! What a module imports: collected while its items are emitted, printed in the order of rustfmt.
//!
//! ```text
//! use bindwright_runtime::{Error, Request};
//! use super::types::Pet;
//!
//! #[cfg(feature = "pets")]
//! pub use self::pets::*;
//! ```

use std::cmp::Ordering;
use std::collections::BTreeMap;

use foldhash::HashSet;

/// One `use` declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Who sees it.
    pub visibility: Visibility,
    /// The feature that gates it.
    pub feature: Option<String>,
    /// The path, `bindwright_runtime::check`; the whole declaration if there are no names.
    pub path: String,
    /// The names behind the path, sorted.
    pub names: Vec<String>,
}

/// Who sees an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// `use`.
    Private,
    /// `pub use`.
    Public,
}

/// The `use` declarations of a module, one per path and feature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UseDeclarations {
    /// By path, then by feature.
    uses: BTreeMap<String, BTreeMap<Option<String>, Collected>>,
}

/// A declaration under construction.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Collected {
    visibility: Visibility,
    names: HashSet<String>,
}

impl UseDeclarations {
    /// UseDeclarations `name` from `path`.
    pub(super) fn add(&mut self, path: &str, name: &str) {
        let features = self.uses.get(path);
        match features.and_then(|features| features.get(&None)) {
            Some(known) if known.names.contains(name) => {} // the common case allocates nothing
            _ => {
                let new = self.entry(Visibility::Private, None, path);
                new.names.insert(name.to_owned());
            }
        }
    }

    /// Re-exports names from `path`.
    pub(super) fn export<N: Into<String>>(
        &mut self,
        feature: Option<&str>,
        path: &str,
        names: impl IntoIterator<Item = N>,
    ) {
        let import = self.entry(Visibility::Public, feature, path);
        import.names.extend(names.into_iter().map(Into::into));
    }

    /// The declaration for a path, which is added if there is none.
    fn entry(
        &mut self,
        visibility: Visibility,
        feature: Option<&str>,
        path: &str,
    ) -> &mut Collected {
        self.uses
            .entry(path.to_owned())
            .or_default()
            .entry(feature.map(str::to_owned))
            .or_insert_with(|| Collected {
                visibility,
                names: HashSet::default(),
            })
    }

    /// The declarations in rustfmt's order.
    #[must_use]
    pub fn uses(&self) -> Vec<Use> {
        let uses = self.uses.iter().flat_map(|(path, features)| {
            let features = features.iter();
            features.map(|(feature, one)| one.sorted(path, feature.clone()))
        });
        let mut uses: Vec<Use> = uses.collect();
        uses.sort_by_cached_key(key);
        uses
    }
}

impl Collected {
    /// The finished declaration.
    fn sorted(&self, path: &str, feature: Option<String>) -> Use {
        let mut names: Vec<String> = self.names.iter().cloned().collect();
        names.sort_unstable_by(|a, b| order(a, b));
        Use {
            visibility: self.visibility,
            feature,
            path: path.to_owned(),
            names,
        }
    }
}

/// The order of names in rustfmt's style of 2024: by characters, runs of digits by their numbers:
/// `A2` before `A10`.
fn order(a: &str, b: &str) -> Ordering {
    let mut pairs = a.bytes().zip(b.bytes());
    let special = |byte: u8| byte == b'_' || byte.is_ascii_digit();
    if let Some((one, other)) = pairs.find(|(one, other)| one != other)
        && !special(one)
        && !special(other)
    {
        return one.cmp(&other); // the common case: UTF-8 has the order of its characters
    }
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let (text_a, text_b) = (text(rest_a), text(rest_b));
        let texts = ranks(text_a.0).cmp(ranks(text_b.0));
        let (digits_a, digits_b) = (digits(text_a.1), digits(text_b.1));
        let value = |digits: &str| digits.trim_start_matches('0').len();
        let numbers = value(digits_a.0).cmp(&value(digits_b.0));
        let numbers = numbers.then_with(|| {
            digits_a
                .0
                .trim_start_matches('0')
                .cmp(digits_b.0.trim_start_matches('0'))
        });
        let here = texts.then(numbers);
        (rest_a, rest_b) = (digits_a.1, digits_b.1);
        if here != Ordering::Equal || rest_a.is_empty() || rest_b.is_empty() {
            return here
                .then_with(|| rest_a.len().cmp(&rest_b.len()))
                .then_with(|| a.cmp(b));
        }
    }
}

/// `_` comes before every other character.
fn ranks(text: &str) -> impl Iterator<Item = u32> {
    text.chars()
        .map(|c| if c == '_' { 0 } else { u32::from(c) })
}

/// The text up to the first digit, and what follows.
fn text(name: &str) -> (&str, &str) {
    let end = name
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(name.len());
    name.split_at_checked(end).unwrap_or((name, ""))
}

/// The digits at the start, and what follows.
fn digits(name: &str) -> (&str, &str) {
    let end = name
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(name.len());
    name.split_at_checked(end).unwrap_or((name, ""))
}

/// A single name is a further segment of the path; `super` comes before every other segment, a list
/// after.
fn key(import: &Use) -> Vec<SortSegment> {
    let path = import.path.split(" as ").next().unwrap_or_default();
    let mut key: Vec<_> = path.split("::").map(SortSegment::name).collect();
    match import.names.as_slice() {
        [] => {}
        [name] => key.push(SortSegment::name(name)),
        names => key.push(SortSegment {
            rank: 2,
            name: names.concat(),
        }),
    }
    key
}

/// A part of a path, in the order of `use` declarations.
#[derive(PartialEq, Eq)]
struct SortSegment {
    rank: u8,
    name: String,
}

impl SortSegment {
    /// A name, or a module.
    fn name(name: &str) -> Self {
        let rank = match name {
            "crate" | "self" | "super" => 0,
            _ => 1,
        };
        Self {
            rank,
            name: name.to_owned(),
        }
    }
}

impl Ord for SortSegment {
    fn cmp(&self, other: &Self) -> Ordering {
        let ranks = self.rank.cmp(&other.rank);
        ranks.then_with(|| order(&self.name, &other.name))
    }
}

impl PartialOrd for SortSegment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
