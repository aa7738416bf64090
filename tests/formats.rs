//! The table of formats in the book is true: generates from a document with all of them, for each crate of dates and times.

use std::fs;
use std::path::PathBuf;

use bindwright::DateTimes;
use bindwright::emit::Root;

use crate::support::{generate_with, read};

/// The values of `--date-time`, in the order of the table.
const CHOICES: [DateTimes; 4] = [
    DateTimes::Jiff,
    DateTimes::Chrono,
    DateTimes::Time,
    DateTimes::String,
];

/// A format of the table, and its type for each value of `--date-time`.
struct Row {
    kind: String,
    format: Option<String>,
    types: [String; 4],
}

/// The strings between backticks.
fn code(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn rows() -> Vec<Row> {
    let page = read("docs/src/reference/formats.md");
    let lines = page.lines().filter(|line| line.starts_with("| `"));
    lines
        .flat_map(|line| row(line).expect("a row of three cells"))
        .collect()
}

/// A row of the table can have several formats: with one type for all, or with one type each.
fn row(line: &str) -> Option<Vec<Row>> {
    let mut cells = line.trim_matches('|').split('|');
    let kind = code(cells.next()?).pop()?;
    let cell = cells.next()?;
    let types = code(cells.next()?);
    let none = cell.contains("none").then_some(None);
    let formats: Vec<Option<String>> = none
        .into_iter()
        .chain(code(cell).into_iter().map(Some))
        .collect();
    let choices = line.contains("--date-time");
    let rows = formats.iter().cloned().enumerate().map(|(index, format)| {
        let of = |choice: usize| match (choices, formats.len() == types.len()) {
            // The second string of such a row is the name of the option.
            (true, _) if choice > 0 => types.get(choice + 1),
            (false, true) => types.get(index),
            _ => types.first(),
        };
        let of = |choice: usize| of(choice).cloned().unwrap_or_default();
        Row {
            kind: kind.clone(),
            format,
            types: [of(0), of(1), of(2), of(3)],
        }
    });
    Some(rows.collect())
}

/// A document with a property per row.
fn document(rows: &[Row]) -> PathBuf {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: All, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    All:\n      properties:\n",
    );
    for (index, Row { kind, format, .. }) in rows.iter().enumerate() {
        let format = format.as_ref().map(|format| format!(", format: {format}"));
        text.push_str(&format!(
            "        p{index}: {{type: {kind}{}}}\n",
            format.unwrap_or_default()
        ));
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("formats.yaml");
    fs::write(&path, text).expect("a file can be written");
    path
}

/// The last segment of a path, as code uses it after an import.
fn short(path: &str) -> String {
    let (path, generics) = path.split_at(path.find('<').unwrap_or(path.len()));
    format!("{}{generics}", path.rsplit("::").next().unwrap_or_default())
}

#[test]
fn the_table_of_formats_is_correct() {
    let rows = rows();
    assert!(rows.len() > 25, "the table is found");
    let document = document(&rows);
    for (choice, date_times) in CHOICES.into_iter().enumerate() {
        let (files, report) = generate_with(&document, Root::Module, date_times);
        assert_eq!(report, "", "every format is known");
        let types = files
            .iter()
            .find(|file| file.path == "types.rs")
            .expect("types");
        for (index, row) in rows.iter().enumerate() {
            let field = format!("pub p{index}: Option<{}>,", short(&row.types[choice]));
            let said = format!("{} {:?}, {date_times:?}: {field}", row.kind, row.format);
            assert!(types.text.contains(&field), "{said}");
        }
    }
}
