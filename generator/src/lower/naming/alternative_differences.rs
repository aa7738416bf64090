//! Alternatives that one word would name -> which of them are equal, and what the others differ in.

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;
use serde_json::Value;

use super::words::words;
use super::{Case, plain};

/// For each alternative the first one that is equal to it. Those are equal that have the
/// same candidates and are the same JSON.
pub(super) fn first_of_equal(members: &[Value], candidates: &[Vec<String>]) -> Vec<usize> {
    let mut known: HashMap<(&[String], String), usize> = HashMap::default();
    let pairs = members.iter().zip(candidates).enumerate();
    pairs
        .map(|(index, (member, own))| {
            let mut member = member.clone();
            member.sort_all_objects();
            let key = (own.as_slice(), member.to_string());
            *known.entry(key).or_insert(index)
        })
        .collect()
}

/// How many words of a sentence tell an alternative from another.
const WORDS: usize = 2;

/// Adds to words that alternatives share what their only values differ in, if these are sentences.
///
/// ```yaml
/// - {title: NOT_SUPPORTED, properties: {issue: {enum: [Not supported if the type is specified.]}}}
/// - {title: NOT_SUPPORTED, properties: {issue: {enum: [Not supported if an address is missing.]}}}
/// # `NotSupportedTheType`, `NotSupportedAnAddress`
/// ```
pub(super) fn tell_apart(
    names: &mut [String],
    candidates: &[&[String]],
    sentences: &[Vec<String>],
) {
    let mut groups: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (index, name) in names.iter().enumerate() {
        let name = plain(Case::Variant, name);
        groups.entry(name).or_default().push(index);
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let texts = |number: usize| {
            let texts = group.iter().map(|index| sentences.get(*index)?.get(number));
            texts
                .map(|text| text.map(|text| words(text)))
                .collect::<Option<Vec<_>>>()
        };
        let mut rests = (0..).map_while(texts).map(|texts| differences(&texts));
        let Some(rests) =
            rests.find(|rests| rests.iter().collect::<HashSet<_>>().len() == rests.len())
        else {
            continue;
        };
        for (index, rest) in group.iter().zip(rests) {
            let title = candidates.get(*index).and_then(|own| own.first());
            if let Some(name) = names.get_mut(*index) {
                *name = format!("{} {rest}", title.unwrap_or(name));
            }
        }
    }
}

/// Numbers words that alternatives share after all: `Filter`, `Filter 2`.
pub(super) fn number_shared(words: &mut [String]) {
    let mut counts: HashMap<String, usize> = HashMap::default();
    for word in words {
        let count = counts.entry(plain(Case::Variant, word)).or_default();
        *count += 1;
        if *count > 1 {
            *word = format!("{word} {count}");
        }
    }
}

/// The first words of each text that no other text has at the same position after the same words.
fn differences(texts: &[Vec<String>]) -> Vec<String> {
    let common = |one: &[String], other: &[String]| {
        one.iter()
            .zip(other)
            .take_while(|(one, other)| one == other)
            .count()
    };
    let rests = texts.iter().enumerate().map(|(index, text)| {
        let others = texts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        let start = others.map(|(_, other)| common(text, other)).max();
        let rest = text.iter().skip(start.unwrap_or_default()).take(WORDS);
        rest.cloned().collect::<Vec<_>>().join(" ")
    });
    rests.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::alternative::words_of_alternatives;

    #[test]
    fn sentences_tell_apart_what_has_one_title() {
        let issue = |text: &str| {
            let text = format!("This is not supported for requests {text}");
            json!({"title": "NOT_SUPPORTED", "properties": {"text": {"enum": [text]}}})
        };
        let cases = [
            (
                vec![
                    issue("if the type is given"),
                    issue("if an address is missing"),
                ],
                vec!["NOT_SUPPORTED the type", "NOT_SUPPORTED an address"],
            ),
            (
                vec![issue("at all"), issue("at all")],
                vec!["NOT_SUPPORTED", "NOT_SUPPORTED"],
            ),
        ];
        for (members, names) in cases {
            assert_eq!(words_of_alternatives(&json!({}), &members, "Issue"), names);
        }
    }
}
