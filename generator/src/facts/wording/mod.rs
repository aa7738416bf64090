//! Descriptions: values, defaults and limits, where the wording is certain.
//!
//! The phrases are those of the profile. Beside them, two forms are certain in any language: a list behind a colon at the end of a
//! sentence (`State: creating, failed, or done.`), and items or sentences that each start with a value (`asc: from low to high`).
//! Everything else is silence: a page that does not say more clearly what the values are says nothing.

mod list;
mod prose;
mod sentence;
mod value;

use super::model::{Fact, FieldFacts, FieldLimits, Gap, LimitOf};
use super::page::PageCell;
use super::profile::{Phrase, Profile};
use super::text::TextLine;
use super::type_name::PageType;

/// The longest paragraph that is looked at.
const LONGEST: usize = 5_000;

/// Reads the description of a field.
pub(super) fn read(
    cell: &PageCell,
    page_type: Option<&PageType>,
    profile: &Profile,
    fact: &mut FieldFacts,
    gaps: &mut Vec<Gap>,
) {
    let lines = cell.lines.iter().filter(|line| line.text.len() <= LONGEST);
    let lines: Vec<&TextLine> = lines.collect();
    let scalar = page_type.and_then(PageType::scalar);
    fact.default = default(&lines, profile);
    if let Some(of) = limit_of(page_type) {
        fact.limits = limits(&lines, of, profile, gaps);
    }
    if matches!(scalar, Some("boolean" | "file"))
        || page_type.is_some_and(|found| found.object().is_some())
    {
        return;
    }
    let (values, is_lost) = values(&lines, scalar, profile);
    if values.is_none() && (is_lost || cell.has_lost_list) {
        let line = cell.lines.last().map_or(cell.line, |line| line.line);
        gaps.push(Gap {
            what: "values".to_owned(),
            line,
            reason: "the copy has lost the list that was here".to_owned(),
        });
    }
    fact.values = values;
}

/// The default: one word, behind a phrase and at the end of a sentence.
fn default(lines: &[&TextLine], profile: &Profile) -> Option<Fact<String>> {
    for line in lines {
        for phrase in &profile.wording.default {
            let Some(found) = phrase.value(&line.text, "value") else {
                continue;
            };
            if let Some(word) = value::only_word(found) {
                return Some(Fact::new(word, line.line));
            }
        }
    }
    None
}

/// What the limits of a type are about; `None` if it has none.
fn limit_of(page_type: Option<&PageType>) -> Option<LimitOf> {
    match page_type? {
        PageType::Array(_) => Some(LimitOf::Items),
        PageType::Scalar(name) => match name.as_str() {
            "string" => Some(LimitOf::Length),
            "integer" | "long" | "float" | "double" | "number" => Some(LimitOf::Value),
            _ => None,
        },
        _ => None,
    }
}

/// The limits that are about what a field has. A sentence that seems to have one in other words than the phrases is a gap.
fn limits(
    lines: &[&TextLine],
    of: LimitOf,
    profile: &Profile,
    gaps: &mut Vec<Gap>,
) -> Vec<FieldLimits> {
    let wording = &profile.wording;
    let phrases: &[Phrase] = match of {
        LimitOf::Value => &wording.range,
        LimitOf::Length => &wording.length,
        LimitOf::Items => &wording.items,
    };
    let mut limits = FieldLimits {
        of,
        least: None,
        most: None,
    };
    for line in lines {
        let mut is_read = false;
        for phrase in phrases {
            let Some(found) = phrase.find(&line.text) else {
                continue;
            };
            is_read = true;
            let number = |name: &str| {
                let found = found.name(name)?;
                Some(Fact::new(found.as_str().to_owned(), line.line))
            };
            if let Some(least) = number("min") {
                limits.least.get_or_insert(least);
            }
            if let Some(most) = number("max") {
                limits.most.get_or_insert(most);
            }
        }
        if !is_read && sentence::names_a_limit(&line.text, profile) {
            gaps.push(Gap {
                what: "limits".to_owned(),
                line: line.line,
                reason: "no phrase of the profile reads what seems to be a limit".to_owned(),
            });
        }
    }
    let is_empty = limits.least.is_none() && limits.most.is_none();
    if is_empty { Vec::new() } else { vec![limits] }
}

/// The values, and whether a list was announced that is not there.
fn values(
    lines: &[&TextLine],
    scalar: Option<&str>,
    profile: &Profile,
) -> (Option<Fact<Vec<String>>>, bool) {
    let mut announced = false;
    let fits = |values: &[String]| fits(values, scalar);
    for (index, line) in lines.iter().enumerate() {
        for phrase in &profile.wording.values {
            let Some(found) = phrase.value(&line.text, "value") else {
                continue;
            };
            if found.trim_matches([':', '.', ' ']).is_empty() {
                let items = lines.get(index + 1..).unwrap_or_default();
                match list::of_items(items, true, profile).filter(|found| fits(&found.value)) {
                    Some(values) => return (Some(values), false),
                    None => announced = true,
                }
            } else if let Some(values) = list::of_text(found).filter(|values| fits(values)) {
                return (Some(Fact::new(values, line.line)), false);
            }
        }
    }
    let found = list::of_items(lines, false, profile)
        .or_else(|| prose::labelled_lines(lines, profile))
        .or_else(|| prose::behind_colon(lines, profile));
    (found.filter(|found| fits(&found.value)), announced)
}

/// Whether values can be those of a type.
fn fits(values: &[String], scalar: Option<&str>) -> bool {
    let is_number = |text: &String| text.parse::<f64>().is_ok();
    match scalar {
        Some("integer" | "long") => values.iter().all(|text| text.parse::<i64>().is_ok()),
        Some("float" | "double" | "number") => values.iter().all(is_number),
        Some("string") | None => true,
        Some(_) => false,
    }
}
