//! Whether a value is one of a type.

use bindwright_runtime::check::{Check as _, Checker, Limit};
use bindwright_runtime::codec::{Policy, Reader};
use bindwright_runtime::{Value, Violations};

use super::super::api::InterpretedApi;
use super::super::limits::table;
use super::read::read;
use crate::ir::{Constraints, Type};

/// The limits of a place.
#[derive(Debug)]
pub(in crate::diff::counterexample) struct PlaceLimits {
    /// With those of aliases.
    pub(in crate::diff::counterexample) constraints: Constraints,
    table: &'static [Limit],
    is_checked_inside: bool,
}

impl InterpretedApi {
    /// The limits of a place, by what the document says of it.
    pub(in crate::diff::counterexample) fn place_limits(
        &'static self,
        ty: &'static Type,
        written: &'static Constraints,
    ) -> &'static PlaceLimits {
        let key = (
            std::ptr::from_ref(ty).addr(),
            std::ptr::from_ref(written).addr(),
        );
        self.once(key, || {
            let constraints = self.api.effective(ty, written);
            PlaceLimits {
                table: table(constraints.clone()),
                constraints,
                is_checked_inside: self.is_checked_inside(ty),
            }
        })
    }
}

/// Whether a value is one of a type; with limits, whether the document also lists all that is in it.
pub(in crate::diff::counterexample) fn accepts(
    api: &'static InterpretedApi,
    ty: &'static Type,
    (value, policy): (&Value, Policy),
    limits: Option<&PlaceLimits>,
) -> bool {
    let mut reader = Reader::tree(value, policy);
    let Ok(value) = read(api, ty, &mut reader) else {
        return false;
    };
    let Some(limits) = limits else {
        return true;
    };
    let mut violations = Violations::new();
    let mut checker = Checker::new(&mut violations);
    if !limits.table.is_empty() {
        checker.limits("", &value, limits.table);
    }
    if limits.is_checked_inside {
        value.check(&mut checker);
    }
    violations.is_empty() && value.is_documented()
}
