//! The command line: its options, and the commands that they run.
//!
//! Exit status: 0 for success, 1 if a report is an error, 2 for an invalid command line.
//!
//! Each command is a struct with its arguments, whose doc comments are the text of `--help`, and a function `run` that returns
//! the exit status. The commands only translate: everything they do is in the library, where tests and build scripts call it.
//!
//! ```text
//! bindwright check pets.yaml --strict
//!            │     │          └─ Common: options of every command
//!            │     └─ Spec
//!            └─ Task::Check(check::Check)
//! ```

mod check;
mod code_options;
mod config;
mod diff;
mod drift;
mod explain;
mod facts;
mod generate;
mod options;
mod output;
mod pages;
mod propose;
mod prove;
mod revision;
mod shell;
mod switches;
mod target;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::Generator;
use bindwright::diagnostic::Diagnostics;
use bindwright::load::{Limit, Limits, LoadOptions, Strictness};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Generate a Rust crate from an OpenAPI document: types, one trait, a client and a server.
#[derive(Debug, Parser)]
#[command(
    name = "bindwright",
    version,
    about,
    max_term_width = 100,
    args_override_self = true
)]
pub(crate) struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Generate a crate from a document.
    Generate(generate::Generate),
    /// Read a document and report what is wrong with it.
    Check(check::CheckArgs),
    /// Explain a diagnostic code (BW0201), or how each key of a document is used.
    Explain(explain::Explain),
    /// Read facts from saved pages of API documentation.
    Facts(facts::FactsArgs),
    /// Say where pages of API documentation and a document differ.
    Drift(drift::DriftArgs),
    /// Generate a crate whenever its document is saved, and say what the change means.
    Watch(watch::WatchArgs),
    /// Say what a change of a document means on the wire, for callers and for implementors.
    Diff(diff::DiffArgs),
    /// Prove that values travel from the generated client to the generated server and back.
    Prove(prove::ProveArgs),
    /// Print a completion script for a shell.
    Completions(shell::Completions),
    /// Print the manual page, in the format of man(1).
    Man,
}

/// Options of every command.
#[derive(Debug, Args)]
struct Common {
    /// How to print reports: for people on stderr, or as one JSON object per line on stdout.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// When to color reports.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    /// Treat deviations from OpenAPI as errors, even if they do not affect the output.
    #[arg(long)]
    strict: bool,
    /// Fix errors whose intent can be guessed, leave out operations with other errors, and generate the rest.
    #[arg(long)]
    skip_unsupported: bool,
    /// A folder that references to other files may lead to, besides the folders of the documents. Can be repeated.
    #[arg(long = "root", value_name = "DIR")]
    roots: Vec<PathBuf>,
    /// An OpenAPI Overlay with changes to the document, which is applied before anything else is read from it. Can be repeated.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Set a limit on the input: `bytes`, `depth`, `files`, `nodes`, `aliased`, `merged`, `operations` or `reports`.
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit)]
    limits: Vec<(Limit, usize)>,
    /// The folder of the file with options.
    #[arg(skip)]
    base: Option<PathBuf>,
}

/// `nodes=20000000`.
fn limit(text: &str) -> Result<(Limit, usize), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("expected NAME=N, for example `nodes=20000000`")?;
    let limit = Limit::from_name(name).ok_or_else(|| {
        let names = Limit::ALL.map(Limit::name).join(", ");
        format!("unknown limit; the limits are {names}")
    })?;
    let value: usize = value
        .parse()
        .map_err(|_| "the limit must be a whole number".to_owned())?;
    if limit == Limit::Depth && value > Limits::DEEPEST {
        return Err(format!("the depth can be at most {}", Limits::DEEPEST));
    }
    Ok((limit, value))
}

