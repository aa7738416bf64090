//! Which optional features of the runtime the generated code needs.

use crate::ir::{
    Api, Body, Constraint, Constraints, Credential, DateTimes, ErrorOutcome, Extra, Kind,
    Operation, Outcome, Payload, Regex, Reply, Scalar, Scheme, Type,
};

/// The features, sorted.
pub(super) fn features(api: &Api) -> Vec<&'static str> {
    let scalars: Vec<Scalar> = types(api).into_iter().filter_map(scalar).collect();
    let mut features = Vec::new();
    let timed = scalars
        .iter()
        .any(|one| matches!(one, Scalar::DateTime | Scalar::Date));
    match api.date_times {
        DateTimes::Jiff if timed => features.push("jiff"),
        DateTimes::Chrono if timed => features.push("chrono"),
        DateTimes::Time if timed => features.push("time"),
        DateTimes::Jiff | DateTimes::Chrono | DateTimes::Time | DateTimes::String => {}
    }
    let whole = api.types.iter().flat_map(|def| &def.limits);
    let limits = constraints(api).into_iter().flat_map(own).chain(whole);
    let patterns: Vec<&Regex> = limits.flat_map(Constraint::patterns).collect();
    if patterns.iter().any(|one| matches!(one, Regex::Ascii(_))) {
        features.push("pattern");
    }
    let signed = |scheme: &Scheme| matches!(scheme.credential, Credential::SdkHmacSha256);
    if api.schemes.iter().any(signed) {
        features.push("signing");
    }
    if patterns.iter().any(|one| matches!(one, Regex::Unicode(_))) {
        features.push("unicode-pattern");
    }
    if scalars.contains(&Scalar::Uuid) {
        features.push("uuid");
    }
    features.sort_unstable();
    features
}

/// The scalar inside a type of any wrapping.
fn scalar(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Scalar(scalar) => Some(*scalar),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            scalar(inner)
        }
        Type::Named(_) => None,
    }
}

/// Every type that is written down somewhere.
fn types(api: &Api) -> Vec<&Type> {
    let mut types = Vec::new();
    for def in &api.types {
        match &def.kind {
            Kind::Struct(data) => {
                types.extend(data.fields.iter().map(|field| &field.ty));
                if let Extra::Kept(_, ty, _) = &data.extra {
                    types.push(ty);
                }
            }
            Kind::Union(data) => types.extend(data.alternatives.iter().map(|one| &one.ty)),
            Kind::Alias(ty, _) => types.push(ty),
            Kind::Enumeration(_) | Kind::Foreign(_) => {}
        }
    }
    for operation in &api.operations {
        types.extend(operation.parameters.iter().map(|one| &one.ty));
        types.extend(payloads(operation).map(|payload| &payload.ty));
        types.extend(
            success(&operation.success)
                .chain(failure(&operation.failure))
                .filter_map(|one| one.body.as_ref()),
        );
    }
    types
}

fn payloads(operation: &Operation) -> impl Iterator<Item = &Payload> {
    operation.body.iter().flat_map(Body::payloads)
}

fn success(outcome: &Outcome) -> Box<dyn Iterator<Item = &Reply> + '_> {
    match outcome {
        Outcome::Single(replies) => Box::new(replies.iter()),
        Outcome::Several(_, replies) => Box::new(replies.iter().map(|(_, reply)| reply)),
    }
}

fn failure(outcome: &ErrorOutcome) -> Box<dyn Iterator<Item = &Reply> + '_> {
    match outcome {
        ErrorOutcome::Undocumented => Box::new(std::iter::empty()),
        ErrorOutcome::Single(replies) => Box::new(replies.iter()),
        ErrorOutcome::Several(_, replies) => Box::new(replies.iter().map(|(_, reply)| reply)),
    }
}

fn constraints(api: &Api) -> Vec<&Constraints> {
    let mut constraints = Vec::new();
    for def in &api.types {
        match &def.kind {
            Kind::Struct(data) => {
                constraints.extend(data.fields.iter().map(|field| &field.constraints));
                if let Extra::Kept(_, _, limits) = &data.extra {
                    constraints.push(limits);
                }
            }
            Kind::Union(data) => {
                constraints.extend(data.alternatives.iter().map(|one| &one.constraints))
            }
            Kind::Alias(_, limits) => constraints.push(limits),
            Kind::Enumeration(_) | Kind::Foreign(_) => {}
        }
    }
    for operation in &api.operations {
        constraints.extend(operation.parameters.iter().map(|one| &one.constraints));
        constraints.extend(payloads(operation).map(|payload| &payload.constraints));
    }
    constraints
}

/// The limits of a value, and of what is inside of it.
fn own(limits: &Constraints) -> Vec<&Constraint> {
    let inner = limits.items.iter().flat_map(|items| own(items));
    limits.own.iter().chain(inner).collect()
}
