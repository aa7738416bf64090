//! The IR in a compact form that a test can spell out.

use crate::ir::{
    Access, Api, ErrorOutcome, Extra, Field, Float, Integer, Literal, Matches, Operation,
    Parameter, Presence, Reply, RustName, Scalar, StatusPattern, Step, SuccessOutcome, Tagging,
    Type, TypeDef, TypeKind, Unlisted,
};

/// Every type, one a line.
pub(super) fn types(api: &Api) -> Vec<String> {
    api.types
        .iter()
        .map(|definition| type_def(api, definition))
        .collect()
}

/// The request type, one parameter after another, and the body.
pub(super) fn request(api: &Api, operation: &Operation) -> String {
    let parameters = operation.parameters.iter().map(|one| parameter(api, one));
    let body = operation.body.iter().map(|body| {
        let payloads = body.payloads().map(|payload| {
            let media: Vec<&str> = payload.media.iter().map(|one| one.name.as_str()).collect();
            format!("{} as {}", ty(api, &payload.ty), media.join(", "))
        });
        let payloads: Vec<String> = payloads.collect();
        present("body", &payloads.join(" or "), &body.presence)
    });
    let parts: Vec<String> = parameters.chain(body).collect();
    format!("{}({})", operation.name, parts.join("; "))
}

/// The success of an operation.
pub(super) fn success(api: &Api, operation: &Operation) -> String {
    match &operation.success {
        SuccessOutcome::Single(replies) => single(api, replies),
        SuccessOutcome::Several(name, replies) => several(
            api,
            name.as_str(),
            replies.iter().map(|(name, reply)| (name.as_str(), reply)),
        ),
    }
}

/// The failure of an operation.
pub(super) fn failure(api: &Api, operation: &Operation) -> String {
    match &operation.failure {
        ErrorOutcome::Undocumented => "undocumented".to_owned(),
        ErrorOutcome::Single(replies) => single(api, replies),
        ErrorOutcome::Several(name, replies) => several(
            api,
            name.as_str(),
            replies.iter().map(|(name, reply)| (name.as_str(), reply)),
        ),
    }
}

/// The steps of a way into a value.
pub(super) fn steps(steps: &[Step]) -> String {
    let words = steps.iter().map(|step| match step {
        Step::Field(name) => format!(".{name}"),
        Step::OptionalField(name) => format!(".{name}?"),
        Step::NonNull => "!".to_owned(),
        Step::Item(index) => format!("[{index}]"),
    });
    words.collect()
}

fn single(api: &Api, replies: &[Reply]) -> String {
    let statuses: Vec<String> = replies.iter().map(|reply| status(reply.status)).collect();
    let body = replies
        .first()
        .and_then(|reply| reply.body.as_ref())
        .map_or_else(|| "()".to_owned(), |body| ty(api, body));
    format!("{}: {body}", statuses.join(" "))
}

fn several<'a>(
    api: &Api,
    name: &str,
    replies: impl Iterator<Item = (&'a str, &'a Reply)>,
) -> String {
    let variants: Vec<String> = replies
        .map(|(name, reply)| format!("{name} {}", single(api, std::slice::from_ref(reply))))
        .collect();
    format!("{name} {{ {} }}", variants.join(", "))
}

fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn parameter(api: &Api, parameter: &Parameter) -> String {
    let location = format!("{:?}", parameter.location).to_lowercase();
    format!(
        "{} in {location}",
        present(
            parameter.name.as_str(),
            &ty(api, &parameter.ty),
            &parameter.presence
        )
    )
}

fn type_def(api: &Api, definition: &TypeDef) -> String {
    format!(
        "{}{}",
        kind(api, definition),
        limits(definition.limits.len())
    )
}