impl Common {
    /// The generator for the documents of one API, with these options.
    fn generator(&self, documents: &[PathBuf]) -> Generator {
        let (first, more) = match documents {
            [first, more @ ..] => (first.as_path(), more),
            [] => (Path::new("-"), documents),
        };
        let generator = Generator::new(first).reading(self.reading());
        let generator = more.iter().fold(generator, Generator::and_document);
        let generator = self.roots.iter().fold(generator, Generator::root);
        let generator = self.overlays.iter().fold(generator, Generator::overlay);
        let generator = match &self.base {
            Some(base) => generator.relative_to(base),
            None => generator,
        };
        let generator = self
            .limits
            .iter()
            .fold(generator, |generator, (limit, value)| {
                generator.limit(*limit, *value)
            });
        if self.skip_unsupported {
            generator.skip_unsupported()
        } else {
            generator
        }
    }

    fn reading(&self) -> LoadOptions {
        let strictness = if self.strict {
            Strictness::Strict
        } else {
            Strictness::Lenient
        };
        LoadOptions {
            strictness,
            ..LoadOptions::default()
        }
    }
}

/// What to read.
#[derive(Debug, Args)]
struct Spec {
    /// The OpenAPI document, YAML or JSON; `-` is the standard input. Several documents of one API, or a folder of them, are
    /// merged. The default is `spec` in the file with options.
    #[arg(value_name = "SPEC")]
    documents: Vec<PathBuf>,
    /// The file with options. The default is bindwright.toml in this folder or the nearest folder above. A switch that it turns on is turned off by `--no-…`, as in `--no-strict`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Spec {
    /// The documents to read, or the exit status if there are none.
    fn documents(&self) -> Result<&[PathBuf], ExitCode> {
        if self.documents.is_empty() {
            let problem = "no document is named: pass its path, or set `spec` in bindwright.toml";
            return Err(output::reject(problem));
        }
        Ok(&self.documents)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorChoice {
    Auto,
    Always,
    Never,
}

impl Command {
    /// The command line of the process.
    pub(crate) fn from_arguments() -> Self {
        switches::parse(std::env::args_os())
    }

    /// Runs the command.
    pub(crate) fn run(self) -> ExitCode {
        let command = match self.configured() {
            Ok(command) => command,
            Err(status) => return status,
        };
        match command.task {
            Task::Generate(generate) => generate.run(),
            Task::Check(check) => check.run(),
            Task::Explain(explain) => explain.run(),
            Task::Facts(facts) => facts.run(),
            Task::Drift(drift) => drift.run(),
            Task::Diff(diff) => diff.run(),
            Task::Watch(watch) => watch.run(),
            Task::Prove(prove) => prove.run(),
            Task::Completions(completions) => completions.run(),
            Task::Man => shell::man(),
        }
    }

    /// The command with the options of `bindwright.toml`, if there is one and the command reads it.
    fn configured(self) -> Result<Self, ExitCode> {
        let (spec, common) = match &self.task {
            Task::Generate(generate) => generate.target.inputs(),
            Task::Check(check) => check.inputs(),
            Task::Watch(watch) => watch.target.inputs(),
            Task::Prove(prove) => prove.inputs(),
            Task::Explain(_)
            | Task::Facts(_)
            | Task::Drift(_)
            | Task::Diff(_)
            | Task::Completions(_)
            | Task::Man => {
                return Ok(self);
            }
        };
        let fail = |diagnostics: Box<Diagnostics>| output::report(&diagnostics, common);
        let config = config::Config::find(spec.config.as_deref()).map_err(fail)?;
        let Some(config) = config else {
            return Ok(self);
        };
        let mut command = config.apply(!spec.documents.is_empty()).map_err(fail)?;
        let base = Some(config.folder().to_owned()).filter(|folder| *folder != Path::new(""));
        match &mut command.task {
            Task::Generate(generate) => generate.target.set_base(base),
            Task::Check(check) => check.set_base(base),
            Task::Watch(watch) => watch.target.set_base(base),
            Task::Prove(prove) => prove.set_base(base),
            Task::Explain(_)
            | Task::Facts(_)
            | Task::Drift(_)
            | Task::Diff(_)
            | Task::Completions(_)
            | Task::Man => {}
        }
        Ok(command)
    }
}
