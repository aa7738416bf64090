//! The supervisor: one line per target, and for each distinct failure its input and how to repeat it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::runner::Options;
use crate::target::Target;

/// How many times a worker is started again.
const RESTARTS: usize = 50;

/// How many of the bytes of an input are printed.
const SHOWN: usize = 400;

/// What a run of one target found.
#[derive(Debug, Default)]
struct Findings {
    /// The first input of each distinct failure.
    failures: BTreeMap<String, (u64, String)>,
    executions: u64,
    reached: u64,
    slowest: (u64, u64),
    memory: u64,
}

/// Runs the targets one after the other. Returns how many distinct failures there are.
pub fn supervise(options: &Options) -> usize {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    println!(
        "{:<20} {:>12} {:>9} {:>10} {:>12} {:>12} {:>9}",
        "target", "executions", "seconds", "failures", "reached", "slowest µs", "peak MiB"
    );
    let mut all = 0;
    for target in &options.targets {
        let start = Instant::now();
        let findings = target_findings(target, options, &folder.path().join(target.name));
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:<20} {:>12} {seconds:>9.1} {:>10} {:>12} {:>12} {:>9}",
            target.name,
            findings.executions,
            findings.failures.len(),
            findings.reached,
            findings.slowest.0,
            findings.memory / 1024
        );
        for (index, reason) in findings.failures.values() {
            report(target, options, *index, reason);
        }
        all += findings.failures.len();
    }
    all
}

/// Prints a failure, and keeps its input.
fn report(target: &Target, options: &Options, index: u64, reason: &str) {
    let input = target.numbered(options.seed, index);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("artifacts")
        .join(target.name);
    let path = folder.join(format!("{}-{index}", options.seed));
    println!("  {reason}");
    println!(
        "    input {}",
        input[..input.len().min(SHOWN)].escape_ascii()
    );
    if fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, &input))
        .is_ok()
    {
        println!(
            "    repeat with: {} --input {}",
            target.name,
            path.display()
        );
    }
    println!(
        "    repeat with: {} --seed {} --from {index} --runs 1",
        target.name, options.seed
    );
}

fn target_findings(target: &Target, options: &Options, progress: &Path) -> Findings {
    let mut findings = Findings::default();
    let (mut from, end) = (options.from, options.from + options.runs);
    for _ in 0..RESTARTS {
        let Some(died) = one_worker(target, options, (from, end), progress, &mut findings) else {
            break;
        };
        from = died + 1;
        if from >= end {
            break;
        }
    }
    findings
}

/// Runs a worker to its end; the number of the input that ended it before, if one did.
fn one_worker(
    target: &Target,
    options: &Options,
    (from, end): (u64, u64),
    progress: &Path,
    findings: &mut Findings,
) -> Option<u64> {
    fs::write(progress, from.to_le_bytes()).expect("the progress is written");
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .arg(target.name)
        .args(["--worker".as_ref(), progress.as_os_str()])
        .args([
            "--seed",
            &options.seed.to_string(),
            "--from",
            &from.to_string(),
            "--runs",
            &(end - from).to_string(),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program starts");
    let lines = lines(&mut child);
    let (mut last, mut since, mut done) = (from, Instant::now(), false);
    let mut waiting = true;
    while waiting {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => done |= findings.line(&line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => waiting = false,
        }
        let now = number(progress);
        if now != last {
            (last, since) = (now, Instant::now());
        } else if waiting && since.elapsed() > options.limit {
            drop(child.kill());
            drop(child.wait());
            findings.add(
                last,
                "too long",
                format!("takes longer than {:?}", options.limit),
            );
            findings.executions += last + 1 - from;
            return Some(last);
        }
    }
    let status = child.wait().expect("the worker ends");
    if done {
        findings.executions += end - from;
        return None;
    }
    let last = number(progress);
    findings.add(
        last,
        "ended",
        format!("ends the process: {}", ended(status)),
    );
    findings.executions += last + 1 - from;
    Some(last)
}

/// The lines that a worker prints, as they come.
fn lines(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            while lines.next().is_some_and(|line| sender.send(line).is_ok()) {}
        });
    }
    receiver
}

/// The number of the input that a worker is at.
fn number(progress: &Path) -> u64 {
    let bytes = fs::read(progress).unwrap_or_default();
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// A stack overflow is SIGABRT: the standard library prints a message and aborts.
fn ended(status: ExitStatus) -> String {
    format!("{status}; a stack overflow ends it with SIGABRT")
}

impl Findings {
    fn add(&mut self, index: u64, key: &str, reason: String) {
        let first = self
            .failures
            .entry(key.to_owned())
            .or_insert((index, reason));
        if index < first.0 {
            first.0 = index;
        }
    }

    /// Notes a line of a worker. True for its last one.
    fn line(&mut self, line: &str) -> bool {
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        match fields.as_slice() {
            ["failure", index, place, message] => {
                let start: String = message
                    .chars()
                    .filter(|c| !c.is_ascii_digit())
                    .take(24)
                    .collect();
                self.add(
                    index.parse().unwrap_or(0),
                    &format!("{place} {start}"),
                    format!("{place}: {message}"),
                );
                false
            }
            ["done", reached, slowest, index, memory] => {
                let parse = |text: &str| text.parse().unwrap_or(0);
                self.reached += parse(reached);
                self.slowest = self.slowest.max((parse(slowest), parse(index)));
                self.memory = self.memory.max(parse(memory));
                true
            }
            _ => false,
        }
    }
}
