//! Generation of one document, in a process of its own: a crash or a hang of one does not end the run, and its peak
//! memory is its own.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use bindwright::diagnostic::{Code, Severity};
use bindwright::{Generated, RunOutcome};

use crate::documents::lenient;
use crate::table::Line;

/// How long one document may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts this program again for one document and waits for its figures.
pub(crate) fn start(
    document: &Path,
    crate_folder: &Path,
    name: &str,
    whole: bool,
) -> std::io::Result<Line> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--one")
        .args(whole.then_some("--whole"))
        .arg(document)
        .arg("--work")
        .arg(crate_folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let line = Line {
        name: name.to_owned(),
        ..Line::default()
    };
    let Some(text) = wait(&mut child)? else {
        return Ok(Line {
            outcome: "hangs".to_owned(),
            ..line
        });
    };
    Ok(parse(&text, line))
}

/// The child's output once it has ended; `None` when it was stopped.
fn wait(child: &mut Child) -> std::io::Result<Option<String>> {
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > PATIENCE {
            child.kill()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let mut text = String::new();
    if let Some(output) = &mut child.stdout {
        output.read_to_string(&mut text)?;
    }
    Ok(Some(text))
}

fn parse(text: &str, mut line: Line) -> Line {
    line.outcome = "crashed".to_owned();
    for (key, value) in text.lines().filter_map(|line| line.split_once('\t')) {
        match key {
            "outcome" => line.outcome = value.to_owned(),
            "operations" => line.operations = value.parse().unwrap_or_default(),
            "left_out" => line.left_out = value.parse().unwrap_or_default(),
            "types" => line.types = value.parse().unwrap_or_default(),
            "lines" => line.lines = value.parse().unwrap_or_default(),
            "seconds" => line.seconds = value.parse().unwrap_or_default(),
            "megabytes" => line.megabytes = value.parse().unwrap_or_default(),
            "name" => line.names.push(value.to_owned()),
            "note" => line.note = value.to_owned(),
            _ => {}
        }
    }
    line
}

/// Generates one document and prints its figures, a key and a value on each line.
pub(crate) fn run(document: &Path, folder: &Path, whole: bool) -> ExitCode {
    let started = Instant::now();
    let (mut generator, kind) = lenient(document);
    if !whole {
        generator = generator.skip_unsupported();
    }
    let RunOutcome {
        diagnostics,
        generated,
    } = generator.plan(folder, &kind);
    let mut errors = diagnostics
        .iter()
        .filter(|report| report.severity() == Severity::Error);
    if let Some(first) = errors.next() {
        let (count, code) = (errors.count() + 1, first.code().number());
        println!(
            "note\t{count} error(s), first: {code} {}",
            first.message().replace(['\n', '\t'], " ")
        );
    }
    for report in diagnostics
        .iter()
        .filter(|report| report.code() == Code::LeftOut)
    {
        println!("name\t{}", report.message());
    }
    println!("left_out\t{}", diagnostics.left_out());
    if let Some(Generated { api, plan, .. }) = generated.filter(|_| !diagnostics.has_errors()) {
        if let Err(error) = bindwright::write::apply(&plan) {
            println!("outcome\tnot written\nnote\t{error}");
            return ExitCode::FAILURE;
        }
        println!(
            "operations\t{}\ntypes\t{}",
            api.operations.len(),
            api.types.len()
        );
        println!("lines\t{}", lines(folder));
        println!("outcome\tgenerated");
    } else {
        println!("outcome\trejected");
    }
    println!("seconds\t{}", started.elapsed().as_secs_f64());
    println!("megabytes\t{}", peak_megabytes());
    ExitCode::SUCCESS
}

/// Lines of Rust below a folder.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .map(|path| match path.extension() {
            _ if path.is_dir() => lines(&path),
            Some(ending) if ending == "rs" => {
                std::fs::read_to_string(&path).map_or(0, |text| text.lines().count())
            }
            _ => 0,
        })
        .sum()
}

/// The largest resident set of this process, if Linux reports it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or_default()
        / 1024
}
