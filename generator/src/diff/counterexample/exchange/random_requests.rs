//! Requests that the client of an API sends.

use bindwright_runtime::Value;
use bindwright_runtime::codegen::SchemeKind;
use fastrand::Rng;

use super::super::interpret::{
    BodyDraft, BodyKind, InterpretedApi, OperationPlan, RequestDraft, receive, write_request,
};
use super::super::sample::{OptionalMembers, RandomValues, values};
use super::{PARTS, slots};
use crate::ir::{Credential, FormPart, Location, Parameter, Presence};

/// How often another request is drawn in place of one that cannot be sent.
const TRIES: usize = 4;
/// How deep the parts of one value at a time are varied.
const DEPTH: usize = 2;

/// Up to so many requests, the smallest and the fullest first.
pub(super) fn requests(
    api: &'static InterpretedApi,
    operation: usize,
    count: usize,
    rng: &mut Rng,
) -> Vec<RequestDraft> {
    let Some(plan) = api.operation(operation) else {
        return Vec::new();
    };
    let mut found: Vec<RequestDraft> = Vec::new();
    let mut add = |draft: Option<RequestDraft>| {
        let new = draft.map(|draft| with_text(api, plan, draft));
        let new = new.filter(|draft| !found.contains(draft) && is_sent(api, operation, draft));
        found.extend(new);
        found.len()
    };
    let base = base(api, plan);
    add(base.clone());
    add(random(api, plan, OptionalMembers::All, rng));
    if let Some(base) = &base {
        let mut varied = varied(api, plan, base);
        rng.shuffle(&mut varied);
        for draft in varied {
            if add(Some(draft)) > count / 2 {
                break;
            }
        }
    }
    for _ in 0..count * TRIES {
        if add(random(api, plan, OptionalMembers::Some, rng)) >= count {
            break;
        }
    }
    found
}

/// Whether the client sends a request, and a server finds the operation for it.
pub(super) fn is_sent(
    api: &'static InterpretedApi,
    operation: usize,
    draft: &RequestDraft,
) -> bool {
    let Some(plan) = api.operation(operation) else {
        return false;
    };
    let mut parameters = plan.parameters.iter().zip(&draft.parameters);
    if parameters.any(|(one, value)| is_needed(one.parameter) && value.is_none()) {
        return false;
    }
    let mut given = draft.parameters.iter().enumerate();
    if given.any(|(index, value)| {
        let only = slots::only_text(plan, index).zip(value.as_ref());
        only.is_some_and(|(text, value)| value.as_str() != Some(text))
    }) {
        return false;
    }
    if !may_be_signed(api, plan, draft) {
        return false;
    }
    let kind = draft
        .body
        .as_ref()
        .and_then(|body| plan.bodies.get(body.index));
    if has_a_choice(api, plan, draft) {
        return false;
    }
    let has_files = kind.is_some_and(|body| matches!(body.kind, BodyKind::Files));
    if has_files {
        // Forms with files are written by the program only: here, the rest is tried.
        let rest = RequestDraft {
            body: None,
            ..draft.clone()
        };
        return is_form(api, plan, draft) && write_request(api, operation, &rest).is_some();
    }
    let is_required = plan.spec.body.is_some_and(|body| body.required);
    if is_required && draft.body.is_none() {
        return false;
    }
    let Some(request) = write_request(api, operation, draft) else {
        return false;
    };
    let role = plan.operation.role.interface();
    match receive(api, role, &request) {
        Ok(found) => found.operation == operation,
        // What the server says of a request that its client sends is for the proof to find.
        Err(rejected) => rejected.status == bindwright_runtime::http::StatusCode::BAD_REQUEST,
    }
}

/// Whether the body is a text that the type also has a string for.
fn has_a_choice(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    draft: &RequestDraft,
) -> bool {
    let Some(body) = &draft.body else {
        return false;
    };
    plan.bodies.get(body.index).is_some_and(|of| {
        let media = of.media.get(body.media).map(|media| media.kind());
        let pair = slots::body(api, of);
        pair.is_some_and(|pair| slots::has_a_choice(&pair, media, &body.value))
    })
}

/// The request with its body as the string that arrives, if the body is such a text.
fn with_text(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    mut draft: RequestDraft,
) -> RequestDraft {
    if has_a_choice(api, plan, &draft)
        && let Some(body) = &mut draft.body
    {
        body.value = Value::from(body.value.to_string());
    }
    draft
}

