//! A misspelled name -> the name that was probably meant.

use strsim::damerau_levenshtein;

use crate::diagnostic::{Diagnostic, show};

/// Letters times letters that one search compares: some milliseconds. Beyond it, there is no suggestion.
const COMPARED: usize = 1_000_000;

/// The most similar candidate, if it differs only in case or in at most a third of its letters.
///
/// `operationID` is near `operationId`, and `definitions` is near nothing in 3.0. A search stops after
/// a million steps, because the time grows with the product of the lengths.
#[must_use]
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let letters = |text: &str| text.chars().count();
    closest(name, candidates, str::to_lowercase, |candidate| {
        (letters(name).max(letters(candidate)) / 3).max(1)
    })
}

/// The candidate that a name is a misspelling of: the same letters, or one wrong letter, or two in a long name.
///
/// This decides whether an unknown key is an error, so it is stricter than [`nearest`]: `parameter`, `itens` and
/// `operation_id` are misspelled, `id` and `produces` are keys of something else.
pub(crate) fn near_miss<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    if !(3..=100).contains(&name.len()) {
        return None;
    }
    let candidates = candidates.filter(|candidate| (4..=100).contains(&candidate.len()));
    closest(name, candidates, only_letters, |candidate| {
        let is_long = name.len().min(candidate.len()) > 8;
        if is_long { 2 } else { 1 }
    })
}

/// The first of the candidates that differ least from a name, once both are folded, and in no more letters than
/// are allowed for the candidate.
fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
    fold: fn(&str) -> String,
    allowed: impl Fn(&str) -> usize,
) -> Option<&'c str> {
    let folded = fold(name);
    let letters = folded.chars().count();
    let mut left = COMPARED;
    let mut best = None;
    for candidate in candidates {
        let (other, allowed) = (fold(candidate), allowed(candidate));
        let others = other.chars().count();
        if letters.abs_diff(others) > allowed {
            continue;
        }
        left = left.checked_sub(letters * others)?;
        let distance = damerau_levenshtein(&folded, &other);
        let is_nearer = best.is_none_or(|(least, _)| distance < least);
        if distance <= allowed && is_nearer {
            best = Some((distance, candidate));
        }
        if distance == 0 {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The letters and digits of a name, in lowercase.
fn only_letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Adds the result of [`nearest`] to a report about a name that is not known, if the report is among the first.
pub(crate) fn did_you_mean<'c, C: AsRef<str> + ?Sized + 'c>(
    report: &mut Diagnostic,
    name: &str,
    candidates: impl IntoIterator<Item = &'c C>,
) {
    if !report.is_early() {
        return;
    }
    let candidates = candidates.into_iter().map(AsRef::as_ref);
    if let Some(candidate) = nearest(name, candidates) {
        report.help(format!("did you mean `{}`?", show(candidate)));
    }
}

#[cfg(test)]
mod tests {
    use super::{near_miss, nearest};

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let keys = ["paths", "components", "operationId", "in"];
        let find = |name| nearest(name, keys.into_iter());
        assert_eq!(find("pathes"), Some("paths"));
        assert_eq!(find("componets"), Some("components"));
        assert_eq!(find("operationID"), Some("operationId"));
        assert_eq!(find("definitions"), None);
        assert_eq!(find("x"), None);
    }

    #[test]
    fn a_misspelled_key_differs_in_one_letter_or_two() {
        let keys = [
            "parameters",
            "items",
            "description",
            "required",
            "operationId",
            "in",
            "type",
        ];
        let find = |name| near_miss(name, keys.into_iter());
        for (name, key) in [
            ("parameter", "parameters"),
            ("paramaters", "parameters"),
            ("itens", "items"),
            ("discription", "description"),
            ("desciptoin", "description"),
            ("requred", "required"),
            ("operation_id", "operationId"),
            ("types", "type"),
        ] {
            assert_eq!(find(name), Some(key), "{name}");
        }
        for name in ["id", "inn", "produces", "descr", "item_type", "req"] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
