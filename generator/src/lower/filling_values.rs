//! The type of a property and its meaning -> what a server writes there.

use super::filling_names::{Meaning, by_status, of_failure};
use crate::ir::{Enumeration, Fill, Literal, Scalar, Unlisted};

/// A property whose value is chosen.
#[derive(Clone, Copy)]
pub(super) struct FilledProperty {
    /// What it says.
    pub meaning: Option<Meaning>,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether another property has the message.
    pub beside_message: bool,
    /// Whether the object is that of RFC 9457.
    pub is_problem_details: bool,
}

/// A value of a type without parts that says what the property means.
pub(super) fn scalar(scalar: Scalar, property: FilledProperty) -> Option<Fill> {
    let number = matches!(
        scalar,
        Scalar::Integer(_) | Scalar::Number | Scalar::Float(_)
    );
    let text = scalar.is_string() || scalar == Scalar::Any;
    let fill = match (property.meaning, scalar) {
        (Some(Meaning::Code | Meaning::Status), _) if number => Fill::Status,
        (Some(Meaning::Code), _) if text => Fill::Code,
        (Some(Meaning::Status), _) if text => Fill::StatusText,
        (Some(Meaning::Title), _) if text => Fill::Title,
        (Some(Meaning::Message), _) if text => Fill::Message,
        (Some(Meaning::Inside), Scalar::String) if !property.beside_message => Fill::Message,
        (Some(Meaning::Detail), _) if text => {
            match property.beside_message && !property.is_required {
                true => Fill::Detail,
                false => Fill::Message,
            }
        }
        (Some(Meaning::RequestId), Scalar::Uuid) => Fill::RequestUuid,
        (Some(Meaning::RequestId), _) if text => Fill::RequestId,
        (Some(Meaning::Time), Scalar::DateTime | Scalar::String) => Fill::Now,
        (Some(Meaning::Path), _) if text => Fill::Path,
        (Some(Meaning::Method), _) if text => Fill::Method,
        (Some(Meaning::Place), _) if text => Fill::Place,
        (Some(Meaning::Kind), _) if text => match property.is_problem_details {
            // https://www.rfc-editor.org/rfc/rfc9457#section-4.2.1
            true => Fill::Json("\"about:blank\"".to_owned()),
            false => Fill::Code,
        },
        (Some(Meaning::Failed(failed)), Scalar::Bool) => Fill::Json(failed.to_string()),
        (Some(Meaning::Status), Scalar::Bool) => Fill::Json("false".to_owned()),
        // `error: true`
        (Some(Meaning::Message | Meaning::Title | Meaning::Code), Scalar::Bool) => {
            Fill::Json("true".to_owned())
        }
        (_, Scalar::Any | Scalar::Null) if property.is_required => Fill::Json("null".to_owned()),
        _ => return None,
    };
    Some(fill)
}

/// The value of an enumeration that a problem has.
pub(super) fn enumeration(data: &Enumeration, property: FilledProperty) -> Option<Fill> {
    if matches!(data.unlisted, Unlisted::Allowed(_)) {
        return scalar(data.base, property);
    }
    let values = || data.variants.iter().map(|one| &one.value);
    if let (true, [only]) = (property.is_required, data.variants.as_slice()) {
        return json(&only.value).map(Fill::Json);
    }
    let integers = values().filter_map(|value| match value {
        Literal::Integer(value) => u16::try_from(*value).ok(),
        _ => None,
    });
    let texts = values().filter_map(|value| match value {
        Literal::String(value) => Some(value.as_str()),
        _ => None,
    });
    let (integers, texts): (Vec<u16>, Vec<&str>) = (integers.collect(), texts.collect());
    let failure = of_failure(&texts).map(|text| serde_json::Value::from(text).to_string());
    let known = by_status(&texts);
    let says_which = matches!(
        property.meaning,
        Some(Meaning::Code | Meaning::Status | Meaning::Title | Meaning::Kind | Meaning::Message)
    );
    let is_status = matches!(property.meaning, Some(Meaning::Code | Meaning::Status));
    match failure {
        _ if says_which && !known.is_empty() => Some(Fill::Known(known)),
        _ if is_status && !integers.is_empty() => Some(Fill::Statuses(integers)),
        Some(json) if property.meaning.is_some() || property.is_required => Some(Fill::Json(json)),
        _ => None,
    }
}

/// A constant as JSON.
pub(super) fn json(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Null => Some("null".to_owned()),
        Literal::Bool(value) => Some(value.to_string()),
        Literal::Integer(value) => Some(value.to_string()),
        Literal::Number(value) | Literal::Json(value) => Some(value.clone()),
        Literal::String(value) => Some(serde_json::Value::from(value.as_str()).to_string()),
        _ => None,
    }
}
