//! Is a change of the crate major exactly where a program no longer compiles? rustc says so: for pairs of documents, a program that
//! uses everything in the old crate, and an implementor of its trait, are compiled against the new one.
//!
//! The default run takes a sample. `BINDWRIGHT_DIFF_PAIRS=1200 cargo test --test diff_oracle -- --nocapture` takes as many pairs, and
//! prints figures. `BINDWRIGHT_DIFF_DOCUMENTS` names folders with further documents, of which large ones are cut, and
//! `BINDWRIGHT_DIFF_SEED` is another number than 1 for other edits and cuts.

#[path = "diff_oracle/consumer.rs"]
mod consumer;
#[path = "diff_oracle/cut.rs"]
mod cut;
#[path = "diff_oracle/document_edits.rs"]
mod document_edits;
#[path = "diff_oracle/documents.rs"]
mod documents;
#[path = "diff_oracle/edits.rs"]
mod edits;
#[path = "diff_oracle/names.rs"]
mod names;
#[path = "diff_oracle/operation_edits.rs"]
mod operation_edits;
#[path = "diff_oracle/oracle.rs"]
mod oracle;
#[path = "diff_oracle/pairs.rs"]
mod pairs;
#[path = "diff_oracle/schema_edits.rs"]
mod schema_edits;
#[path = "diff_oracle/semver_checks.rs"]
mod semver_checks;
mod support;
#[path = "diff_oracle/tree.rs"]
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bindwright::analysis::analyze;
use bindwright::diff::{ChangeSubject, RustChange, RustVersion, SemverLevel, compare_rust};
use bindwright::emit::{EmitOptions, Output};
use bindwright::surface::{self, ItemKind};
use documents::{Reading, SmallDocument, documents};
use oracle::{Author, Failures, compile};
use pairs::{Pair, Pairs, Version};
use semver_checks::semver_checks;
use support::large;

/// How many pairs are compiled at once.
const BATCH: usize = 100;

