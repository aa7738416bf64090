//! Sentences: where they end, and whether one names a limit.

use crate::facts::profile::Profile;

/// The first sentence of a text, without its end.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(at, c)| {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            match c {
                '。' => true,
                '.' | ';' => rest.is_empty() || rest.starts_with(' '),
                _ => false,
            }
        })
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let sentence = first_sentence(rest);
        found.push(sentence.trim());
        let mut behind = rest.get(sentence.len()..).unwrap_or_default().chars();
        behind.next();
        rest = behind.as_str();
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether a sentence seems to name a limit: it has one of the words for that, and a number behind it.
pub(super) fn names_a_limit(text: &str, profile: &Profile) -> bool {
    let words = &profile.wording.limit_words;
    sentences(text).into_iter().any(|sentence| {
        let lower = sentence.to_lowercase();
        words.iter().any(|word| {
            let behind = lower.split_once(word.as_str());
            behind.is_some_and(|(_, behind)| has_number(behind))
        })
    })
}

/// Whether a text has a number, and not only a name with a digit.
fn has_number(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let before = std::mem::replace(&mut before, c);
        c.is_ascii_digit() && !before.is_ascii_alphanumeric()
    })
}
