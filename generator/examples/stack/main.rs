//! How much stack do the recursive types of a document need? Every cycle of every type is nested as deep as decoding accepts, and
//! each use of the value runs on a thread of 512 KiB. One line per document, then the sums. A path is a document, or a folder with
//! documents.
//!
//! ```text
//! cargo run --release -p bindwright --example stack -- PATH... [--filter TEXT] [--work DIR] [--optimized] [--all]
//! ```
//! Each document is generated with a program that is compiled once, without optimization unless `--optimized` is given. The uses
//! are decoding (strict, lenient, from a tree), encoding (text and tree), `Debug` (both forms), `Clone`, `PartialEq`, checks,
//! serde, and `Drop`. A use that overflows ends the program, and fails the run. `--all` prints each cycle with the bytes of stack
//! that its uses need.

mod cycles;
#[path = "../common/documents.rs"]
mod documents;
mod figures;
mod nested;
#[path = "../common/program.rs"]
mod program;
mod samples;

use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use documents::{crate_folder, documents, file_name};
use figures::Figures;
use nested::Nested;

/// Runs every use of deeply nested values on a small stack.
#[derive(Debug, Parser)]
struct Arguments {
    /// Documents, and folders with documents.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Takes only documents whose file name contains one of these strings.
    #[arg(long)]
    filter: Vec<String>,
    /// Where crates go.
    #[arg(long, default_value = "target/stack")]
    work: PathBuf,
    /// Compiles with optimization.
    #[arg(long)]
    optimized: bool,
    /// Prints each cycle.
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(sum) if sum.is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<Figures> {
    std::fs::create_dir_all(&arguments.work)?;
    let work = arguments.work.canonicalize()?;
    let mut sum = Figures::default();
    let mut paths = Vec::new();
    for path in &arguments.paths {
        paths.extend(documents(path, &arguments.filter)?);
    }
    for path in paths {
        let name = file_name(&path);
        let measured = measure(&path, &work, arguments.optimized);
        let figures = measured.unwrap_or_else(|error| Figures::failed(&error.to_string()));
        println!("{}", figures.line(&name));
        if arguments.all {
            println!("{}", figures.details());
        }
        sum.add(figures);
    }
    println!("{}", sum.line("all"));
    Ok(sum)
}

fn measure(path: &Path, work: &Path, is_optimized: bool) -> Result<Figures> {
    let folder = crate_folder(work, path);
    let (generated, _) = program::generate(path, &folder)?;
    let questions = cycles::questions(&generated.api);
    if questions.is_empty() {
        return Ok(Figures::default());
    }
    let program = Nested::compile(&folder, &work.join("target"), &questions, is_optimized)?;
    program.ask(&questions)
}
