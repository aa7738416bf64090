//! Documents in memory, lowered, and changes as text.

use std::fmt::Write as _;
use std::path::Path;

use bindwright::Generator;
use bindwright::diff::{MessagePart, ValueStep, WireChange, WireEffect, WirePlace};
use bindwright::ir::{Api, StatusPattern};

use crate::folders::folder;

/// The API of the document in a file; what is not supported is left out.
pub(crate) fn lowered_file(path: &Path) -> Option<Api> {
    Generator::new(path).skip_unsupported().check().1
}

/// The API of a document; `None` if it has errors.
pub(crate) fn try_lowered(text: &str) -> Option<Api> {
    let folder = folder(&[("api.yaml", text)]);
    let path = folder.path().join("api.yaml");
    Generator::new(path).skip_unsupported().check().1
}

/// The API of a document.
pub(crate) fn lowered(text: &str) -> Api {
    let folder = folder(&[("api.yaml", text)]);
    let (diagnostics, api) = Generator::new(folder.path().join("api.yaml")).check();
    let reports: Vec<String> = diagnostics
        .iter()
        .map(|one| {
            let place = one.place().pointer.as_str();
            format!("{} {place}: {}", one.code().number(), one.message())
        })
        .collect();
    api.unwrap_or_else(|| panic!("{text}\n{}", reports.join("\n")))
}

/// A change in some lines.
pub(crate) fn text(change: &WireChange) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let effects: Vec<&str> = change.effects.iter().map(|one| effect(*one)).collect();
    let mut text = format!(
        "{}: {}\n  {:?}\n  {} -> {}\n  at {} -> {}\n",
        change.kind,
        if effects.is_empty() {
            "no effect".to_owned()
        } else {
            effects.join(", ")
        },
        change.subject,
        value(&change.before),
        value(&change.after),
        value(&change.old_pointer),
        value(&change.new_pointer),
    );
    for one in &change.places {
        _ = writeln!(text, "  seen in {}", place(one));
    }
    if change.places.len() < change.place_count {
        _ = writeln!(text, "  seen in {} places", change.place_count);
    }
    text
}

pub(crate) fn effect(effect: WireEffect) -> &'static str {
    match effect {
        WireEffect::RequestNarrower => "request narrower",
        WireEffect::RequestWider => "request wider",
        WireEffect::ResponseNarrower => "response narrower",
        WireEffect::ResponseWider => "response wider",
        WireEffect::Behaviour => "behaviour",
    }
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(first) => format!("{first}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn place(place: &WirePlace) -> String {
    let part = match &place.part {
        MessagePart::Parameter(location, name) => format!("{} {name}", location.name()),
        MessagePart::Body(media) => format!("body {media}"),
        MessagePart::Reply(pattern, media) => format!("{} {media}", status(*pattern)),
        MessagePart::ReplyHeader(pattern, name) => format!("{} header {name}", status(*pattern)),
        MessagePart::Whole => "whole".to_owned(),
    };
    let steps: Vec<String> = place
        .path
        .steps()
        .into_iter()
        .map(|step| match step {
            ValueStep::Property(name) => format!(".{name}"),
            ValueStep::Items => "[]".to_owned(),
            ValueStep::Entries => ".*".to_owned(),
            ValueStep::Alternative { old, new } => {
                let index = |index: &Option<usize>| {
                    index.map_or_else(|| "-".to_owned(), |index| index.to_string())
                };
                format!("({}:{})", index(old), index(new))
            }
        })
        .collect();
    let (old, new) = (place.old_operation, place.new_operation);
    let operation = match old == new {
        true => old.to_string(),
        false => format!("{old}:{new}"),
    };
    format!("operation {operation}, {part} {}", steps.join(""))
        .trim_end()
        .to_owned()
}
