//! The program that nests and uses values of the types of one document.

use std::fmt::Write as _;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};

use crate::cycles::Question;
use crate::figures::{Figures, Outcome};
use crate::program::{Source, output_for};

/// A compiled program.
#[derive(Debug)]
pub(crate) struct Nested {
    path: PathBuf,
    /// The entries of its table.
    functions: Vec<String>,
}

impl Nested {
    /// Writes the program as an example of the generated crate in the folder, and compiles it.
    pub(crate) fn compile(
        folder: &Path,
        target: &Path,
        questions: &[Question],
        is_optimized: bool,
    ) -> Result<Self> {
        let mut functions = Vec::new();
        for function in questions.iter().map(function) {
            if !functions.contains(&function) {
                functions.push(function);
            }
        }
        let source = Source {
            name: "nested",
            text: include_str!("nested.rs.txt"),
            table: &functions,
            dependencies: "serde_json = \"1\"\n",
            is_optimized,
        };
        let path = source.compile(folder, target)?;
        Ok(Self { path, functions })
    }

    /// What came of each question. A program that ends early is started again behind the question at which it ended.
    pub(crate) fn ask(&self, questions: &[Question]) -> Result<Figures> {
        let mut figures = Figures::default();
        let mut next = 0;
        while let Some(rest) = questions.get(next..).filter(|rest| !rest.is_empty()) {
            let (answers, status) = self.run(rest)?;
            for (question, answer) in rest.iter().zip(&answers) {
                match answer.split_once(' ') {
                    Some(("0", _)) => figures.rejected.push(question.name.clone()),
                    Some((levels, uses)) => figures.outcomes.push(Outcome {
                        name: question.name.clone(),
                        levels: levels.parse().map_err(Error::other)?,
                        uses: uses.split(' ').filter_map(used).collect(),
                    }),
                    None => figures
                        .failures
                        .push(format!("{}: {answer}", question.name)),
                }
            }
            next += answers.len();
            if let Some(question) = rest.get(answers.len()) {
                figures
                    .failures
                    .push(format!("{}: {status}", question.name));
                next += 1;
            }
        }
        Ok(figures)
    }

    /// The answers, and how the program ended.
    fn run(&self, questions: &[Question]) -> Result<(Vec<String>, String)> {
        let mut text = String::new();
        for question in questions {
            let index = self
                .functions
                .iter()
                .position(|known| *known == function(question))
                .unwrap_or_default();
            let Question {
                open, base, close, ..
            } = question;
            writeln!(text, "{index}\t{open}\t{base}\t{close}").map_err(Error::other)?;
        }
        let output = output_for(&self.path, text)?;
        let answers = String::from_utf8_lossy(&output.stdout);
        let report = String::from_utf8_lossy(&output.stderr);
        let status = format!("{} {}", output.status, report.replace('\n', " "));
        Ok((answers.lines().map(str::to_owned).collect(), status))
    }
}

fn function(question: &Question) -> String {
    let name = if question.is_checked {
        "checked"
    } else {
        "unchecked"
    };
    format!("{name}::<{}>", question.rust)
}

fn used(text: &str) -> Option<(String, usize)> {
    let (what, bytes) = text.split_once('=')?;
    Some((what.to_owned(), bytes.parse().ok()?))
}
