//! The crate of a document with a program that uses its types: generates it, compiles the program once, and asks it.

use std::io::{Error, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bindwright::Generated;
use bindwright::diagnostic::Diagnostics;
use bindwright::load::Limit;

use crate::documents::lenient;

/// Generates the crate of a document into a new folder, without the operations that cannot be generated.
pub(crate) fn generate(document: &Path, folder: &Path) -> Result<(Generated, Diagnostics)> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let (generator, kind) = lenient(document);
    let run = generator
        .skip_unsupported()
        .limit(Limit::Reports, 1_000_000)
        .plan(folder, &kind);
    let generated = run.generated.filter(|_| !run.diagnostics.has_errors());
    let generated = generated.ok_or_else(|| Error::other("the document is rejected"))?;
    bindwright::write::apply(&generated.plan).map_err(Error::other)?;
    Ok((generated, run.diagnostics))
}

/// The source of a program, which becomes an example of the generated crate.
pub(crate) struct Source<'a> {
    /// The name of the example.
    pub(crate) name: &'a str,
    /// Its code, with `SDK` for the name of the crate and the line `// TABLE`.
    pub(crate) text: &'a str,
    /// The functions that replace that line, of which an input names one by its position.
    pub(crate) table: &'a [String],
    /// What it depends on beside the crate, as lines of `[dev-dependencies]`.
    pub(crate) dependencies: &'a str,
    pub(crate) is_optimized: bool,
}

impl Source<'_> {
    /// Writes the example into the folder of the crate, and compiles it. The crate is a workspace of its own, because the folder
    /// may be inside of another one.
    pub(crate) fn compile(&self, folder: &Path, target: &Path) -> Result<PathBuf> {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml"))?;
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "));
        let name = name.unwrap_or_default().trim_matches('"').replace('-', "_");
        let table = self.table.iter();
        let table: String = table.map(|function| format!("    {function},\n")).collect();
        let text = self.text.replace("SDK", &name);
        let text = text.replace("    // TABLE\n", &table);
        let examples = folder.join("examples");
        std::fs::create_dir_all(&examples)?;
        std::fs::write(examples.join(format!("{}.rs", self.name)), text)?;
        let added = format!("\n[dev-dependencies]\n{}\n[workspace]\n", self.dependencies);
        std::fs::write(folder.join("Cargo.toml"), manifest.clone() + &added)?;
        let apart = ["schemas", "webhooks"].into_iter();
        let apart = apart.filter(|name| manifest.contains(&format!("\n{name} = [")));
        let features: Vec<&str> = ["serde"].into_iter().chain(apart).collect();
        let output = Command::new("cargo")
            .args(["build", "--quiet", "--message-format", "short"])
            .args(["--example", self.name])
            .args(self.is_optimized.then_some("--release"))
            .args(["--no-default-features", "--features", &features.join(",")])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTFLAGS", "-A warnings")
            .output()?;
        if !output.status.success() {
            let report = String::from_utf8_lossy(&output.stderr);
            let first: Vec<&str> = report.lines().take(5).collect();
            return Err(Error::other(first.join("\n")));
        }
        let profile = match self.is_optimized {
            true => "release",
            false => "debug",
        };
        let built = target.join(profile).join("examples").join(self.name);
        let program = folder.join(self.name);
        std::fs::copy(built, &program)?;
        Ok(program)
    }
}

/// What a program prints for an input, and how it ends.
pub(crate) fn output_for(program: &Path, input: String) -> Result<Output> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or_else(|| Error::other("no input"))?;
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    _ = writing.join();
    Ok(output)
}
