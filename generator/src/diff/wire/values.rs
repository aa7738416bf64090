//! Listed values: enumerations, constants, and `enum` for values of any type.

use std::collections::BTreeSet;

use super::text::{json_text, literal_text};
use super::view::{Head, SaidLimit, TypeView};
use crate::ir::{Api, Assertion, Constraint, Enumeration, TypeDef, Unlisted, Variant};

/// The values that a type lists.
#[derive(Debug, Clone)]
pub(super) struct ValueList<'a> {
    /// As JSON.
    pub(super) values: BTreeSet<String>,
    /// Whether other values are allowed as well.
    pub(super) open: bool,
    /// The enumeration, if it is a type.
    pub(super) named: Option<&'a TypeDef>,
}

impl<'a> ValueList<'a> {
    /// What a type lists where it is used; `None` if it lists nothing.
    pub(super) fn of(api: &'a Api, view: &TypeView<'a>) -> Option<Self> {
        let enumeration = match view.head {
            Head::Enumeration(def, data) => Some(Self::of_enumeration(api, def, data)),
            _ => None,
        };
        let lists = view.own.iter().filter_map(Self::of_limit);
        enumeration.into_iter().chain(lists).reduce(Self::both)
    }

    /// The only value of a constant.
    pub(super) fn single(value: String) -> Self {
        Self {
            values: BTreeSet::from([value]),
            open: false,
            named: None,
        }
    }

    fn of_enumeration(api: &'a Api, def: &'a TypeDef, data: &'a Enumeration) -> Self {
        let Enumeration {
            variants,
            base: _, // compared as a scalar
            unlisted,
        } = data;
        let values = variants.iter().map(|variant| {
            let Variant {
                name: _,
                value,
                docs: _,
            } = variant;
            literal_text(api, value)
        });
        Self {
            values: values.collect(),
            open: match unlisted {
                Unlisted::Kept(_) => false,
                Unlisted::Allowed(_) => true,
            },
            named: Some(def),
        }
    }

    fn of_limit(one: &SaidLimit<'a>) -> Option<Self> {
        let Constraint::Assertion(Assertion::OneOf(values)) = one.limit else {
            return None;
        };
        Some(Self {
            values: values.iter().map(|one| json_text(one)).collect(),
            open: false,
            named: one.said_by,
        })
    }

    /// What both lists allow.
    fn both(self, other: Self) -> Self {
        let values = match (self.open, other.open) {
            (true, false) => other.values,
            (false, true) => self.values,
            _ => self.values.intersection(&other.values).cloned().collect(),
        };
        Self {
            values,
            open: self.open && other.open,
            named: self.named.or(other.named),
        }
    }

    /// The value, if there is only one.
    pub(super) fn only(&self) -> Option<&String> {
        match self.open || self.values.len() > 1 {
            true => None,
            false => self.values.first(),
        }
    }

    /// The values in one line, the first of them if there are many.
    pub(super) fn text(&self) -> String {
        const SHOWN: usize = 8;
        let shown: Vec<&str> = self.values.iter().take(SHOWN).map(String::as_str).collect();
        match self.values.len() > SHOWN {
            true => format!("{}, …", shown.join(", ")),
            false => shown.join(", "),
        }
    }
}
