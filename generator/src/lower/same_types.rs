//! Alternatives of one Rust type -> one alternative, whose limits say which values they accept.
//!
//! ```yaml
//! oneOf: [{type: string, maxLength: 3}, {type: string, minLength: 8}]
//! # a `String`, with a check that exactly one of the two holds
//! ```
//!
//! If each of them has a name in the document, they stay apart, and their limits choose: an address
//! is a `V4` or a `V6`, although both are strings.

use foldhash::HashMap;
use serde_json::Value;

use super::context::Lowering;
use super::model::UnionMember;
use crate::diagnostic::Pointer;
use crate::ir::{Assertion, Constraint, Constraints, Matches, Subschema, Type, TypeId};

impl Lowering<'_, '_> {
    /// Drops alternatives of `anyOf` that repeat another one, which has the same name then: they
    /// accept nothing that the first does not.
    pub(super) fn drop_repeated(&self, alternatives: &mut Vec<(&Pointer, String)>) {
        let mut known: HashMap<String, Vec<&Value>> = HashMap::default();
        alternatives.retain(|(at, word)| {
            let Some(schema) = self.value(at) else {
                return true;
            };
            let alike = known.entry(word.clone()).or_default();
            let is_new = !alike.contains(&schema);
            alike.push(schema);
            is_new
        });
    }
}

/// Joins the alternatives of one type that nothing but limits tells apart. Returns also whether one
/// of them accepts all that another does, which leaves `oneOf` no values of the other.
pub(super) fn join(members: Vec<UnionMember>, matches: Matches) -> (Vec<UnionMember>, bool) {
    let mut groups: Vec<Vec<UnionMember>> = Vec::new();
    // A union may have very many alternatives, so only those with the same named type are compared.
    let mut of_type: HashMap<Option<TypeId>, Vec<usize>> = HashMap::default();
    for member in members {
        let alike = of_type.entry(member.usage.ty.named()).or_default();
        let same = |known: &&usize| {
            let group = groups.get(**known);
            group.and_then(|group| group.first()).is_some_and(|first| {
                let is_equal = first.usage == member.usage;
                let is_named = first.is_named && member.is_named;
                let same_type = first.usage.ty == member.usage.ty && first.tags == member.tags;
                same_type && (is_equal || !is_named)
            })
        };
        let found = alike.iter().find(same).copied();
        match found.and_then(|index| groups.get_mut(index)) {
            Some(group) => group.push(member),
            None => {
                alike.push(groups.len());
                groups.push(vec![member]);
            }
        }
    }
    let mut contains = false;
    let joined = groups.into_iter().filter_map(|group| {
        let limits: Vec<Constraints> = distinct(&group);
        contains |= group.len() > 1 && (limits.len() < group.len() || has_free(&limits));
        let mut first = group.into_iter().next()?;
        if limits.len() > 1 {
            first.usage.constraints = either(&first.usage.ty, &limits, matches);
        }
        Some(first)
    });
    (joined.collect(), contains)
}

/// The limits of alternatives, each once.
fn distinct(group: &[UnionMember]) -> Vec<Constraints> {
    let mut limits: Vec<Constraints> = Vec::new();
    for member in group {
        if !limits.contains(&member.usage.constraints) {
            limits.push(member.usage.constraints.clone());
        }
    }
    limits
}

/// Whether one alternative has no limits.
fn has_free(limits: &[Constraints]) -> bool {
    limits.iter().any(Constraints::is_empty)
}

/// The limits of a value that matches one of several alternatives of a type.
fn either(ty: &Type, limits: &[Constraints], matches: Matches) -> Constraints {
    if has_free(limits) {
        return Constraints::default();
    }
    let rules = limits.iter().map(|limits| rule(ty, limits)).collect();
    let assertion = match matches {
        Matches::One => Assertion::ExactlyOne(rules),
        Matches::Any => Assertion::AnyOf(rules),
    };
    Constraints {
        own: vec![Constraint::Assertion(assertion)],
        items: None,
    }
}

/// Limits as a rule, with those of the items of a list or the values of a map.
fn rule(ty: &Type, limits: &Constraints) -> Subschema {
    let mut rule = limits.own.clone();
    let (inner, is_list) = match ty {
        Type::List(inner) => (inner, true),
        Type::Map(inner) => (inner, false),
        Type::Nullable(inner) | Type::Boxed(inner) => return self::rule(inner, limits),
        Type::Scalar(_) | Type::Named(_) => return rule,
    };
    if let Some(items) = &limits.items {
        let items = self::rule(inner, items);
        let items = match is_list {
            true => Assertion::ItemsFrom(0, items),
            false => Assertion::Others(Vec::new(), Vec::new(), items),
        };
        rule.push(Constraint::Assertion(items));
    }
    rule
}
