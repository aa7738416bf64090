//! Media types of bodies: which is which, and ranges that contain others.

use super::kinds::WireKind;
use super::turn::Turn;
use crate::ir::{Media, MediaKind};

/// A media type by its index on the sides that have it.
#[derive(Debug, Clone, Copy)]
pub(super) enum MediaPair {
    /// It is gone.
    Gone(usize),
    /// It is new.
    Come(usize),
    /// Both sides have it, or one has a range that contains it.
    Both(usize, usize, Option<(WireKind, Turn)>),
}

/// Pairs media types by name, then ranges with what they contain.
pub(super) fn pair_media(old: &[&Media], new: &[&Media]) -> Vec<MediaPair> {
    let mut pairs = Vec::new();
    let mut gone: Vec<usize> = (0..old.len()).collect();
    let mut come = Vec::new();
    let name = |all: &[&Media], index: usize| {
        all.get(index)
            .map(|one| one.name.to_ascii_lowercase())
            .unwrap_or_default()
    };
    for index in 0..new.len() {
        let same = |before: &usize| name(old, *before) == name(new, index);
        match gone.iter().position(same) {
            Some(at) => pairs.push(MediaPair::Both(gone.remove(at), index, None)),
            None => come.push(index),
        }
    }
    for index in come {
        let after = name(new, index);
        let related = gone.iter().enumerate().find_map(|(at, before)| {
            let before = name(old, *before);
            let kind = match (contains(&after, &before), contains(&before, &after)) {
                (true, _) => (WireKind::MediaTypeWidened, Turn::WIDER),
                (false, true) => (WireKind::MediaTypeNarrowed, Turn::NARROWER),
                (false, false) => return None,
            };
            Some((at, kind))
        });
        match related {
            Some((at, kind)) => pairs.push(MediaPair::Both(gone.remove(at), index, Some(kind))),
            None => pairs.push(MediaPair::Come(index)),
        }
    }
    pairs.extend(gone.into_iter().map(MediaPair::Gone));
    pairs
}

/// Whether a range such as `application/*` contains a media type.
fn contains(range: &str, name: &str) -> bool {
    if range == "*/*" {
        return true;
    }
    let Some(start) = range.strip_suffix('*') else {
        return false;
    };
    start.ends_with('/') && name.starts_with(start)
}

/// How a body is read.
pub(super) fn codec_text(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Json => "JSON",
        MediaKind::Form => "a form",
        MediaKind::Multipart => "a form of parts",
        MediaKind::Text => "text",
        MediaKind::Binary => "bytes",
        MediaKind::EventStream => "events",
        MediaKind::JsonLines => "lines of JSON",
    }
}
