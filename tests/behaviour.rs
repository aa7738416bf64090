//! Do a generated client and a generated server agree, byte for byte, and with the document? Runs `behaviour/*.rs`, tests
//! written by hand against the generated cases, inside the scratch crate.

mod scratch;
mod support;

use scratch::{cargo, everything, scratch};

#[test]
fn clients_and_servers_agree() {
    let everything = everything();
    let run = ["test", "--features", &everything, "--test", "behaviour"];
    cargo(&scratch(), &run, &[]);
}
