//! Do a generated client and a generated server agree, byte for byte, and with the document? Runs `behaviour/*.rs`, tests
//! written by hand against the generated cases, inside the scratch crate.

mod scratch;
mod support;

use scratch::{cargo, scratch};

#[test]
fn clients_and_servers_agree() {
    let everything = ["test", "--all-features", "--test", "behaviour"];
    cargo(&scratch(), &everything, &[]);
}
