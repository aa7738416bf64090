//! The page of the book with the results.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::judge::{Counts, Verdict};
use super::suite::Dialect;

/// Before the tables.
const HEAD: &str = "\
# JSON Schema

Generated types are compared with the [JSON Schema Test Suite](https://github.com/json-schema-org/JSON-Schema-Test-Suite). Each
group of the suite becomes a document whose schema is the body of a request. A server checks the body and returns it. A value is
right if the server accepts it exactly when the suite calls it valid, and returns the same value. This page is written by
`tests/json_schema.rs`, when the suite is there.

| column | what it counts |
| --- | --- |
| rejected | groups that are not generated, because the generator reports an error |
| right | values with the result that the suite expects |
| with a warning | values with another result, about which the generator reports a warning |
| by choice | values with another result, for one of the reasons below |

No value has another result without a warning or a reason: such a value fails the test.
";

/// Fails if the page in the book is another one; `UPDATE_DOCS=1` writes it.
pub fn compare(verdicts: &[(Dialect, Verdict)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/reference/json-schema.md");
    let page = page(verdicts);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page).expect("the page can be written");
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "{} is outdated: run this test with UPDATE_DOCS=1",
        path.display()
    );
}

fn page(verdicts: &[(Dialect, Verdict)]) -> String {
    let mut page = HEAD.to_owned();
    for (dialect, verdict) in verdicts {
        let title = match dialect {
            Dialect::Draft2020 => "Draft 2020-12, as OpenAPI 3.1",
            Dialect::Draft4 => "Draft 4, as OpenAPI 3.0",
        };
        let sum = Counts {
            rejected: verdict.rejected,
            right: verdict.right,
            warned: verdict.warned,
            chosen: verdict.chosen,
        };
        write!(page, "\n## {title}\n\n| file | rejected | right | with a warning | by choice |\n| --- | --- | --- | --- | --- |\n")
            .expect("a string takes everything");
        for (file, counts) in &verdict.files {
            page.push_str(&row(&format!("`{file}`"), *counts));
        }
        page.push_str(&row("all", sum));
    }
    page.push_str("\n## Reasons\n\n| reason | values |\n| --- | --- |\n");
    let mut reasons: Vec<_> = verdicts
        .iter()
        .flat_map(|(_, verdict)| verdict.reasons.keys())
        .collect();
    reasons.sort();
    reasons.dedup();
    for reason in reasons {
        let counts = verdicts
            .iter()
            .filter_map(|(_, verdict)| verdict.reasons.get(reason));
        writeln!(page, "| {reason} | {} |", counts.sum::<usize>())
            .expect("a string takes everything");
    }
    page
}

fn row(name: &str, counts: Counts) -> String {
    let Counts {
        rejected,
        right,
        warned,
        chosen,
    } = counts;
    format!("| {name} | {rejected} | {right} | {warned} | {chosen} |\n")
}
