//! `bindwright prove SPEC`: compiles the client and the server of a document, and sends values from one to the other and back.
//!
//! The exit status says what kind of result it is: see the text of `--help`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::escape;
use bindwright::package::package_name;
use bindwright::prove::{ANSWER_TIME, PART_SIZE, ProofError, ProofFormat, ProveOptions, prepare};
use clap::{Args, ValueEnum};

use super::output::{line_to_stderr, reject, report, text};
use super::{Common, MessageFormat, Spec};

/// The exit status if something is wrong.
const WRONG: u8 = 3;
/// The exit status if a part is not compiled or does not run, whatever the verdicts of others are.
const NOT_RUN: u8 = 4;

/// Arguments of `prove`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 if nothing is wrong, 1 if the document has errors, 2 for an invalid command line, 3 if something is \
                  wrong, 4 if a part of it does not compile or run."
)]
pub(super) struct ProveArgs {
    #[command(flatten)]
    spec: Spec,
    /// How many requests, and how many responses, are tried for each operation. Each documented response is tried twice at least.
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..))]
    cases: u16,
    /// Where the random values start. Equal numbers try equal values.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Prove only this operation: its operationId, or its method and path as in `GET /pets`. Can be repeated.
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,
    /// How many operations and types are compiled together. A larger document is proven in parts, one after the other: less needs less
    /// memory, and more needs less time.
    #[arg(long, value_name = "N", default_value_t = PART_SIZE)]
    part_size: usize,
    /// How to print what is proven.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ProofFormatName::Human)]
    format: ProofFormatName,
    /// The folder for the generated crate and for what Cargo compiles. The default is target/bindwright-prove.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Do not make a proof: serve the API at this address, such as 127.0.0.1:8080, for clients and judges of others. Handlers return
    /// sampled responses.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["against", "format"])]
    serve: Option<String>,
    /// Send the requests to this server, in place of the generated one. They are random, and change what they can change.
    #[arg(long, value_name = "URL")]
    against: Option<String>,
    /// Do not let Cargo use the network.
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    common: Common,
}

/// How to print what is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProofFormatName {
    Human,
    Json,
}

impl From<ProofFormatName> for ProofFormat {
    fn from(name: ProofFormatName) -> Self {
        match name {
            ProofFormatName::Human => Self::Human,
            ProofFormatName::Json => Self::Json,
        }
    }
}

impl ProveArgs {
    /// What decides which file with options is read.
    pub(super) fn inputs(&self) -> (&Spec, &Common) {
        (&self.spec, &self.common)
    }

    /// Sets the folder that the output names documents from.
    pub(super) fn set_base(&mut self, base: Option<PathBuf>) {
        self.common.base = base;
    }

    pub(super) fn run(self) -> ExitCode {
        let documents = match self.spec.documents() {
            Ok(documents) => documents,
            Err(status) => return status,
        };
        let options = ProveOptions {
            cases: self.cases.into(),
            seed: self.seed,
            operations: self.operations.clone(),
            // One server has all operations.
            part_size: match self.serve {
                Some(_) => usize::MAX,
                None => self.part_size,
            },
            folder: self.folder(),
            name: name(documents.first().map(PathBuf::as_path)),
            offline: self.offline,
            against: self.against.clone(),
            answer_time: ANSWER_TIME,
        };
        let (diagnostics, prepared) = prepare(&self.common.generator(documents), &options);
        let is_quiet = self.format == ProofFormatName::Json
            && self.common.message_format == MessageFormat::Human
            && !diagnostics.has_errors();
        let status = match is_quiet {
            true => ExitCode::SUCCESS,
            false => report(&diagnostics, &self.common),
        };
        let prepared = match prepared {
            Ok(Some(prepared)) => prepared,
            Ok(None) => return status,
            Err(error) => return failed(&error),
        };
        if let Some(address) = &self.serve {
            return match prepared.serve(&options, address) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&error),
            };
        }
        let proof = prepared.prove(&options, &mut |progress| {
            if let Some(line) = progress.line() {
                line_to_stderr(&line);
            }
        });
        text(&proof.render(self.format.into()));
        match (proof.failures.len(), proof.counts()) {
            (0, (_, _, 0)) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(WRONG),
            _ => ExitCode::from(NOT_RUN),
        }
    }

    fn folder(&self) -> PathBuf {
        let usual = || Path::new("target").join("bindwright-prove");
        self.keep.clone().unwrap_or_else(usual)
    }
}

fn failed(error: &ProofError) -> ExitCode {
    if let ProofError::NoSuchOperation(_) = error {
        return reject(&escape(&error.to_string()));
    }
    line_to_stderr(&format!("bindwright: {error}"));
    ExitCode::from(NOT_RUN)
}

/// The name of the package: that of the document.
fn name(document: Option<&Path>) -> String {
    let stem = document.and_then(Path::file_stem);
    let stem = stem.map_or("api".into(), |stem| stem.to_string_lossy());
    format!("prove-{}", package_name(&stem))
}
