//! The program that nests and uses values of the types of one document.

use std::fmt::Write as _;
use std::io::{Error, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cycles::Question;
use crate::figures::{Figures, Outcome};

/// A compiled program.
#[derive(Debug)]
pub(crate) struct Program {
    path: PathBuf,
    /// The entries of its table.
    functions: Vec<String>,
}

impl Program {
    /// Writes the program as an example of the generated crate in the folder, and compiles it.
    pub(crate) fn compile(
        folder: &Path,
        target: &Path,
        questions: &[Question],
        is_optimized: bool,
    ) -> Result<Self> {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml"))?;
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "));
        let name = name.unwrap_or_default().trim_matches('"').replace('-', "_");
        let mut functions = Vec::new();
        for function in questions.iter().map(function) {
            if !functions.contains(&function) {
                functions.push(function);
            }
        }
        let table: String = functions
            .iter()
            .map(|function| format!("    {function},\n"))
            .collect();
        let text = include_str!("program.rs.txt").replace("SDK", &name);
        let examples = folder.join("examples");
        std::fs::create_dir_all(&examples)?;
        std::fs::write(
            examples.join("nested.rs"),
            text.replace("    // TABLE\n", &table),
        )?;
        let with_json =
            format!("{manifest}\n[dev-dependencies]\nserde_json = \"1\"\n\n[workspace]\n");
        std::fs::write(folder.join("Cargo.toml"), with_json)?;
        let apart = ["schemas", "webhooks"].into_iter();
        let apart = apart.filter(|name| manifest.contains(&format!("\n{name} = [")));
        let features: Vec<&str> = ["serde"].into_iter().chain(apart).collect();
        let output = Command::new("cargo")
            .args([
                "build",
                "--quiet",
                "--message-format",
                "short",
                "--example",
                "nested",
            ])
            .args(is_optimized.then_some("--release"))
            .args(["--no-default-features", "--features", &features.join(",")])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTFLAGS", "-A warnings")
            .output()?;
        if !output.status.success() {
            let report = String::from_utf8_lossy(&output.stderr);
            let first: Vec<&str> = report.lines().take(5).collect();
            return Err(Error::other(first.join("\n")));
        }
        let profile = if is_optimized { "release" } else { "debug" };
        let path = folder.join("nested");
        std::fs::copy(target.join(profile).join("examples/nested"), &path)?;
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
        let mut child = Command::new(&self.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut input = child.stdin.take().ok_or_else(|| Error::other("no input"))?;
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
        let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output()?;
        _ = writing.join();
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
