//! An API without limits: its client writes what the client of the API rejects.

use crate::ir::{
    Api, Constraints, Extra, Location, Operation, Presence, Struct, TypeKind, Union, Unlisted,
};

/// The API without limits: nothing is required, and enumerations have any values.
pub(super) fn without_limits(api: &Api) -> Api {
    let mut api = api.clone();
    for def in &mut api.types {
        def.limits.clear();
        match &mut def.kind {
            TypeKind::Struct(data) => of_struct(data),
            TypeKind::Union(data) => of_union(data),
            TypeKind::Alias(_, limits) => *limits = Constraints::default(),
            TypeKind::Enumeration(data) => {
                data.unlisted = Unlisted::Allowed(data.unlisted.variant().clone());
            }
            TypeKind::Foreign(_) => {}
        }
    }
    for operation in &mut api.operations {
        of_operation(operation);
    }
    api
}

fn of_struct(data: &mut Struct) {
    for field in &mut data.fields {
        field.constraints = Constraints::default();
        field.presence = Presence::Optional;
    }
    if let Extra::Kept(_, _, limits) = &mut data.extra {
        *limits = Constraints::default();
    }
    data.rules.clear();
}

fn of_union(data: &mut Union) {
    for one in &mut data.alternatives {
        one.constraints = Constraints::default();
    }
}

fn of_operation(operation: &mut Operation) {
    for parameter in &mut operation.parameters {
        parameter.constraints = Constraints::default();
        parameter.from_client = false;
        if parameter.location != Location::Path {
            parameter.presence = Presence::Optional;
        }
    }
    operation.rules.clear();
    for payload in operation
        .body
        .iter_mut()
        .flat_map(|body| body.payloads_mut())
    {
        payload.constraints = Constraints::default();
    }
}
