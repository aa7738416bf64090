//! Which optional features of the runtime the generated code needs.
//!
//! A crate for a document without dates does not compile a crate for dates. Each feature has one cause:
//!
//! | feature | if the document has |
//! | --- | --- |
//! | `jiff`, `chrono`, `time` | `format: date-time` or `date`, by `--date-time` |
//! | `uuid` | `format: uuid` |
//! | `pattern` | a `pattern` that needs ASCII only |
//! | `unicode-pattern` | a `pattern` that needs Unicode, which takes longer to build |
//! | `signing` | `x-signature` with the algorithm that is built in |

use crate::ir::{
    Api, Body, Constraint, Constraints, Credential, DateTimes, Extra, Operation, Regex,
    ResponseChecks, Scalar, Scheme, SignatureAlgorithm, Type, TypeDef, TypeKind,
};

/// The features, sorted.
pub(super) fn features(api: &Api) -> Vec<&'static str> {
    let scalars: Vec<Scalar> = types(api).filter_map(Type::scalar).collect();
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
    let signed = |scheme: &Scheme| match &scheme.credential {
        Credential::Signature(signature) => {
            signature.algorithm == SignatureAlgorithm::SdkHmacSha256
        }
        Credential::HeaderKey(_)
        | Credential::QueryKey(_)
        | Credential::CookieKey(_)
        | Credential::Basic
        | Credential::Bearer => false,
    };
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

/// Every type that the generated code mentions.
fn types(api: &Api) -> impl Iterator<Item = &Type> {
    let parts = api.types.iter().flat_map(TypeDef::parts);
    let carried = api.operations.iter().flat_map(Operation::types);
    let headers = api.headers.iter().map(|header| &header.ty);
    parts.chain(carried).chain(headers)
}

/// The limits of everything that can be checked: fields, alternatives, aliases, parameters, bodies and parts of forms.
fn constraints(api: &Api) -> Vec<&Constraints> {
    let mut constraints = Vec::new();
    for def in &api.types {
        match &def.kind {
            TypeKind::Struct(data) => {
                constraints.extend(data.fields.iter().map(|field| &field.constraints));
                if let Extra::Kept(_, _, limits) = &data.extra {
                    constraints.push(limits);
                }
            }
            TypeKind::Union(data) => {
                constraints.extend(data.alternatives.iter().map(|one| &one.constraints))
            }
            TypeKind::Alias(_, limits) => constraints.push(limits),
            TypeKind::Enumeration(_) | TypeKind::Foreign(_) => {}
        }
    }
    for operation in &api.operations {
        constraints.extend(operation.parameters.iter().map(|one| &one.constraints));
        for payload in operation.body.iter().flat_map(Body::payloads) {
            constraints.push(&payload.constraints);
            let parts = payload.form.iter().flat_map(|form| &form.parts);
            constraints.extend(parts.map(|part| &part.field.constraints));
        }
    }
    if api.response_checks == ResponseChecks::Present {
        for reply in api.operations.iter().flat_map(Operation::replies) {
            constraints.push(&reply.constraints);
            constraints.extend(reply.headers.iter().map(|one| &one.constraints));
        }
    }
    constraints
}

/// The constraints of a value and of its items.
fn own(limits: &Constraints) -> Vec<&Constraint> {
    let inner = limits.items.iter().flat_map(|items| own(items));
    limits.own.iter().chain(inner).collect()
}
