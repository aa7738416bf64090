//! `bindwright explain`: a diagnostic code, all codes, the keys of a document, or the keys of an OpenAPI version.
//!
//! The subject decides what is explained:
//!
//! | `bindwright explain …` | prints |
//! | --- | --- |
//! | `BW0201` | the entry of a code in the catalogue |
//! | `3.1` | every key that OpenAPI 3.1 defines, by what this generator does with it |
//! | `pets.yaml` | the keys that the document has, with counts |
//! | `--all` | the whole catalogue, which is a page of the book |
//!
//! The names of codes and versions win over files of the same name; `./3.1` names a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bindwright::diagnostic::{Code, catalogue_page, escape};
use bindwright::load::{Dialect, Explained, Explanation, KeyEffect, keys};
use clap::Args;

use super::Common;
use super::output::{reject, report, text};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A code such as BW0201, an OpenAPI document (`-` is the standard input), or an OpenAPI version such as 3.1 for all keys that it defines.
    #[arg(value_name = "SPEC|CODE|VERSION", required_unless_present = "all")]
    subject: Option<PathBuf>,
    /// Print the catalogue of all codes, as Markdown.
    #[arg(long, conflicts_with = "subject")]
    all: bool,
    #[command(flatten)]
    common: Common,
}

/// Why a subject that looks like a code or a version, and is no file, cannot be explained.
fn not_explained(subject: &Path) -> Option<String> {
    let text = subject.to_str().filter(|_| !subject.exists())?;
    let number = text
        .get(..2)
        .filter(|start| start.eq_ignore_ascii_case("BW"))
        .and(text.get(2..));
    if number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit())) {
        let near = Code::nearest(text).map_or_else(String::new, |code| {
            format!(" Did you mean {} ({})?", code.number(), code.title())
        });
        return Some(format!(
            "{} is not a code of a diagnostic.{near} `bindwright explain --all` lists all codes",
            escape(text)
        ));
    }
    let is_version = text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_version
        .then(|| format!("OpenAPI {text} is not supported. The versions are 2.0, 3.0, 3.1 and 3.2"))
}

impl Explain {
    pub(super) fn run(self) -> ExitCode {
        let Some(subject) = &self.subject else {
            text(&catalogue_page());
            return ExitCode::SUCCESS;
        };
        if let Some(code) = subject.to_str().and_then(Code::from_number) {
            text(&about_code(code));
            return ExitCode::SUCCESS;
        }
        if let Some(dialect) = subject.to_str().and_then(version) {
            text(&about_keys(&keys(dialect)));
            return ExitCode::SUCCESS;
        }
        if let Some(problem) = not_explained(subject) {
            return reject(&problem);
        }
        let (diagnostics, document) = self
            .common
            .generator(std::slice::from_ref(subject))
            .document();
        let status = report(&diagnostics, &self.common);
        if let Some(document) = document {
            text(&about_keys(document.explanation()));
        }
        status
    }
}

/// The entry of a code: title, reason, and advice if there is any.
fn about_code(code: Code) -> String {
    let mut text = format!(
        "{}: {}\n\n{}\n",
        code.number(),
        code.title(),
        code.explanation()
    );
    if !code.help().is_empty() {
        _ = write!(text, "\nHelp: {}\n", code.help());
    }
    text
}

/// Whether a key belongs to a section.
type Belongs = fn(&KeyEffect) -> bool;

/// The OpenAPI version with this number.
fn version(word: &str) -> Option<Dialect> {
    match word {
        "2.0" => Some(Dialect::V2),
        "3.0" => Some(Dialect::V3_0),
        "3.1" => Some(Dialect::V3_1),
        "3.2" => Some(Dialect::V3_2),
        _ => None,
    }
}

/// The keys, grouped by how they are used.
fn about_keys(explanation: &Explanation) -> String {
    let mut text = String::new();
    let sections: [(&str, Belongs); 4] = [
        ("In types and signatures", |outcome| {
            matches!(outcome, KeyEffect::Types)
        }),
        ("Acted on at run time", |outcome| {
            matches!(outcome, KeyEffect::Runtime)
        }),
        ("Documentation", |outcome| {
            matches!(outcome, KeyEffect::Documented)
        }),
        ("Without effect", |outcome| {
            matches!(outcome, KeyEffect::Ignored(_))
        }),
    ];
    for (title, belongs) in sections {
        let lines: Vec<&Explained> = explanation
            .keys
            .iter()
            .filter(|key| belongs(&key.outcome))
            .collect();
        if !lines.is_empty() {
            _ = writeln!(text, "{title}:");
            lines.iter().for_each(|key| text.push_str(&row(key)));
            text.push('\n');
        }
    }
    if !explanation.extensions.is_empty() {
        text.push_str("Extensions that nothing reads:\n");
        for (key, count) in &explanation.extensions {
            _ = writeln!(text, "{count:>7}  {}", escape(key));
        }
    }
    text
}

/// One key: how often the document has it, where it belongs, and why it has no effect if it has none. Counts are missing for
/// the keys of a version, since there is no document.
fn row(key: &Explained) -> String {
    let Explained {
        object,
        key,
        count,
        outcome,
    } = key;
    let count = match count {
        0 => String::new(),
        count => count.to_string(),
    };
    match outcome {
        KeyEffect::Types | KeyEffect::Runtime | KeyEffect::Documented => {
            format!("{count:>7}  {object}: {key}\n")
        }
        KeyEffect::Ignored(reason) => format!("{count:>7}  {object}: {key} ({reason})\n"),
    }
}
