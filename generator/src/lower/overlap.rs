//! Untagged unions with values that match two alternatives -> warnings, since decoding takes only
//! one of them.
//!
//! The document is valid, so this is a warning. An author who sees it usually wants a
//! `discriminator`, or another order of the alternatives.

use super::context::Lowering;
use crate::diagnostic::Code;
use crate::ir::{Alternative, Scalar, Tagging, Type, TypeKind};

impl Lowering<'_, '_> {
    /// Reports untagged unions of scalars of which one accepts values of another. Called when every
    /// type is built.
    ///
    /// `oneOf: [{type: string, format: date}, {type: string}]`: a date is always read as the first.
    pub(super) fn report_overlaps(&mut self) {
        for id in self.types.ids() {
            let union = self.types.kind(id).and_then(TypeKind::as_union);
            let union = union.filter(|union| union.tagging == Tagging::Untagged);
            let found = union.and_then(|union| self.overlapping(&union.alternatives));
            let Some((one, two)) = found else {
                continue;
            };
            let message = format!(
                "some values match both alternatives `{}` and `{}`",
                one.name, two.name
            );
            let at = self.types.place(id).cloned().unwrap_or_default();
            self.report(Code::OverlappingAlternatives, &at, message);
        }
    }

    /// The first two alternatives that share values.
    fn overlapping<'a>(
        &self,
        alternatives: &'a [Alternative],
    ) -> Option<(&'a Alternative, &'a Alternative)> {
        alternatives.iter().enumerate().find_map(|(index, later)| {
            let mut earlier = alternatives.iter().take(index);
            let found =
                earlier.find(|earlier| overlap(self.bare(&earlier.ty), self.bare(&later.ty)));
            found.map(|earlier| (earlier, later))
        })
    }
}

/// Whether two scalars share a JSON value. Two formats, such as a date and a UUID, never do.
fn overlap(one: &Type, two: &Type) -> bool {
    let (Type::Scalar(one), Type::Scalar(two)) = (one, two) else {
        return false;
    };
    let number = |scalar: &Scalar| {
        matches!(
            scalar,
            Scalar::Integer(_) | Scalar::Float(_) | Scalar::Number
        )
    };
    let plain_text = |scalar: &Scalar| {
        scalar.is_string() && *scalar != Scalar::Duration || *scalar == Scalar::Base64
    };
    let text = |scalar: &Scalar| {
        !number(scalar) && !matches!(scalar, Scalar::Bool | Scalar::Null | Scalar::Any)
    };
    number(one) && number(two) || text(one) && text(two) && (plain_text(one) || plain_text(two))
}
