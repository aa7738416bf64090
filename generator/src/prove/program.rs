//! The program: written, compiled, started, and asked.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use bindwright_runtime::Value;

use super::compiler_errors::first_errors;
use super::crate_files::{self, RUNTIME};
use super::options::ProveOptions;
use super::running::Running;
use crate::format::File;
use crate::lower::ApiPart;
use crate::package;
use crate::write::{self, Change};

/// Why nothing was proven.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProofError {
    /// The document has no operation of this name.
    NoSuchOperation(String),
    /// The crate cannot be written.
    NotWritten(String),
    /// Cargo does not run, or does not compile the crate: the first errors that it prints.
    NotCompiled(String),
    /// The program does not start, or does not answer.
    NotStarted(String),
}

impl std::fmt::Display for ProofError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchOperation(name) => write!(f, "the document has no operation {name}"),
            Self::NotWritten(problem) => write!(f, "the crate cannot be written: {problem}"),
            Self::NotCompiled(problem) => write!(f, "the crate does not compile: {problem}"),
            Self::NotStarted(problem) => write!(f, "the program does not run: {problem}"),
        }
    }
}

impl std::error::Error for ProofError {}

/// How often a program may be silent: it is waited for each time.
const SILENT: usize = 3;

/// The program of a document.
#[derive(Debug)]
pub(super) struct Program {
    binary: PathBuf,
    /// The server of somebody else that its client calls.
    against: Option<String>,
    /// How long it may take for an answer.
    limit: Duration,
    running: Option<Running>,
    /// How often it was silent.
    silent: usize,
}

/// What the program says to a line.
pub(super) enum Asked {
    /// Its answer.
    Answer(Value),
    /// It ended in this way, or was ended because it did not answer in time.
    Ended(String),
}

/// Writes the crate and compiles it.
pub(super) fn build(
    part: &ApiPart,
    modules: Vec<Change>,
    options: &ProveOptions,
) -> Result<Program, ProofError> {
    let folder = options.folder.join(&options.name);
    save(
        &options.folder.join("runtime"),
        package::runtime_files(RUNTIME),
    )?;
    save(&folder, crate_files::files(part, modules, &options.name))?;
    let target = target(&options.folder);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet"])
        .args(options.offline.then_some("--offline"))
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .map_err(|error| ProofError::NotCompiled(error.to_string()))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(ProofError::NotCompiled(first_errors(&text)));
    }
    let name = format!("{}{}", options.name, env::consts::EXE_SUFFIX);
    Ok(Program {
        binary: target.join("debug").join(name),
        against: options.against.clone(),
        limit: options.answer_time,
        running: None,
        silent: 0,
    })
}

/// Where Cargo compiles: where it is told to, or beside the crate.
fn target(folder: &Path) -> PathBuf {
    let told = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = told.unwrap_or_else(|| folder.join("target"));
    std::path::absolute(&target).unwrap_or(target)
}

fn save(folder: &Path, files: Vec<File>) -> Result<(), ProofError> {
    let plan = write::plan(folder, files);
    write::apply(&plan).map_err(|error| ProofError::NotWritten(error.to_string()))
}

impl Program {
    /// What the program says to a line. If it ends, another one is started for the next line.
    ///
    /// # Errors
    /// If it does not start, or was silent too often.
    pub(super) fn ask(&mut self, line: &Value) -> Result<Asked, ProofError> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => self.start()?,
        };
        let answer = match running.ask(&line.to_string()) {
            Ok(answer) => answer,
            Err(none) => {
                self.silent += usize::from(none.is_silent);
                return Ok(Asked::Ended(none.text));
            }
        };
        match answer.parse::<Value>() {
            Ok(answer) => {
                self.running = Some(running);
                Ok(Asked::Answer(answer))
            }
            Err(_) => Ok(Asked::Ended(format!("its answer is not JSON: {answer}"))),
        }
    }

    /// Starts it, and waits until it can be asked.
    fn start(&self) -> Result<Running, ProofError> {
        if self.silent >= SILENT {
            let problem = format!("it gave no answer in {:?}, {SILENT} times", self.limit);
            return Err(ProofError::NotStarted(problem));
        }
        let arguments: Vec<&str> = self
            .against
            .iter()
            .flat_map(|url| ["against", url])
            .collect();
        let started = Running::start(&self.binary, &arguments, self.limit);
        let mut running = started.map_err(|error| ProofError::NotStarted(error.to_string()))?;
        match running.answer() {
            Ok(_) => Ok(running),
            Err(none) => Err(ProofError::NotStarted(none.text)),
        }
    }
}

/// Serves the responses in these lines at an address, until the process is killed.
pub(super) fn serve(program: &Program, address: &str, lines: &[Value]) -> Result<(), ProofError> {
    let not_started = |error: std::io::Error| ProofError::NotStarted(error.to_string());
    let mut child = Command::new(&program.binary)
        .args(["serve", address])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    // It ends when its input does, so that it does not outlive this process, however that ends.
    let mut input = child.stdin.take();
    for line in lines.iter().map(Value::to_string).chain([String::new()]) {
        if let Some(input) = &mut input {
            writeln!(input, "{line}").map_err(not_started)?;
        }
    }
    let status = waited(&mut child, input).map_err(not_started)?;
    match status.success() {
        true => Ok(()),
        false => Err(ProofError::NotStarted(status.to_string())),
    }
}

/// `Child::wait` closes the input of the child, so the input is held elsewhere.
fn waited(
    child: &mut Child,
    input: Option<ChildStdin>,
) -> std::io::Result<std::process::ExitStatus> {
    let status = child.wait();
    drop(input);
    status
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A program that is this script.
    fn scripted(folder: &Path, script: &str) -> Program {
        let binary = folder.join("program");
        fs::write(&binary, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).unwrap();
        Program {
            binary,
            against: None,
            limit: Duration::from_secs(3),
            running: None,
            silent: 0,
        }
    }

    /// Its answer, or how it ended.
    fn asked(program: &mut Program, line: &str) -> String {
        match program.ask(&line.parse().unwrap()).unwrap() {
            Asked::Answer(answer) => answer.to_string(),
            Asked::Ended(how) => how,
        }
    }

    #[test]
    fn a_program_that_is_silent_three_times_is_not_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut program = scripted(folder.path(), "echo ready; while read line; do :; done");
        for _ in 0..3 {
            let how = asked(&mut program, "null");
            assert_eq!(how, "the program gave no answer in 3s");
        }
        let error = program.ask(&Value::Null).err().unwrap();
        let text = "the program does not run: it gave no answer in 3s, 3 times";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn a_program_that_was_killed_is_started_again() {
        let folder = tempfile::tempdir().unwrap();
        let script = "echo ready; read line; test $line = 1 && kill -9 $$; echo $line; exec cat";
        let mut program = scripted(folder.path(), script);
        let killed = "the program ended: signal: 9 (SIGKILL)";
        assert_eq!(asked(&mut program, "1"), killed);
        assert_eq!(asked(&mut program, "2"), "2");
    }

    #[test]
    fn a_program_that_ends_before_it_is_asked_does_not_run() {
        let folder = tempfile::tempdir().unwrap();
        let mut program = scripted(folder.path(), "echo no memory >&2; exit 1");
        let error = program.ask(&Value::Null).err().unwrap();
        let text = "the program does not run: the program ended: exit status: 1; no memory";
        assert_eq!(error.to_string(), text);
    }
}
