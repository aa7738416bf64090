//! What was proven, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::program::ProofError;
use crate::diagnostic::escape;
use crate::ir::Operation;

/// What was proven of a document.
#[derive(Debug)]
pub struct Proof {
    /// The seed of its values.
    pub seed: u64,
    /// Each operation, in the order of the document.
    pub operations: Vec<OperationProof>,
    /// The parts that do not compile or run: not all of their operations were tried.
    pub failures: Vec<PartFailure>,
}

/// A part that does not compile or run.
#[derive(Debug)]
pub struct PartFailure {
    /// Which one, from 1.
    pub part: usize,
    /// How many there are.
    pub parts: usize,
    /// How many of its operations were not tried.
    pub not_tried: usize,
    /// Why, with the first errors of the compiler.
    pub error: ProofError,
}

/// What was proven of an operation.
#[derive(Debug)]
pub struct OperationProof {
    /// Its `operationId`, or what is in its place.
    pub id: String,
    /// Its method and path: `GET /pets/{id}`.
    pub line: String,
    /// What came of it.
    pub verdict: ProofVerdict,
}

/// What came of an operation.
#[derive(Debug)]
pub enum ProofVerdict {
    /// All messages arrived as they were sent, and all broken requests were rejected.
    Proven {
        /// How many different requests were sent.
        requests: usize,
        /// How many different responses came back.
        responses: usize,
        /// How many requests that break a rule were rejected, by both sides.
        rejected: usize,
    },
    /// It was not run, for this reason.
    Skipped(String),
    /// It was not run, because its part [failed](Proof::failures) in this way. It is printed as one that is skipped.
    NotTried(&'static str),
    /// Something is wrong.
    Wrong(Vec<Fault>),
}

/// Something that is wrong.
#[derive(Debug)]
pub struct Fault {
    /// Which message it is about.
    pub side: FaultSide,
    /// The message, made as small as possible.
    pub message: String,
    /// What is wrong with it.
    pub text: String,
}

/// What a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultSide {
    /// A request does not arrive as it was sent.
    Request,
    /// A response does not.
    Response,
    /// A request that breaks a rule is not rejected, or not for that.
    Rule,
}

impl FaultSide {
    /// `request`, `response` or `rule`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Rule => "rule",
        }
    }
}

/// How a proof is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofFormat {
    /// A line for each operation, and the sums.
    Human,
    /// One JSON object.
    Json,
}

impl OperationProof {
    pub(super) fn new(operation: &Operation, verdict: ProofVerdict) -> Self {
        Self {
            id: operation.id.clone(),
            line: format!("{} {}", operation.method.name(), operation.path.written),
            verdict,
        }
    }
}

impl PartFailure {
    pub(super) fn new(
        (part, parts): (usize, usize),
        operations: &[(usize, OperationProof)],
        error: ProofError,
    ) -> Self {
        let is_not_tried =
            |one: &&(usize, OperationProof)| matches!(one.1.verdict, ProofVerdict::NotTried(_));
        let not_tried = operations.iter().filter(is_not_tried).count();
        Self {
            part,
            parts,
            not_tried,
            error,
        }
    }
}

impl Proof {
    /// How many operations are proven, skipped and wrong. Those that were not tried count as skipped.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let of = |wanted: fn(&ProofVerdict) -> bool| {
            let all = self.operations.iter();
            all.filter(|one| wanted(&one.verdict)).count()
        };
        (
            of(|one| matches!(one, ProofVerdict::Proven { .. })),
            of(|one| matches!(one, ProofVerdict::Skipped(_) | ProofVerdict::NotTried(_))),
            of(|one| matches!(one, ProofVerdict::Wrong(_))),
        )
    }

    /// The proof as text.
    #[must_use]
    pub fn render(&self, format: ProofFormat) -> String {
        match format {
            ProofFormat::Human => self.human(),
            ProofFormat::Json => format!("{}\n", self.json()),
        }
    }

    fn human(&self) -> String {
        let mut text = String::new();
        for one in &self.operations {
            let (line, id) = (escape(&one.line), escape(&one.id));
            // Text in memory can always be written to.
            let _ = match &one.verdict {
                ProofVerdict::Proven {
                    requests,
                    responses,
                    rejected,
                } => writeln!(
                    text,
                    "proven   {line} ({id}): {requests} requests, {responses} responses, {rejected} rejected"
                ),
                ProofVerdict::Skipped(reason) => writeln!(text, "skipped  {line} ({id}): {reason}"),
                ProofVerdict::NotTried(problem) => {
                    writeln!(text, "skipped  {line} ({id}): {}", not_tried(problem))
                }
                ProofVerdict::Wrong(faults) => {
                    let _ = writeln!(text, "WRONG    {line} ({id})");
                    for fault in faults {
                        let _ =
                            writeln!(text, "    {}: {}", fault.side.name(), escape(&fault.text));
                        for line in fault.message.lines() {
                            let _ = writeln!(text, "        {}", escape(line));
                        }
                    }
                    Ok(())
                }
            };
        }
        for one in &self.failures {
            let PartFailure {
                part,
                parts,
                not_tried,
                error,
            } = one;
            let _ = writeln!(
                text,
                "FAILED   part {part} of {parts}, {not_tried} operation{} not tried",
                if *not_tried == 1 { "" } else { "s" }
            );
            for line in error.to_string().lines() {
                let _ = writeln!(text, "    {}", escape(line));
            }
        }
        let (proven, skipped, wrong) = self.counts();
        let all = self.operations.len();
        let _ = writeln!(
            text,
            "{proven} of {all} operations proven, {skipped} skipped, {wrong} wrong (seed {})",
            self.seed
        );
        text
    }

    fn json(&self) -> Value {
        let operations = self.operations.iter().map(|one| {
            let mut row = json!({"operation": one.id, "line": one.line});
            let (name, details) = match &one.verdict {
                ProofVerdict::Proven {
                    requests,
                    responses,
                    rejected,
                } => (
                    "proven",
                    json!({"requests": requests, "responses": responses, "rejected": rejected}),
                ),
                ProofVerdict::Skipped(reason) => ("skipped", json!({"reason": reason})),
                ProofVerdict::NotTried(problem) => {
                    ("skipped", json!({"reason": not_tried(problem)}))
                }
                ProofVerdict::Wrong(faults) => {
                    let faults = faults.iter().map(|fault| {
                        json!({"about": fault.side.name(), "message": fault.message, "text": fault.text})
                    });
                    ("wrong", json!({"faults": faults.collect::<Vec<_>>()}))
                }
            };
            if let (Some(row), Value::Object(details)) = (row.as_object_mut(), details) {
                row.insert("verdict".to_owned(), json!(name));
                row.extend(details);
            }
            row
        });
        let operations: Vec<Value> = operations.collect();
        let (proven, skipped, wrong) = self.counts();
        let failures = self.failures.iter().map(|one| {
            json!({"part": one.part, "parts": one.parts, "not_tried": one.not_tried, "problem": one.error.to_string()})
        });
        let failures: Vec<Value> = failures.collect();
        json!({
            "seed": self.seed, "proven": proven, "skipped": skipped, "wrong": wrong, "failures": failures,
            "operations": operations,
        })
    }
}

fn not_tried(problem: &str) -> String {
    format!("not tried: {problem}")
}
