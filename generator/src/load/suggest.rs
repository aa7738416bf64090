//! A misspelled name -> the name that was probably meant.

use strsim::damerau_levenshtein;

use crate::diagnostic::{Diagnostic, show};

/// The most similar candidate, if it differs only in case or in at most a third of its letters.
///
/// `operationID` is near `operationId`, and `definitions` is near nothing in 3.0. Long names are
/// not compared, because the time grows with the product of the lengths.
#[must_use]
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    if name.len() > 100 {
        return None;
    }
    let folded = name.to_lowercase();
    let distance = |candidate: &str| match candidate.to_lowercase() {
        same if same == folded => 0,
        other => damerau_levenshtein(&folded, &other),
    };
    let near = candidates
        .filter(|candidate| candidate.len() <= 100)
        .map(|candidate| (distance(candidate), candidate));
    let (distance, candidate) = near.min_by_key(|(distance, _)| *distance)?;
    let allowed = (name.chars().count().max(candidate.chars().count()) / 3).max(1);
    (distance <= allowed).then_some(candidate)
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
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let folded = letters(name);
    let distance = |candidate: &str| match letters(candidate) {
        same if same == folded => 0,
        other => damerau_levenshtein(&folded, &other),
    };
    let candidates = candidates.filter(|candidate| (4..=100).contains(&candidate.len()));
    let near = candidates.map(|candidate| (distance(candidate), candidate));
    let (distance, candidate) = near.min_by_key(|(distance, _)| *distance)?;
    let allowed = if name.len().min(candidate.len()) > 8 {
        2
    } else {
        1
    };
    (distance <= allowed).then_some(candidate)
}

/// Adds the result of [`nearest`] to a report about a name that is not known.
pub(crate) fn did_you_mean<'c, C: AsRef<str> + ?Sized + 'c>(
    report: &mut Diagnostic,
    name: &str,
    candidates: impl IntoIterator<Item = &'c C>,
) {
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
