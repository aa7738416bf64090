//! A module that contains too much -> modules by the next word of its members' names.
//!
//! `shared` with 40,000 lines becomes `shared_payment`, `shared_account` and so on for each word
//! that many lines begin with, and `shared` for the rest. Every module is named with whole words:
//! never with a letter, a number or a size, so that a reader can guess the module from the name.
//! There is no upper limit on the size of a module that words do not divide.

use std::collections::BTreeMap;

/// The fewest lines for which a word gets a module of its own.
const WORTH: usize = 400;

/// Lines from which a module that a word names is divided again.
const BELOW: usize = 10_000;

/// An operation or a type that goes into a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartitionMember {
    /// Its index in the API.
    pub index: usize,
    /// Its size, in lines of Rust.
    pub lines: usize,
}

/// A member of a module that is divided.
struct KeyedMember {
    member: PartitionMember,
    /// The words that may name its module, the most general one first.
    key: Vec<String>,
}

/// The members that share a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Partition {
    /// The words that name the module.
    pub path: Vec<String>,
    /// The members, in order.
    pub members: Vec<usize>,
}

/// Divides members until each module has at most `full` lines, or until the words of their names
/// are used up. `key_of` gives those words by the index of a member: few modules need them.
///
/// ```text
/// path [shared], 40,000 lines:
///   PaymentIntent, PaymentMethod, …     shared_payment
///   Account, AccountLink, …             shared_account
///   everything else                     shared
/// ```
pub(super) fn divide(
    path: &[String],
    members: Vec<PartitionMember>,
    full: usize,
    key_of: &dyn Fn(usize) -> Vec<String>,
) -> Vec<Partition> {
    let mut partitions = Vec::new();
    if members.iter().map(|member| member.lines).sum::<usize>() <= full {
        let members = members.into_iter().map(|member| member.index).collect();
        partitions.extend(partition(path.to_vec(), members));
        return partitions;
    }
    let keyed = members.into_iter().map(|member| {
        let key = key_of(member.index).into_iter();
        let key = key.skip_while(|word| says(path, word)).collect();
        KeyedMember { member, key }
    });
    split(path.to_vec(), keyed.collect(), 0, full, &mut partitions);
    partitions
}

/// Divides the members by the word at `depth` of their keys.
fn split(
    path: Vec<String>,
    members: Vec<KeyedMember>,
    depth: usize,
    full: usize,
    partitions: &mut Vec<Partition>,
) {
    if lines(&members) <= full {
        partitions.extend(partition(path, indexes(members)));
        return;
    }
    let mut by_word: BTreeMap<String, Vec<KeyedMember>> = BTreeMap::new();
    let mut rest = Vec::new();
    for member in members {
        match next_word(&path, &member.key, depth) {
            Some(word) => by_word.entry(word).or_default().push(member),
            None => rest.push(member),
        }
    }
    for (word, members) in by_word {
        if lines(&members) < WORTH || members.len() == 1 {
            rest.extend(members);
        } else {
            let (words, depth) = with_shared(word, &members, depth + 1);
            let below = path.iter().cloned().chain(words).collect();
            split(below, members, depth, full.max(BELOW), partitions);
        }
    }
    partitions.extend(partition(path, indexes(rest)));
}

/// A word and the words that follow it in the keys of all members: `pull request` and not `pull`.
fn with_shared(word: String, members: &[KeyedMember], mut depth: usize) -> (Vec<String>, usize) {
    let mut words = vec![word];
    while let Some(next) = members
        .first()
        .and_then(|first| next_word(&words, &first.key, depth))
    {
        if members
            .iter()
            .any(|member| member.key.get(depth) != Some(&next))
        {
            break;
        }
        words.push(next);
        depth += 1;
    }
    (words, depth)
}

/// The word at this depth if it can name a module: not a single letter, not a numbered word, and
/// not in the path yet.
fn next_word(path: &[String], key: &[String], depth: usize) -> Option<String> {
    let word = key.get(depth)?;
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    // `issue2` and `variant1` count; `r2` and `ipv6` are names.
    let is_numbered = letters > 3 && word.ends_with(|c: char| c.is_ascii_digit());
    (letters > 1 && !is_numbered && !says(path, word)).then(|| word.clone())
}

/// Whether a path has this word already, in the singular or in the plural.
fn says(path: &[String], word: &str) -> bool {
    path.iter().any(|said| {
        said == word || said.strip_suffix('s') == Some(word) || word.strip_suffix('s') == Some(said)
    })
}

/// A partition, unless it has no members.
fn partition(path: Vec<String>, mut members: Vec<usize>) -> Option<Partition> {
    members.sort_unstable();
    (!members.is_empty()).then_some(Partition { path, members })
}

/// The indexes of these members.
fn indexes(members: Vec<KeyedMember>) -> Vec<usize> {
    members.into_iter().map(|one| one.member.index).collect()
}

/// The size of all members together.
fn lines(members: &[KeyedMember]) -> usize {
    members.iter().map(|one| one.member.lines).sum()
}

#[cfg(test)]
mod tests {
    use super::{Partition, PartitionMember, divide};

    fn divided(members: &[(&str, usize)]) -> Vec<(String, Vec<usize>)> {
        let keys: Vec<&str> = members.iter().map(|(key, _)| *key).collect();
        let members = members.iter().enumerate();
        let members = members.map(|(index, (_, lines))| PartitionMember {
            index,
            lines: *lines,
        });
        let key_of = |index: usize| {
            let key = keys.get(index).copied().unwrap_or_default();
            key.split(' ').map(str::to_owned).collect()
        };
        divide(&["pets".to_owned()], members.collect(), 2_500, &key_of)
            .into_iter()
            .map(|Partition { path, members }| (path.join("/"), members))
            .collect()
    }

    #[test]
    fn small_modules_are_not_divided() {
        let one = [("pets".to_owned(), vec![0, 1])];
        assert_eq!(divided(&[("cat", 1_000), ("dog", 1_000)]), one);
    }

    #[test]
    fn large_words_have_their_own_module_and_the_rest_stays() {
        let members = [
            ("cat claw", 1_200),
            ("dog", 100),
            ("cat", 100),
            ("duck", 100),
            ("emu egg", 700),
            ("emu", 700),
        ];
        let partitions = [
            ("pets/cat".to_owned(), vec![0, 2]),
            ("pets/emu".to_owned(), vec![4, 5]),
            ("pets".to_owned(), vec![1, 3]),
        ];
        assert_eq!(divided(&members), partitions);
    }

    #[test]
    fn letters_and_numbers_name_no_module() {
        let members = [
            ("a cat", 1_000),
            ("a dog", 1_000),
            ("7 cat", 1_000),
            ("7 dog", 1_000),
            ("variant2 cat", 1_000),
            ("variant2 dog", 1_000),
        ];
        assert_eq!(
            divided(&members),
            [("pets".to_owned(), vec![0, 1, 2, 3, 4, 5])]
        );
    }

    #[test]
    fn words_shared_by_all_members_are_part_of_the_module_name() {
        let members = [
            ("pull request opened", 2_000),
            ("pull request closed", 600),
            ("pet issue", 2_000),
            ("pets issue closed", 600),
        ];
        let partitions = [
            ("pets/issue".to_owned(), vec![2, 3]),
            ("pets/pull/request".to_owned(), vec![0, 1]),
        ];
        assert_eq!(divided(&members), partitions);
    }
}
