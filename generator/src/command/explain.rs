//! `bindwright explain SPEC|CODE`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use bindwright::diagnostic::{Code, escape};
use bindwright::load::{Explained, Explanation, Outcome};
use clap::Args;

use super::Common;
use super::output::{report, text};

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A code such as BW0201, or an OpenAPI document.
    #[arg(value_name = "SPEC|CODE")]
    subject: PathBuf,
    #[command(flatten)]
    common: Common,
}

impl Explain {
    pub(super) fn run(self) -> ExitCode {
        if let Some(code) = self.subject.to_str().and_then(Code::from_number) {
            text(&about_code(code));
            return ExitCode::SUCCESS;
        }
        let (diagnostics, document) = self.common.generator(&self.subject).document();
        let status = report(&diagnostics, &self.common);
        if let Some(document) = document {
            text(&about_document(document.explanation()));
        }
        status
    }
}

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

/// Whether a key belongs in a section.
type Belongs = fn(&Outcome) -> bool;

/// The keys of the document by what becomes of them.
fn about_document(explanation: &Explanation) -> String {
    let mut text = String::new();
    let sections: [(&str, Belongs); 4] = [
        ("In types and signatures", |outcome| {
            matches!(outcome, Outcome::Types)
        }),
        ("Acted on at run time", |outcome| {
            matches!(outcome, Outcome::Runtime)
        }),
        ("Documentation", |outcome| {
            matches!(outcome, Outcome::Documented)
        }),
        ("Without effect", |outcome| {
            matches!(outcome, Outcome::Ignored(_))
        }),
    ];
    for (title, belongs) in sections {
        let keys: Vec<&Explained> = explanation
            .keys
            .iter()
            .filter(|key| belongs(&key.outcome))
            .collect();
        if !keys.is_empty() {
            _ = writeln!(text, "{title}:");
            keys.iter().for_each(|key| text.push_str(&row(key)));
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

fn row(key: &Explained) -> String {
    let Explained {
        object,
        key,
        count,
        outcome,
    } = key;
    match outcome {
        Outcome::Types | Outcome::Runtime | Outcome::Documented => {
            format!("{count:>7}  {object}: {key}\n")
        }
        Outcome::Ignored(reason) => format!("{count:>7}  {object}: {key} ({reason})\n"),
    }
}
