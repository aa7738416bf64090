//! The rows of a file, read by another library than the one that wrote it.

use std::ffi::OsString;
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use tempfile::TempDir;

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

/// The files of a test, which LibreOffice reads as well if `SANDBOX_LIBREOFFICE` names its program: `soffice`.
pub(crate) struct Office {
    program: Option<OsString>,
    folder: TempDir,
    files: Vec<Vec<Vec<String>>>,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self {
            program: std::env::var_os("SANDBOX_LIBREOFFICE"),
            folder: TempDir::new().unwrap(),
            files: Vec::new(),
        }
    }

    /// The same as [`read`]; the file is kept for LibreOffice.
    pub(crate) fn read(&mut self, file: &[u8]) -> (String, Vec<Vec<String>>) {
        let (name, rows) = read(file);
        if self.program.is_some() {
            let path = self
                .folder
                .path()
                .join(format!("{}.xlsx", self.files.len()));
            std::fs::write(path, file).unwrap();
            self.files.push(rows.clone());
        }
        (name, rows)
    }

    /// Converts all files to CSV without a window, and compares the cells. Says if there is no LibreOffice.
    pub(crate) fn check(&self) {
        let Some(program) = &self.program else {
            println!(
                "skipped: SANDBOX_LIBREOFFICE is not set, so the files are not opened in LibreOffice"
            );
            return;
        };
        let folder = self.folder.path();
        let files = (0..self.files.len()).map(|number| folder.join(format!("{number}.xlsx")));
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        // Comma, quotation mark, UTF-8; numbers as they are stored (https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html).
        let converted = Command::new(program)
            .args([&profile, "--headless", "--convert-to"])
            .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false")
            .arg("--outdir")
            .arg(folder)
            .args(files)
            .output()
            .unwrap();
        assert!(converted.status.success(), "{converted:?}");
        for (number, rows) in self.files.iter().enumerate() {
            let path = folder.join(format!("{number}.csv"));
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_path(path)
                .unwrap();
            let found: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(found.len(), rows.len(), "file {number}");
            for (found, row) in found.iter().zip(rows) {
                let cells: Vec<&str> = found.iter().collect();
                assert_eq!(cells, *row, "file {number}");
            }
        }
        println!("LibreOffice reads {} files like calamine", self.files.len());
    }
}
