//! One document: generates it, compiles the program, and compares all examples and values.

use std::io::Result;
use std::path::Path;

use bindwright::diagnostic::Code;
use serde_json::Value;

use crate::document::Document;
use crate::documents::crate_folder;
use crate::driver::{Driver, Functions, Outcome};
use crate::equal::{difference, difference_in_declared};
use crate::examples::{Example, examples};
use crate::figures::Figures;
use crate::judge::{Judge, Verdict};
use crate::places::{Place, places};
use crate::program::generate;
use crate::reading::Reading;
use crate::sample::Sampler;
use crate::translate::bundle;

/// Findings per type that are kept.
const FINDINGS: usize = 3;

/// The figures of one document.
pub(crate) fn compare(
    path: &Path,
    work: &Path,
    limit: usize,
    examples_only: bool,
) -> Result<Figures> {
    let folder = crate_folder(work, path);
    let (generated, diagnostics) = generate(path, &folder)?;
    let mut document = Document::read(path)?;
    document.add_reports(&diagnostics);
    let places = places(&generated.api, &document);
    let examples = examples(&document, &places);
    let mut functions = Functions::default();
    let of_examples: Vec<[usize; 2]> = examples
        .typed
        .iter()
        .map(|example| functions.add_member(&example.place))
        .collect();
    let mut types: Vec<(&Place, usize)> = Vec::new();
    for place in places
        .values()
        .filter(|place| place.is_named && place.is_sent && !examples_only)
    {
        types.push((place, functions.add(place)));
    }
    let driver = Driver::compile(&folder, &work.join("target"), &functions)?;
    let mut figures = Figures {
        untyped: examples.untyped.len(),
        ..Figures::default()
    };
    compare_examples(
        &driver,
        &document,
        &examples.typed,
        &of_examples,
        &mut figures,
    )?;
    for (place, function) in types {
        compare_type(&driver, &document, (place, function), limit, &mut figures)?;
    }
    Ok(figures)
}

fn compare_examples(
    driver: &Driver,
    document: &Document,
    examples: &[Example],
    functions: &[[usize; 2]],
    figures: &mut Figures,
) -> Result<()> {
    let ask = |direction: usize| {
        let functions = functions.iter().filter_map(|both| both.get(direction));
        let values = examples.iter().map(|example| &example.value);
        driver.ask(&functions.copied().zip(values).collect::<Vec<_>>())
    };
    let (sent, received) = (ask(0)?, ask(1)?);
    for (example, (sent, received)) in examples.iter().zip(sent.into_iter().zip(received)) {
        figures.examples += 1;
        let found = match &sent {
            Outcome::Written(written) => {
                difference(&example.value, written).map(|found| found.to_string())
            }
            Outcome::Rejected(message) => Some(message.clone()),
        };
        let Some(found) = found else {
            figures.equal += 1;
            continue;
        };
        let mut places = example.places();
        if example.is_of_response() && is_equal_response(example, &sent, &received) {
            figures.equal += 1;
        } else if places.any(|place| document.reports_in(Code::ExampleMismatch, place)) {
            figures.reported += 1;
        } else if is_kept(document, example, &sent) {
            figures.chosen += 1;
        } else {
            figures.unexplained_examples += 1;
            let (pointer, value) = (&example.pointer, short(&example.value));
            let finding = format!(
                "example {pointer}: {value} as {}: {found}",
                example.place.rust
            );
            figures.findings.push(finding);
        }
    }
    Ok(())
}

/// Whether a client reads an example completely, and a server only misses what requests have, or leaves out what responses have.
fn is_equal_response(example: &Example, sent: &Outcome, received: &Outcome) -> bool {
    let differs_by_direction = match sent {
        Outcome::Written(_) => true,
        Outcome::Rejected(message) => message.contains("required, but missing"),
    };
    let is_equal = |written: &Value| difference(&example.value, written).is_none();
    differs_by_direction && matches!(received, Outcome::Written(written) if is_equal(written))
}

/// Whether what is written of an example differs only by choice: it has no members that nothing declares, and UUIDs and
/// addresses have their canonical form. Null belongs to the member that has a type, and not to the type.
fn is_kept(document: &Document, example: &Example, outcome: &Outcome) -> bool {
    let Ok(mut judge) = Judge::new(document, &example.schema) else {
        return false;
    };
    let Outcome::Written(written) = outcome else {
        return example.value.is_null() && judge.is_valid(&Value::Null);
    };
    difference_in_declared(&example.value, written, &mut |value| judge.is_valid(value)).is_none()
}

fn compare_type(
    driver: &Driver,
    document: &Document,
    (place, function): (&Place, usize),
    limit: usize,
    figures: &mut Figures,
) -> Result<()> {
    let made = bundle(document, &place.pointer, Reading::Letter);
    let judged = Judge::new(document, &place.pointer);
    let (schema, mut judge) = match (made, judged) {
        (Ok(schema), Ok(judge)) => (schema, judge),
        (Err(error), _) | (_, Err(error)) => {
            figures.unread += 1;
            figures
                .findings
                .push(format!("not read {}: {error}", place.pointer));
            return Ok(());
        }
    };
    let Some(definitions) = schema.get("$defs").and_then(Value::as_object) else {
        return Ok(());
    };
    let seed = place.pointer.bytes().fold(7, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut values = Sampler::new(definitions, seed).values(&schema, limit);
    // Whether null is allowed is decided where a type is used, and values of those types have it inside.
    values.retain(|value| !value.is_null());
    let questions: Vec<(usize, &Value)> = values.iter().map(|value| (function, value)).collect();
    figures.types += 1;
    let mut kept = [0; 2];
    for (value, outcome) in values.iter().zip(driver.ask(&questions)?) {
        let is_accepted = matches!(outcome, Outcome::Written(_));
        let verdict = judge.verdict(value, is_accepted);
        figures.count(verdict);
        let (kind, finding) = match (verdict, &outcome) {
            (Verdict::Unexplained, Outcome::Written(_)) => (
                0,
                format!("is accepted, and invalid: {}", judge.error(value)),
            ),
            (Verdict::Unexplained, Outcome::Rejected(message)) => {
                (0, format!("is valid: {message}"))
            }
            (Verdict::Same, Outcome::Written(written)) => {
                let is_valid = &mut |value: &Value| judge.is_valid(value);
                match difference_in_declared(value, written, is_valid) {
                    Some(difference) => (1, difference.to_string()),
                    None => continue,
                }
            }
            _ => continue,
        };
        if kind == 1 {
            figures.changed += 1;
        }
        if let Some(kept) = kept.get_mut(kind).filter(|kept| **kept < FINDINGS) {
            *kept += 1;
            figures.findings.push(format!(
                "value {}: {} {finding}",
                place.pointer,
                short(value)
            ));
        }
    }
    Ok(())
}

/// A value, cut.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(600) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
