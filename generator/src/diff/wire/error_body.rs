//! Which properties of an error body mean what (`x-error`): a server fills them in.

use crate::ir::{ErrorFields, FieldName, RustName, Struct};

/// The meaning of properties, in words; `None` if the object is no error body.
pub(super) fn error_text(data: &Struct) -> Option<String> {
    let ErrorFields {
        code,
        message,
        detail,
        request_id,
        success_codes,
    } = data.error.as_deref()?;
    let name = |field: &FieldName| {
        let mut fields = data.fields.iter();
        let found = fields.find(|one| one.name == *field);
        found.map_or_else(|| field.as_str().to_owned(), |one| one.wire.clone())
    };
    let all = [
        ("code", code),
        ("message", message),
        ("detail", detail),
        ("request id", request_id),
    ];
    let all = all
        .into_iter()
        .filter_map(|(meaning, field)| Some(format!("{meaning} in {}", name(field.as_ref()?))));
    let in_success = success_codes.as_ref().map(|codes| {
        let mut codes = codes.clone();
        codes.sort_unstable();
        format!("codes of success: {}", codes.join(" "))
    });
    Some(all.chain(in_success).collect::<Vec<_>>().join(", "))
}
