//! Generates the crate of a document with a program that decodes, checks and encodes values, compiles both once, and asks
//! the program about all values.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Error, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::places::Place;

/// What became of a value.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    /// It was accepted, and is written like this.
    Written(Value),
    /// It was rejected, with this message.
    Rejected(String),
}

/// The program for a document.
#[derive(Debug)]
pub(crate) struct Driver {
    program: PathBuf,
}

impl Driver {
    /// Writes the program as an example of the generated crate in the folder, and compiles it. Each function decodes one type.
    pub(crate) fn compile(
        crate_folder: &Path,
        target: &Path,
        functions: &Functions,
    ) -> Result<Self> {
        let manifest = std::fs::read_to_string(crate_folder.join("Cargo.toml"))?;
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "));
        let name = name.unwrap_or_default().trim_matches('"').replace('-', "_");
        let mut table = String::new();
        for function in &functions.table {
            writeln!(table, "    {function},").map_err(Error::other)?;
        }
        let text = include_str!("driver.rs.txt").replace("SDK", &name);
        let text = text.replace("    // TABLE\n", &table);
        let examples = crate_folder.join("examples");
        std::fs::create_dir_all(&examples)?;
        std::fs::write(examples.join("driver.rs"), text)?;
        let apart = ["schemas", "webhooks"].into_iter();
        let apart = apart.filter(|name| manifest.contains(&format!("\n{name} = [")));
        let features: Vec<&str> = ["serde"].into_iter().chain(apart).collect();
        let output = Command::new("cargo")
            .args([
                "build",
                "--quiet",
                "--message-format",
                "short",
                "--example",
                "driver",
            ])
            .args(["--no-default-features", "--features", &features.join(",")])
            .current_dir(crate_folder)
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
        let built = target.join("debug/examples/driver");
        let program = crate_folder.join("driver");
        std::fs::copy(built, &program)?;
        Ok(Self { program })
    }

    /// What became of each value; the number is that of a function.
    pub(crate) fn ask(&self, questions: &[(usize, &Value)]) -> Result<Vec<Outcome>> {
        let mut child = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut input = child.stdin.take().ok_or_else(|| Error::other("no input"))?;
        let mut text = String::new();
        for (function, value) in questions {
            writeln!(text, "{function} {value}").map_err(Error::other)?;
        }
        let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output()?;
        _ = writing.join();
        let text = String::from_utf8_lossy(&output.stdout);
        let outcomes: Vec<Outcome> = text.lines().map(outcome).collect();
        if outcomes.len() != questions.len() {
            let value = questions.get(outcomes.len());
            return Err(Error::other(format!("the program stopped at {value:?}")));
        }
        Ok(outcomes)
    }
}

fn outcome(line: &str) -> Outcome {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match (word, serde_json::from_str(rest)) {
        ("ok", Ok(value)) => Outcome::Written(value),
        ("ok", Err(error)) => {
            Outcome::Rejected(format!("wrote {rest}, which is not JSON: {error}"))
        }
        _ => Outcome::Rejected(line.to_owned()),
    }
}

/// The functions of the program, each once.
#[derive(Debug, Default)]
pub(crate) struct Functions {
    table: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Functions {
    /// The number of the function for a place.
    pub(crate) fn add(&mut self, place: &Place) -> usize {
        self.add_function(of_request(place), &place.rust)
    }

    /// The numbers of the functions for the member with the schema of a place: in requests, and in responses.
    pub(crate) fn add_member(&mut self, place: &Place) -> [usize; 2] {
        let rust = place.of_member.as_ref().unwrap_or(&place.rust);
        [of_request(place), "received"].map(|name| self.add_function(name, rust))
    }

    fn add_function(&mut self, name: &str, rust: &str) -> usize {
        let function = format!("{name}::<{rust}>");
        if let Some(index) = self.known.get(&function) {
            return *index;
        }
        self.table.push(function.clone());
        self.known.insert(function, self.table.len() - 1);
        self.table.len() - 1
    }
}

/// What decodes a value as a server does.
fn of_request(place: &Place) -> &'static str {
    if place.is_checked {
        "checked"
    } else {
        "decoded"
    }
}
