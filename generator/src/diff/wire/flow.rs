//! How clients go through pages and wait for tasks, in the words of the wire.

use super::super::operation_name::operation_name;
use crate::ir::{
    Api, FieldName, NextPage, Operation, Pagination, Pointed, PollArgument, RustName, Waiter,
};

/// What a parameter is called on the wire.
fn wire(operation: &Operation, field: &FieldName) -> String {
    let mut parameters = operation.parameters.iter();
    let found = parameters.find(|one| one.name == *field);
    found.map_or_else(|| field.as_str().to_owned(), |one| one.wire.clone())
}

fn pointer(pointed: &Pointed) -> &str {
    let Pointed {
        pointer,
        steps: _, // follow from the pointer
        ty: _,
    } = pointed;
    pointer
}

/// How the pages of a list are found.
pub(super) fn pagination_text(operation: &Operation) -> Option<String> {
    let Pagination {
        next,
        limit,
        items,
        total,
        item: _,
    } = operation.pagination.as_ref()?;
    let field = next
        .field()
        .map_or_else(String::new, |field| wire(operation, field));
    let next = match next {
        NextPage::Offset(_) => format!("offset {field}"),
        NextPage::Number { page: _, first } => format!("page {field} from {first}"),
        NextPage::Cursor { field: _, next } => format!("cursor {field} from {}", pointer(next)),
        NextPage::Marker { field: _, last } => {
            format!("cursor {field} from {} of the last item", pointer(last))
        }
        NextPage::Url { next } => format!("URL from {}", pointer(next)),
        NextPage::Link { relation } => format!("URL from the link `{relation}`"),
    };
    let limit = limit.as_ref().map_or_else(
        || "no limit".to_owned(),
        |limit| format!("limit {}", wire(operation, limit)),
    );
    let total = total.as_ref().map_or_else(
        || "no total".to_owned(),
        |total| format!("total {}", pointer(total)),
    );
    Some(format!(
        "{next}, {limit}, items {}, {total}",
        pointer(items)
    ))
}

/// How the end of a task is awaited.
pub(super) fn waiter_text(api: &Api, operation: &Operation) -> Option<String> {
    let Waiter {
        operation: polled,
        arguments,
        subject,
        status,
        success,
        failure,
    } = operation.waiter.as_ref()?;
    let polled = api.operations.get(*polled)?;
    let mut arguments: Vec<String> = arguments
        .iter()
        .filter_map(|(field, from)| {
            let from = match from {
                PollArgument::FromResponse(pointed) => format!("response {}", pointer(pointed)),
                PollArgument::FromRequest => "request".to_owned(),
                PollArgument::Absent => return None,
            };
            Some(format!("{} from {from}", wire(polled, field)))
        })
        .collect();
    arguments.sort_unstable();
    let values = |values: &[String]| {
        let mut values = values.to_vec();
        values.sort_unstable();
        values.join(", ")
    };
    Some(format!(
        "{}; {}; status {}{}; success {}; failure {}",
        operation_name(polled),
        arguments.join("; "),
        pointer(subject),
        pointer(status),
        values(success),
        values(failure)
    ))
}
