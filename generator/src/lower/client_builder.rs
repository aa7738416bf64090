//! What the client's builder takes from the document -> setters whose names differ from each other
//! and from the builder's own.
//!
//! The builder's own methods (`endpoint`, `timeout`, `build`, …) keep their names. Among the names
//! of the document, a client parameter goes first, then a security scheme, then a variable of the
//! server's address. The others add what they are: `timeout_parameter`, `region_variable`,
//! `token_scheme`.
//!
//! Only the first server has setters for its variables, because the client uses that one.

use super::naming::{BUILDER, Case, NameRequest, distinct, field_name};
use crate::ir::{Api, FieldName, RustName};

/// Settles the names of the builder's setters.
///
/// ```yaml
/// parameters: [{name: timeout, in: query, x-client-parameter: true}]   # .timeout_parameter(…)
/// securitySchemes: {token: {type: http, scheme: bearer}}               # .token(…)
/// ```
pub(super) fn settle(api: &mut Api) {
    let parameters = api.client_parameters.iter_mut();
    let parameters = parameters.map(|one| (&mut one.name, "parameter", 0));
    let schemes = api.schemes.iter_mut();
    let schemes = schemes.map(|one| (&mut one.name, "scheme", 1));
    let variables = api.servers.iter_mut().take(1);
    let variables = variables.flat_map(|server| &mut server.variables);
    let variables = variables.map(|one| (&mut one.name, "variable", 2));
    let setters: Vec<(&mut FieldName, &str, u8)> =
        parameters.chain(schemes).chain(variables).collect();
    let texts: Vec<String> = setters
        .iter()
        .map(|(name, ..)| name.as_str().replace("r#", ""))
        .collect();
    let requests: Vec<NameRequest<'_>> = setters
        .iter()
        .zip(&texts)
        .map(|((_, place, rank), text)| NameRequest {
            place,
            rank: *rank,
            ..NameRequest::text(text)
        })
        .collect();
    let names = distinct(Case::Field, &requests, BUILDER).identifiers;
    for ((name, ..), identifier) in setters.into_iter().zip(names) {
        *name = field_name(&identifier);
    }
}
