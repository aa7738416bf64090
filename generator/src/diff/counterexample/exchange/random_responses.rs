//! Responses that a server of an API sends.

use bindwright_runtime::Value;
use bindwright_runtime::http::StatusCode;
use fastrand::Rng;

use super::super::interpret::{
    BodyKind, InterpretedApi, OperationPlan, ReplyPlan, ResponseDraft, best_reply_of, read_reply,
    write_response,
};
use super::super::sample::{OptionalMembers, Pair, RandomValues, Site, Usage, smallest, values};
use super::super::statuses::statuses;
use super::{PARTS, slots};
use crate::ir::{HeaderField, Presence};

/// How deep parts of values are varied.
const DEPTH: usize = 4;
/// How many bodies at limits are proposed for a response.
const VARIED: usize = 60;

/// A documented response with a status that it has.
struct ReplyChoice {
    is_success: bool,
    index: usize,
    status: StatusCode,
    plan: &'static ReplyPlan,
}

/// Up to so many responses, each documented one at least once.
pub(super) fn responses(
    api: &'static InterpretedApi,
    operation: usize,
    count: usize,
    rng: &mut Rng,
) -> Vec<ResponseDraft> {
    let Some(plan) = api.operation(operation) else {
        return Vec::new();
    };
    let choices = choices(plan);
    let mut found: Vec<ResponseDraft> = Vec::new();
    if plan.success.is_empty() && plan.failure.is_empty() {
        // Nothing is documented: a success without a body.
        return vec![ResponseDraft {
            is_success: true,
            status: StatusCode::OK,
            index: 0,
            body: None,
            headers: Vec::new(),
        }];
    }
    let each = count.div_ceil(choices.len().max(1)).max(2);
    for choice in &choices {
        let mut own: Vec<ResponseDraft> = Vec::new();
        let mut add = |draft: Option<ResponseDraft>| {
            let new = draft.map(|draft| with_text(api, choice.plan, draft));
            let new = new.filter(|one| !own.contains(one) && is_sent(api, operation, one));
            own.extend(new);
            own.len()
        };
        add(simple(api, choice));
        add(random(api, choice, OptionalMembers::All, rng));
        let mut varied = varied(api, choice);
        rng.shuffle(&mut varied);
        for draft in varied {
            if add(Some(draft)) > each / 2 {
                break;
            }
        }
        for _ in 0..each * 2 {
            if add(random(api, choice, OptionalMembers::Some, rng)) >= each {
                break;
            }
        }
        found.extend(own);
    }
    found
}

/// Whether a server sends a response, and the client knows it for what it is.
pub(super) fn is_sent(
    api: &'static InterpretedApi,
    operation: usize,
    draft: &ResponseDraft,
) -> bool {
    let Some(plan) = api.operation(operation) else {
        return false;
    };
    let replies = match draft.is_success {
        true => &plan.success,
        false => &plan.failure,
    };
    let reply = replies.get(draft.index);
    if reply.is_some_and(|reply| has_a_choice(api, reply, draft)) {
        return false;
    }
    let kind = reply.map(|one| one.kind);
    if matches!(kind, Some(BodyKind::Bytes | BodyKind::Items(_))) {
        // Streams are written by the program only: here, the rest is tried.
        let rest = ResponseDraft {
            body: None,
            ..draft.clone()
        };
        return draft.body.is_some() && write_response(api, operation, &rest).is_some();
    }
    let response = write_response(api, operation, draft);
    response.is_some_and(|response| read_reply(api, operation, &response, &[]).is_ok())
}

/// Whether the body is a text that the type also has a string for.
fn has_a_choice(
    api: &'static InterpretedApi,
    reply: &'static ReplyPlan,
    draft: &ResponseDraft,
) -> bool {
    let Some(((media, value), ty)) = draft.body.as_ref().zip(reply.kind.ty()) else {
        return false;
    };
    let media = reply.media.get(*media).map(|media| media.kind());
    let pair = response(Site::new(api, ty, &reply.reply.constraints));
    slots::has_a_choice(&pair, media, value)
}

/// The response with its body as the string that arrives, if the body is such a text.
fn with_text(
    api: &'static InterpretedApi,
    reply: &'static ReplyPlan,
    mut draft: ResponseDraft,
) -> ResponseDraft {
    if has_a_choice(api, reply, &draft)
        && let Some((_, value)) = &mut draft.body
    {
        *value = Value::from(value.to_string());
    }
    draft
}

