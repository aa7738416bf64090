//! Things with keys and sizes -> buckets of a bounded size, by the words of the keys.

use std::collections::BTreeMap;

use indexmap::IndexMap;

/// The lines of Rust that a bucket holds at most, where its members can be told apart.
const FULL: usize = 2_500;

/// The fewest lines for which a word has a bucket of its own.
const WORTH: usize = 600;

/// Something to put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartitionMember {
    /// What it is known by.
    pub index: usize,
    /// Its words, the general one first.
    pub key: Vec<String>,
    /// Its size, in lines of Rust.
    pub lines: usize,
}

/// What stands together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Partition {
    /// The words that its members share.
    pub path: Vec<String>,
    /// The members, in order.
    pub members: Vec<usize>,
}

/// Puts the members into as many buckets as they need: one where that holds them, else one for each word that has much,
/// and what is left by the initials of its words. What no word tells apart is cut in order.
pub(super) fn fill(path: Vec<String>, mut members: Vec<PartitionMember>) -> Vec<Partition> {
    for member in &mut members {
        // `/pets/{id}/tail` below `pets`: nothing is said twice.
        if member.key.first() == path.first() {
            member.key.drain(..1.min(member.key.len()));
        }
    }
    let mut buckets = Vec::new();
    split(path, members, 0, &mut buckets);
    united(buckets)
}

/// One bucket for each path: a word may be the initial of others.
fn united(buckets: Vec<Partition>) -> Vec<Partition> {
    let mut by_path: IndexMap<Vec<String>, Vec<usize>> = IndexMap::new();
    for Partition { path, members } in buckets {
        by_path.entry(path).or_default().extend(members);
    }
    by_path
        .into_iter()
        .map(|(path, mut members)| {
            members.sort_unstable();
            Partition { path, members }
        })
        .collect()
}

fn split(
    path: Vec<String>,
    members: Vec<PartitionMember>,
    depth: usize,
    buckets: &mut Vec<Partition>,
) {
    if lines(&members) <= FULL {
        buckets.extend(bucket(path, members));
        return;
    }
    let mut by_word: BTreeMap<String, Vec<PartitionMember>> = BTreeMap::new();
    let mut ended = Vec::new();
    for member in members {
        match member.key.get(depth) {
            Some(word) => by_word.entry(word.clone()).or_default().push(member),
            None => ended.push(member),
        }
    }
    if by_word.is_empty() {
        return cut(path, ended, buckets);
    }
    if ended.is_empty() && by_word.len() == 1 {
        let alone = by_word.into_values().flatten().collect();
        return split(path, alone, depth + 1, buckets);
    }
    let (heavy, light): (BTreeMap<_, _>, BTreeMap<_, _>) = by_word
        .into_iter()
        .partition(|(_, members)| lines(members) > WORTH);
    for (word, members) in heavy {
        split(below(&path, &word), members, depth + 1, buckets);
    }
    rest(path, depth, ended, light.into_values().flatten(), buckets);
}

/// Members whose words have few lines, beside those that have no further word: with them where there is room, else by
/// the initials of their words.
fn rest(
    path: Vec<String>,
    depth: usize,
    mut ended: Vec<PartitionMember>,
    light: impl Iterator<Item = PartitionMember>,
    buckets: &mut Vec<Partition>,
) {
    let light: Vec<PartitionMember> = light.collect();
    if lines(&ended) + lines(&light) <= FULL {
        ended.extend(light);
        buckets.extend(bucket(path, ended));
        return;
    }
    cut(path.clone(), ended, buckets);
    let mut initials: BTreeMap<String, Vec<PartitionMember>> = BTreeMap::new();
    for member in light {
        let initial = member.key.get(depth).and_then(|word| word.chars().next());
        let initial = initial.map(String::from).unwrap_or_default();
        initials.entry(initial).or_default().push(member);
    }
    for (initial, members) in initials {
        cut(below(&path, &initial), members, buckets);
    }
}

