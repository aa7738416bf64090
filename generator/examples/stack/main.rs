//! How much stack do the recursive types of a document need? Every cycle of every type is nested as deep as decoding accepts, and
//! each use of the value runs on a thread of 512 KiB. One line per document of a folder, then the sums.
//!
//! ```text
//! cargo run --release -p bindwright --example stack -- DIR [--filter TEXT] [--work DIR] [--optimized] [--all]
//! ```
//! Each document is generated with a program that is compiled once, without optimization unless `--optimized` is given. The uses
//! are decoding (strict, lenient, from a tree), encoding (text and tree), `Debug` (both forms), `Clone`, `PartialEq`, checks,
//! serde, and `Drop`. A use that overflows ends the program, and fails the run. `--all` prints each cycle with the bytes of stack
//! that its uses need.

mod cycles;
mod figures;
mod program;
mod samples;

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::load::{Limit, LoadOptions, Strictness};
use bindwright::package::Runtime;
use bindwright::{Generated, Generator, OutputKind};
use clap::Parser;
use figures::Figures;
use program::Program;

/// Runs every use of deeply nested values on a small stack.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the documents, or one document.
    folder: PathBuf,
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
    for path in documents(arguments)? {
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
    let folder = work.join("crates").join(file_name(path).replace('.', "-"));
    let generated = generate(path, &folder)?;
    let questions = cycles::questions(&generated.api);
    if questions.is_empty() {
        return Ok(Figures::default());
    }
    let program = Program::compile(&folder, &work.join("target"), &questions, is_optimized)?;
    program.ask(&questions)
}

fn generate(path: &Path, folder: &Path) -> Result<Generated> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let runtime = Runtime::Path(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime").to_owned());
    let kind = OutputKind::Package {
        name: None,
        runtime,
    };
    let options = LoadOptions {
        strictness: Strictness::Lenient,
        ..LoadOptions::default()
    };
    let generator = Generator::new(path).reading(options).skip_unsupported();
    let run = generator
        .limit(Limit::Reports, 1_000_000)
        .plan(folder, &kind);
    let generated = run.generated.filter(|_| !run.diagnostics.has_errors());
    let generated = generated.ok_or_else(|| Error::other("the document is rejected"))?;
    bindwright::write::apply(&generated.plan).map_err(Error::other)?;
    Ok(generated)
}

/// The documents, by name.
fn documents(arguments: &Arguments) -> Result<Vec<PathBuf>> {
    if arguments.folder.is_file() {
        return Ok(vec![arguments.folder.clone()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&arguments.folder)? {
        let path = entry?.path();
        let name = file_name(&path);
        let mut endings = [".json", ".yaml", ".yml"].iter();
        let mut filters = arguments.filter.iter();
        let is_wanted = arguments.filter.is_empty() || filters.any(|text| name.contains(text));
        if endings.any(|ending| name.ends_with(ending)) && is_wanted {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