/// Each documented response with a status. An interim response is none that a handler can return
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-15.2>).
fn choices(plan: &'static OperationPlan) -> Vec<ReplyChoice> {
    let mut found = Vec::new();
    for (is_success, plans) in [(true, &plan.success), (false, &plan.failure)] {
        for (index, one) in plans.iter().enumerate() {
            let all = statuses(one.reply.status, is_success).into_iter();
            let fitting = all.filter(|status| {
                !status.is_informational()
                    && best_reply_of(plan, *status) == Some((is_success, one.reply.status))
            });
            found.extend(fitting.take(1).map(|status| ReplyChoice {
                is_success,
                index,
                status,
                plan: one,
            }));
        }
    }
    found
}

fn pair(api: &'static InterpretedApi, choice: &ReplyChoice) -> Option<Pair> {
    let site = Site::new(api, choice.plan.kind.ty()?, &choice.plan.reply.constraints);
    Some(response(site))
}

fn response(sender: Site) -> Pair {
    Pair {
        sender,
        receiver: None,
        usage: Usage::Response,
    }
}

fn draft(
    choice: &ReplyChoice,
    value: Option<Value>,
    headers: Vec<(usize, Value)>,
) -> ResponseDraft {
    ResponseDraft {
        is_success: choice.is_success,
        status: choice.status,
        index: choice.index,
        body: value
            .filter(|_| !choice.plan.media.is_empty())
            .map(|value| (0, value)),
        headers,
    }
}

/// Whether a message has a form for the value of a header. The lines of `Set-Cookie` are written as they are, without any encoding.
fn may_be(header: &HeaderField, value: &Value) -> bool {
    let is_line = |text: &str| {
        let is_visible = text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        is_visible && text.trim() == text
    };
    let lines = match value {
        Value::Array(lines) => lines.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut texts = lines.iter().filter_map(Value::as_str);
    !header.wire.eq_ignore_ascii_case("set-cookie") || texts.all(is_line)
}

/// The response with the headers that it must have, and the smallest body.
fn simple(api: &'static InterpretedApi, choice: &ReplyChoice) -> Option<ResponseDraft> {
    let value = match choice.plan.kind {
        BodyKind::Empty => None,
        BodyKind::Value(_) => Some(smallest(&pair(api, choice)?)?),
        BodyKind::Bytes => Some(Value::from("x")),
        BodyKind::Items(_) => Some(Value::Array(Vec::new())),
        BodyKind::Files => return None,
    };
    let mut headers = Vec::new();
    for one in &choice.plan.reply.headers {
        if one.presence == Presence::Required {
            let header = api.api.headers.get(one.header)?;
            let site = Site::new(api, &header.ty, &one.constraints);
            let value = smallest(&response(site))?;
            headers.push((one.header, Some(value).filter(|one| may_be(header, one))?));
        }
    }
    Some(draft(choice, value, headers))
}

/// The simple response with one value at a time at its limits.
fn varied(api: &'static InterpretedApi, choice: &ReplyChoice) -> Vec<ResponseDraft> {
    let (Some(simple), BodyKind::Value(_), Some(pair)) =
        (simple(api, choice), choice.plan.kind, pair(api, choice))
    else {
        return Vec::new();
    };
    let values = values(&pair, 1).into_iter().take(VARIED);
    let drafts = values.map(|value| draft(choice, Some(value), simple.headers.clone()));
    drafts.collect()
}

fn random(
    api: &'static InterpretedApi,
    choice: &ReplyChoice,
    members: OptionalMembers,
    rng: &mut Rng,
) -> Option<ResponseDraft> {
    let mut random = RandomValues {
        rng,
        members,
        parts: PARTS,
    };
    let value = match choice.plan.kind {
        BodyKind::Empty => None,
        BodyKind::Value(_) => Some(random.value(&pair(api, choice)?, DEPTH)?),
        BodyKind::Bytes => Some(slots::bytes(&mut random)),
        BodyKind::Items(_) => Some(slots::items(&pair(api, choice)?, &mut random)?),
        BodyKind::Files => return None,
    };
    let mut headers = Vec::new();
    for one in &choice.plan.reply.headers {
        let is_there = one.presence == Presence::Required || random.rng.bool();
        let header = api.api.headers.get(one.header)?;
        let pair = response(Site::new(api, &header.ty, &one.constraints));
        if is_there
            && let Some(value) = random.value(&pair, 2)
            && may_be(header, &value)
        {
            headers.push((one.header, value));
        }
    }
    Some(draft(choice, value, headers))
}
