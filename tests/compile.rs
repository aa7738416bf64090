//! Does every generated output compile, warnings denied? All cases as modules of one crate below `target/`, checked with
//! each feature on its own, linted, laid out, and documented.

mod scratch;
mod support;

use scratch::{cargo, everything, features, scratch};

#[test]
fn every_output_compiles_without_a_warning() {
    let scratch = scratch();
    let tags = features()
        .into_iter()
        .map(|tag| format!("client,server,{tag}"));
    let sides = ["", "client", "server", "rustls,server"].map(str::to_owned);
    for features in sides.into_iter().chain(tags) {
        cargo(&scratch, &["check", "--features", &features], &[]);
    }
    let everything = everything();
    let lint = ["clippy", "--features", &everything, "--", "-D", "warnings"];
    cargo(&scratch, &lint, &[]);
}

#[test]
fn every_output_is_laid_out_as_rustfmt_does() {
    cargo(&scratch(), &["fmt", "--check"], &[]);
}

#[test]
fn every_output_is_documented_without_a_warning() {
    let denied = [("RUSTDOCFLAGS", "-D warnings")];
    let everything = everything();
    let document = ["doc", "--features", &everything, "--no-deps"];
    cargo(&scratch(), &document, &denied);
}
