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

/// What a cell about tests can name beside functions: files, and modules of tests.
fn names_a_test(name: &str, sources: &str, stems: &[String]) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name);
    let module = last.trim_end_matches(".rs");
    sources.contains(&format!("fn {last}("))
        || stems.iter().any(|stem| stem == module)
        || name.contains('/') && root().join(name).exists()
}

/// The rows of the tables whose last column is about tests, each with that cell. A backslash keeps a bar in a cell.
fn rows_with_tests(page: &str) -> Vec<(&str, &str)> {
    let mut rows = Vec::new();
    let mut is_about_tests = None;
    for line in page.lines() {
        let Some(row) = line.strip_prefix("| ") else {
            is_about_tests = None;
            continue;
        };
        let cell = row.trim_end_matches('|').trim_end();
        let cell = cell.rsplit(" | ").next().unwrap_or_default();
        match is_about_tests {
            None => is_about_tests = Some(cell.starts_with("test")),
            Some(true) if !line.starts_with("| ---") => rows.push((line, cell)),
            Some(_) => {}
        }
    }
    rows
}

#[test]
fn each_row_of_a_table_with_tests_names_tests_that_exist() {
    let folders = ["generator", "tests", "sandbox", "iam", "fuzz"];
    let mut paths = Vec::new();
    for folder in folders {
        paths.extend(files(folder, "rs"));
    }
    let stem = |path: &std::path::PathBuf| path.file_stem().map(|stem| stem.display().to_string());
    let cases = files("tests/cases", "yaml");
    let stems: Vec<String> = paths.iter().chain(&cases).filter_map(stem).collect();
    let mut sources: String = paths.into_iter().map(read).collect();
    sources.push_str(&javascript_tests());
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for page in files("docs/src", "md") {
        let text = read(&page);
        for (row, cell) in rows_with_tests(&text) {
            checked += 1;
            let names: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
            // A command, a type, or a pattern of names.
            let is_other = |name: &&str| {
                let is_type = name.starts_with(char::is_uppercase) && !name.contains(' ');
                is_type || name.starts_with("cargo ") || name.contains('*')
            };
            let mut names = names.into_iter().filter(|name| !is_other(name));
            let missing = |name: &&str| !names_a_test(name, &sources, &stems);
            if cell == "the same" {
                continue;
            }
            if cell.split('`').count() < 3 {
                wrong.push(format!("{}: no test in `{row}`", page.display()));
            } else if let Some(name) = names.find(missing) {
                wrong.push(format!("{}: {name}", page.display()));
            }
        }
    }
    assert!(checked > 100, "the tables were not found: {checked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The tests in JavaScript, each as a function of Rust would be: `test("NAME", …)`.
fn javascript_tests() -> String {
    let text = read("tests/wasm/test.js");
    let names = text.split("test(\"").skip(1);
    let names = names.filter_map(|rest| rest.split('"').next());
    names.map(|name| format!("fn {name}(")).collect()
}
