//! The arguments with which a waiter polls: each parameter of the polled operation, and the source
//! of its value.
//!
//! ```yaml
//! /{project}/tasks:
//!   post: {operationId: startTask, x-waiter: {operation: getTask, parameters: {id: $response.body#/id}}}
//! /{project}/tasks/{id}:
//!   get: {operationId: getTask}
//! # project: from the request that started the task; id: from its response
//! ```

use crate::ir::{FieldName, Operation, Parameter, Pointed, PollArgument, Presence};

/// The arguments of the polled operation, in the order of its parameters; `given` has those that
/// the document names.
pub(super) fn poll_arguments(
    starter: &Operation,
    polled: &Operation,
    given: Vec<(FieldName, Pointed)>,
) -> Vec<(FieldName, PollArgument)> {
    let mut given = given;
    let arguments = polled.parameters.iter().map(|parameter| {
        let found = given.iter().position(|(name, _)| *name == parameter.name);
        let argument = match found {
            Some(index) => PollArgument::FromResponse(given.swap_remove(index).1),
            None if is_shared(starter, parameter) => PollArgument::FromRequest,
            None => PollArgument::Absent,
        };
        (parameter.name.clone(), argument)
    });
    arguments.collect()
}

/// Whether the request that starts a task has the value of a parameter: an argument of the same
/// name and type. An optional argument may be absent, and an optional parameter is left out: the
/// two operations may mean different things by it.
fn is_shared(starter: &Operation, parameter: &Parameter) -> bool {
    let needed = parameter.from_client || parameter.presence == Presence::Required;
    let mut own = starter.parameters.iter();
    let same = own.find(|own| own.name == parameter.name && own.ty == parameter.ty);
    needed
        && same.is_some_and(|own| {
            own.from_client == parameter.from_client
                && (own.from_client || own.presence == Presence::Required)
        })
}
