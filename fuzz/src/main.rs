//! Runs the targets on stable, for a number of inputs: `cargo run --release --manifest-path fuzz/Cargo.toml -- codec --runs 100000`.

use std::process::ExitCode;

use bindwright_fuzz::document_structure;
use bindwright_fuzz::draw::Draw;
use bindwright_fuzz::runner::{Options, supervise, work};

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    if let Some(progress) = &options.worker {
        work(&options, progress);
        return ExitCode::SUCCESS;
    }
    if options.show || options.input.is_some() {
        return one(&options);
    }
    if supervise(&options) == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs one input in this process, so that a panic shows its backtrace, or prints it.
fn one(options: &Options) -> ExitCode {
    let Some(target) = options.targets.first() else {
        return ExitCode::FAILURE;
    };
    let input = match &options.input {
        Some(path) => std::fs::read(path),
        None => Ok(target.numbered(options.seed, options.from)),
    };
    let input = match input {
        Ok(input) => input,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if options.show {
        println!("{}", input.escape_ascii());
        if target.name == "document_structure" {
            let mut draw = Draw::new(&input);
            let _ = draw.byte();
            println!("{}", document_structure::document(&mut draw));
        }
        return ExitCode::SUCCESS;
    }
    (target.run)(&input);
    println!("{} keeps its promises for this input", target.name);
    ExitCode::SUCCESS
}
