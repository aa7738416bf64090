//! Untagged unions -> in which order their alternatives are tried, and how many may match.
//!
//! A value of `oneOf` matches exactly one alternative
//! (<https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3>), so a server rejects
//! a value that two of them accept. If one alternative accepts everything that another accepts,
//! `oneOf` would reject every value of the other, which nobody means. That is reported, and the list
//! is read as `anyOf`:
//!
//! ```yaml
//! oneOf: [{type: number}, {type: integer}]      # 5 is both
//! oneOf: [{$ref: Summary}, {$ref: Details}]     # Details has all that Summary requires
//! ```
//!
//! Narrower alternatives are tried first: `5` is an integer and `2026-05-01` a date, also if the
//! list begins with `number` or `string`.

use super::context::Lowering;
use super::subset::{MAX_COMPARISONS, MAX_DEPTH};
use crate::diagnostic::Code;
use crate::ir::{
    Alternative, Matches, Scalar, Tagging, Trial, Type, TypeId, TypeKind, Union, Unlisted,
};

impl Lowering<'_, '_> {
    /// Settles how the alternatives of untagged unions are tried. Called when every type is built.
    pub(super) fn settle_trials(&mut self) {
        for id in self.types.ids() {
            let Some((union, trial)) = self.untagged_union(id) else {
                continue;
            };
            self.comparisons.set(MAX_COMPARISONS);
            let order = self.order(union);
            let overlap = match trial.matches {
                Matches::One => self.contained(union),
                Matches::Any => None,
            };
            let message = overlap.map(|(wide, narrow)| {
                format!(
                    "what matches `{}` also matches `{}`, and `oneOf` would reject it: this is read \
                     as `anyOf`",
                    narrow.name, wide.name
                )
            });
            let matches = match message {
                Some(_) => Matches::Any,
                None => trial.matches,
            };
            if let Some(message) = message {
                let at = self.types.place(id).cloned().unwrap_or_default();
                self.report(Code::OverlappingAlternatives, &at, message);
            }
            if let Some(TypeKind::Union(union)) = self.types.get_mut(id).map(|def| &mut def.kind) {
                union.tagging = Tagging::Untagged(Trial { matches, order });
            }
        }
    }

    fn untagged_union(&self, id: TypeId) -> Option<(&Union, &Trial)> {
        let union = self.types.kind(id)?.as_union()?;
        match &union.tagging {
            Tagging::Untagged(trial) => Some((union, trial)),
            Tagging::Property(..) => None,
        }
    }

    /// The first two alternatives of which one accepts all that the other accepts: the wider one and
    /// the narrower one.
    fn contained<'a>(&self, union: &'a Union) -> Option<(&'a Alternative, &'a Alternative)> {
        let all = &union.alternatives;
        all.iter().enumerate().find_map(|(index, later)| {
            let mut earlier = all.iter().take(index).take_while(|_| self.may_compare());
            earlier.find_map(|earlier| {
                if self.contains(earlier, later, MAX_DEPTH) {
                    Some((earlier, later))
                } else {
                    self.contains(later, earlier, MAX_DEPTH)
                        .then_some((later, earlier))
                }
            })
        })
    }

    /// The alternatives by index, narrower ones first; empty if the order of the document will do.
    fn order(&self, union: &Union) -> Vec<usize> {
        let all = &union.alternatives;
        let breadths = all.iter().map(|one| {
            let is_limited = !self.effective_limits(&one.ty, &one.constraints).is_empty();
            self.breadth(&one.ty, MAX_DEPTH) * 2 - u8::from(is_limited)
        });
        let breadths: Vec<u8> = breadths.collect();
        let least = breadths.iter().min();
        let pairs = all.iter().zip(&breadths).enumerate();
        let mut broad = pairs
            .clone()
            .filter(|(_, (_, breadth))| Some(*breadth) > least);
        let hides = broad.any(|(index, (wide, breadth))| {
            let later = pairs.clone().skip(index + 1);
            let mut later = later.take_while(|_| self.may_compare());
            later.any(|(_, (narrow, other))| {
                breadth > other && self.accepts(&wide.ty, &narrow.ty, MAX_DEPTH)
            })
        });
        let mut order: Vec<usize> = (0..breadths.len()).filter(|_| hides).collect();
        order.sort_by_key(|index| breadths.get(*index));
        order
    }

    /// How much a type accepts of what others of its JSON type accept: 1 for exact types, 3 for any
    /// JSON.
    fn breadth(&self, ty: &Type, depth: usize) -> u8 {
        let Some(depth) = depth.checked_sub(1) else {
            return 1;
        };
        match self.bare(ty) {
            Type::Scalar(Scalar::Any) => 3,
            Type::Scalar(Scalar::Float(_) | Scalar::Number) => 2,
            Type::Scalar(scalar) if scalar.is_string() => 2,
            Type::Scalar(_) | Type::Nullable(_) | Type::Boxed(_) => 1,
            Type::List(inner) | Type::Map(inner) => self.breadth(inner, depth),
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Enumeration(data)) => match data.unlisted {
                    Unlisted::Allowed(_) => 2,
                    Unlisted::Kept(_) => 1,
                },
                _ => 1,
            },
        }
    }
}
