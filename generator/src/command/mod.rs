//! What the command line says, and which command it is for.
//!
//! Exit status: 0 where all is well, 1 where there are findings, 2 for a command line that makes no sense.

mod check;
mod explain;
mod generate;
mod output;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::Generator;
use bindwright::load::{Limit, Limits, LoadOptions, Strictness};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns an OpenAPI document into a Rust crate: types, one trait, a client and a server.
#[derive(Debug, Parser)]
#[command(name = "bindwright", version, about, max_term_width = 100)]
pub(crate) struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Writes the crate that a document describes.
    Generate(generate::Generate),
    /// Reads a document and reports what is wrong with it.
    Check(check::Check),
    /// Explains a code (BW0201), or what becomes of each key of a document.
    Explain(explain::Explain),
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// How reports are printed: for people on stderr, or as one JSON object a line on stdout.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    message_format: MessageFormat,
    /// When reports are coloured.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    /// Departures from the standard that the output does not depend on are errors, not warnings.
    #[arg(long)]
    strict: bool,
    /// Repairs errors where there is a guess at what is meant, leaves out operations with others, and generates the rest.
    #[arg(long)]
    skip_unsupported: bool,
    /// Raises or lowers a limit on what a document may cost: `bytes`, `depth`, `files`, `nodes`, `aliased` or `reports`.
    #[arg(long = "limit", value_name = "NAME=N", value_parser = limit)]
    limits: Vec<(Limit, usize)>,
}

/// `nodes=20000000`.
fn limit(text: &str) -> Result<(Limit, usize), String> {
    let (name, value) = text.split_once('=').ok_or("write it as `nodes=20000000`")?;
    let limit = Limit::from_name(name).ok_or_else(|| {
        let names = Limit::ALL.map(Limit::name).join(", ");
        format!("there is no such limit; there are {names}")
    })?;
    let value: usize = value
        .parse()
        .map_err(|_| "a limit is a whole number".to_owned())?;
    if limit == Limit::Depth && value > Limits::DEEPEST {
        return Err(format!("the depth is at most {}", Limits::DEEPEST));
    }
    Ok((limit, value))
}

impl Common {
    /// The generator for a document, as asked for.
    fn generator(&self, spec: &Path) -> Generator {
        let generator = Generator::new(spec).reading(self.reading());
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

/// The document that a command reads.
#[derive(Debug, Args)]
struct Spec {
    /// The OpenAPI document, YAML or JSON.
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
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
    /// Runs the command.
    pub(crate) fn run(self) -> ExitCode {
        match self.task {
            Task::Generate(generate) => generate.run(),
            Task::Check(check) => check.run(),
            Task::Explain(explain) => explain.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Command::command().debug_assert();
    }
}
