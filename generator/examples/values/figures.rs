//! What was compared, and with which result.

use crate::judge::Verdict;
use crate::reading::Reason;

/// The figures of a document, or of several.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Examples with a type.
    pub(crate) examples: usize,
    /// Those that are written as they were.
    pub(crate) equal: usize,
    /// Those that the generator has reported.
    pub(crate) reported: usize,
    /// Those that differ by choice: a member that no schema declares is not kept, and UUIDs and addresses are written in
    /// their canonical form.
    pub(crate) chosen: usize,
    /// Those that were neither. They are also among the findings.
    pub(crate) unexplained_examples: usize,
    /// Examples whose type is not known.
    pub(crate) untyped: usize,
    /// Values made from schemas.
    pub(crate) values: usize,
    /// Those with the same verdict.
    pub(crate) same: usize,
    /// Those with another verdict, by reason; the last one is for several reasons together.
    pub(crate) by_reason: [usize; Reason::ALL.len() + 1],
    /// Those with another verdict, without a reason.
    pub(crate) unexplained_values: usize,
    /// Those that are accepted, and written in another way.
    pub(crate) changed: usize,
    /// Types that were compared.
    pub(crate) types: usize,
    /// Types whose schema the validator does not read.
    pub(crate) unread: usize,
    /// Documents that did not generate or compile.
    pub(crate) failed: usize,
    /// What is unexplained, in words.
    pub(crate) findings: Vec<String>,
}

impl Figures {
    pub(crate) fn failed(error: &str) -> Self {
        Self {
            failed: 1,
            findings: vec![error.to_owned()],
            ..Self::default()
        }
    }

    /// What fails the run.
    pub(crate) fn unexplained(&self) -> usize {
        self.unexplained_examples + self.unexplained_values + self.changed + self.failed
    }

    /// Counts a verdict.
    pub(crate) fn count(&mut self, verdict: Verdict) {
        self.values += 1;
        let several = Reason::ALL.len();
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::Unexplained => self.unexplained_values += 1,
            Verdict::Reason(index) => self
                .by_reason
                .iter_mut()
                .skip(index)
                .take(1)
                .for_each(|count| *count += 1),
            Verdict::Several => self
                .by_reason
                .iter_mut()
                .skip(several)
                .for_each(|count| *count += 1),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.examples += other.examples;
        self.equal += other.equal;
        self.reported += other.reported;
        self.chosen += other.chosen;
        self.unexplained_examples += other.unexplained_examples;
        self.untyped += other.untyped;
        self.values += other.values;
        self.same += other.same;
        for (sum, count) in self.by_reason.iter_mut().zip(&other.by_reason) {
            *sum += count;
        }
        self.unexplained_values += other.unexplained_values;
        self.changed += other.changed;
        self.types += other.types;
        self.unread += other.unread;
        self.failed += other.failed;
    }

    /// One row of the table.
    pub(crate) fn line(&self, name: &str) -> String {
        let failed = if self.failed > 0 {
            format!("  {} FAILED", self.failed)
        } else {
            String::new()
        };
        format!(
            "{name:<32} examples {:>5}: {:>5} equal {:>4} reported {:>4} by choice {:>4} unexplained ({} without a \
             type); values {:>6} of {:>4} types: {:>6} same {:>5} by reason {:>4} unexplained {:>4} changed ({} schemas not \
             read){failed}",
            self.examples,
            self.equal,
            self.reported,
            self.chosen,
            self.unexplained_examples,
            self.untyped,
            self.values,
            self.types,
            self.same,
            self.by_reason.iter().sum::<usize>(),
            self.unexplained_values,
            self.changed,
            self.unread,
        )
    }

    /// How many differences each reason explains.
    pub(crate) fn reasons(&self) -> String {
        let words = Reason::ALL
            .into_iter()
            .map(Reason::words)
            .chain(["several of these"]);
        let lines = words
            .zip(&self.by_reason)
            .map(|(words, count)| format!("{count:>7} {words}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}
