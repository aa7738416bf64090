//! Rewrites that change the text of a document and nothing that it means: no change is found.

mod components;
mod pairs;
mod spelling;
mod structure;
mod walk;

use std::collections::BTreeMap;

use bindwright::diff::compare_wire;
use serde_json::Value;

use crate::corpus::documents;
use crate::seeds::seeds;
use crate::support::{lowered, lowered_file, text, try_lowered};
use pairs::{PAIRS, WHOLE};

/// A rewrite: its name, and what it does; it returns how many places it has rewritten.
pub(crate) type Rewrite = (&'static str, fn(&mut Value) -> usize);

fn rewrites() -> impl Iterator<Item = &'static Rewrite> {
    [
        spelling::REWRITES,
        structure::REWRITES,
        components::REWRITES,
    ]
    .into_iter()
    .flatten()
}

/// Rewrites a document in each way that applies, and returns what differs then.
fn differences(name: &str, document: &Value, counts: &mut BTreeMap<&str, usize>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(before) = try_lowered(&document.to_string()) else {
        return found;
    };
    for (rewrite, apply) in rewrites() {
        let mut rewritten = document.clone();
        if apply(&mut rewritten) == 0 {
            continue;
        }
        let Some(after) = try_lowered(&rewritten.to_string()) else {
            continue;
        };
        // What makes an operation unsupported is no rewrite of it.
        if before.operations.len() != after.operations.len() {
            continue;
        }
        *counts.entry(rewrite).or_default() += 1;
        let changes = compare_wire(&before, &after);
        let back = compare_wire(&after, &before);
        let texts: Vec<String> = changes.iter().chain(&back).map(text).collect();
        if !texts.is_empty() {
            found.push(format!("{name}, {rewrite}:\n{}", texts.join("\n")));
        }
    }
    found
}

#[test]
fn small_documents_mean_the_same_when_rewritten() {
    let mut counts = BTreeMap::new();
    let whole: Value = serde_yaml::from_str(WHOLE).unwrap();
    let mut found = differences("a whole document", &whole, &mut counts);
    for (index, seed) in seeds().enumerate() {
        // Every eighth seed, and everything where the variable asks for it.
        let is_sample = index % 8 == 0;
        if !is_sample && std::env::var_os("BINDWRIGHT_DOCUMENTS").is_none() {
            continue;
        }
        let document: Value = serde_yaml::from_str(&seed.part.document(seed.new)).unwrap();
        found.extend(differences(seed.name, &document, &mut counts));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let unused: Vec<_> = rewrites()
        .map(|(name, _)| *name)
        .filter(|name| !counts.contains_key(name))
        .collect();
    assert!(unused.is_empty(), "no document is rewritten by {unused:?}");
    let pairs: usize = counts.values().sum();
    assert!(pairs >= 200, "{pairs} rewrites");
    eprintln!("{pairs} rewrites: {counts:?}");
}

#[test]
fn other_words_for_the_same_document_mean_the_same() {
    for (name, one, two) in PAIRS {
        let (one, two) = (lowered(one), lowered(two));
        let changes = compare_wire(&one, &two);
        let texts: Vec<String> = changes.iter().map(text).collect();
        assert!(texts.is_empty(), "{name}\n{}", texts.join("\n"));
    }
}

#[test]
fn real_documents_mean_the_same_when_rewritten() {
    let mut counts = BTreeMap::new();
    let mut found = Vec::new();
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        // Large documents take minutes.
        let Ok(document) = serde_yaml::from_str::<Value>(&text) else {
            continue;
        };
        if text.len() > 1_000_000 || lowered_file(&path).is_none() {
            continue;
        }
        let name = path.display().to_string();
        found.extend(differences(&name, &document, &mut counts));
    }
    eprintln!("{} rewrites: {counts:?}", counts.values().sum::<usize>());
    assert!(found.is_empty(), "{}", found.join("\n"));
}
