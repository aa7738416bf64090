//! Do generated types keep the examples of real documents, and do they accept the values that a validator of JSON Schema
//! accepts? One line per document of a folder, then the sums.
//!
//! ```text
//! cargo run --release -p bindwright --example values -- DIR [--filter TEXT] [--work DIR] [--limit NUMBER] [--examples-only]
//! ```
//! Each document is generated with a program that decodes, checks and encodes values of its types, and compiled once. Then:
//!
//! - Every example is decoded with the type of its schema, and encoded again. The result is the same JSON value, or the
//!   generator has reported the example (BW0309).
//! - Values are made from and around the schema of every type that requests contain. The crate `jsonschema` judges each of
//!   them by a translation of the schema that does not use the generator. The verdicts are the same, or one of the reasons in
//!   `reading.rs` explains the difference. What a type accepts, it writes as it was.
//!
//! Whatever is unexplained is in `findings.txt` in the work folder, and fails the run.

mod asserted;
mod compare;
mod document;
#[path = "../common/documents.rs"]
mod documents;
mod driver;
mod equal;
mod examples;
mod figures;
mod flat;
mod judge;
mod keywords;
mod numbers;
mod places;
#[path = "../common/program.rs"]
mod program;
mod read_only;
mod reading;
mod sample;
mod strings;
mod tags;
mod translate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use documents::{documents, file_name};
use figures::Figures;

/// Compares generated types with the examples and the schemas of real documents.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the documents, or one document.
    folder: PathBuf,
    /// Takes only documents whose file name contains one of these strings.
    #[arg(long)]
    filter: Vec<String>,
    /// Where crates and findings go.
    #[arg(long, default_value = "target/values")]
    work: PathBuf,
    /// At most this many values per type.
    #[arg(long, default_value_t = 60)]
    limit: usize,
    /// Compares examples only.
    #[arg(long)]
    examples_only: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(figures) if figures.unexplained() == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> std::io::Result<Figures> {
    std::fs::create_dir_all(&arguments.work)?;
    let work = arguments.work.canonicalize()?;
    let mut sum = Figures::default();
    let mut findings = String::new();
    for document in documents(&arguments.folder, &arguments.filter)? {
        let name = file_name(&document);
        let compared = compare::compare(&document, &work, arguments.limit, arguments.examples_only);
        let figures = compared.unwrap_or_else(|error| Figures::failed(&error.to_string()));
        println!("{}", figures.line(&name));
        for finding in &figures.findings {
            findings.push_str(&format!("{name} {finding}\n"));
        }
        std::fs::write(work.join("findings.txt"), &findings)?;
        sum.add(&figures);
    }
    println!("{}\n{}", sum.line("all"), sum.reasons());
    Ok(sum)
}
