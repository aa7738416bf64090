//! The rows of a file, read by another library than the one that wrote it.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

/// The name of the first sheet and its rows, with numbers as strings.
pub(crate) fn read(file: &[u8]) -> (String, Vec<Vec<String>>) {
    let mut workbook = Xlsx::new(Cursor::new(file.to_vec())).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&name).unwrap();
    let rows = range.rows().map(|row| row.iter().map(text).collect());
    (name, rows.collect())
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        other => panic!("an unexpected cell: {other:?}"),
    }
}
