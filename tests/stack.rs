//! Does any use of a value that decoding accepts overflow a small stack? The documents of `stack/` have types that contain
//! themselves in every way. Values of them are nested as deep as decoding accepts, in a build without optimization, and each use
//! runs on a thread of 512 KiB. The example `stack` of the generator does the same for any documents:
//!
//! ```text
//! cargo run --release -p bindwright --example stack -- PATH... --optimized
//! ```

use std::process::Command;

#[test]
fn no_use_of_a_decoded_value_overflows_a_small_stack() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let work = format!("{}/stack", env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--locked",
            "-p",
            "bindwright",
            "--example",
            "stack",
            "--",
            "tests/stack",
            "--all",
            "--work",
        ])
        .arg(work)
        .current_dir(root)
        .output()
        .expect("the example runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}\n{errors}");
    // Every kind of recursion was tried, and none of them less deep than real documents nest.
    let cycles = report.lines().filter(|line| line.contains(" × ")).count();
    assert!(cycles >= 40, "{cycles} cycles:\n{report}");
    assert!(!report.contains("no value"), "{report}");
}
