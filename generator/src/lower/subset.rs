//! Whether one alternative accepts everything that another accepts, as far as their types say.
//!
//! An object with more required properties is narrower, because objects may have properties that
//! their schema does not declare:
//!
//! ```yaml
//! Summary: {required: [id], properties: {id: {type: string}}}
//! Details: {required: [id, text], properties: {id: {type: string}, text: {type: string}}}
//! # Summary accepts what Details accepts
//! ```

use std::borrow::Cow;

use super::context::Lowering;
use crate::ir::{
    Alternative, Constraints, Enumeration, Extra, Literal, Scalar, Struct, Type, TypeDef, TypeKind,
    Unlisted,
};
use crate::pointer::MAX_HOPS;

/// How deep types are compared.
pub(super) const MAX_DEPTH: usize = 4;
/// How many types may be compared for one union. Beyond it, no alternative is known to accept another.
pub(super) const MAX_COMPARISONS: usize = 1_000_000;

impl Lowering<'_, '_> {
    /// Whether `wide` accepts all that `narrow` accepts.
    pub(super) fn contains(&self, wide: &Alternative, narrow: &Alternative, depth: usize) -> bool {
        let limits = self.effective_limits(&wide.ty, &wide.constraints);
        let same = || limits == self.effective_limits(&narrow.ty, &narrow.constraints);
        (limits.is_empty() || same()) && self.accepts(&wide.ty, &narrow.ty, depth)
    }

    /// Whether types of the union may still be compared.
    pub(super) fn may_compare(&self) -> bool {
        self.comparisons.get() > 0
    }

