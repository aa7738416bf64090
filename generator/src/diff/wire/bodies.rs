//! Request bodies of a pair of operations.

use super::about::{About, CompareSite};
use super::forms::{compare_encodings, compare_forms};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::media::{MediaPair, codec_text, pair_media};
use super::operations::OperationPair;
use super::parameters::came;
use super::presence::{BODY, compare_presence};
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{Body, Media, Payload};

/// A media type with what it carries.
type CarriedBy<'a> = (&'a Payload, &'a Media);

/// Notes how request bodies differ.
pub(super) fn compare_bodies<'a>(walk: &mut WireWalk<'a>, whole: NodeId, pair: OperationPair<'a>) {
    let about = About::Body(pair.new);
    let site = CompareSite::new(about, &pair.old.origin.pointer, &pair.new.origin.pointer);
    match (&pair.old.body, &pair.new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let site = CompareSite { old: None, ..site };
            let values = BeforeAfter::come(names(body));
            walk.record(
                whole,
                site,
                WireKind::BodyAdded,
                came(&body.presence),
                values,
            );
        }
        (Some(body), None) => {
            let site = CompareSite { new: None, ..site };
            let values = BeforeAfter::gone(names(body));
            let turn = came(&body.presence).reversed();
            walk.record(whole, site, WireKind::BodyRemoved, turn, values);
        }
        (Some(old), Some(new)) => compare(walk, whole, pair, site, old, new),
    }
}

fn names(body: &Body) -> String {
    let media = carried(body);
    let names: Vec<&str> = media.iter().map(|(_, one)| one.name.as_str()).collect();
    names.join(", ")
}

fn carried(body: &Body) -> Vec<CarriedBy<'_>> {
    let payloads = body.payloads();
    payloads
        .flat_map(|payload| payload.media.iter().map(move |media| (payload, media)))
        .collect()
}

fn compare<'a>(
    walk: &mut WireWalk<'a>,
    whole: NodeId,
    pair: OperationPair<'a>,
    site: CompareSite<'a>,
    old: &'a Body,
    new: &'a Body,
) {
    let Body {
        content: _, // by media type
        presence,
        docs: _,
    } = new;
    compare_presence(walk, whole, site, BODY, (&old.presence, presence));
    let (one, two) = (carried(old), carried(new));
    let first = |media: &[CarriedBy<'a>]| media.first().map(|(_, one)| one.name.clone());
    let (before, after) = (first(&one), first(&two));
    let media = |all: &[CarriedBy<'a>]| all.iter().map(|(_, one)| *one).collect::<Vec<_>>();
    for matched in pair_media(&media(&one), &media(&two)) {
        match matched {
            MediaPair::Gone(index) => {
                let name = one.get(index).map(|(_, media)| media.name.clone());
                let values = BeforeAfter::gone(name.unwrap_or_default());
                walk.record(
                    whole,
                    site,
                    WireKind::MediaTypeRemoved,
                    Turn::NARROWER,
                    values,
                );
            }
            MediaPair::Come(index) => {
                let name = two.get(index).map(|(_, media)| media.name.clone());
                let values = BeforeAfter::come(name.unwrap_or_default());
                walk.record(whole, site, WireKind::MediaTypeAdded, Turn::WIDER, values);
            }
            MediaPair::Both(before, after, renamed) => {
                let Some((before, after)) = one.get(before).zip(two.get(after)) else {
                    continue;
                };
                if let Some((kind, turn)) = renamed {
                    let values = BeforeAfter::both(&before.1.name, &after.1.name);
                    walk.record(whole, site, kind, turn, values);
                }
                compare_payloads(walk, pair, site, *before, *after);
            }
        }
    }
    // The client sends the first media type unless the caller chooses.
    let is_kept = |name: &Option<String>, among: &[CarriedBy<'a>]| {
        let mut names = among.iter().map(|(_, one)| Some(&one.name));
        names.any(|known| known == name.as_ref())
    };
    if before != after && is_kept(&before, &two) && is_kept(&after, &one) {
        let values = BeforeAfter { before, after };
        let kind = WireKind::DefaultMediaTypeChanged;
        walk.record(whole, site, kind, Turn::BEHAVIOUR, values);
    }
}

fn compare_payloads<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    site: CompareSite<'a>,
    (old, old_media): CarriedBy<'a>,
    (new, new_media): CarriedBy<'a>,
) {
    let Payload {
        ty,
        media: _, // by media type
        constraints,
        form,
    } = new;
    let Media {
        name,
        kind,
        encodings,
    } = new_media;
    let part = MessagePart::Body(name.clone());
    let at = walk.root(pair.indices, part, WireDirection::Request);
    if old_media.kind != *kind {
        let values = BeforeAfter::both(codec_text(old_media.kind), codec_text(*kind));
        return walk.record(at, site, WireKind::CodecChanged, Turn::BOTH, values);
    }
    compare_encodings(walk, at, site, &old_media.encodings, encodings);
    if let (Some(old), Some(new)) = (&old.form, form) {
        return compare_forms(walk, at, old, new);
    }
    let before = TypeAt::new(&old.ty, &old.constraints);
    let after = TypeAt::new(ty, constraints);
    walk.push(at, WireStep::Same, site, before, after);
}
