//! Responses of a pair of operations: statuses, media types, bodies and headers.

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::graph::WireStep;
use super::headers::compare_headers;
use super::kinds::WireKind;
use super::media::{MediaPair, codec_text, pair_media};
use super::operations::OperationPair;
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{Media, Operation, Reply, StatusPattern};

/// All responses of one status; they differ in their media types.
#[derive(Debug, Clone)]
struct StatusReplies<'a> {
    status: StatusPattern,
    replies: Vec<&'a Reply>,
}

/// Notes how responses differ.
pub(super) fn compare_replies<'a>(walk: &mut WireWalk<'a>, pair: OperationPair<'a>) {
    let (old, new) = (by_status(pair.old), by_status(pair.new));
    for after in &new {
        let same = old.iter().find(|one| one.status == after.status);
        match same {
            Some(before) => compare(walk, pair, before, after),
            None => {
                let kind = (WireKind::ResponseAdded, Turn::WIDER);
                record_status(walk, pair, after, kind, covers(&old, after.status));
            }
        }
    }
    for before in &old {
        if !new.iter().any(|one| one.status == before.status) {
            let kind = (WireKind::ResponseRemoved, Turn::NARROWER);
            record_status(walk, pair, before, kind, covers(&new, before.status));
        }
    }
}

fn by_status(operation: &Operation) -> Vec<StatusReplies<'_>> {
    let mut all: Vec<StatusReplies<'_>> = Vec::new();
    for reply in operation.replies() {
        match all.iter_mut().find(|one| one.status == reply.status) {
            Some(known) => known.replies.push(reply),
            None => all.push(StatusReplies {
                status: reply.status,
                replies: vec![reply],
            }),
        }
    }
    all
}

/// Whether a range or `default` describes a status as well.
fn covers(all: &[StatusReplies<'_>], status: StatusPattern) -> bool {
    all.iter().any(|one| match (one.status, status) {
        (StatusPattern::Range(first), StatusPattern::Exact(status)) => {
            status / 100 == u16::from(first)
        }
        (StatusPattern::Default, _) => true,
        _ => false,
    })
}

fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(first) => format!("{first}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn record_status<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    changed: &StatusReplies<'a>,
    (kind, turn): (WireKind, Turn),
    is_covered: bool,
) {
    let Some(reply) = changed.replies.first() else {
        return;
    };
    let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Response);
    let about = About::Reply(pair.new, changed.status);
    let text = status_text(changed.status);
    let (site, values) = match kind {
        WireKind::ResponseAdded => (
            CompareSite::come(about, &reply.origin.pointer),
            BeforeAfter::come(text),
        ),
        _ => (
            CompareSite::gone(about, &reply.origin.pointer),
            BeforeAfter::gone(text),
        ),
    };
    // A status that `default` or a range described before may have had other responses.
    let turn = if is_covered { Turn::BOTH } else { turn };
    walk.record(whole, site, kind, turn, values);
}

/// Media types, each with its response.
fn carried<'a>(replies: &StatusReplies<'a>) -> Vec<(&'a Reply, &'a Media)> {
    let replies = replies.replies.iter();
    replies
        .flat_map(|reply| reply.media.iter().map(|media| (*reply, media)))
        .filter(|(reply, _)| reply.body.is_some())
        .collect()
}

fn compare<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    old: &StatusReplies<'a>,
    new: &StatusReplies<'a>,
) {
    let (Some(first), Some(second)) = (old.replies.first(), new.replies.first()) else {
        return;
    };
    let about = About::Reply(pair.new, new.status);
    let site = CompareSite::new(about, &first.origin.pointer, &second.origin.pointer);
    let (one, two) = (carried(old), carried(new));
    let names = |all: &[(&Reply, &Media)]| {
        let names: Vec<&str> = all.iter().map(|(_, media)| media.name.as_str()).collect();
        names.join(", ")
    };
    let body = match (one.is_empty(), two.is_empty()) {
        // A reader that expects no body ignores one.
        (true, false) => Some((WireKind::ResponseBodyAdded, Turn::NARROWER)),
        (false, true) => Some((WireKind::ResponseBodyRemoved, Turn::WIDER)),
        _ => None,
    };
    if let Some((kind, turn)) = body {
        let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Response);
        let values = match kind {
            WireKind::ResponseBodyAdded => BeforeAfter::come(names(&two)),
            _ => BeforeAfter::gone(names(&one)),
        };
        walk.record(whole, site, kind, turn, values);
    } else {
        compare_media(walk, pair, site, new.status, &one, &two);
    }
    compare_headers(
        walk,
        pair,
        (old.status, &old.replies),
        (new.status, &new.replies),
    );
}

fn compare_media<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    site: CompareSite<'a>,
    status: StatusPattern,
    old: &[(&'a Reply, &'a Media)],
    new: &[(&'a Reply, &'a Media)],
) {
    let media = |all: &[(&'a Reply, &'a Media)]| all.iter().map(|one| one.1).collect::<Vec<_>>();
    for matched in pair_media(&media(old), &media(new)) {
        let (kind, values) = match matched {
            MediaPair::Gone(index) => {
                let name = old.get(index).map(|(_, media)| media.name.clone());
                let kind = (WireKind::MediaTypeRemoved, Turn::NARROWER);
                (
                    kind,
                    BeforeAfter {
                        before: name,
                        after: None,
                    },
                )
            }
            MediaPair::Come(index) => {
                let name = new.get(index).map(|(_, media)| media.name.clone());
                let kind = (WireKind::MediaTypeAdded, Turn::WIDER);
                (
                    kind,
                    BeforeAfter {
                        before: None,
                        after: name,
                    },
                )
            }
            MediaPair::Both(before, after, renamed) => {
                let Some((before, after)) = old.get(before).zip(new.get(after)) else {
                    continue;
                };
                compare_body(walk, pair, site, status, *before, *after);
                let Some(kind) = renamed else {
                    continue;
                };
                (kind, BeforeAfter::both(&before.1.name, &after.1.name))
            }
        };
        let whole = walk.root(pair.indices, MessagePart::Whole, WireDirection::Response);
        walk.record(whole, site, kind.0, kind.1, values);
    }
}

fn compare_body<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    site: CompareSite<'a>,
    status: StatusPattern,
    (old, old_media): (&'a Reply, &'a Media),
    (new, new_media): (&'a Reply, &'a Media),
) {
    let Reply {
        status: _, // paired by it
        body,
        media: _, // paired by it
        constraints,
        headers: _, // for the status
        docs: _,
        origin: _,
    } = new;
    let Media {
        name,
        kind,
        encodings: _, // of requests
    } = new_media;
    let part = MessagePart::Reply(status, name.clone());
    let at = walk.root(pair.indices, part, WireDirection::Response);
    if old_media.kind != *kind {
        let values = BeforeAfter::both(codec_text(old_media.kind), codec_text(*kind));
        return walk.record(at, site, WireKind::CodecChanged, Turn::BOTH, values);
    }
    if let (Some(before), Some(after)) = (&old.body, body) {
        let before = TypeAt::new(before, &old.constraints);
        let after = TypeAt::new(after, constraints);
        walk.push(at, WireStep::Same, site, before, after);
    }
}
