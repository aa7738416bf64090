//! Does every generated output compile, warnings denied? And do a generated client and a generated server agree, byte for
//! byte? All cases are modules of one crate below `target/`, which is linted, laid out, documented and tested.

mod packages;
mod scratch;
mod support;

use scratch::{cargo, everything, features, scratch};

/// Each side alone with every other tag, both sides with the other tags, and everything, which is also linted.
#[test]
fn every_output_compiles_without_a_warning() {
    let scratch = scratch();
    let tags = features();
    let every_other = |skipped| tags.iter().skip(skipped).step_by(2).map(String::as_str);
    let (even, odd) = (every_other(0), every_other(1));
    let selections: [Vec<&str>; 4] = [
        Vec::new(),
        ["client"].into_iter().chain(even.clone()).collect(),
        ["server"].into_iter().chain(even).collect(),
        ["client", "server"].into_iter().chain(odd).collect(),
    ];
    for features in selections {
        cargo(&scratch, &["check", "--features", &features.join(",")], &[]);
    }
    let everything = everything();
    let lint = ["clippy", "--features", &everything, "--", "-D", "warnings"];
    cargo(&scratch, &lint, &[]);
}

#[test]
fn every_output_is_formatted_as_by_rustfmt() {
    cargo(&scratch(), &["fmt", "--check"], &[]);
}

#[test]
fn every_output_is_documented_without_a_warning() {
    let denied = [("RUSTDOCFLAGS", "-D warnings")];
    let everything = everything();
    let document = ["doc", "--features", &everything, "--no-deps"];
    cargo(&scratch(), &document, &denied);
}

/// Each front page has one.
#[test]
fn every_example_in_docs_compiles() {
    let everything = everything();
    let printed = cargo(
        &scratch(),
        &["test", "--doc", "--features", &everything],
        &[],
    );
    assert!(printed.contains("guides_pets/mod.rs"), "{printed}");
    assert!(!printed.contains("... ignored"), "{printed}");
}

/// Runs `behaviour/*.rs`, which are written by hand against the generated cases.
#[test]
fn clients_and_servers_agree() {
    let everything = everything();
    let run = ["test", "--features", &everything, "--test", "behaviour"];
    cargo(&scratch(), &run, &[]);
}
