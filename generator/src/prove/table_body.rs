//! The expressions that make and show bodies.

use crate::ir::{
    Body, BodyContent, BodyForm, Media, MultipartForm, PartKind, Payload, Presence, Reply,
    RustName as _, TypeName, VariantName,
};

/// What a body is in Rust.
pub(super) enum BodyShape {
    /// `()`.
    Empty,
    /// A value of its type.
    Value,
    /// A stream of bytes.
    Bytes,
    /// A stream of events.
    Events,
    /// A stream of values, one a line.
    Lines,
    /// A struct with files: its path, and its fields.
    Form(String, Vec<FormField>),
    /// An enum: its path, and its variants.
    Several(String, Vec<(String, BodyShape)>),
}

/// A field of a form: its name in Rust and on the wire, and what it is.
pub(super) struct FormField {
    name: String,
    wire: String,
    kind: PartKind,
    is_required: bool,
}

impl BodyShape {
    pub(super) fn of_body(module: &str, body: &Body) -> Self {
        match &body.content {
            BodyContent::Single(payload) => Self::of_payload(module, payload),
            BodyContent::Several(name, variants) => {
                let variants = variants.iter();
                let variants =
                    variants.map(|(name, one)| (name.to_string(), Self::of_payload(module, one)));
                Self::Several(path(module, name), variants.collect())
            }
        }
    }

    fn of_payload(module: &str, payload: &Payload) -> Self {
        match &payload.form {
            Some(form) => Self::of_form(module, form),
            None => Self::of_media(&payload.media),
        }
    }

    fn of_form(module: &str, form: &MultipartForm) -> Self {
        let fields = form.parts.iter().map(|part| FormField {
            name: part.field.name.to_string(),
            wire: part.field.wire.clone(),
            kind: part.kind,
            is_required: part.field.presence == Presence::Required,
        });
        Self::Form(path(module, &form.name), fields.collect())
    }

    fn of_media(media: &[Media]) -> Self {
        match BodyForm::of(media) {
            BodyForm::Value => Self::Value,
            BodyForm::Bytes => Self::Bytes,
            BodyForm::Events => Self::Events,
            BodyForm::Lines => Self::Lines,
        }
    }

    fn of_reply(reply: &Reply) -> Self {
        match reply.body {
            Some(_) => Self::of_media(&reply.media),
            None => Self::Empty,
        }
    }

    /// Replies of one type.
    pub(super) fn of_replies(replies: &[Reply]) -> Self {
        Reply::with_body(replies).map_or(Self::Empty, Self::of_reply)
    }

    pub(super) fn several(module: &str, name: &TypeName, replies: &[(VariantName, Reply)]) -> Self {
        let variants = replies.iter();
        let variants = variants.map(|(name, one)| (name.to_string(), Self::of_reply(one)));
        Self::Several(path(module, name), variants.collect())
    }
}

fn path(module: &str, name: &TypeName) -> String {
    format!("{module}::{}", name.as_str())
}

/// The statements that make a body of `parts`.
pub(super) fn made(shape: &BodyShape) -> String {
    match shape {
        BodyShape::Empty => "()".to_owned(),
        BodyShape::Several(path, variants) => {
            let arms = variants
                .iter()
                .enumerate()
                .map(|(index, (name, shape))| match shape {
                    BodyShape::Empty => format!("{index} => {path}::{name}, "),
                    shape => format!("{index} => {path}::{name}({}), ", made_of(shape)),
                });
            let arms: String = arms.collect();
            format!(
                "let (index, part) = parts.body()?; match index {{ {arms}_ => return Err(\"there is no such type\".to_owned()) }}"
            )
        }
        shape => format!("let (_, part) = parts.body()?; {}", made_of(shape)),
    }
}

/// The expression that makes a body of `part`.
fn made_of(shape: &BodyShape) -> String {
    match shape {
        BodyShape::Empty | BodyShape::Several(..) => "()".to_owned(),
        BodyShape::Value => "parts.value(part)?".to_owned(),
        BodyShape::Bytes => "bytes(part)?".to_owned(),
        BodyShape::Events => "parts.events(part)?".to_owned(),
        BodyShape::Lines => "parts.lines(part)?".to_owned(),
        BodyShape::Form(path, fields) => {
            let fields = fields.iter().map(|field| {
                let (name, wire) = (&field.name, &field.wire);
                let value = match (field.kind, field.is_required) {
                    (PartKind::Value, _) => format!("parts.field(part, {wire:?})?"),
                    (PartKind::File, true) => format!("file(part, {wire:?})?"),
                    (PartKind::File, false) => format!("files(part, {wire:?})?.pop()"),
                    (PartKind::Files, true) => format!("files(part, {wire:?})?"),
                    (PartKind::Files, false) => {
                        format!("Some(files(part, {wire:?})?).filter(|all| !all.is_empty())")
                    }
                };
                format!("{name}: {value}, ")
            });
            let fields: String = fields.collect();
            format!("{path} {{ {fields}}}")
        }
    }
}

/// The expression that shows a body in a variable, as a request or a response has it.
pub(super) fn shown(shape: &BodyShape, name: &str, direction: &str) -> String {
    match shape {
        BodyShape::Empty => format!("{{ let () = {name}; Value::Null }}"),
        BodyShape::Value => format!("show(&{name}, Direction::{direction})?"),
        BodyShape::Bytes => format!("show_bytes({name}).await?"),
        BodyShape::Events => format!("show_events({name}, Direction::{direction}).await?"),
        BodyShape::Lines => format!("show_lines({name}, Direction::{direction}).await?"),
        BodyShape::Form(_, fields) => {
            let fields = fields.iter().map(|field| {
                let (own, wire) = (&field.name, &field.wire);
                match (field.kind, field.is_required) {
                    (PartKind::Value, _) => format!("put(&mut form, {wire:?}, &{name}.{own})?; "),
                    (PartKind::File, true) => {
                        format!("put_files(&mut form, {wire:?}, vec![{name}.{own}]).await?; ")
                    }
                    (PartKind::File, false) => {
                        format!("put_files(&mut form, {wire:?}, {name}.{own}.into_iter().collect()).await?; ")
                    }
                    (PartKind::Files, true) => {
                        format!("put_files(&mut form, {wire:?}, {name}.{own}).await?; ")
                    }
                    (PartKind::Files, false) => format!(
                        "put_files(&mut form, {wire:?}, {name}.{own}.into_iter().flatten().collect()).await?; "
                    ),
                }
            });
            let fields: String = fields.collect();
            format!("{{ let mut form = Map::new(); {fields}Value::from_iter(form) }}")
        }
        BodyShape::Several(path, variants) => {
            let arms = variants
                .iter()
                .enumerate()
                .map(|(index, (name, shape))| match shape {
                    BodyShape::Empty => format!("{path}::{name} => tagged({index}, Value::Null), "),
                    shape => {
                        let inner = shown(shape, "one", direction);
                        format!("{path}::{name}(one) => tagged({index}, {inner}), ")
                    }
                });
            let arms: String = arms.collect();
            format!("match {name} {{ {arms}}}")
        }
    }
}

/// The same as the result of a function.
pub(super) fn outcome_shown(shape: &BodyShape) -> String {
    returned(&format!("Ok({})", shown(shape, "body", "Response")))
}

/// A message that is shown as the function's result. Those without streams need no future, which would be costly to compile.
pub(super) fn returned(text: &str) -> String {
    match text.contains(".await") {
        true => format!("Shown::Later(Box::pin(async move {{ {text} }}))"),
        false => format!("Shown::now((move || -> Result<Value> {{ {text} }})())"),
    }
}
