//! A place in the document -> the words that tell an inline type there apart from another of the
//! same name.
//!
//! | place | words |
//! |---|---|
//! | `/components/schemas/Pet/allOf/1/properties/owner` | `second part` |
//! | `/components/schemas/Pet/oneOf/2/properties/owner` | `Variant3` |

use std::borrow::Cow;

use crate::diagnostic::Pointer;

/// The words that tell an inline type apart from another of the same name: the members of `allOf`
/// that it is inside, which its name leaves out (`first part`), or `Inline`.
pub(in crate::lower) fn parts_words(at: &Pointer) -> String {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let segments: Vec<Cow<'_, str>> = at.segments().collect();
    let pairs = segments.iter().zip(segments.iter().skip(1));
    let members = pairs.filter(|(section, _)| *section == "allOf");
    let words: Vec<&str> = members
        .filter_map(|(_, index)| ORDINALS.get(index.parse::<usize>().ok()?).copied())
        .collect();
    match words.as_slice() {
        [] => "Inline".to_owned(),
        words => format!("{} part", words.join(" ")),
    }
}

/// The words that tell an inline type apart by the alternatives that it is inside:
/// `Variant2`, for the second of several with one title.
pub(in crate::lower) fn alternative_words(at: &Pointer) -> String {
    let segments: Vec<Cow<'_, str>> = at.segments().collect();
    let pairs = segments.iter().zip(segments.iter().skip(1));
    let members = pairs.filter(|(section, _)| ["oneOf", "anyOf"].contains(&section.as_ref()));
    let words: Vec<String> = members
        .filter_map(|(_, index)| Some(variant_word(index.parse().ok()?)))
        .collect();
    words.join(" ")
}

/// The word for an alternative without a name: its number, from 1.
fn variant_word(index: usize) -> String {
    format!("Variant{}", index.saturating_add(1))
}