fn kind(api: &Api, definition: &TypeDef) -> String {
    let name = definition.name.as_str();
    match &definition.kind {
        TypeKind::Struct(described) => {
            let constants = described.constants.iter();
            let constants =
                constants.map(|one| format!("const {} = {}", one.wire, literal(&one.value)));
            let fields = described.fields.iter().map(|one| field(api, one));
            let extra = match &described.extra {
                Extra::Ignored => None,
                Extra::Closed => Some("closed".to_owned()),
                Extra::Kept(name, values, _) => Some(format!("..{name}: {}", ty(api, values))),
            };
            let parts: Vec<String> = constants.chain(fields).chain(extra).collect();
            format!("struct {name} {{ {} }}", parts.join(", "))
        }
        TypeKind::Enumeration(enumeration) => {
            let variants = enumeration
                .variants
                .iter()
                .map(|variant| format!("{} = {}", variant.name, literal(&variant.value)));
            let parts: Vec<String> = variants
                .chain(match &enumeration.unlisted {
                    Unlisted::Kept(name) => Some(format!("{name}(_)")),
                    Unlisted::Allowed(name) => Some(format!("{name}(any)")),
                })
                .collect();
            format!(
                "enum {name}: {} {{ {} }}",
                scalar(enumeration.base),
                parts.join(", ")
            )
        }
        TypeKind::Union(union) => {
            let by = match &union.tagging {
                Tagging::Property(property, unknown) => {
                    format!(
                        " by {property}, else {}",
                        unknown.as_ref().map_or("error", |name| name.as_str())
                    )
                }
                Tagging::Untagged(trial) => match trial.matches {
                    Matches::One => " one".to_owned(),
                    Matches::Any => String::new(),
                },
            };
            let alternatives: Vec<String> = union
                .alternatives
                .iter()
                .map(|one| format!("{}{}({})", one.name, tags(&one.tags), ty(api, &one.ty)))
                .collect();
            format!("union {name}{by} {{ {} }}", alternatives.join(", "))
        }
        TypeKind::Foreign(path) => format!(
            "type {name} = {}",
            path.segments().collect::<Vec<_>>().join("::")
        ),
        TypeKind::Alias(aliased, constraints) => format!(
            "type {name} = {}{}",
            ty(api, aliased),
            limits(constraints.own.len())
        ),
    }
}

fn tags(tags: &[String]) -> String {
    if tags.is_empty() {
        String::new()
    } else {
        format!("[{}]", tags.join("|"))
    }
}

fn limits(count: usize) -> String {
    if count == 0 {
        String::new()
    } else {
        format!(" with {count}")
    }
}

fn field(api: &Api, field: &Field) -> String {
    let access = match field.access {
        Access::ReadWrite => "",
        Access::ReadOnly => " read-only",
        Access::WriteOnly => " write-only",
    };
    let text = present(field.name.as_str(), &ty(api, &field.ty), &field.presence);
    format!("{text}{}{access}", limits(field.constraints.own.len()))
}

fn present(name: &str, ty: &str, presence: &Presence) -> String {
    match presence {
        Presence::Required => format!("{name}: {ty}"),
        Presence::Optional => format!("{name}?: {ty}"),
        Presence::Default(value) => format!("{name}?: {ty} = {}", literal(value)),
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::String(value) => format!("{value:?}"),
        Literal::Variant(_, name) => name.to_string(),
        Literal::List(items) => format!(
            "[{}]",
            items.iter().map(literal).collect::<Vec<_>>().join(", ")
        ),
        Literal::Null => "null".to_owned(),
        Literal::Number(text) | Literal::Formatted(_, text) | Literal::Unlisted(_, text) => {
            text.clone()
        }
        Literal::Composite(_, text) => text.clone(),
        Literal::Json(text) => format!("json {text}"),
    }
}

pub(super) fn ty(api: &Api, of: &Type) -> String {
    match of {
        Type::Scalar(of) => scalar(*of),
        Type::List(item) => format!("[{}]", ty(api, item)),
        Type::Map(values) => format!("Map<{}>", ty(api, values)),
        Type::Nullable(inner) => format!("{}|null", ty(api, inner)),
        Type::Boxed(inner) => format!("Box<{}>", ty(api, inner)),
        Type::Named(id) => api.get(*id).map_or_else(
            || format!("{id:?}"),
            |definition| definition.name.to_string(),
        ),
    }
}

fn scalar(scalar: Scalar) -> String {
    match scalar {
        Scalar::Integer(Integer::I32) => "i32".to_owned(),
        Scalar::Integer(Integer::I64) => "i64".to_owned(),
        Scalar::Float(Float::F64) => "f64".to_owned(),
        Scalar::Float(Float::F32) => "f32".to_owned(),
        other => format!("{other:?}"),
    }
}
