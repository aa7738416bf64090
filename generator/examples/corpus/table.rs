//! The results: one line per document, kept in a file so that a run can continue where another one stopped.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use crate::reasons::Reasons;

/// What became of one document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// `generated`, `rejected` (the document has errors), or what went wrong.
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

    pub(crate) fn is_rejected(&self) -> bool {
        self.verdict() == Verdict::Rejected
    }

    fn verdict(&self) -> Verdict {
        let compiles = self.check.as_ref().is_none_or(|check| check.errors == 0);
        match self.outcome.as_str() {
            "generated" if compiles => Verdict::Passed,
            "rejected" => Verdict::Rejected,
            _ => Verdict::Failed,
        }
    }
}

/// The result for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Its crate compiles.
    Passed,
    /// It has errors, so there is no crate.
    Rejected,
    /// Its crate does not compile, or the generator crashed.
    Failed,
}

impl Verdict {
    const ALL: [Self; 3] = [Self::Passed, Self::Rejected, Self::Failed];

    fn word(self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Rejected => "rejected",
            Self::Failed => "FAILED",
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<8} {:<45} {:>5} ops {:>3} left out {:>5} types {:>7} lines {:>6.2} s {:>4} MB",
            self.verdict().word(),
            self.name,
            self.operations,
            self.left_out,
            self.types,
            self.lines,
            self.seconds,
            self.megabytes
        )?;
        if self.verdict() == Verdict::Failed && !self.generated() {
            write!(f, "  {}", self.outcome)?;
        }
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
    lines: BTreeMap<String, (Verdict, usize)>,
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
            let (name, word, left_out) = (parts.next()?, parts.next()?, parts.next()?);
            let mut known = Verdict::ALL.into_iter();
            let verdict = known.find(|verdict| verdict.word() == word)?;
            Some((name.to_owned(), (verdict, left_out.parse().ok()?)))
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
        writeln!(
            self.file,
            "{}\t{}\t{}\t{}",
            line.name,
            line.verdict().word(),
            line.left_out,
            line.to_string().replace('\n', "; ")
        )?;
        self.lines
            .insert(line.name.clone(), (line.verdict(), line.left_out));
        Ok(())
    }

    /// Prints the sum over these documents, each with whether the run covers it; the number of faults: failures, rejections
    /// without a reason, and reasons that no rejection needs.
    pub(crate) fn finish(&self, covered: &[String], all: &[String], reasons: &Reasons) -> usize {
        let known: Vec<_> = covered
            .iter()
            .filter_map(|name| self.lines.get_key_value(name))
            .collect();
        let having = |wanted: Verdict| {
            let known = known
                .iter()
                .filter(move |(_, (verdict, _))| *verdict == wanted);
            known.map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        let [passed, rejected, failed] = Verdict::ALL.map(having);
        let left_out: usize = known.iter().map(|(_, (_, left_out))| left_out).sum();
        let (explained, unexplained): (Vec<&str>, Vec<&str>) = rejected
            .iter()
            .partition(|name| reasons.get(name).is_some());
        for name in &unexplained {
            println!("FAILED   {name} is rejected, and no reason is listed");
        }
        let outdated = reasons.outdated(&explained, covered, all);
        for name in &outdated {
            println!("FAILED   a reason is listed for {name}, which is not rejected");
        }
        println!("operations left out: {left_out}");
        println!(
            "{} passed, {} failed, {} rejected ({} with a reason), {} outdated reasons",
            passed.len(),
            failed.len(),
            rejected.len(),
            explained.len(),
            outdated.len()
        );
        failed.len() + unexplained.len() + outdated.len()
    }
}
