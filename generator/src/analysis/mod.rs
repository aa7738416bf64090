//! [`Api`] -> what follows from it for all modules of the output, computed once before anything is
//! emitted.
//!
//! `lower` decides what each type and each operation is. This stage looks at all of them together:
//! which types clients send or receive, which have anything to check, which are error bodies, and
//! what each trait needs. `emit` runs on several threads and only reads the result.

mod behind;
mod checks;
mod delimiters;
mod direction;
mod errors;
mod example;
mod interface;
mod path_segments;
mod shared_failures;
mod siblings;

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::ir::{Api, ResponseChecks, RustName, Type, TypeId};

pub use checks::CheckedTypes;
pub use delimiters::PathDelimiters;
pub use direction::{Direction, Directions};
pub use example::{Constructor, Example, Sample, example};
pub use interface::{InterfaceNeeds, Interfaces};
pub use shared_failures::SharedFailures;
pub use siblings::PathSiblings;

/// Facts about a whole API.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis<'a> {
    /// The API.
    pub api: &'a Api,
    /// The names of all types. Generated code writes `std::option::Option` if the document has a
    /// type `Option`.
    pub type_names: HashSet<&'a str>,
    /// Whether each type occurs in requests, in responses or in both.
    pub directions: Directions,
    /// The types with anything to check.
    pub checked: CheckedTypes,
    /// What clients escape in the values of paths.
    pub delimiters: PathDelimiters<'a>,
    /// The paths that come before that of an operation for some values.
    pub siblings: PathSiblings<'a>,
    /// The named types that operations fail with, each once, in the order of the operations.
    pub error_bodies: Vec<TypeId>,
    /// The first type with `x-error`: what a server returns for a request that it rejects before
    /// any handler runs.
    pub rejection: Option<TypeId>,
    /// The enums of errors that operations share.
    pub failures: SharedFailures<'a>,
    /// What each trait needs besides its methods.
    pub interfaces: Interfaces<'a>,
    /// The call that the front page shows; `None` if no operation can be shown.
    pub example: Option<Example<'a>>,
}

/// Analyzes an API.
#[must_use]
pub fn analyze(api: &Api) -> Analysis<'_> {
    let sent = direction::sent(api);
    Analysis {
        api,
        type_names: api.type_names().map(RustName::as_str).collect(),
        directions: Directions::of_types(api, &sent),
        checked: CheckedTypes::of_types(api, &sent, &checked_responses(api)),
        delimiters: PathDelimiters::of_api(api),
        siblings: PathSiblings::of_api(api),
        error_bodies: errors::error_bodies(api),
        rejection: errors::rejection(api),
        failures: SharedFailures::of_api(api),
        interfaces: Interfaces::of_api(api),
        example: example(api),
    }
}

/// The types inside responses, if clients can check them.
fn checked_responses(api: &Api) -> BTreeSet<usize> {
    match api.response_checks {
        ResponseChecks::Absent => BTreeSet::new(),
        ResponseChecks::Present => direction::received(api),
    }
}

/// The named types inside these types, directly or through others, as indices in [`Api::types`].
fn reached<'t>(api: &'t Api, types: impl IntoIterator<Item = &'t Type>) -> BTreeSet<usize> {
    let mut waiting: Vec<&Type> = types.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        if let Some(id) = ty.named()
            && reached.insert(id.0)
            && let Some(def) = api.get(id)
        {
            waiting.extend(def.parts());
        }
    }
    reached
}

#[allow(
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#[cfg(test)]
mod tests;
