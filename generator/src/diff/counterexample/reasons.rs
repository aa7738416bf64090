//! Why a change has no counterexample, where that follows from how clients and servers work.

use bindwright_runtime::codec::MAX_DEPTH;

use super::super::{Between, ChangeSubject, MessagePart};
use super::interpret::InterpretedApi;
use super::place::SearchPlace;
use super::readable::Readability;
use crate::ir::{Extra, Operation, Reply, StatusPattern, Type, TypeKind};

const READS_ALL: &str = "a client reads every such response: it does not check limits, keeps values that an enumeration does not \
                         list, and ignores properties that it does not know";
const ON_REQUEST: &str = "a program asks for each header, and that there is none is an answer";
const TOO_DEEP: &str = "neither side writes or reads a value that is nested so deep";
const IGNORED: &str = "a server ignores parameters and bodies that its document does not have";

/// The reason, if no message of this kind can be one at this place.
pub(super) fn reason(
    (from, to): (&'static InterpretedApi, &'static InterpretedApi),
    operations: (usize, Option<usize>),
    place: &SearchPlace,
    (subject, between): (&ChangeSubject, Between),
) -> Option<&'static str> {
    if place.levels > MAX_DEPTH {
        return Some(TOO_DEEP);
    }
    let sender = from.api.operations.get(operations.0)?;
    let receiver = to.api.operations.get(operations.1?)?;
    match (between, &place.part, subject) {
        (Between::OldClientNewServer, MessagePart::Whole, ChangeSubject::Body(_)) => {
            receiver.body.is_none().then_some(IGNORED)
        }
        (
            Between::OldClientNewServer,
            MessagePart::Whole,
            ChangeSubject::Parameter(_, location, name),
        ) => {
            let mut known = receiver.parameters.iter();
            let is_known = known.any(|one| one.location == *location && one.wire == *name);
            (!is_known && !takes_any_name(to, receiver)).then_some(IGNORED)
        }
        (Between::OldClientNewServer, ..) => None,
        (_, MessagePart::Whole, ChangeSubject::ReplyHeader(..)) => Some(ON_REQUEST),
        (_, MessagePart::Reply(status, media), _) => {
            let sent = body(sender, *status, media)?;
            let read = body(receiver, *status, media)?;
            let is_old = between == Between::OldServerNewClient;
            let mut types = Readability::new(from, to);
            types
                .at((sent, read), &place.path, is_old)
                .then_some(READS_ALL)
        }
        _ => None,
    }
}

/// Whether some parameter is an object of any properties: it may take what no other parameter does.
fn takes_any_name(api: &InterpretedApi, operation: &Operation) -> bool {
    operation
        .parameters
        .iter()
        .any(|one| match one.ty.innermost() {
            Type::Named(id) => match api.api.get(*id).map(|def| &def.kind) {
                Some(TypeKind::Struct(data)) => matches!(data.extra, Extra::Kept(..)),
                _ => true,
            },
            Type::Scalar(_) => matches!(one.ty, Type::Map(_)),
            _ => true,
        })
}

/// The type of the body of a response that has a media type; `None` if it is not a value at once, or if several have it.
fn body(
    operation: &'static Operation,
    status: StatusPattern,
    media: &str,
) -> Option<&'static Type> {
    let is_meant =
        |reply: &&Reply| reply.status == status && reply.media.iter().any(|one| one.name == media);
    let mut found = operation.replies().filter(is_meant);
    let (reply, None) = (found.next()?, found.next()) else {
        return None;
    };
    match reply.form()? {
        crate::ir::BodyForm::Value => reply.body.as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::sample;

    #[test]
    fn no_message_has_a_value_that_is_nested_too_deep() {
        let api = InterpretedApi::new(&sample::store());
        let subject = ChangeSubject::Document;
        let why = |levels| {
            let place = SearchPlace {
                old_operation: 0,
                new_operation: Some(0),
                part: MessagePart::Whole,
                path: Vec::new(),
                levels,
            };
            let about = (&subject, Between::OldClientNewServer);
            reason((api, api), (0, Some(0)), &place, about)
        };
        assert_eq!(why(MAX_DEPTH), None);
        assert_eq!(why(MAX_DEPTH + 1), Some(TOO_DEEP));
    }
}
