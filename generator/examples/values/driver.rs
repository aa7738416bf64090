//! The program that decodes, checks and encodes values of the types of one document.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::places::Place;
use crate::program::{Source, output_for};

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
        let source = Source {
            name: "driver",
            text: include_str!("driver.rs.txt"),
            table: &functions.table,
            dependencies: "",
            is_optimized: false,
        };
        let program = source.compile(crate_folder, target)?;
        Ok(Self { program })
    }

    /// What became of each value; the number is that of a function.
    pub(crate) fn ask(&self, questions: &[(usize, &Value)]) -> Result<Vec<Outcome>> {
        let mut text = String::new();
        for (function, value) in questions {
            writeln!(text, "{function} {value}").map_err(Error::other)?;
        }
        let output = output_for(&self.program, text)?;
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
