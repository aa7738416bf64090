//! Values in text: what one looks like, and what only looks like one.

use super::sentence::first_sentence;
use crate::facts::profile::Profile;

/// The longest value.
const LONGEST: usize = 80;

/// The most values.
const MOST: usize = 200;

/// The word of a sentence that has only one.
pub(super) fn only_word(text: &str) -> Option<String> {
    value(first_sentence(text))
}

/// The value that a text is or starts with, and whether a label follows: `asc`, `asc: from low to high`, `asc - from low to high`.
pub(super) fn labelled(text: &str) -> Option<(String, bool)> {
    let text = text.trim().trim_end_matches(['.', '。', ';', ',']);
    if let Some(value) = value(text) {
        return Some((value, false));
    }
    let cuts = [": ", ":", " - ", " – ", " — ", "(", " ("];
    let cut = cuts
        .iter()
        .filter_map(|cut| text.find(cut).map(|at| (at, cut.len())))
        .min_by_key(|(at, _)| *at)?;
    let (before, label) = (text.get(..cut.0)?, text.get(cut.0 + cut.1..)?);
    let value = value(before.trim())?;
    (!label.trim().is_empty()).then_some((value, true))
}

/// A text as a value, without quotation marks: one word of letters, digits and signs that are in identifiers.
pub(super) fn value(text: &str) -> Option<String> {
    let quotes = ['"', '\'', '“', '”', '‘', '’', '`', '「', '」'];
    let bare = text
        .trim()
        .trim_end_matches(['.', '。'])
        .trim_matches(quotes);
    let is_quoted = bare.len() < text.trim().len() && text.trim().starts_with(quotes);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.:/+*#@$%".contains(c);
    let is_word = !bare.is_empty()
        && bare.len() <= LONGEST
        && bare.chars().all(|c| allowed(c) || (is_quoted && c == ' '))
        && bare.starts_with(|c: char| c.is_ascii_alphanumeric() || "-_*$#@+.".contains(c))
        && !bare.ends_with(':');
    is_word.then(|| bare.to_owned())
}

/// Whether a text looks like a constant and not like a word: `user_usage`, `SUCCESS`, `v2`.
pub(super) fn is_code(text: &str) -> bool {
    text.contains(|c: char| c == '_' || c.is_ascii_digit())
        || (text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase() || c == '-'))
}

/// Whether a text is a word in front of a remark.
pub(super) fn is_label(text: &str, profile: &Profile) -> bool {
    let text = text.to_lowercase();
    let words = &profile.wording.not_values;
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether no value is there twice, and there are values.
pub(super) fn are_distinct(values: &[String]) -> bool {
    let distinct: std::collections::HashSet<&String> = values.iter().collect();
    !values.is_empty() && values.len() <= MOST && distinct.len() == values.len()
}
