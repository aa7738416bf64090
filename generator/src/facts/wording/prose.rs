//! Values inside of sentences.

use super::list::of_text;
use super::sentence::sentences;
use super::value::{are_distinct, is_code, is_label, labelled, value};
use crate::facts::model::Fact;
use crate::facts::profile::Profile;
use crate::facts::text::TextLine;

/// The longest text in front of a colon that announces values.
const LONGEST_SUBJECT: usize = 100;

/// Sentences that each start with a value: `asc: from low to high. desc: from high to low.`
fn labelled_values(text: &str, profile: &Profile) -> Vec<String> {
    let mut values = Vec::new();
    for sentence in sentences(text) {
        let Some((found, true)) = labelled(sentence) else {
            continue;
        };
        if is_label(&found, profile) {
            continue;
        }
        values.push(found);
        // A copy that has lost the ends of lines: `a_first: one thing b_second: another thing`.
        let words: Vec<&str> = sentence.split(' ').collect();
        let inside = words
            .iter()
            .skip(1)
            .filter_map(|word| word.strip_suffix(':'));
        values.extend(inside.filter(|word| is_code(word)).filter_map(value));
    }
    values
}

/// The values of lines and sentences that start with one; at least two.
pub(super) fn labelled_lines(lines: &[&TextLine], profile: &Profile) -> Option<Fact<Vec<String>>> {
    let mut values = Vec::new();
    let mut first = None;
    for line in lines {
        let found = labelled_values(&line.text, profile);
        if !found.is_empty() {
            first.get_or_insert(line.line);
        }
        values.extend(found);
    }
    let is_list = values.len() > 1 && are_distinct(&values);
    first
        .filter(|_| is_list)
        .map(|line| Fact::new(values, line))
}

/// A list behind the colon of a sentence: `State: creating, failed, or done.`
pub(super) fn behind_colon(lines: &[&TextLine], profile: &Profile) -> Option<Fact<Vec<String>>> {
    for line in lines {
        for sentence in sentences(&line.text) {
            let Some((subject, list)) = sentence.split_once(':') else {
                continue;
            };
            let lower = subject.to_lowercase();
            let words = &profile.wording.not_values;
            let is_time = subject.ends_with(|c: char| c.is_ascii_digit());
            let is_subject = !is_time
                && subject.len() <= LONGEST_SUBJECT
                && !words.iter().any(|word| lower.contains(word.as_str()));
            let values = of_text(list).filter(|values| values.len() > 1);
            if let Some(values) = values.filter(|_| is_subject) {
                return Some(Fact::new(values, line.line));
            }
        }
    }
    None
}
