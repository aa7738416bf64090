//! Headers of responses of one status.

use std::collections::{HashMap, HashSet};

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
    let mut known = HashSet::new();
    let used = replies.iter().flat_map(|reply| &reply.headers);
    let new = used.filter(|used| known.insert(used.header));
    new.filter_map(|used| Some((api.headers.get(used.header)?, used)))
        .collect()
}

/// Headers by their names in lower case; the first of several.
fn by_name<'a>(all: &[Used<'a>]) -> HashMap<String, Used<'a>> {
    let mut named = HashMap::new();
    for used in all {
        let name = used.0.wire.to_ascii_lowercase();
        named.entry(name).or_insert(*used);
    }
    named
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
    let (old_named, new_named) = (by_name(&old), by_name(&new));
    let find = |named: &HashMap<String, Used<'a>>, wire: &str| {
        named.get(&wire.to_ascii_lowercase()).copied()
    };
    let place = |replies: &[&'a Reply]| replies.first().map(|one| one.origin.pointer.as_str());
    let (old_at, new_at) = (place(old_replies), place(new_replies));
    let gone = old
        .iter()
        .filter(|(field, _)| find(&new_named, &field.wire).is_none());
    for (field, _) in new.iter().chain(gone) {
        let wire = field.wire.as_str();
        let (before, after) = (find(&old_named, wire), find(&new_named, wire));
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
