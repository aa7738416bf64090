//! The rows of a statement -> a file in the format of Excel, row by row: memory does not grow with the number of rows.

use std::io::{Read as _, Write as _};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ToSql};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use sha2::{Digest as _, Sha256};

use super::statement::{Column, ColumnKind, Statement};
use super::{Language, Report};
use crate::times::of_report;

/// How many rows a sheet can have. The rest goes to further sheets.
const SHEET: u32 = 1_048_576;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
    #[error("the file cannot be written: {0}")]
    Workbook(#[from] XlsxError),
    /// The sandbox stops, or the task was deleted.
    #[error("the task was stopped")]
    Stopped,
}

/// A file that is complete, and on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) bytes: u64,
    /// A strong validator ([RFC 9110, section 8.8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3)), quoted.
    pub(crate) etag: String,
}

/// Writes the rows of a report to `path`, which is made or overwritten, and waits for the disk.
pub(crate) fn write(
    connection: &Connection,
    report: &Report,
    project: &str,
    path: &Path,
    is_stopped: &dyn Fn() -> bool,
) -> Result<Written, WriteError> {
    let statement = report.statement(project);
    let mut workbook = Workbook::new();
    if let Some(folder) = path.parent() {
        workbook.set_tempdir(folder)?;
    }
    rows(
        connection,
        &statement,
        report.language(),
        &mut workbook,
        is_stopped,
    )?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    workbook.save_to_writer(&mut file)?;
    file.flush()?;
    file.get_ref().sync_all()?;
    drop(file);
    digest(path)
}

fn rows(
    connection: &Connection,
    statement: &Statement,
    language: Language,
    workbook: &mut Workbook,
    is_stopped: &dyn Fn() -> bool,
) -> Result<(), WriteError> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    let parameters: Vec<(&str, &dyn ToSql)> = statement
        .parameters
        .iter()
        .map(|(name, value)| (*name, value as &dyn ToSql))
        .collect();
    let mut found = prepared.query(&*parameters)?;
    let mut number = 0;
    let mut row = found.next()?;
    loop {
        number += 1;
        let sheet = new_sheet(workbook, statement, language, number)?;
        let mut line = 1;
        while let Some(values) = row {
            for (place, column) in statement.columns.iter().enumerate() {
                let at = u16::try_from(place).unwrap_or(u16::MAX);
                cell(sheet, (line, at), column, values.get_ref(place)?)?;
            }
            line += 1;
            if line % 1024 == 0 && is_stopped() {
                return Err(WriteError::Stopped);
            }
            row = found.next()?;
            if line == SHEET {
                break;
            }
        }
        if row.is_none() {
            return Ok(());
        }
    }
}

/// A sheet with its first row.
fn new_sheet<'w>(
    workbook: &'w mut Workbook,
    statement: &Statement,
    language: Language,
    number: u32,
) -> Result<&'w mut Worksheet, WriteError> {
    let (english, chinese) = statement.sheet;
    let name = match language {
        Language::English => english,
        Language::Chinese => chinese,
    };
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    match number {
        1 => sheet.set_name(name)?,
        _ => sheet.set_name(format!("{name} {number}"))?,
    };
    for (place, column) in (0..).zip(statement.columns) {
        let title = match language {
            Language::English => column.english,
            Language::Chinese => column.chinese,
        };
        sheet.write_string(0, place, title)?;
    }
    Ok(sheet)
}

fn cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    column: &Column,
    value: ValueRef<'_>,
) -> Result<(), WriteError> {
    match (column.kind, value) {
        (_, ValueRef::Null | ValueRef::Blob(_)) => {}
        (ColumnKind::Time, ValueRef::Integer(millis)) => {
            sheet.write_string(row, place, of_report(millis))?;
        }
        (ColumnKind::Hours, ValueRef::Integer(millis)) => {
            sheet.write_number(row, place, hours(millis))?;
        }
        (_, ValueRef::Integer(number)) => {
            sheet.write_number(row, place, number as f64)?;
        }
        (_, ValueRef::Real(number)) => {
            sheet.write_number(row, place, number)?;
        }
        (_, ValueRef::Text(text)) => {
            sheet.write_string(row, place, String::from_utf8_lossy(text))?;
        }
    }
    Ok(())
}

/// Hours with two decimals.
fn hours(millis: i64) -> f64 {
    (millis as f64 / 36_000.0).round() / 100.0
}

/// Size and validator of a file, as the disk has it.
fn digest(path: &Path) -> Result<Written, WriteError> {
    let mut file = std::fs::File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 64 << 10]);
    loop {
        let read = file.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        hash.update(chunk);
        bytes += chunk.len() as u64;
    }
    let hex: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(Written {
        bytes,
        etag: format!("\"{}\"", hex.get(..32).unwrap_or(&hex)),
    })
}
