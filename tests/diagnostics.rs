//! Is each diagnostic helpful and precise? Each document in `cases/error/` has one mistake; its snapshot is the report as a
//! terminal shows it. `BW0201_misspelled_key.yaml` causes `BW0201`, and nothing else.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bindwright::Generator;
use bindwright::diagnostic::{Code, Colour, Diagnostics, render};
use bindwright::load::{Limits, LoadOptions, Strictness};
use support::{enter_root, files, read, root};

/// Where the snapshots are, one per mistake.
const SNAPSHOTS: &str = "snapshots/diagnostics";

/// Codes that no document causes.
const NOT_OF_A_DOCUMENT: [(Code, &str); 12] = [
    (
        Code::BadConfig,
        "about the command line: generator/tests/config.rs",
    ),
    (
        Code::DifferentDocuments,
        "about several documents: generator/tests/documents.rs",
    ),
    (
        Code::FirstDocumentCounts,
        "about several documents: generator/tests/documents.rs",
    ),
    (
        Code::ForeignType,
        "about a crate of its own: generator/src/generator.rs",
    ),
    (Code::DifferingMedia, "no longer reported"),
    (
        Code::Conversion,
        "a gap in the checks: a document that causes it is a bug of this generator",
    ),
    (
        Code::ForeignFile,
        "about the output folder: generator/src/write",
    ),
    (
        Code::LinkedOutput,
        "about the output folder: generator/src/write",
    ),
    (
        Code::Unwritable,
        "about the output folder: generator/src/write",
    ),
    (
        Code::StaleOutput,
        "about the output folder: generator/src/write",
    ),
    (
        Code::BadPackageName,
        "about the command line: generator/src/package",
    ),
    (
        Code::NoTags,
        "about the command line: generator/tests/large.rs",
    ),
];

/// Mistakes that a small YAML file cannot show: invalid encodings, sizes, missing files.
const WRITTEN_HERE: [(&str, &[u8]); 4] = [
    (
        "BW0119_old_line_ends",
        b"openapi: 3.0.3\rinfo: {title: Pets, version: '1'}\rpaths: {}\r",
    ),
    (
        "BW0103_latin_1",
        b"openapi: 3.0.3\ninfo: {title: Caf\xe9, version: '1'}\npaths: {}\n",
    ),
    (
        "BW0104_bell",
        b"openapi: 3.0.3\ninfo: {title: \"Pets\x07\", version: '1'}\npaths: {}\n",
    ),
    (
        "BW0114_beyond_a_double.json",
        b"{\"openapi\": \"3.0.3\", \"x-size\": 1e999}",
    ),
];

/// What is reported in addition, if errors concern some operations only, or can be fixed automatically.
const CONSEQUENCES: [&str; 3] = ["BW0120", "BW0520", "BW0521"];

#[test]
fn every_mistake_matches_its_snapshot() {
    enter_root();
    let mut others = Vec::new();
    insta::glob!("cases/error/*.yaml", |path| {
        let case = path.strip_prefix(root()).expect("below the root");
        let name = name(case);
        let generator = Generator::new(case).reading(options(case));
        let text = read(case);
        let generator = if text.contains("\n# Skip what is unsupported.\n") {
            generator.skip_unsupported()
        } else {
            generator
        };
        let overlays = text
            .lines()
            .filter_map(|line| line.strip_prefix("# Overlay: "));
        let generator = overlays.fold(generator, |generator, name| {
            generator.overlay(Path::new("tests/overlays").join(name))
        });
        let (diagnostics, _) = generator.check();
        compare(&name, &diagnostics);
        let codes = codes(&diagnostics);
        let own = code_of(&name);
        let causes = codes.iter().filter(|code| !CONSEQUENCES.contains(code));
        let one = causes.count() <= 1 && codes.contains(&own);
        if name.starts_with("BW") && !one {
            others.push(format!("{name}: {codes:?}"));
        }
    });
    assert!(
        others.is_empty(),
        "each case makes one mistake: {others:#?}"
    );
}

#[test]
fn five_mistakes_are_five_reports() {
    enter_root();
    let (diagnostics, _) = Generator::new("tests/cases/error/five_mistakes.yaml").check();
    assert_eq!(codes(&diagnostics).len(), 5, "{:?}", codes(&diagnostics));
}

