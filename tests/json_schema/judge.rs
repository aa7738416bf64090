//! Compares the responses of the servers with the suite: counts, and the differences.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::echo_server::Reports;
use super::echo_server::equal::equal;
use super::suite::Group;

/// The result for a dialect.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Groups that were generated.
    pub generated: usize,
    /// Groups that were rejected, with a reason.
    pub rejected: usize,
    /// Values with the result that the suite expects.
    pub right: usize,
    /// Values with another result, about which a warning was reported.
    pub warned: usize,
    /// Values with another result, by decision.
    pub chosen: usize,
    /// The others, one per line.
    pub wrong: Vec<String>,
    /// The counts of each file.
    pub files: BTreeMap<String, Counts>,
    /// The reason of each decision, with the number of values.
    pub reasons: BTreeMap<&'static str, usize>,
}

/// What became of the values of a file.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Groups that were rejected.
    pub rejected: usize,
    /// Values with the result that the suite expects.
    pub right: usize,
    /// Values with another result, about which a warning was reported.
    pub warned: usize,
    /// Values with another result, by decision.
    pub chosen: usize,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            generated,
            rejected,
            right,
            warned,
            chosen,
            wrong,
            files: _,
            reasons: _,
        } = self;
        let wrong = wrong.len();
        write!(
            f,
            "{generated} groups generated, {rejected} rejected; {right} values right, otherwise {warned} with a warning, \
             {chosen} by choice and {wrong} by mistake"
        )
    }
}

/// Decisions that differ from JSON Schema without a report, and why, by the start of the group's name.
const CHOSEN: [(&str, &[&str]); 7] = [
    (
        "a schema without a type is of the type that its keywords speak of",
        &[
            "additionalProperties: additionalProperties being false",
            "content: validation of binary",
            "items: a schema given for items",
            "prefixItems: a schema given for prefixItems",
            "properties: object properties validation",
            "properties: properties whose names are",
            "ref: root pointer ref",
            "ref: simple URN base URI",
            "required: required validation",
        ],
    ),
    (
        "a property that nothing declares is not kept, but where a check asks about it",
        &[
            "additionalProperties: additionalProperties are allowed by default",
            "anyOf: anyOf complex types",
            "dynamicRef: A $dynamicRef that initially resolves to a schema without",
            "not: forbidden property",
            "properties: object properties validation",
        ],
    ),
    (
        "one alternative is enough: documents mean `anyOf` by `oneOf`",
        &["oneOf: "],
    ),
    (
        "the members of `allOf` are one object",
        &["additionalProperties: additionalProperties does not look in applicators"],
    ),
    (
        "values are of the types of Rust: `i64`, times with nine digits and in UTC, addresses and UUIDs in one spelling",
        &[
            "optional/bignum: integer",
            "optional/float-overflow: ",
            "optional/format/date-time: ",
            "optional/format/ipv6: ",
            "optional/format/uuid: ",
            "optional/zeroTerminatedFloats: ",
        ],
    ),
    (
        "what can only be null says nothing",
        &[
            "allOf: allOf with base schema",
            "anyOf: nested anyOf",
            "oneOf: nested oneOf",
        ],
    ),
    (
        "identifiers are looked for in data, too, and a vocabulary is not looked at",
        &["optional/anchor: ", "optional/id: ", "vocabulary: "],
    ),
];

/// Why the result for a group differs, by decision.
fn choice(group: &str) -> Option<&'static str> {
    let chosen = |groups: &[&str]| groups.iter().any(|beginning| group.starts_with(beginning));
    let mut all = CHOSEN.iter();
    all.find(|(_, groups)| chosen(groups))
        .map(|(reason, _)| *reason)
}

/// Compares the responses of the servers with the suite.
pub fn judge(
    groups: &[Group],
    reports: &[Reports],
    responses: &BTreeMap<usize, Vec<Value>>,
) -> Verdict {
    let mut verdict = Verdict::default();
    for (index, (group, reports)) in groups.iter().zip(reports).enumerate() {
        let (file, _) = group.name.split_once(": ").unwrap_or((&group.name, ""));
        let counts = verdict.files.entry(file.to_owned()).or_default();
        let Some(responses) = responses.get(&index) else {
            verdict.rejected += 1;
            counts.rejected += 1;
            println!("rejected {}: {}", group.name, reports.errors.join("; "));
            continue;
        };
        verdict.generated += 1;
        for ((what, value, valid), response) in group.tests.iter().zip(responses) {
            let (status, body) = (&response[0], &response[1]);
            let line = match (valid, status.as_u64()) {
                (true, Some(200)) if equal(value, body) => None,
                (false, Some(400)) => None,
                _ => Some(format!(
                    "{}: {what}: {value} is {}, the response is {status} {body}",
                    group.name,
                    if *valid { "valid" } else { "invalid" }
                )),
            };
            let reason = choice(&group.name);
            match (line, reason) {
                (None, _) => {
                    verdict.right += 1;
                    counts.right += 1;
                }
                (Some(_), Some(reason)) => {
                    verdict.chosen += 1;
                    counts.chosen += 1;
                    *verdict.reasons.entry(reason).or_default() += 1;
                }
                (Some(line), None) if !reports.warnings.is_empty() => {
                    verdict.warned += 1;
                    counts.warned += 1;
                    println!("warned {line}\n    {}", reports.warnings.join("; "));
                }
                (Some(line), None) => verdict.wrong.push(line),
            }
        }
    }
    verdict
}
