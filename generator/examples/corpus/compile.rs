//! `cargo check` of one generated crate with all its code, warnings denied, all crates sharing one target folder.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::table::Check;

pub(crate) fn check(crate_folder: &Path, target: &Path) -> std::io::Result<Check> {
    let started = Instant::now();
    let output = Command::new("cargo")
        .args([
            "check",
            "--quiet",
            "--message-format",
            "short",
            "--features",
            features(crate_folder)?,
        ])
        .current_dir(crate_folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    let mut errors = report.lines().filter(|line| line.contains(": error"));
    let first = errors.next().unwrap_or_default().to_owned();
    let found = errors.count() + usize::from(!first.is_empty());
    let seconds = started.elapsed().as_secs_f64();
    if output.status.success() {
        return Ok(Check {
            errors: 0,
            seconds,
            first: String::new(),
        });
    }
    let first = if first.is_empty() {
        report.lines().next().unwrap_or("cargo failed").to_owned()
    } else {
        first
    };
    Ok(Check {
        errors: found.max(1),
        seconds,
        first,
    })
}

/// Both sides, and the types that no operation uses, where a feature keeps them apart.
fn features(crate_folder: &Path) -> std::io::Result<&'static str> {
    let manifest = std::fs::read_to_string(crate_folder.join("Cargo.toml"))?;
    let apart = manifest.lines().any(|line| line == "schemas = []");
    Ok(if apart {
        "client,server,schemas"
    } else {
        "client,server"
    })
}
