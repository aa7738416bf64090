//! The security model names a test for each promise, and each of these tests exists.

use crate::support::{files, read, root};

/// The page with the promises.
const PAGE: &str = "docs/src/explanation/security.md";

#[test]
fn the_tests_of_promises_exist() {
    let page = read(PAGE);
    let table = page
        .split("## Tests of these promises")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("the page has the table");
    let folders = ["generator", "tests", "fuzz"];
    let sources: String = folders
        .iter()
        .flat_map(|folder| files(folder, "rs"))
        .map(read)
        .collect();
    let cases: Vec<String> = files("tests/cases", "yaml")
        .iter()
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into())
        .collect();
    let mut missing = Vec::new();
    let mut rows = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(2) {
        rows += 1;
        let cell = row.trim_end_matches(" |").rsplit(" | ").next();
        let names: Vec<&str> = cell
            .unwrap_or_default()
            .split('`')
            .skip(1)
            .step_by(2)
            .collect();
        if names.is_empty() {
            missing.push(format!("a test in the row `{row}`"));
        }
        for name in names {
            let exists = if name.contains('/') {
                root().join(name).exists()
            } else {
                let is_case = |case: &String| case.starts_with(name.trim_end_matches('*'));
                sources.contains(&format!("fn {name}(")) || cases.iter().any(is_case)
            };
            if !exists {
                missing.push(name.to_owned());
            }
        }
    }
    assert!(rows > 20, "the table was not found");
    assert!(
        missing.is_empty(),
        "{PAGE} names what does not exist: {missing:#?}"
    );
}