#[test]
fn mistakes_in_bytes() {
    for (name, bytes) in WRITTEN_HERE {
        let (stem, extension) = name.split_once('.').unwrap_or((name, "yaml"));
        let shown = format!("{stem}.{extension}");
        fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(&shown), bytes).expect("a file");
        let diagnostics = inside_tmp(&shown, LoadOptions::default());
        compare(stem, &diagnostics);
        assert_eq!(codes(&diagnostics), [code_of(stem)]);
    }
}

#[test]
fn a_missing_file() {
    let diagnostics = inside_tmp("BW0101_absent.yaml", LoadOptions::default());
    assert_eq!(codes(&diagnostics), [Code::Unreadable.number()]);
}

#[test]
fn every_code_has_a_case() {
    let shown: BTreeSet<String> = names()
        .iter()
        .map(|name| code_of(name).to_owned())
        .collect();
    let excused = NOT_OF_A_DOCUMENT.map(|(code, _)| code);
    let wrong: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| shown.contains(code.number()) == excused.contains(code))
        .map(|code| code.number())
        .collect();
    assert!(
        wrong.is_empty(),
        "each has a case, or else stands among those that no document causes: {wrong:?}"
    );
}

#[test]
fn no_snapshot_is_left_over() {
    let expected: BTreeSet<PathBuf> = names()
        .iter()
        .map(|name| {
            Path::new("tests")
                .join(SNAPSHOTS)
                .join(format!("{name}.snap"))
        })
        .collect();
    for found in files(&format!("tests/{SNAPSHOTS}"), "snap") {
        assert!(
            expected.contains(&found),
            "{}: a snapshot without a case, delete it",
            found.display()
        );
    }
}

#[test]
fn every_case_is_short_and_describes_itself() {
    for case in files("tests/cases/error", "yaml") {
        let text = read(&case);
        assert!(
            text.starts_with("# What: "),
            "{}: say what it shows",
            case.display()
        );
        assert!(
            text.lines().count() <= 25,
            "{}: more than 25 lines",
            case.display()
        );
    }
}

/// How a case is read: leniently if it says so, with low limits if it is about limits.
fn options(case: &Path) -> LoadOptions {
    let limits = Limits::default();
    let limits = match code_of(&name(case)) {
        "BW0102" => Limits {
            bytes: 60,
            ..limits
        },
        "BW0105" => Limits { depth: 4, ..limits },
        "BW0106" => Limits {
            nodes: 10,
            ..limits
        },
        "BW0406" => Limits { files: 1, ..limits },
        "BW0110" => Limits {
            aliased: 10,
            ..limits
        },
        "BW0121" => Limits {
            merged: 8,
            ..limits
        },
        "BW0122" => Limits {
            operations: 3,
            ..limits
        },
        "BW0123" => Limits {
            patterns: 200_000,
            ..limits
        },
        _ => limits,
    };
    let strictness = if read(case).contains("\n# Read leniently.\n") {
        Strictness::Lenient
    } else {
        Strictness::Strict
    };
    LoadOptions {
        limits,
        strictness,
        ..LoadOptions::default()
    }
}

/// The name of a case: the name of its file without the extension.
fn name(case: &Path) -> String {
    case.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// The code that a case is named after.
fn code_of(name: &str) -> &str {
    name.split('_').next().unwrap_or(name)
}

/// The names of all cases.
fn names() -> Vec<String> {
    let written = WRITTEN_HERE.map(|(name, _)| name.split('.').next().unwrap_or(name).to_owned());
    let cases = files("tests/cases/error", "yaml");
    cases
        .iter()
        .map(|case| name(case))
        .chain(written)
        .chain(["BW0101_absent".to_owned()])
        .collect()
}

fn codes(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.iter().map(|one| one.code().number()).collect()
}

/// The reports about a file outside of the repository.
fn inside_tmp(file: &str, options: LoadOptions) -> Diagnostics {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    Generator::new(path).reading(options).check().0
}

/// Compares the rendered reports, with the paths that they would have in the repository.
fn compare(name: &str, diagnostics: &Diagnostics) {
    let tmp = format!("{}/", env!("CARGO_TARGET_TMPDIR"));
    let shown = render(diagnostics, Colour::Never).replace(&tmp, "");
    insta::with_settings!({
        snapshot_path => SNAPSHOTS,
        snapshot_suffix => "",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown);
    });
}
