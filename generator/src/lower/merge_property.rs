//! Several descriptions of one property, from schemas that `allOf` merges -> one type.
//!
//! A value must satisfy all of them, so descriptions of different JSON types are rejected. If a
//! schema redefines a property of the one that it extends, as classes do, lenient reading takes the
//! last description. Otherwise the description that says most wins, the last one on a tie:
//! `{type: string}` and `{enum: [a, b]}` become the enumeration.

use super::context::Lowering;
use super::model::{Agreement, JsonType, TypeUse};
use crate::diagnostic::{Code, Pointer};
use crate::ir::{Constraint, Scalar, Type};
use crate::load::Repair;

impl Lowering<'_, '_> {
    /// The type of a property that is described at these places.
    ///
    /// ```yaml
    /// allOf:
    ///   - properties: {state: {type: string}}
    ///   - properties: {state: {enum: [on, off]}}    # this says more: an enumeration
    /// ```
    pub(super) fn merged_property(&mut self, places: &[Pointer]) -> TypeUse {
        if let (Agreement::Contradiction, Some(last)) =
            (self.report_conflict(places), places.last())
        {
            return self.usage(last);
        }
        let mut chosen: Option<TypeUse> = None;
        for at in places {
            let usage = self.usage(at);
            chosen = Some(match chosen {
                None => usage,
                Some(earlier) => self.more_specific(earlier, usage),
            });
        }
        chosen.unwrap_or_else(TypeUse::any)
    }

    /// Of two descriptions the one that says more; on a tie the later one. If the types are equal,
    /// the limits of both apply.
    fn more_specific(&self, earlier: TypeUse, later: TypeUse) -> TypeUse {
        if earlier.ty == later.ty {
            return both(earlier, later);
        }
        let (one, two) = (
            specificity(self.bare(&earlier.ty)),
            specificity(self.bare(&later.ty)),
        );
        if one > two { earlier } else { later }
    }

    /// Reports descriptions whose JSON types exclude each other, such as a string and an object.
    ///
    /// Within one component this is probably a mistake. Across components it is usually a class
    /// that redefines a property of its base, which lenient reading accepts.
    fn report_conflict(&mut self, places: &[Pointer]) -> Agreement {
        let mut agreement = Agreement::Sound;
        let mut known: Option<(JsonType, &Pointer)> = None;
        for at in places.iter().filter(|_| places.len() > 1) {
            let flat = self.end(at).and_then(|end| self.flat(&end));
            let Some(found) = flat.and_then(|view| view.json_type) else {
                continue;
            };
            match known {
                Some((earlier, first)) if !earlier.overlaps(found) => {
                    let repair = if root_segments(first).eq(root_segments(at)) {
                        Repair::Guess
                    } else {
                        Repair::Harmless
                    };
                    let first = self.document.place(first);
                    let message = format!(
                        "this is {}, and another merged schema says {}",
                        found.name(),
                        earlier.name()
                    );
                    agreement = Agreement::Contradiction;
                    if let Some(diagnostic) =
                        self.fault(repair, Code::ConflictingSchemas, at, message)
                    {
                        diagnostic.also(&first, "described differently here");
                    }
                }
                Some(_) => {}
                None => known = Some((found, at)),
            }
        }
        agreement
    }
}

/// The component or operation that a place is part of: its first three segments.
fn root_segments(at: &Pointer) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    at.segments().take(3)
}

/// One type with the limits of both descriptions, each limit once.
fn both(earlier: TypeUse, later: TypeUse) -> TypeUse {
    let mut both = earlier;
    let known = &both.constraints.own;
    let fresh: Vec<Constraint> = later
        .constraints
        .own
        .into_iter()
        .filter(|limit| !known.contains(limit))
        .collect();
    both.constraints.own.extend(fresh);
    both.constraints.items = both.constraints.items.or(later.constraints.items);
    both
}

/// How much a type says: 0 for any JSON, 1 for a plain string or a map, 2 for everything more
/// exact.
fn specificity(ty: &Type) -> u8 {
    match ty {
        Type::Scalar(Scalar::Any) => 0,
        Type::Scalar(Scalar::String) | Type::Map(_) => 1,
        Type::Scalar(_) | Type::List(_) | Type::Named(_) | Type::Nullable(_) | Type::Boxed(_) => 2,
    }
}
