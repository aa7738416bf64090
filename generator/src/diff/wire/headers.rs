//! Headers of responses of one status.

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::graph::WireStep;
use super::kinds::WireKind;
use super::operations::OperationPair;
use super::presence::{HEADER, compare_presence};
use super::styles::compare_codecs;
use super::text::type_text;
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{Api, HeaderField, HeaderUse, Reply, StatusPattern};

/// A header of some response of a status.
type Used<'a> = (&'a HeaderField, &'a HeaderUse);

/// The responses of a status.
type OfStatus<'a, 'r> = (StatusPattern, &'r [&'a Reply]);

/// The headers of the responses of a status, each once.
fn headers<'a>(api: &'a Api, replies: &[&'a Reply]) -> Vec<Used<'a>> {
    let mut all: Vec<Used<'a>> = Vec::new();
    for used in replies.iter().flat_map(|reply| &reply.headers) {
        let known = all.iter().any(|(_, one)| one.header == used.header);
        if let Some(field) = api.headers.get(used.header).filter(|_| !known) {
            all.push((field, used));
        }
    }
    all
}

/// Notes how headers differ. A reader ignores headers that it does not know: one that comes makes responses narrower, since it is
/// described now, and one that goes makes them wider.
pub(super) fn compare_headers<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    (_, old_replies): OfStatus<'a, '_>,
    (status, new_replies): OfStatus<'a, '_>,
) {
    let old = headers(walk.apis.old, old_replies);
    let new = headers(walk.apis.new, new_replies);
    let find = |all: &[Used<'a>], wire: &str| {
        let mut all = all.iter();
        all.find(|(field, _)| field.wire.eq_ignore_ascii_case(wire))
            .copied()
    };
    let place = |replies: &[&'a Reply]| replies.first().map(|one| one.origin.pointer.as_str());
    let (old_at, new_at) = (place(old_replies), place(new_replies));
    let gone = old
        .iter()
        .filter(|(field, _)| find(&new, &field.wire).is_none());
    for (field, _) in new.iter().chain(gone) {
        let wire = field.wire.as_str();
        let (before, after) = (find(&old, wire), find(&new, wire));
        let part = MessagePart::ReplyHeader(status, wire.to_owned());
        let at = walk.root(pair.indices, part, WireDirection::Response);
        let site = CompareSite {
            about: About::ReplyHeader(pair.new, status, wire),
            old: before.and(old_at),
            new: after.and(new_at),
        };
        match (before, after) {
            (Some(before), Some(after)) => {
                let HeaderUse {
                    header: _, // paired by its name
                    presence,
                    constraints,
                } = after.1;
                let HeaderField {
                    name: _,
                    wire: _,
                    codec,
                    ty,
                    docs: _,
                } = after.0;
                compare_presence(walk, at, site, HEADER, (&before.1.presence, presence));
                compare_codecs(walk, at, site, (&before.0.codec, &before.0.ty), (codec, ty));
                let one = TypeAt::new(&before.0.ty, &before.1.constraints);
                let two = TypeAt::new(ty, constraints);
                walk.push(at, WireStep::Same, site, one, two);
            }
            (Some(before), None) => {
                let values = BeforeAfter::gone(type_text(walk.apis.old, &before.0.ty));
                walk.record(at, site, WireKind::HeaderRemoved, Turn::WIDER, values);
            }
            (None, Some(after)) => {
                let values = BeforeAfter::come(type_text(walk.apis.new, &after.0.ty));
                walk.record(at, site, WireKind::HeaderAdded, Turn::NARROWER, values);
            }
            (None, None) => {}
        }
    }
}
