//! Document -> what the command made of it, in a process of its own with limits on time and memory.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};

/// How many seconds of the processor one document may take: several times what the slowest takes, since processors that are
/// shared count more.
const EFFORT: u32 = 40;

/// How long it may take on a busy machine.
const TIME: Duration = Duration::from_secs(120);

/// How much memory one document may take, in KiB.
const MEMORY: u32 = 512 << 10;

/// What no document may bring into the code.
const CANARY: &str = "injected_canary";

/// What the command made of a document.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) reports: String,
    /// What is wrong beyond the reports.
    pub(crate) faults: Vec<String>,
}

/// Generates from a document into a new folder.
pub(crate) fn outcome(spec: &Path) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut faults = Vec::new();
    let reports = match run(
        spec,
        &folder.path().join("out"),
        &["--message-format", "json"],
    ) {
        Ok(reports) => reports,
        Err(fault) => {
            faults.push(fault);
            String::new()
        }
    };
    let count = |severity: &str| {
        let of = |line: &&str| line.contains(&format!("\"severity\":\"{severity}\""));
        reports.lines().filter(of).count()
    };
    let (errors, warnings) = (count("error"), count("warning"));
    faults.extend(controls(&reports));
    if errors == 0 {
        faults.extend(
            files(&folder.path().join("out"))
                .iter()
                .flat_map(|file| code(file)),
        );
    } else if let Ok(text) = run(spec, &folder.path().join("again"), &[]) {
        faults.extend(controls(&text));
    }
    Outcome {
        errors,
        warnings,
        reports,
        faults,
    }
}

/// What the command prints, or why it was stopped.
pub(crate) fn run(spec: &Path, output: &Path, more: &[&str]) -> Result<String, String> {
    let binary = env!("CARGO_BIN_EXE_bindwright");
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            &format!("ulimit -v {MEMORY}; ulimit -t {EFFORT}; exec \"$@\""),
            "sh",
            binary,
        ]);
        shell
    } else {
        Command::new(binary)
    };
    command
        .arg("generate")
        .arg(spec)
        .args(["--modules", "--color", "never", "--output"])
        .arg(output)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let texts = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let errors = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            err.read_to_end(&mut bytes).map(|_| bytes)
        });
        out.read_to_end(&mut bytes).unwrap();
        bytes.extend(errors.join().unwrap().unwrap());
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let status = wait(&mut child)?;
    let text = texts.join().unwrap();
    match status {
        Some(0 | 1) => Ok(text),
        other => Err(format!("ended with {other:?}: {text}")),
    }
}

fn wait(child: &mut Child) -> Result<Option<i32>, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Ok(status.code());
        }
        if start.elapsed() > TIME {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(format!("took more than {TIME:?}"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a terminal acts on a character, or shows the text around it in another order.
pub(crate) fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The bytes in a report that a terminal would act on.
fn controls(text: &str) -> Option<String> {
    let control = text.chars().find(|c| is_control(*c))?;
    Some(format!("U+{:04X} reached a report", u32::from(control)))
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// What is wrong with a generated file.
fn code(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    if let Err(error) = syn::parse_file(&text) {
        return Some(format!("{}: {error}", path.display()));
    }
    let tokens: TokenStream = text.parse().unwrap();
    names_canary(tokens).then(|| format!("{}: `{CANARY}` is code", path.display()))
}

/// Whether the canary is more than a text in some literal, in macros too.
fn names_canary(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == CANARY,
        TokenTree::Group(group) => names_canary(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
