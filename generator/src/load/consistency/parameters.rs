//! Parameters: path parameters are required, names can be sent, examples match.

use super::{
    Code, ConsistencyCheck, ObjectMembers, Repair, Trail, Value, http_tokens, is_true, text, values,
};
use crate::diagnostic::show;
use crate::load::report::Reports;

/// Checks one parameter.
pub(super) fn check<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    parameter: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let (Some(place), Some(name)) = (text(parameter, "in"), text(parameter, "name")) else {
        return;
    };
    if place == "path" && !is_true(parameter, "required") {
        let required = at.key("required").pointer();
        context.repairs.put(required, Value::Bool(true));
        let at = at.key(if parameter.contains_key("required") {
            "required"
        } else {
            "name"
        });
        context
            .fault(
                Repair::Guess,
                Code::BadParameter,
                &at,
                "a path parameter is always required",
            )
            .help("write `required: true`");
    }
    if place == "header"
        && ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str())
    {
        let message = format!("OpenAPI ignores header parameters named `{}`", show(name));
        context.report(Code::IgnoredHeader, &at.key("name"), message);
    }
    if matches!(place, "header" | "cookie") && !http_tokens::is_token(name) {
        let message = format!("`{}` is not a valid name for a {place}", show(name));
        context.report(Code::BadToken, &at.key("name"), message);
    }
    if name.is_empty() {
        context.report(Code::BadToken, &at.key("name"), "a parameter needs a name");
    }
    values::example(context, parameter, at);
}
