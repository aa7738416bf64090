//! The results: one line a document, kept in a file so that a run can go on where another stopped.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

/// What became of one document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// `generated`, `refused` (each report has a place), or what went wrong.
    pub(crate) outcome: String,
    pub(crate) operations: usize,
    pub(crate) left_out: usize,
    /// Which operations were left out, and why.
    pub(crate) names: Vec<String>,
    pub(crate) types: usize,
    pub(crate) lines: usize,
    pub(crate) seconds: f64,
    pub(crate) megabytes: u64,
    /// The first report or message, for a person.
    pub(crate) note: String,
    pub(crate) check: Option<Check>,
}

/// What the compiler said.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) errors: usize,
    pub(crate) seconds: f64,
    pub(crate) first: String,
}

impl Line {
    pub(crate) fn generated(&self) -> bool {
        self.outcome == "generated"
    }

    pub(crate) fn passed(&self) -> bool {
        match self.outcome.as_str() {
            "generated" => self.check.as_ref().is_none_or(|check| check.errors == 0),
            "refused" => true,
            _ => false,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.passed() { "ok  " } else { "FAIL" };
        write!(
            f,
            "{verdict} {:<45} {:<9} {:>5} ops {:>3} left out {:>5} types {:>7} lines {:>6.2} s {:>4} MB",
            self.name,
            self.outcome,
            self.operations,
            self.left_out,
            self.types,
            self.lines,
            self.seconds,
            self.megabytes
        )?;
        if let Some(check) = &self.check {
            write!(
                f,
                "  check {:>6.1} s {} errors {}",
                check.seconds, check.errors, check.first
            )?;
        }
        if !self.note.is_empty() {
            write!(f, "  {}", self.note)?;
        }
        for name in &self.names {
            write!(f, "\n       {name}")?;
        }
        Ok(())
    }
}

/// All results so far.
#[derive(Debug)]
pub(crate) struct Table {
    file: File,
    lines: BTreeMap<String, (bool, usize)>,
}

impl Table {
    /// Reads what an earlier run left, unless it is to be forgotten.
    pub(crate) fn open(path: &Path, forget: bool) -> std::io::Result<Self> {
        let text = if forget {
            String::new()
        } else {
            std::fs::read_to_string(path).unwrap_or_default()
        };
        let lines = text.lines().filter_map(|line| {
            let mut parts = line.split('\t');
            let (name, passed, left_out) = (parts.next()?, parts.next()?, parts.next()?);
            Some((name.to_owned(), (passed == "ok", left_out.parse().ok()?)))
        });
        let lines = lines.collect();
        let file = OpenOptions::new()
            .create(true)
            .write(true)
            .append(!forget)
            .truncate(forget)
            .open(path)?;
        Ok(Self { file, lines })
    }

    pub(crate) fn knows(&self, name: &str) -> bool {
        self.lines.contains_key(name)
    }

    pub(crate) fn add(&mut self, line: Line) -> std::io::Result<()> {
        let verdict = if line.passed() { "ok" } else { "failed" };
        writeln!(
            self.file,
            "{}\t{verdict}\t{}\t{}",
            line.name,
            line.left_out,
            line.to_string().replace('\n', "; ")
        )?;
        self.lines
            .insert(line.name.clone(), (line.passed(), line.left_out));
        Ok(())
    }

    /// Prints the sum over these documents; the number of failures.
    pub(crate) fn finish(&self, names: &[String]) -> usize {
        let known: Vec<_> = names
            .iter()
            .filter_map(|name| self.lines.get(name))
            .collect();
        let failed = known.iter().filter(|(passed, _)| !passed).count();
        let left_out: usize = known.iter().map(|(_, left_out)| left_out).sum();
        println!("operations left out: {left_out}");
        println!("{} passed, {failed} failed", known.len() - failed);
        failed
    }
}
