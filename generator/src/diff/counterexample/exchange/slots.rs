//! The values that a request is made of, and what may be drawn for each.

use bindwright_runtime::codegen::{MediaKind, Param, Requirement, SchemeKind};
use bindwright_runtime::{Map, Value};

use super::super::interpret::{BodyDraft, BodyKind, BodyPlan, InterpretedApi, OperationPlan};
use super::super::sample::{OptionalMembers, Pair, RandomValues, Site, Usage, smallest};
use crate::ir::{FormPart, Location, PartKind, Presence};

/// How deep parts of values are varied.
const DEPTH: usize = 4;

/// Texts for bodies of bytes, and for files.
pub(super) const BYTES: [&str; 4] = ["", "x", "line\r\nline\n", "\u{feff}é\u{0}--boundary\r\n"];

/// The place of a parameter.
pub(super) fn parameter(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    index: usize,
) -> Option<Pair> {
    let own = plan.parameters.get(index)?.parameter;
    Some(request(Site::new(api, &own.ty, &own.constraints)))
}

/// The place of a body that is a value, or of the items of one that is a stream of them.
pub(super) fn body(api: &'static InterpretedApi, plan: &'static BodyPlan) -> Option<Pair> {
    let ty = plan.kind.ty()?;
    Some(request(Site::new(api, ty, &plan.payload.constraints)))
}

/// Whether a body is a text that the type also has a string for: a text has no types, so `0` arrives as `"0"`.
pub(super) fn has_a_choice(pair: &Pair, media: Option<MediaKind>, body: &Value) -> bool {
    media == Some(MediaKind::Text)
        && body.as_str().is_none()
        && pair.may_send(&Value::from(body.to_string()))
}

/// A key or token that is no part of any name, since reports do not show it.
pub(super) const CREDENTIAL: &str = "7b1d0c5e9f";

/// Whether a parameter is also a key of `security`: where a request has no value for it, the client adds one, and the server rejects
/// values that it does not know.
pub(super) fn is_key(plan: &OperationPlan, index: usize) -> bool {
    let Some(param) = plan.spec.parameters.get(index) else {
        return false;
    };
    let mut all = plan.spec.security.iter().copied().flatten();
    all.any(|one| is_key_of(param, one))
}

/// Whether the client sends a parameter by itself, where a request has no value for it: a key of `security`, or its own name
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5>).
pub(super) fn is_added(plan: &OperationPlan, index: usize) -> bool {
    is_header(plan, index, "user-agent") || is_key(plan, index)
}

/// Whether a parameter is the header with this name.
fn is_header(plan: &OperationPlan, index: usize, name: &str) -> bool {
    plan.parameters.get(index).is_some_and(|slot| {
        let parameter = slot.parameter;
        parameter.location == Location::Header && parameter.wire.eq_ignore_ascii_case(name)
    })
}

fn is_key_of(param: &Param, requirement: &Requirement) -> bool {
    match requirement.scheme().kind() {
        SchemeKind::Key { place, name } => {
            place == param.place() && name.eq_ignore_ascii_case(param.name())
        }
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::Signature { .. } => false,
    }
}

/// The only text that a parameter can have, if the other side does not take it for a text: that of a key, and of `Content-Encoding`,
/// since a body of a proof is not compressed (<https://www.rfc-editor.org/rfc/rfc9110#section-8.4>).
pub(super) fn only_text(plan: &OperationPlan, index: usize) -> Option<&'static str> {
    if is_key(plan, index) {
        return Some(CREDENTIAL);
    }
    is_header(plan, index, "content-encoding").then_some("identity")
}

/// The smallest value of a parameter, or the only one.
pub(super) fn smallest_parameter(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    index: usize,
) -> Option<Value> {
    let pair = parameter(api, plan, index)?;
    match only_text(plan, index) {
        Some(text) => Some(Value::from(text)).filter(|value| pair.may_send(value)),
        None => smallest(&pair),
    }
}

fn request(sender: Site) -> Pair {
    Pair {
        sender,
        receiver: None,
        usage: Usage::Request,
    }
}

/// A body in one of its media types.
pub(super) fn random_body(
    api: &'static InterpretedApi,
    plan: &'static BodyPlan,
    (index, media): (usize, usize),
    random: &mut RandomValues<'_>,
) -> Option<BodyDraft> {
    let value = match plan.kind {
        BodyKind::Empty => return None,
        BodyKind::Value(_) => random.value(&body(api, plan)?, DEPTH)?,
        BodyKind::Bytes => bytes(random),
        BodyKind::Items(_) => items(&body(api, plan)?, random)?,
        BodyKind::Files => form(api, plan, random)?,
    };
    Some(BodyDraft {
        index,
        media,
        value,
    })
}

/// A random parameter.
pub(super) fn random_parameter(
    api: &'static InterpretedApi,
    plan: &'static OperationPlan,
    index: usize,
    random: &mut RandomValues<'_>,
) -> Option<Value> {
    let pair = parameter(api, plan, index)?;
    match only_text(plan, index) {
        Some(_) => smallest_parameter(api, plan, index),
        None => random.value(&pair, DEPTH),
    }
}

/// Bytes, as a text.
pub(super) fn bytes(random: &mut RandomValues<'_>) -> Value {
    Value::from(random.rng.choice(BYTES).unwrap_or_default())
}

/// Some items of a stream.
pub(super) fn items(pair: &Pair, random: &mut RandomValues<'_>) -> Option<Value> {
    let count = random.rng.usize(..4);
    let items = (0..count).map(|_| random.value(pair, DEPTH));
    items.collect::<Option<Vec<Value>>>().map(Value::Array)
}

/// The parts of a form with files.
fn form(
    api: &'static InterpretedApi,
    plan: &'static BodyPlan,
    random: &mut RandomValues<'_>,
) -> Option<Value> {
    let mut members = Map::new();
    for part in &plan.payload.form.as_ref()?.parts {
        let is_needed = part.field.presence == Presence::Required;
        if is_needed || random.members == OptionalMembers::All || random.rng.bool() {
            let value = self::part(api, part, random)?;
            members.insert(part.field.wire.clone(), value);
        }
    }
    Some(Value::from_iter(members))
}

fn part(
    api: &'static InterpretedApi,
    part: &'static FormPart,
    random: &mut RandomValues<'_>,
) -> Option<Value> {
    match part.kind {
        PartKind::File => Some(bytes(random)),
        PartKind::Files => {
            let count = random.rng.usize(1..3);
            Some(Value::Array((0..count).map(|_| bytes(random)).collect()))
        }
        PartKind::Value => {
            let field = &part.field;
            let pair = request(Site::new(api, &field.ty, &field.constraints));
            random.value(&pair, DEPTH).or_else(|| smallest(&pair))
        }
    }
}

/// Whether a part of a form may have a value.
pub(super) fn may_be_part(
    api: &'static InterpretedApi,
    part: &'static FormPart,
    value: &Value,
) -> bool {
    match (part.kind, value) {
        (PartKind::File, Value::String(_)) => true,
        (PartKind::Files, Value::Array(items)) => {
            let is_text = |item: &Value| matches!(item, Value::String(_));
            !items.is_empty() && items.iter().all(is_text)
        }
        (PartKind::File | PartKind::Files, _) => false,
        (PartKind::Value, value) => {
            let field = &part.field;
            // A list with `null` has no form in parts.
            let has_gap = value
                .as_array()
                .is_some_and(|items| items.contains(&Value::Null));
            !has_gap && request(Site::new(api, &field.ty, &field.constraints)).may_send(value)
        }
    }
}
