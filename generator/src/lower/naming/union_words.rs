//! The name of an alternative -> what remains of it without the words of the union's name.

use super::words::words;

/// A name without the words that it shares with the union's: the first ones and the last ones.
///
/// `ChatRequestUserMessage` in `ChatRequestMessage` is `User`. A name of which no word would remain
/// stays whole.
pub(in crate::lower) fn without_union(name: &str, union: &str) -> String {
    stripped(name, &words(union))
}

pub(super) fn stripped(name: &str, union: &[String]) -> String {
    let own = words(name);
    let rests = [without_common(&own, union), without_ends(&own, union)];
    let mut rests = rests.into_iter().flatten();
    let is_name = |rest: &&[String]| rest.len() < own.len() && is_name_of_words(rest);
    rests
        .find(is_name)
        .map_or_else(|| name.to_owned(), |rest| rest.join(" "))
}

/// A name without the words at its start and at its end that the union's name has there, too.
fn without_ends<'w>(own: &'w [String], union: &[String]) -> Option<&'w [String]> {
    let same = |(one, other): &(&String, &String)| one == other;
    let start = own.iter().zip(union).take_while(same).count();
    let ends = own.iter().rev().zip(union.iter().rev());
    let end = own.len().saturating_sub(ends.take_while(same).count());
    own.get(start..end.max(start))
}

/// A name without all words that the union's name has in the same order, if what remains is one part
/// of it: `RequestContentPartText` in `RequestUserContentPart` is `Text`.
fn without_common<'w>(own: &'w [String], union: &[String]) -> Option<&'w [String]> {
    let has_in_order = |mut own: std::slice::Iter<'_, String>, words: &[String]| {
        let mut words = words.iter();
        own.all(|word| words.any(|other| other == word))
    };
    if has_in_order(own.iter(), union) {
        return None;
    }
    let lengths = 1..own.len();
    let mut parts = lengths.flat_map(|length| own.windows(length).enumerate());
    parts
        .find(|(start, part)| {
            let before = own.get(..*start).unwrap_or_default();
            let after = own.get(start + part.len()..).unwrap_or_default();
            let rest = [before, after].concat();
            has_in_order(rest.iter(), union)
        })
        .map(|(_, part)| part)
}

/// Whether words can be a name of their own.
fn is_name_of_words(words: &[String]) -> bool {
    let is_word = |word: &String| {
        word.chars().count() > 1
            && word.starts_with(char::is_alphabetic)
            && !matches!(
                word.as_str(),
                "of" | "and" | "or" | "with" | "by" | "in" | "for" | "self"
            )
    };
    words.first().is_some_and(is_word) && words.last().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::without_union;

    #[test]
    fn the_words_of_the_union_are_dropped() {
        let cases = [
            ("ChatRequestUserMessage", "ChatRequestMessage", "user"),
            ("RequestContentPartText", "RequestUserContentPart", "text"),
            ("NamedToolChoice", "ToolChoiceOption", "named"),
            ("PetCat", "Pet", "cat"),
            ("Pet", "Pet", "Pet"),
            ("Dog", "Pet", "dog"),
        ];
        for (name, union, word) in cases {
            assert_eq!(
                without_union(name, union).to_lowercase(),
                word.to_lowercase()
            );
        }
    }
}
