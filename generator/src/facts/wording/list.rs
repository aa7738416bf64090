//! Lists of values: inside a sentence, or as the items of a list.

use super::sentence::first_sentence;
use super::value::{are_distinct, is_code, is_label, labelled, value};
use crate::facts::model::Fact;
use crate::facts::profile::Profile;
use crate::facts::text::TextLine;

/// Words between the last two values.
const CONJUNCTIONS: [&str; 8] = [
    " or ", " and ", "或者", "或", "以及", "和", " und ", " oder ",
];

/// The values that a sentence starts with, if it has nothing else.
pub(super) fn of_text(text: &str) -> Option<Vec<String>> {
    let text = first_sentence(text).trim().trim_start_matches("either ");
    let mut text = text.replace(['、', ','], "\u{1}");
    for word in CONJUNCTIONS {
        text = text.replace(word, "\u{1}");
    }
    let mut items: Vec<&str> = text
        .split('\u{1}')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect();
    // `a, b, or c`: the comma and the word are one.
    for item in &mut items {
        for word in ["or ", "and "] {
            *item = item.strip_prefix(word).unwrap_or(item);
        }
    }
    if let [only] = items.as_slice()
        && !only.starts_with('/')
        && !only.contains(' ')
        && only.contains('/')
    {
        items = only.split('/').collect();
    }
    let values: Option<Vec<String>> = items.iter().map(|item| value(item)).collect();
    values.filter(|values| are_distinct(values))
}

/// The values that the items of a list start with. Without an announcement, all items must have a form that only values have.
pub(super) fn of_items(
    lines: &[&TextLine],
    is_announced: bool,
    profile: &Profile,
) -> Option<Fact<Vec<String>>> {
    let items: Vec<&&TextLine> = if is_announced && !lines.first()?.is_bullet {
        // A copy without bullets: the lines up to one that is not an item.
        lines
            .iter()
            .take_while(|line| labelled(&line.text).is_some())
            .collect()
    } else {
        let items = lines.iter().skip_while(|line| !line.is_bullet);
        items.take_while(|line| line.is_bullet).collect()
    };
    let first = items.first()?.line;
    let found: Option<Vec<(String, bool)>> =
        items.iter().map(|line| labelled(&line.text)).collect();
    let found = found?;
    let values: Vec<String> = found.into_iter().map(|(value, _)| value).collect();
    let is_certain = is_announced
        || (!values.iter().any(|value| is_label(value, profile))
            && (values.len() > 1 || values.iter().any(|value| is_code(value))));
    let is_list = is_certain && are_distinct(&values);
    is_list.then(|| Fact::new(values, first))
}
