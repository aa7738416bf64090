//! A program that runs: asked line by line, with a limit of time, and how it ended.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How many lines that the program prints before it ends are kept.
const LAST_LINES: usize = 4;
/// The characters of one of them that are kept.
const LINE: usize = 300;

/// A process that answers each line of its input with one of its output.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<String>,
    /// The last lines of its error output, once that is closed.
    said: Receiver<Vec<String>>,
    limit: Duration,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct NoAnswer {
    /// Whether the process was there still, and was killed.
    pub(super) is_silent: bool,
    /// How it ended.
    pub(super) text: String,
}

impl Running {
    /// Starts a program, which has so much time for each answer.
    pub(super) fn start(
        binary: &Path,
        arguments: &[&str],
        limit: Duration,
    ) -> std::io::Result<Self> {
        let mut child = Command::new(binary)
            .args(arguments)
            // What a panic says is enough.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let pipes = pipes.zip(child.stderr.take());
        let ((input, output), errors) =
            pipes.ok_or_else(|| std::io::Error::other("there are no pipes"))?;
        let (answer, answers) = channel();
        let (say, said) = channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.all(|line| answer.send(line).is_ok());
        });
        thread::spawn(move || say.send(last_lines(errors)));
        Ok(Self {
            child,
            input: Some(input),
            answers,
            said,
            limit,
        })
    }

    /// What the program answers to a line.
    pub(super) fn ask(&mut self, line: &str) -> Result<String, NoAnswer> {
        let input = self.input.as_mut();
        let written = input.map(|input| writeln!(input, "{line}"));
        match written {
            Some(Ok(())) => self.answer(),
            _ => Err(self.ended(false)),
        }
    }

    /// The next line of the program.
    pub(super) fn answer(&mut self) -> Result<String, NoAnswer> {
        match self.answers.recv_timeout(self.limit) {
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(self.ended(true)),
            Err(RecvTimeoutError::Disconnected) => Err(self.ended(false)),
        }
    }

    /// How it ended: it is killed if it is silent.
    fn ended(&mut self, is_silent: bool) -> NoAnswer {
        let text = match (is_silent, self.stop()) {
            (true, _) => format!("the program gave no answer in {:?}", self.limit),
            (false, Ok(status)) => format!("the program ended: {status}"),
            (false, Err(error)) => format!("the program ended: {error}"),
        };
        let said = self.said.recv_timeout(self.limit).unwrap_or_default();
        let all = std::iter::once(text).chain(said);
        NoAnswer {
            is_silent,
            text: all.collect::<Vec<String>>().join("; "),
        }
    }

    /// Kills it. One that has ended keeps its status.
    fn stop(&mut self) -> std::io::Result<ExitStatus> {
        self.input = None;
        self.child.kill()?;
        self.child.wait()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.stop();
    }
}

/// The last lines that can be read, each with its first characters: what a panic says is among them.
fn last_lines(from: impl Read) -> Vec<String> {
    let mut last = Vec::new();
    let lines = BufReader::new(from).split(b'\n').map_while(Result::ok);
    let is_hint = |line: &[u8]| line.is_empty() || line.starts_with(b"note: run with");
    for line in lines.filter(|line| !is_hint(line)) {
        if last.len() == LAST_LINES {
            last.remove(0);
        }
        let line = String::from_utf8_lossy(&line);
        last.push(line.chars().take(LINE).collect());
    }
    last
}
