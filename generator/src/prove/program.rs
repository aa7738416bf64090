//! The program: written, compiled, started, and asked.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use bindwright_runtime::Value;

use super::ProveOptions;
use super::crate_files::{self, RUNTIME};
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
    /// Cargo does not run, or does not compile the crate: what it says.
    NotCompiled(String),
    /// The program does not start.
    NotStarted(String),
}

impl std::fmt::Display for ProofError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchOperation(name) => write!(f, "the document has no operation {name}"),
            Self::NotWritten(problem) => write!(f, "the crate cannot be written: {problem}"),
            Self::NotCompiled(problem) => write!(f, "the crate does not compile: {problem}"),
            Self::NotStarted(problem) => write!(f, "the program does not start: {problem}"),
        }
    }
}

impl std::error::Error for ProofError {}

/// The program of a document.
#[derive(Debug)]
pub(super) struct Program {
    binary: PathBuf,
    /// The server of somebody else that its client calls.
    against: Option<String>,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
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
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(ProofError::NotCompiled(text));
    }
    let name = format!("{}{}", options.name, env::consts::EXE_SUFFIX);
    Ok(Program {
        binary: target.join("debug").join(name),
        against: options.against.clone(),
        running: None,
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
    /// What the program says to a line; `None` if it ended. Another one is started for the next line then.
    pub(super) fn ask(&mut self, line: &Value) -> Result<Option<Value>, ProofError> {
        let not_started = |error: std::io::Error| ProofError::NotStarted(error.to_string());
        let mut running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.binary, self.against.as_deref()).map_err(not_started)?,
        };
        let mut answer = String::new();
        let asked = writeln!(running.input, "{line}");
        let read = asked.and_then(|()| running.output.read_line(&mut answer));
        match (read, answer.trim().parse::<Value>()) {
            (Ok(length), Ok(answer)) if length > 0 => {
                self.running = Some(running);
                Ok(Some(answer))
            }
            _ => {
                running.stop();
                Ok(None)
            }
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

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }
}

impl Running {
    fn start(binary: &Path, against: Option<&str>) -> std::io::Result<Self> {
        let mut child = Command::new(binary)
            .args(against.into_iter().flat_map(|url| ["against", url]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| std::io::Error::other("there are no pipes"))?;
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
        })
    }

    /// The program ends when its input does; it is killed if it hangs.
    fn stop(mut self) {
        drop(self.input);
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            // It may have ended meanwhile.
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