/// Whether the values that are also headers of a signature are text, as a signature needs it.
fn may_be_signed(api: &'static InterpretedApi, plan: &OperationPlan, draft: &RequestDraft) -> bool {
    let required = plan.operation.security.iter().flatten();
    let schemes = required.filter_map(|one| api.api.schemes.get(one.scheme));
    let headers = schemes.flat_map(|scheme| match &scheme.credential {
        Credential::Signature(signature) => signature.headers.as_slice(),
        _ => &[],
    });
    let names: Vec<&str> = headers.map(|header| header.parameter.as_str()).collect();
    let mut values = plan.parameters.iter().zip(&draft.parameters);
    values.all(|(one, value)| {
        let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        let is_text = text.chars().all(|c| c.is_ascii_graphic());
        is_text || !names.contains(&one.parameter.wire.as_str())
    })
}

/// Whether a form with files has all that it must have, and values of their types.
fn is_form(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    draft: &RequestDraft,
) -> bool {
    let body = draft.body.as_ref();
    let form = body.and_then(|body| plan.bodies.get(body.index)?.payload.form.as_ref());
    let Some((form, members)) = form.zip(body.and_then(|body| body.value.as_object())) else {
        return false;
    };
    let is_valid = |part: &'static FormPart| match members.get(&part.field.wire) {
        Some(value) => slots::may_be_part(api, part, value),
        None => part.field.presence != Presence::Required,
    };
    form.parts.iter().all(is_valid)
}

/// Whether a request always has a parameter.
pub(super) fn is_needed(parameter: &Parameter) -> bool {
    parameter.presence == Presence::Required
        || parameter.from_client
        || parameter.location == Location::Path
}

/// The smallest request.
pub(super) fn base(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
) -> Option<RequestDraft> {
    let mut parameters = Vec::new();
    for (index, one) in plan.parameters.iter().enumerate() {
        parameters.push(match is_needed(one.parameter) {
            true => Some(slots::smallest_parameter(api, plan, index)?),
            false => None,
        });
    }
    let is_required = plan.spec.body.is_some_and(|body| body.required);
    Some(RequestDraft {
        parameters,
        body: match is_required {
            true => Some(smallest_body(api, plan)?),
            false => None,
        },
        credentials: credentials(plan),
    })
}

fn smallest_body(api: &'static InterpretedApi, plan: &'static OperationPlan) -> Option<BodyDraft> {
    let mut rng = Rng::with_seed(0);
    let mut random = RandomValues {
        rng: &mut rng,
        members: OptionalMembers::Some,
        parts: 1,
    };
    slots::random_body(api, plan.bodies.first()?, (0, 0), &mut random)
}

/// The first alternative of `security` without a signature, which only a client can make.
fn credentials(plan: &'static OperationPlan) -> Option<usize> {
    let mut all = plan.spec.security.iter();
    all.position(|alternative| {
        let mut kinds = alternative.iter().map(|one| one.scheme().kind());
        !kinds.any(|kind| matches!(kind, SchemeKind::Signature { .. }))
    })
}

/// The smallest request with one value at a time at its limits.
fn varied(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    base: &RequestDraft,
) -> Vec<RequestDraft> {
    let mut drafts = Vec::new();
    for index in 0..plan.parameters.len() {
        let pair = slots::parameter(api, plan, index);
        let Some(pair) = pair.filter(|_| slots::only_text(plan, index).is_none()) else {
            continue;
        };
        for value in values(&pair, DEPTH) {
            let mut draft = base.clone();
            if let Some(place) = draft.parameters.get_mut(index) {
                *place = Some(value);
            }
            drafts.push(draft);
        }
    }
    for (index, body) in plan.bodies.iter().enumerate() {
        let (BodyKind::Value(_), Some(pair)) = (body.kind, slots::body(api, body)) else {
            continue;
        };
        for value in values(&pair, DEPTH) {
            drafts.push(RequestDraft {
                body: Some(BodyDraft {
                    index,
                    media: 0,
                    value,
                }),
                ..base.clone()
            });
        }
    }
    drafts
}

fn random(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    members: OptionalMembers,
    rng: &mut Rng,
) -> Option<RequestDraft> {
    let mut random = RandomValues {
        rng,
        members,
        parts: PARTS,
    };
    let mut parameters: Vec<Option<Value>> = Vec::new();
    for (index, one) in plan.parameters.iter().enumerate() {
        let is_there =
            is_needed(one.parameter) || members == OptionalMembers::All || random.rng.bool();
        parameters.push(match is_there {
            true => slots::random_parameter(api, plan, index, &mut random),
            false => None,
        });
    }
    let is_required = plan.spec.body.is_some_and(|body| body.required);
    let is_there = is_required || members == OptionalMembers::All || random.rng.bool();
    let mut body = None;
    if is_there && !plan.bodies.is_empty() {
        let index = random.rng.usize(..plan.bodies.len());
        let of = plan.bodies.get(index)?;
        let media = random.rng.usize(..of.media.len().max(1));
        body = Some(slots::random_body(api, of, (index, media), &mut random)?);
    }
    Some(RequestDraft {
        parameters,
        body,
        credentials: credentials(plan),
    })
}