#[test]
fn a_change_is_major_exactly_where_a_program_no_longer_compiles() {
    let folder = folder("diff_oracle");
    let pairs = drawn(number("BINDWRIGHT_DIFF_PAIRS", 40), &folder);
    let mut report = Report::default();
    for batch in pairs.pairs.chunks(BATCH) {
        report.batch(&pairs, batch, &folder);
    }
    report.print(&pairs);
    let wrong = [report.disagreements, report.broken].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// cargo-semver-checks, which knows no types but many more lints, asks for no higher version than we do.
#[test]
#[ignore = "cargo-semver-checks must be installed; it takes minutes"]
fn cargo_semver_checks_is_never_stricter() {
    let folder = folder("semver_checks");
    let pairs = drawn(number("BINDWRIGHT_DIFF_PAIRS", 50), &folder);
    let (mut stricter, mut by_design) = (Vec::new(), 0);
    let mut equal = 0;
    for pair in &pairs.pairs {
        let old = &pairs.old[pair.old];
        let said = semver_checks(&folder, old, &pair.new);
        let changes = compare_rust(version(old), version(&pair.new));
        let ours = changes.iter().map(|one| one.callers.max(one.implementors));
        let ours = ours.max().unwrap_or_default();
        // The trait without default bodies asks for new operations.
        if said.lints.iter().eq(["trait_method_added"]) && changes.iter().any(asks) {
            by_design += 1;
        } else if said.level > ours {
            let list: Vec<String> = changes.iter().map(line).collect();
            stricter.push(format!(
                "{} / {}: {ours:?}, and {:?} by {:?}\n{}",
                pair.name,
                pair.edit,
                said.level,
                said.lints,
                list.join("\n")
            ));
        } else {
            equal += usize::from(said.level == ours);
        }
    }
    println!(
        "{} pairs: {equal} have the same verdict, {by_design} need a new method of the complete trait, {} are stricter",
        pairs.pairs.len(),
        stricter.len()
    );
    assert!(stricter.is_empty(), "{}", stricter.join("\n"));
}

/// Pairs of all documents, as many as are wanted.
fn drawn(wanted: usize, folder: &Path) -> Pairs {
    let seed: u64 = number("BINDWRIGHT_DIFF_SEED", 1);
    let all = documents(seed);
    let per_document = wanted.div_ceil(all.len());
    let mut pairs = Pairs::default();
    let step = (all.len() * per_document / wanted).max(1);
    for (index, one) in all.iter().enumerate().step_by(step) {
        pairs.add(one, per_document, seed * 1_000 + index as u64, folder);
    }
    pairs
}

/// The programs about a version compile against the same version: they are right.
#[test]
fn programs_compile_against_the_version_that_they_are_made_from() {
    let folder = folder("diff_oracle_same");
    let mut versions = Pairs::default();
    let step = if std::env::var_os("BINDWRIGHT_DIFF_PAIRS").is_some() {
        1
    } else {
        12
    };
    for one in documents(number("BINDWRIGHT_DIFF_SEED", 1))
        .iter()
        .step_by(step)
    {
        versions.add(one, 0, 1, &folder);
    }
    for batch in versions.old.chunks(BATCH) {
        let same: Vec<(&Version, &Version)> = batch.iter().map(|one| (one, one)).collect();
        let failures = compile(&folder, &same);
        let failed: Vec<&String> = failures.values().collect();
        assert!(failed.is_empty(), "{failed:#?}");
    }
}

/// The number that a variable has.
fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(variable: &str, otherwise: T) -> T {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// A folder for the files of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// What was found.
#[derive(Default)]
struct Report {
    pairs: usize,
    major: usize,
    implementors_major: usize,
    kinds: BTreeMap<&'static str, usize>,
    disagreements: Vec<String>,
    /// Pairs whose new crate does not compile.
    broken: Vec<String>,
}

impl Report {
    fn batch(&mut self, pairs: &Pairs, batch: &[Pair], folder: &Path) {
        let both: Vec<(&Version, &Version)> = batch
            .iter()
            .map(|pair| (&pairs.old[pair.old], &pair.new))
            .collect();
        let failures = compile(folder, &both);
        let before = (self.disagreements.len(), self.broken.len());
        for (index, (pair, (old, new))) in batch.iter().zip(both).enumerate() {
            self.pairs += 1;
            *self.kinds.entry(pair.edit).or_default() += 1;
            let changes = compare_rust(version(old), version(new));
            self.judge(pair, index, &changes, &failures);
        }
        // A long run says early what it has found.
        let (wrong, broken) = (self.disagreements.len(), self.broken.len());
        println!(
            "after {} pairs: {wrong} disagreements, {broken} crates do not compile",
            self.pairs
        );
        let new = self.disagreements.iter().skip(before.0);
        new.chain(self.broken.iter().skip(before.1))
            .for_each(|one| println!("{one}"));
    }

    fn judge(&mut self, pair: &Pair, index: usize, changes: &[RustChange], failures: &Failures) {
        let callers = changes.iter().any(|one| one.callers == SemverLevel::Major);
        let implementors = changes
            .iter()
            .any(|one| one.implementors == SemverLevel::Major);
        self.major += usize::from(callers);
        self.implementors_major += usize::from(implementors);
        // Webhooks and callbacks have no trait without default bodies. Elsewhere it loses the method, or is gone, too.
        let complete = changes.iter().any(|one| {
            let before = one.before.as_deref().unwrap_or_default();
            let of_defaults = before.starts_with("default method")
                || before.starts_with("trait") && !one.item.contains("Complete");
            one.implementors == SemverLevel::Major && !of_defaults
        });
        let asks = changes.iter().any(asks);
        if let Some(error) = failures.get(&(index, Author::Generator)) {
            self.broken
                .push(format!("{} / {}: {error}", pair.name, pair.edit));
            return;
        }
        for (author, said) in [
            (Author::Caller, callers),
            (Author::Implementor, implementors),
            (Author::CompleteImplementor, complete || asks),
        ] {
            let error = failures.get(&(index, author));
            if error.is_some() != said {
                let list: Vec<String> = changes.iter().map(line).collect();
                self.disagreements.push(format!(
                    "{} / {}: {author:?} major: {said}, rustc: {}\n{}",
                    pair.name,
                    pair.edit,
                    error.map_or("compiles", String::as_str),
                    list.join("\n")
                ));
            }
        }
    }

    fn print(&self, pairs: &Pairs) {
        println!(
            "{} pairs of {} documents, {} kinds of edits; {} edits were rejected",
            self.pairs,
            pairs.old.len(),
            self.kinds.len(),
            pairs.rejected
        );
        for name in &pairs.rejected_documents {
            println!("rejected: {name}");
        }
        println!(
            "major for callers: {}, for implementors: {}",
            self.major, self.implementors_major
        );
        println!(
            "disagreements: {}, crates that do not compile: {}",
            self.disagreements.len(),
            self.broken.len()
        );
        for (kind, count) in &self.kinds {
            println!("{count:5} {kind}");
        }
    }
}

/// Whether the trait without default bodies asks for a new operation, as it promises.
fn asks(change: &RustChange) -> bool {
    let after = change.after.as_ref();
    change.before.is_none() && after.is_some_and(|text| text.starts_with("required method"))
}

fn version(one: &Version) -> RustVersion<'_> {
    RustVersion {
        surface: &one.surface,
        api: &one.api,
    }
}

/// The changes between the modules that differ.
fn of_differing(old: &Version, new: &Version) -> Vec<RustChange> {
    let outputs = [old, new].map(|one| Output::new(analyze(&one.api), EmitOptions::default()));
    let (before, after) = surface::differing(&outputs[0], &outputs[1]);
    let of = |surface, api| RustVersion { surface, api };
    compare_rust(of(&before, &old.api), of(&after, &new.api))
}

fn line(change: &RustChange) -> String {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    format!(
        "  {}: {} -> {} [{:?}, {:?}]",
        change.item,
        before.unwrap_or("nothing"),
        after.unwrap_or("nothing"),
        change.callers,
        change.implementors
    )
}

/// A document so large that its modules are divided.
fn divided() -> SmallDocument {
    let text = std::fs::read_to_string(large()).expect("a document");
    SmallDocument {
        name: "divided".to_owned(),
        value: serde_yaml::from_str(&text).expect("a document"),
        reading: Reading::default(),
    }
}

/// Cuts of a large document are small documents that are accepted.
#[test]
fn a_cut_of_a_large_document_is_accepted() {
    let folder = folder("diff_oracle_cut");
    let whole = divided();
    for seed in 0..8 {
        let value = cut::cut(&whole.value, seed);
        assert!(value.to_string().len() * 10 < whole.value.to_string().len());
        let one = pairs::version(&value, whole.reading, &folder).expect("an accepted document");
        assert_eq!(one.api.operations.len(), 3);
    }
}

/// Every item of every case is known, and every change has a subject and a place.
#[test]
fn every_item_is_known_and_every_change_has_a_place() {
    let folder = folder("diff_oracle_known");
    let mut versions = Pairs::default();
    for one in documents(3) {
        versions.add(&one, 1, 3, &folder);
    }
    for one in &versions.old {
        let unknown: Vec<&str> = one
            .surface
            .items
            .iter()
            .filter(|item| item.kind == ItemKind::Unknown)
            .map(|item| item.path.as_str())
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let paths: BTreeSet<&str> = one
            .surface
            .items
            .iter()
            .map(|item| item.path.as_str())
            .collect();
        assert_eq!(
            paths.len(),
            one.surface.items.len(),
            "a path names one item: {:?}",
            one.document["info"]
        );
    }
    versions.add(&divided(), 6, 5, &folder);
    for pair in &versions.pairs {
        let whole = compare_rust(version(&versions.old[pair.old]), version(&pair.new));
        assert_eq!(
            whole,
            of_differing(&versions.old[pair.old], &pair.new),
            "{} {}",
            pair.name,
            pair.edit
        );
        for change in compare_rust(version(&versions.old[pair.old]), version(&pair.new)) {
            let subject = change.subject.as_ref();
            assert!(subject.is_some(), "{} {}: {change:?}", pair.name, pair.edit);
            let is_document = subject == Some(&ChangeSubject::Document);
            assert!(
                is_document || change.old_pointer.is_some() || change.new_pointer.is_some(),
                "{change:?}"
            );
        }
    }
}
