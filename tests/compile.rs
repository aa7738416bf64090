//! Does every generated output compile, warnings denied? And do a generated client and a generated server agree, byte for
//! byte? All cases are modules of one crate below `target/`, which is linted, laid out, documented and tested.

mod packages;
mod scratch;
mod support;

use scratch::{cargo, check_fails, everything, features, scratch};

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

/// Where an API is served, the compiler asks for each operation; elsewhere it does not.
#[test]
fn an_incomplete_implementation_of_the_complete_trait_names_what_is_missing() {
    let printed = check_fails(
        "incomplete",
        "//! An implementation without operations.

use cases::guides_pets::{CompletePetsApi, PetsApi};
use cases::server_of_one_operation::{CompletePetsApi as Photos, ListPets};
use bindwright_runtime::{Error, Request, Response};

struct Fake;

impl PetsApi for Fake {}

struct Server;

impl CompletePetsApi for Server {}

impl Photos for Server {
    async fn list_pets(&self, _: Request<ListPets>) -> Result<Response<()>, Error> {
        Ok(Response::new(()))
    }
}

fn main() {}
",
    );
    for missing in ["missing: `get_pet`", "missing: `list_photos`, `add_photo`"] {
        assert!(printed.contains(missing), "{missing}\n{printed}");
    }
    assert!(printed.contains("due to 2 previous errors"), "{printed}");
}

/// Runs `behaviour/*.rs`, which are written by hand against the generated cases.
#[test]
fn clients_and_servers_agree() {
    let everything = everything();
    let run = ["test", "--features", &everything, "--test", "behaviour"];
    cargo(&scratch(), &run, &[]);
}
