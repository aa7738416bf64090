//! Lists of values: inside a sentence, or as the items of a list.

use crate::facts::model::Fact;
use crate::facts::profile::Profile;
use crate::facts::text::TextLine;

/// The longest value.
const LONGEST: usize = 80;

/// The most values.
const MOST: usize = 200;

/// Words between the last two values.
const CONJUNCTIONS: [&str; 8] = [
    " or ", " and ", "或者", "或", "以及", "和", " und ", " oder ",
];

/// The values that a sentence starts with, if it has nothing else.
pub(super) fn of_text(text: &str) -> Option<Vec<String>> {
    let text = super::sentence::first(text)
        .trim()
        .trim_start_matches("either ");
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
