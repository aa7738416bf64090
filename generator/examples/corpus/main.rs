//! Generates every document of a folder as a crate of its own and lets the compiler judge each: one line per document,
//! then the sums.
//!
//! ```text
//! cargo run --release -p bindwright --example corpus -- DIR [--filter TEXT] [--work DIR] [--again] [--no-check] [--whole]
//! ```
//! A document passes if its crate compiles as a client, and with all its features, warnings denied. A document that is
//! rejected fails the run unless a list gives the reason: `rejected.tsv` in the folder, or the file that `--reasons` names,
//! with the name of a document, a tab and the reason on each line. A reason for a document that is not rejected fails the
//! run, too. Operations that were left out are counted and named; with `--whole` none is left out, as without the option
//! `--skip-unsupported` of the command. Results are kept in the work folder, and a second run continues where the first one
//! stopped; `--again` starts over.

mod compile;
#[path = "../common/documents.rs"]
mod documents;
mod one;
mod reasons;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use documents::{crate_folder, documents, file_name};
use reasons::Reasons;
use table::{Line, Table};

/// Generates and compiles every OpenAPI document of a folder.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the documents.
    folder: PathBuf,
    /// Takes only documents whose file name contains this text.
    #[arg(long)]
    filter: Option<String>,
    /// Where the crates, the compiler's files and the results go.
    #[arg(long, default_value = "target/corpus")]
    work: PathBuf,
    /// Forgets earlier results.
    #[arg(long)]
    again: bool,
    /// Generates only.
    #[arg(long)]
    no_check: bool,
    /// Generates whole documents only: leaves out no operation.
    #[arg(long)]
    whole: bool,
    /// The file with the reasons for rejections; `rejected.tsv` in the folder if it is not given.
    #[arg(long)]
    reasons: Option<PathBuf>,
    /// Generates one document, in this process, and prints figures: what the program starts for each.
    #[arg(long, hide = true)]
    one: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.one {
        return one::run(&arguments.folder, &arguments.work, arguments.whole);
    }
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> std::io::Result<usize> {
    std::fs::create_dir_all(&arguments.work)?;
    let work = arguments.work.canonicalize()?;
    let mut table = Table::open(&work.join("results.tsv"), arguments.again)?;
    let reasons = Reasons::read(&arguments.folder, arguments.reasons.as_deref())?;
    let all = documents(&arguments.folder, &[])?;
    let all: Vec<String> = all.iter().map(|path| file_name(path)).collect();
    let is_covered = |name: &&String| {
        let filter = arguments.filter.as_deref();
        filter.is_none_or(|text| name.contains(text))
    };
    let covered: Vec<String> = all.iter().filter(is_covered).cloned().collect();
    for name in &covered {
        if !table.knows(name) {
            let line = judge(&arguments.folder.join(name), name, &work, arguments)?;
            println!("{line}");
            if let Some(reason) = reasons.get(name).filter(|_| line.is_rejected()) {
                println!("         reason: {reason}");
            }
            table.add(line)?;
        }
    }
    Ok(table.finish(&covered, &all, &reasons))
}

fn judge(document: &Path, name: &str, work: &Path, arguments: &Arguments) -> std::io::Result<Line> {
    let crate_folder = crate_folder(work, document);
    if crate_folder.exists() {
        std::fs::remove_dir_all(&crate_folder)?;
    }
    let mut line = one::start(document, &crate_folder, name, arguments.whole)?;
    if line.generated() && !arguments.no_check {
        line.check = Some(compile::check(&crate_folder, &work.join("target"))?);
    }
    Ok(line)
}
