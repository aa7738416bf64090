//! One document through every stage, in memory, and what must be true of the result.

use std::path::Path;
use std::thread;

use bindwright::diagnostic::{Colour, Diagnostics, Severity, render, render_json};
use bindwright::emit::{EmitOptions, Output, Root};
use bindwright::format::{self, File};
use bindwright::load::{LoadOptions, Strictness, load_text};
use bindwright::lower::{LowerOptions, lower};
use bindwright::{Generator, OutputKind, analysis};

use crate::reached::reached;

/// As large as the stack on which the command runs.
const STACK: usize = 64 << 20;

/// How much of a document's result is examined. Each is chosen by the input, so that a failure is repeated.
#[derive(Debug, Clone, Copy)]
pub struct Depth {
    /// Generates a second time, and compares.
    pub twice: bool,
    /// Prints the reports.
    pub printed: bool,
    /// Leaves out what has errors.
    pub leave_out: bool,
    /// How the document is read.
    pub strictness: Strictness,
}

impl Depth {
    /// By a byte.
    #[must_use]
    pub fn of(byte: u8) -> Self {
        Self {
            twice: byte.is_multiple_of(8),
            printed: byte % 8 == 1,
            leave_out: byte % 8 == 2,
            strictness: match byte / 8 % 4 {
                0 => Strictness::Strict,
                1 => Strictness::Repairing,
                _ => Strictness::Lenient,
            },
        }
    }
}

/// Checks what becomes of a document.
pub fn check(name: &str, text: &[u8], depth: Depth) {
    let generated = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let thread = builder
            .spawn_scoped(scope, || examine(name, text, depth))
            .expect("a thread");
        match thread.join() {
            Ok(generated) => generated,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    if generated {
        reached();
    }
}

/// Whether anything was generated.
fn examine(name: &str, text: &[u8], depth: Depth) -> bool {
    let (diagnostics, files) = if depth.leave_out {
        from_file(name, text)
    } else {
        in_memory(name, text, depth.strictness)
    };
    reports_are_complete(&diagnostics, depth.printed);
    let Some(files) = files else {
        assert!(
            diagnostics.has_errors(),
            "nothing was generated, and no error says why"
        );
        return false;
    };
    assert!(
        !diagnostics.has_errors(),
        "it was generated although there are errors"
    );
    for (path, text) in &files {
        let parsed = syn::parse_file(text);
        assert!(
            parsed.is_ok() || !path.ends_with(".rs"),
            "{path} is not Rust: {:?}",
            parsed.err()
        );
    }
    if depth.twice && !depth.leave_out {
        let again = in_memory(name, text, depth.strictness).1;
        assert!(again.as_ref() == Some(&files), "two runs differ");
    }
    true
}

type Files = Vec<(String, String)>;

fn in_memory(name: &str, text: &[u8], strictness: Strictness) -> (Diagnostics, Option<Files>) {
    let mut diagnostics = Diagnostics::new();
    let options = LoadOptions {
        strictness,
        ..LoadOptions::default()
    };
    let document = load_text(name, text, &options, &mut diagnostics);
    let api = document.map(|document| lower(&document, &LowerOptions::default(), &mut diagnostics));
    let Some(api) = api.filter(|_| !diagnostics.has_errors()) else {
        return (diagnostics, None);
    };
    let output = Output::new(
        analysis::analyze(&api),
        EmitOptions {
            root: Root::Module,
            crate_name: None,
        },
    );
    let files = output.modules().iter().map(|module| {
        let File { path, text } = format::file(&output, module, name);
        (path, text)
    });
    let files = files.collect();
    (diagnostics, Some(files))
}

/// By the whole program, which leaves out what has errors. It reads files only.
fn from_file(name: &str, text: &[u8]) -> (Diagnostics, Option<Files>) {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    let generator = Generator::new(&path).skip_unsupported();
    let outcome = generator.plan(Path::new("fuzz-output"), &OutputKind::Modules(Root::Module));
    let files = outcome.generated.map(|generated| {
        let changes = generated.plan.create.into_iter();
        changes.map(|change| (change.path, change.text)).collect()
    });
    (outcome.diagnostics, files)
}

/// Every report has a place in the document, and a reason.
fn reports_are_complete(diagnostics: &Diagnostics, printed: bool) {
    for report in diagnostics.iter() {
        let number = report.code().number();
        assert!(
            !report.message().trim().is_empty(),
            "{number} has no message"
        );
        assert!(
            !report.message().contains(char::is_control),
            "{number} has a control character: {:?}",
            report.message()
        );
        let file = diagnostics.sources().get(report.place().file);
        assert!(
            file.is_some() || report.severity() != Severity::Error,
            "{number} is in no file"
        );
    }
    if printed {
        let text = render(diagnostics, Colour::Never);
        let control = |c: char| c.is_control() && c != '\n';
        assert!(
            !text.contains(control),
            "a control character is printed: {text:?}"
        );
        assert!(
            diagnostics.iter().next().is_none() || text.contains("-->"),
            "no place is printed: {text}"
        );
        for line in render_json(diagnostics).lines() {
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(line);
            assert!(parsed.is_ok(), "not JSON: {line}");
        }
    }
}
