//! The collection beside the repository, where it is: every document behaves as its list says.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::run::{Outcome, outcome};

/// Why an outcome is not the expected one.
fn complaint(expected: &str, outcome: &Outcome) -> Option<String> {
    let Outcome {
        errors,
        warnings,
        reports,
        faults,
    } = outcome;
    let fits = match expected {
        "generate" => *errors == 0,
        "reject" => *errors > 0,
        "warn" => *errors == 0 && *warnings > 0,
        "reject_or_warn" => errors + warnings > 0,
        other => panic!("unknown expectation {other}"),
    };
    (!fits || !faults.is_empty()).then(|| {
        format!(
            "expected {expected}, found {errors} errors, {warnings} warnings, {faults:?}\n{reports}"
        )
    })
}

/// Where we decided otherwise than the collection expects.
const CHOSEN: [(&str, &str); 20] = [
    // Two templates that differ in names alone: the documents of GitHub and Elasticsearch have them. A client calls both;
    // a server responds with the first, if the method does not tell them apart.
    ("094-path-conflict-same-method.yaml", "warn"),
    ("095-path-conflict-other-method.yaml", "warn"),
    // These have one reading, and no request or response depends on what is wrong. `--strict` rejects them.
    ("086-names-dup-operationid.yaml", "warn"),
    ("100-path-template-undeclared.yaml", "warn"),
    ("101-path-param-optional.yaml", "warn"),
    ("124-param-neither.yaml", "warn"),
    ("136-op-no-responses.yaml", "warn"),
    ("185-schema-default-wrong-type.yaml", "warn"),
    ("253-yaml-null-values.yaml", "warn"),
    ("286-struct-server-var-undefined.yaml", "warn"),
    // A form of another version, which means one thing there and nothing here.
    ("205-schema-type-array-30.yaml", "warn"),
    ("208-schema-bool-30.yaml", "warn"),
    ("211-schema-exclusive-bool-31.yaml", "warn"),
    // What no type says is checked when the code runs: there is nothing to warn of.
    ("092-names-enum-mixed-types.yaml", "generate"),
    ("209-schema-false-31.yaml", "generate"),
    ("215-schema-not.yaml", "generate"),
    // Swagger 2.0 is read, by raising it to 3.0.
    ("275-version-20.yaml", "generate"),
    // "Where not implemented", it says; all of these styles are.
    ("121-param-style-unsupported.yaml", "generate"),
    // Webhooks and callbacks have traits of their own; the expression of a callback is text in comments.
    ("052-inj-callback-link-expr.yaml", "generate"),
    ("293-struct-webhooks-callbacks.yaml", "generate"),
];

/// The collection beside the repository, if it is there.
fn collection() -> Option<PathBuf> {
    let start = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = |folder: &Path| folder.join("shared").join("hostile");
    start
        .ancestors()
        .map(beside)
        .find(|path| path.join("EXPECT.csv").is_file())
}

#[test]
fn the_collection_behaves_as_expected() {
    let Some(folder) = collection() else {
        println!("skipped: there is no collection of hostile documents beside the repository");
        return;
    };
    let list = fs::read_to_string(folder.join("EXPECT.csv")).unwrap();
    let cases: Mutex<Vec<(String, String)>> = Mutex::new(
        list.lines()
            .skip(1)
            .map(|line| {
                let mut cells = line.split(',');
                let (file, expected) = (cells.next().unwrap(), cells.nth(1).unwrap());
                let chosen = CHOSEN.iter().find(|(name, _)| *name == file);
                let expected = chosen.map_or(expected, |(_, chosen)| chosen);
                (file.to_owned(), expected.to_owned())
            })
            .collect(),
    );
    let complaints = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((file, expected)) = cases.lock().unwrap().pop() else {
                        return;
                    };
                    let spec = folder.join(&file);
                    if let Some(complaint) = complaint(&expected, &outcome(&spec)) {
                        complaints
                            .lock()
                            .unwrap()
                            .push(format!("{file}: {complaint}"));
                    }
                }
            });
        }
    });
    let mut complaints = complaints.into_inner().unwrap();
    complaints.sort();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
