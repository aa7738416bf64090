//! The credentials that operations require -> one name for each set of alternatives.
//!
//! `security: [{AkSk: []}, {AuthToken: []}]` is the constant `KEY_PAIR_OR_TOKEN` if the schemes are
//! called `key_pair` and `token`. Schemes that are needed together are joined by `AND`, scopes
//! follow after `FOR`, and an empty alternative, which lets everybody call, is `NO_CREDENTIALS`
//! (<https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object>).
//!
//! | `security` | constant |
//! |---|---|
//! | `[{token: []}]` | `TOKEN_REQUIRED` |
//! | `[{token: []}, {key: []}]` | `TOKEN_OR_KEY` |
//! | `[{token: [read, write]}]` | `TOKEN_FOR_READ_WRITE` |
//! | `[{token: []}, {}]` | `TOKEN_OR_NO_CREDENTIALS` |

use super::naming::{Case, distinct_words, field_name};
use crate::ir::{Api, CredentialSet, Requirement, RustName};

/// The words for an alternative without requirements: anybody may call.
const NONE: &str = "no credentials";

/// Names every set of alternatives that some operation requires. Operations with the same
/// `security` share one constant.
pub(super) fn name_sets(api: &mut Api) {
    let mut sets: Vec<&Vec<Vec<Requirement>>> = Vec::new();
    for operation in &api.operations {
        if !operation.security.is_empty() && !sets.contains(&&operation.security) {
            sets.push(&operation.security);
        }
    }
    let texts: Vec<String> = sets.iter().map(|set| text(api, set)).collect();
    let schemes: Vec<&str> = api.schemes.iter().map(|one| one.name.as_str()).collect();
    let names = distinct_words(Case::Field, &texts, "credentials", &schemes);
    let named = sets.iter().zip(names).map(|(set, name)| CredentialSet {
        name: field_name(&name),
        alternatives: (*set).clone(),
    });
    api.credentials = named.collect();
}

/// The words that a set is named after: `key pair or token`.
fn text(api: &Api, set: &[Vec<Requirement>]) -> String {
    let alternatives: Vec<String> = set
        .iter()
        .map(|alternative| match alternative.as_slice() {
            [] => NONE.to_owned(),
            all => {
                let all: Vec<String> = all.iter().map(|one| requirement(api, one)).collect();
                all.join(" and ")
            }
        })
        .collect();
    match set {
        // The scheme itself is a constant of that name.
        [alternative] if matches!(alternative.as_slice(), [one] if one.scopes.is_empty()) => {
            format!("{} required", alternatives.join(""))
        }
        _ => alternatives.join(" or "),
    }
}

/// The words for one scheme: its name, and after `for` the scopes that it requires.
fn requirement(api: &Api, requirement: &Requirement) -> String {
    let scheme = api.schemes.get(requirement.scheme);
    let scheme = scheme.map_or("", |scheme| scheme.name.as_str().trim_start_matches("r#"));
    match requirement.scopes.as_slice() {
        [] => scheme.to_owned(),
        scopes => format!("{scheme} for {}", scopes.join(" ")),
    }
}