/// As many buckets as the members fill, in order, with numbers where they are several.
fn cut(path: Vec<String>, mut members: Vec<PartitionMember>, buckets: &mut Vec<Partition>) {
    if lines(&members) <= FULL {
        buckets.extend(bucket(path, members));
        return;
    }
    members.sort_by_key(|member| member.index);
    let mut runs: Vec<Vec<PartitionMember>> = Vec::new();
    for member in members {
        match runs.last_mut() {
            Some(run) if lines(run) + member.lines <= FULL => run.push(member),
            Some(_) | None => runs.push(vec![member]),
        }
    }
    for (run, number) in runs.into_iter().zip(1..) {
        buckets.extend(bucket(below(&path, &number.to_string()), run));
    }
}

fn bucket(path: Vec<String>, members: Vec<PartitionMember>) -> Option<Partition> {
    let mut members: Vec<usize> = members.into_iter().map(|member| member.index).collect();
    members.sort_unstable();
    (!members.is_empty()).then_some(Partition { path, members })
}

/// The path with a word more.
fn below(path: &[String], word: &str) -> Vec<String> {
    let more = std::iter::once(word.to_owned());
    path.iter().cloned().chain(more).collect()
}

fn lines(members: &[PartitionMember]) -> usize {
    members.iter().map(|member| member.lines).sum()
}

#[cfg(test)]
mod tests {
    use super::{Partition, PartitionMember, fill};

    fn member(index: usize, key: &str, lines: usize) -> PartitionMember {
        PartitionMember {
            index,
            key: key.split(' ').map(str::to_owned).collect(),
            lines,
        }
    }

    fn filled(members: &[(&str, usize)]) -> Vec<(String, Vec<usize>)> {
        let members = members.iter().enumerate();
        let members = members.map(|(index, (key, lines))| member(index, key, *lines));
        fill(vec!["pets".to_owned()], members.collect())
            .into_iter()
            .map(|Partition { path, members }| (path.join("/"), members))
            .collect()
    }

    #[test]
    fn what_fits_stays_together() {
        let one = [("pets".to_owned(), vec![0, 1])];
        assert_eq!(filled(&[("cat", 1_000), ("dog", 1_000)]), one);
    }

    #[test]
    fn words_with_much_have_their_own_and_the_rest_stays() {
        let members = [
            ("cat claw", 2_000),
            ("dog", 100),
            ("cat", 100),
            ("duck", 100),
            ("emu", 700),
        ];
        let buckets = [
            ("pets/cat".to_owned(), vec![0, 2]),
            ("pets/emu".to_owned(), vec![4]),
            ("pets".to_owned(), vec![1, 3]),
        ];
        assert_eq!(filled(&members), buckets);
    }

    #[test]
    fn much_of_little_goes_by_initials_and_is_cut_in_order() {
        let words: Vec<String> = (0..10).map(|number| format!("d{number}")).collect();
        let mut members: Vec<(&str, usize)> = words.iter().map(|word| (&**word, 500)).collect();
        members.push(("emu", 10));
        let buckets = [
            ("pets/d/1".to_owned(), vec![0, 1, 2, 3, 4]),
            ("pets/d/2".to_owned(), vec![5, 6, 7, 8, 9]),
            ("pets/e".to_owned(), vec![10]),
        ];
        assert_eq!(filled(&members), buckets);
    }

    #[test]
    fn a_word_that_all_share_is_not_named_and_none_is_said_twice() {
        let members = [("pets v1 cat", 2_000), ("v1 dog", 2_000), ("pets v1", 10)];
        let buckets = [
            ("pets/cat".to_owned(), vec![0]),
            ("pets/dog".to_owned(), vec![1]),
            ("pets".to_owned(), vec![2]),
        ];
        assert_eq!(filled(&members), buckets);
    }

    #[test]
    fn a_word_that_is_the_initial_of_others_shares_their_bucket() {
        let members = [
            ("o auth", 700),
            ("old", 500),
            ("one", 500),
            ("two", 500),
            ("tow", 500),
            ("ten", 500),
            ("tip", 500),
            ("o auth token", 200),
        ];
        let buckets = [
            ("pets/o".to_owned(), vec![0, 1, 2, 7]),
            ("pets/t".to_owned(), vec![3, 4, 5, 6]),
        ];
        assert_eq!(filled(&members), buckets);
    }

    #[test]
    fn what_nothing_tells_apart_is_cut() {
        let buckets = [
            ("pets/1".to_owned(), vec![0]),
            ("pets/2".to_owned(), vec![1]),
        ];
        assert_eq!(filled(&[("cat", 3_000), ("cat", 3_000)]), buckets);
    }
}
