//! `cargo check` of one generated crate, as a client and with all its code, warnings denied, all crates sharing one
//! target folder.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::table::Check;

/// Checks what a crate is by default, a client, and then all that it can be.
pub(crate) fn check(crate_folder: &Path, target: &Path) -> std::io::Result<Check> {
    let client = check_with(crate_folder, target, "client")?;
    if client.errors > 0 {
        return Ok(client);
    }
    let all = check_with(crate_folder, target, &features(crate_folder)?)?;
    Ok(Check {
        seconds: client.seconds + all.seconds,
        ..all
    })
}

fn check_with(crate_folder: &Path, target: &Path, features: &str) -> std::io::Result<Check> {
    let started = Instant::now();
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--message-format", "short"])
        .args(["--features", features])
        .current_dir(crate_folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .output()?;
    let seconds = started.elapsed().as_secs_f64();
    if output.status.success() {
        return Ok(Check {
            errors: 0,
            seconds,
            first: String::new(),
        });
    }
    let report = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = report
        .lines()
        .filter(|line| line.contains(": error"))
        .collect();
    let first = errors.first().copied().or(report.lines().next());
    Ok(Check {
        errors: errors.len().max(1),
        seconds,
        first: first.unwrap_or("cargo failed").to_owned(),
    })
}

/// Both sides, and what features keep apart: types that no operation uses, webhooks and callbacks.
fn features(crate_folder: &Path) -> std::io::Result<String> {
    let manifest = std::fs::read_to_string(crate_folder.join("Cargo.toml"))?;
    let is_there = |name: &&str| manifest.contains(&format!("\n{name} = ["));
    let apart = ["schemas", "webhooks"].into_iter().filter(is_there);
    let all: Vec<&str> = ["client", "server", "serde"]
        .into_iter()
        .chain(apart)
        .collect();
    Ok(all.join(","))
}
