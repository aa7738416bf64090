//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::{TARGETS, Target};

/// What `--help` prints.
pub const HELP: &str = "Usage: bindwright-fuzz [TARGET…] [--runs N] [--seed S] [--from I] [--limit SECONDS] [--input FILE] [--show]

Runs each target, or all of them, on N inputs (10000 by default) and prints what fails.
  --seed S         other inputs (1 by default); the same seed gives the same inputs everywhere
  --from I         the number of the first input
  --limit SECONDS  how long one input may take (20 by default)
  --input FILE     one input: the bytes of a file, instead of N
  --show           prints the first input, and what a target makes of it, instead of a run";

/// What to run.
#[derive(Debug, Clone)]
pub struct Options {
    pub targets: Vec<Target>,
    pub runs: u64,
    pub seed: u64,
    pub from: u64,
    pub limit: Duration,
    pub input: Option<PathBuf>,
    pub show: bool,
    /// Where a worker notes the number of its input.
    pub worker: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// The argument that is not understood, or the help.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            targets: Vec::new(),
            runs: 10_000,
            seed: 1,
            from: 0,
            limit: Duration::from_secs(20),
            input: None,
            show: false,
            worker: None,
        };
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--runs" => options.runs = number(&value()?)?,
                "--seed" => options.seed = number(&value()?)?,
                "--from" => options.from = number(&value()?)?,
                "--limit" => options.limit = Duration::from_secs(number(&value()?)?),
                "--input" => options.input = Some(value()?.into()),
                "--worker" => options.worker = Some(value()?.into()),
                "--show" => options.show = true,
                "--help" | "-h" => return Err(HELP.to_owned()),
                name => {
                    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
                    let unknown =
                        || format!("there is no target {name}; there are {}", names.join(", "));
                    options
                        .targets
                        .push(Target::named(name).ok_or_else(unknown)?);
                }
            }
        }
        if options.targets.is_empty() {
            options.targets = TARGETS.to_vec();
        }
        Ok(options)
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.replace('_', "")
        .parse()
        .map_err(|_| format!("{text} is not a number"))
}
