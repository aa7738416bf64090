//! Documented errors that a server writes itself and has no values for -> reports.
//!
//! ```text
//! 400: {required: [tenant], properties: {tenant: {type: string}}}
//! note: a server has no value for `tenant`, which 400 of `listPets` requires
//! ```

use std::collections::BTreeMap;

use super::context::Lowering;
use super::filling::{Unfit, missing, named};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    Api, BodyForm, ErrorOutcome, Filling, Operation, Presence, Reply, Scalar, StatusPattern, Type,
    TypeId, TypeKind,
};

/// The errors that cannot be filled of one response, which operations may share.
struct UnfilledResponse {
    at: Pointer,
    /// What has no value, as it is reported.
    what: String,
    /// `400 of listPets`
    first: String,
    others: usize,
}

/// What a server fills each schema of an error with, or why it cannot.
type Fillings = BTreeMap<TypeId, Result<Filling, Unfit>>;

impl Lowering<'_, '_> {
    /// Reports each documented response that a server writes itself, and cannot fill.
    pub(super) fn report_unfilled(&mut self, api: &Api, fillings: &Fillings) {
        let mut found: Vec<UnfilledResponse> = Vec::new();
        for operation in &api.operations {
            for status in own_statuses(operation) {
                let Some((reply, what)) = unfilled((api, fillings), operation, status) else {
                    continue;
                };
                let Some(at) = Pointer::parse(&reply.origin.pointer) else {
                    continue;
                };
                let same = |one: &&mut UnfilledResponse| one.at == at && one.what == what;
                match found.iter_mut().find(same) {
                    Some(one) => one.others += 1,
                    None => found.push(UnfilledResponse {
                        at,
                        what,
                        first: format!("{status} of `{}`", show(&operation.id)),
                        others: 0,
                    }),
                }
            }
        }
        for one in found {
            let others = match one.others {
                0 => String::new(),
                1 => ", and for 1 more response".to_owned(),
                others => format!(", and for {others} more responses"),
            };
            let message = format!(
                "a server has no value of its own for {} in {}{others}",
                one.what, one.first
            );
            self.report(Code::UnfilledError, &one.at, message);
        }
    }
}

/// The statuses that a server responds with itself.
fn own_statuses(operation: &Operation) -> impl Iterator<Item = u16> {
    let is_secured = operation.security.iter().any(|needed| !needed.is_empty());
    let has_body = operation.body.is_some();
    let of = |condition: bool, statuses: &'static [u16]| {
        statuses.iter().copied().filter(move |_| condition)
    };
    of(true, &[400, 500])
        .chain(of(is_secured, &[401, 403, 503]))
        .chain(of(has_body, &[408, 413, 415]))
}

/// The documented response of a status, and what in it has no value; `None` if it can be filled or is not there.
fn unfilled<'o>(
    (api, fillings): (&Api, &Fillings),
    operation: &'o Operation,
    status: u16,
) -> Option<(&'o Reply, String)> {
    if matches!(operation.failure, ErrorOutcome::Undocumented) {
        return None;
    }
    let with_body = operation
        .failure
        .replies()
        .filter(|reply| reply.body.is_some());
    let fitting = with_body.filter_map(|reply| Some((precedence(reply.status, status)?, reply)));
    let fitting: Vec<(u8, &Reply)> = fitting.collect();
    let best = fitting.iter().map(|(precedence, _)| *precedence).max()?;
    let mut first = None;
    for (_, reply) in fitting.into_iter().filter(|(one, _)| *one == best) {
        let what = match reason((api, fillings), reply, status) {
            Some(property) if property.is_empty() => Some("this body".to_owned()),
            Some(property) => Some(format!("`{}`", show(&property))),
            None => header(api, reply, status).map(|name| format!("the header `{}`", show(name))),
        };
        match what {
            None => return None,
            Some(what) => first = first.or(Some((reply, what))),
        }
    }
    first
}

fn precedence(pattern: StatusPattern, status: u16) -> Option<u8> {
    match pattern {
        StatusPattern::Exact(code) => (code == status).then_some(2),
        StatusPattern::Range(class) => (u16::from(class) == status / 100).then_some(1),
        StatusPattern::Default => Some(0),
    }
}

/// A required header that a server has no value for: it sends the ID of the request, challenges, and what belongs to every message.
fn header<'a>(api: &'a Api, reply: &Reply, status: u16) -> Option<&'a str> {
    const ALWAYS: [&str; 4] = ["content-length", "content-type", "date", "x-request-id"];
    let required = reply
        .headers
        .iter()
        .filter(|one| one.presence == Presence::Required);
    let mut names = required.filter_map(|one| Some(api.headers.get(one.header)?.wire.as_str()));
    names.find(|name| {
        let name = name.to_ascii_lowercase();
        let is_sent =
            ALWAYS.contains(&name.as_str()) || status == 401 && name == "www-authenticate";
        !is_sent
    })
}

/// Why a server cannot write a response with this status; `None` if it can.
fn reason((api, fillings): (&Api, &Fillings), reply: &Reply, status: u16) -> Option<String> {
    let body = reply.body.as_ref()?;
    let whole = Some(String::new());
    if reply.form() != Some(BodyForm::Value) {
        return whole;
    }
    if !reply.constraints.is_empty() && named(api, body).is_none() {
        return whole;
    }
    match api.resolved(body) {
        Type::Scalar(scalar) => match scalar.is_string() || *scalar == Scalar::Any {
            true => None,
            false => whole,
        },
        Type::Map(values) => match api.resolved(values) {
            Type::Scalar(Scalar::Any | Scalar::String) => None,
            _ => whole,
        },
        other => {
            let id = named(api, other)?;
            if matches!(api.get(id)?.kind, TypeKind::Foreign(_)) {
                return None; // the type decides
            }
            match fillings.get(&id)? {
                Ok(filling) => missing(&filling.rows, status).map(str::to_owned),
                Err(property) => Some(property.clone()),
            }
        }
    }
}