    /// The limits of a type where it is used, with those of the aliases on the way.
    pub(super) fn effective_limits<'a>(
        &self,
        ty: &Type,
        written: &'a Constraints,
    ) -> Cow<'a, Constraints> {
        let (mut limits, mut at) = (Cow::Borrowed(written), ty);
        for _ in 0..=MAX_HOPS {
            at = match at {
                Type::Nullable(inner) | Type::Boxed(inner) => inner,
                Type::Named(id) => match self.types.kind(*id) {
                    Some(TypeKind::Alias(inner, more)) => {
                        limits = Cow::Owned(limits.joined(more));
                        inner
                    }
                    _ => return limits,
                },
                Type::Scalar(_) | Type::List(_) | Type::Map(_) => return limits,
            };
        }
        limits
    }

    /// Whether a type accepts all values of another.
    pub(super) fn accepts(&self, wide: &Type, narrow: &Type, depth: usize) -> bool {
        let (wide, narrow) = (self.bare(wide), self.bare(narrow));
        let left = self.comparisons.get().checked_sub(1);
        self.comparisons.set(left.unwrap_or_default());
        let (Some(depth), Some(_)) = (depth.checked_sub(1), left) else {
            return wide == narrow;
        };
        match (wide, narrow) {
            _ if wide == narrow => true,
            (Type::Scalar(Scalar::Any), _) => true,
            (Type::Scalar(wide), Type::Scalar(narrow)) => scalar_accepts(*wide, *narrow),
            (Type::List(wide), Type::List(narrow)) | (Type::Map(wide), Type::Map(narrow)) => {
                self.accepts(wide, narrow, depth)
            }
            (wide, Type::Named(narrow)) => {
                let Some(narrow) = self.types.get(*narrow) else {
                    return false;
                };
                self.accepts_named(wide, narrow, depth)
            }
            (Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Named(_), _)
            | (Type::Nullable(_) | Type::Boxed(_), _) => false,
        }
    }

    /// Whether a type accepts all values of a named one.
    fn accepts_named(&self, wide: &Type, narrow: &TypeDef, depth: usize) -> bool {
        match (wide, &narrow.kind) {
            (Type::Scalar(wide), TypeKind::Enumeration(narrow)) => {
                scalar_accepts(*wide, narrow.base)
            }
            (Type::Map(values), TypeKind::Struct(_)) => {
                matches!(self.bare(values), Type::Scalar(Scalar::Any))
            }
            (Type::Named(id), kind) => match (self.types.get(*id), kind) {
                (Some(wide), TypeKind::Struct(narrow)) => match &wide.kind {
                    TypeKind::Struct(data) => {
                        wide.limits.is_empty() && self.object_accepts(data, narrow, depth)
                    }
                    _ => false,
                },
                (Some(wide), TypeKind::Enumeration(narrow)) => match &wide.kind {
                    TypeKind::Enumeration(wide) => values_accept(wide, narrow),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether an object accepts all values of another: it requires no more, and says the same about
    /// the properties that both declare.
    fn object_accepts(&self, wide: &Struct, narrow: &Struct, depth: usize) -> bool {
        if !matches!(wide.extra, Extra::Ignored) && wide.extra != narrow.extra {
            return false;
        }
        let field = |wire: &str| narrow.fields.iter().find(|field| field.wire == wire);
        let constant = |wire: &str| narrow.constants.iter().find(|one| one.wire == wire);
        let declares = |wire: &str| field(wire).is_some() || constant(wire).is_some();
        let closed = wide.extra == Extra::Closed;
        let mut names = narrow.fields.iter().map(|field| &field.wire);
        let unknown =
            closed && names.any(|name| !wide.fields.iter().any(|field| field.wire == *name));
        let constants = wide
            .constants
            .iter()
            .all(|one| constant(&one.wire).is_some_and(|other| other.value == one.value));
        let fields = wide.fields.iter().all(|one| {
            let required = one.presence == crate::ir::Presence::Required;
            match (field(&one.wire), constant(&one.wire)) {
                (Some(other), _) => {
                    let limits = self.effective_limits(&one.ty, &one.constraints);
                    let same = || limits == self.effective_limits(&other.ty, &other.constraints);
                    let always = other.presence == crate::ir::Presence::Required;
                    (always || !required)
                        && (limits.is_empty() || same())
                        && self.accepts(&one.ty, &other.ty, depth)
                }
                (None, Some(other)) => self.accepts_literal(&one.ty, &other.value),
                (None, None) => !required && !declares(&one.wire),
            }
        });
        !unknown && constants && fields
    }

    /// Whether a type accepts the value of a constant.
    fn accepts_literal(&self, ty: &Type, value: &Literal) -> bool {
        match self.bare(ty) {
            Type::Scalar(Scalar::Any) => true,
            Type::Scalar(Scalar::String) => matches!(value, Literal::String(_)),
            Type::Scalar(Scalar::Bool) => matches!(value, Literal::Bool(_)),
            Type::Scalar(Scalar::Integer(_)) => matches!(value, Literal::Integer(_)),
            Type::Named(id) => match self.types.kind(*id) {
                Some(TypeKind::Enumeration(data)) => {
                    is_open(data) || data.variants.iter().any(|one| one.value == *value)
                }
                _ => false,
            },
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {
                false
            }
        }
    }
}

/// Whether a scalar accepts all values of another: an integer is a number, a date is a string.
fn scalar_accepts(wide: Scalar, narrow: Scalar) -> bool {
    let is_number = |scalar| {
        matches!(
            scalar,
            Scalar::Integer(_) | Scalar::Float(_) | Scalar::Number
        )
    };
    match (wide, narrow) {
        (Scalar::Integer(wide), Scalar::Integer(narrow)) => {
            let (wide, narrow) = (wide.range(), narrow.range());
            wide.0 <= narrow.0 && wide.1 >= narrow.1
        }
        (Scalar::Float(_) | Scalar::Number, narrow) => is_number(narrow),
        (wide, narrow) if wide.is_string() => {
            !is_number(narrow) && !matches!(narrow, Scalar::Bool | Scalar::Null | Scalar::Any)
        }
        _ => wide == narrow,
    }
}

/// Whether an enumeration has all values of another.
fn values_accept(wide: &Enumeration, narrow: &Enumeration) -> bool {
    let has = |value: &Literal| wide.variants.iter().any(|one| one.value == *value);
    let mut values = narrow.variants.iter();
    wide.base == narrow.base
        && (is_open(wide) || !is_open(narrow) && values.all(|one| has(&one.value)))
}

fn is_open(data: &Enumeration) -> bool {
    matches!(data.unlisted, Unlisted::Allowed(_))
}
