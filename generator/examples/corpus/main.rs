//! Generates every document of a folder as a crate of its own and lets the compiler judge each: one line a document,
//! then `N passed, N failed`.
//!
//! ```text
//! cargo run --release -p bindwright --example corpus -- DIR [--filter TEXT] [--work DIR] [--again] [--no-check]
//! ```
//! A document passes when its crate compiles as a client, and with all its features, warnings denied, or when it is refused
//! with reports that all have a place. Results are kept in the work folder, and a second run goes on where the first
//! one stopped; `--again` starts over. Operations that were left out are counted and named.

mod compile;
mod one;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
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
    /// Generates one document, in this process, and prints figures: what the program starts for each.
    #[arg(long, hide = true)]
    one: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.one {
        return one::run(&arguments.folder, &arguments.work);
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
    let documents = documents(&arguments.folder, arguments.filter.as_deref())?;
    for document in &documents {
        let name = document
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !table.knows(&name) {
            let line = judge(document, &name, &work, arguments)?;
            println!("{line}");
            table.add(line)?;
        }
    }
    let names: Vec<String> = documents
        .iter()
        .map(|path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    Ok(table.finish(&names))
}

/// The documents of a folder by name: JSON and YAML.
fn documents(folder: &Path, filter: Option<&str>) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let known = [".json", ".yaml", ".yml"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if known && filter.is_none_or(|text| name.contains(text)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn judge(document: &Path, name: &str, work: &Path, arguments: &Arguments) -> std::io::Result<Line> {
    let crate_folder = work.join("crates").join(name.replace('.', "-"));
    if crate_folder.exists() {
        std::fs::remove_dir_all(&crate_folder)?;
    }
    let mut line = one::start(document, &crate_folder, name)?;
    if line.generated() && !arguments.no_check {
        line.check = Some(compile::check(&crate_folder, &work.join("target"))?);
    }
    Ok(line)
}
