//! What is behind aliases: found once for each alias, and not once for each use of it.

use crate::ir::{Api, TypeKind};

/// A fact about named types that also holds for the aliases of what it holds for, and of lists and maps of that.
///
/// ```text
/// type Tags = Vec<Tag>     type Tag = String, at most 64 characters     ──►   both have limits
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BehindAliases(Vec<bool>);

impl BehindAliases {
    /// The answer for each type. `holds` is asked once about each.
    pub(super) fn of(api: &Api, holds: impl Fn(usize) -> bool) -> Self {
        let mut known: Vec<Option<bool>> = vec![None; api.types.len()];
        for start in 0..known.len() {
            let mut way = Vec::new();
            let mut at = Some(start);
            let found = loop {
                let Some((index, answer)) = at.and_then(|at| Some((at, known.get_mut(at)?))) else {
                    break false;
                };
                if let Some(known) = answer {
                    break *known;
                }
                // An alias that contained itself would end here.
                *answer = Some(false);
                way.push(index);
                if holds(index) {
                    break true;
                }
                at = match api.types.get(index).map(|def| &def.kind) {
                    Some(TypeKind::Alias(behind, _)) => behind.named().map(|id| id.0),
                    _ => None,
                };
            };
            for index in way {
                if let Some(answer) = known.get_mut(index) {
                    *answer = Some(found);
                }
            }
        }
        Self(known.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// Whether it holds for the type with this index, or for what is behind it.
    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::ir::{Constraints, Type, TypeId, sample};

    #[test]
    fn each_alias_of_a_long_chain_is_asked_once() {
        let mut api = sample::store();
        let (first, last) = (api.types.len(), api.types.len() + 10_000);
        for index in first..last {
            let behind = Type::List(Box::new(Type::Named(TypeId(index + 1))));
            let mut alias = sample::record(&format!("Alias{index}"), Vec::new());
            alias.kind = TypeKind::Alias(behind, Constraints::default());
            api.types.push(alias);
        }
        api.types.push(sample::record("Last", Vec::new()));
        let asked = Cell::new(0);
        let behind = BehindAliases::of(&api, |index| {
            asked.set(asked.get() + 1);
            index == last
        });
        assert!((first..=last).all(|index| behind.has(index)));
        assert!(!(0..first).any(|index| behind.has(index)));
        assert_eq!(asked.get(), api.types.len());
    }
}
