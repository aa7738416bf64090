//! A pointer into a typed body -> the steps through its types, or a report of the step that does
//! not exist.

use super::context::Lowering;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Access, BodyForm, Pointed, Presence, Step, SuccessOutcome, Type, TypeKind};

/// The prefix of runtime expressions for the body of a response
/// (<https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions>).
const RESPONSE_BODY: &str = "$response.body#";

impl Lowering<'_, '_> {
    /// The steps from a type along a pointer. `at` is the place of the pointer in the document, for
    /// reports.
    ///
    /// ```text
    /// /tasks/0/status   on   struct List { tasks: Option<Vec<Task>> }
    /// OptionalField(tasks), Item(0), Field(status)
    /// ```
    ///
    /// The steps are code at the end: `value.tasks.as_ref()?.get(0)?.status`.
    pub(super) fn pointed(
        &mut self,
        from: &Type,
        pointer: &Pointer,
        at: &Pointer,
    ) -> Option<Pointed> {
        match self.way(from, pointer) {
            Ok(way) => Some(way),
            Err(message) => self.reject(Code::BadPath, at, message),
        }
    }

    /// The same, without a report of the step that does not exist.
    pub(super) fn way(&self, from: &Type, pointer: &Pointer) -> Result<Pointed, String> {
        let mut steps = Vec::new();
        let mut ty = from.clone();
        self.through(&mut ty, &mut steps);
        for segment in pointer.segments() {
            match self.step(&ty, &segment) {
                Some((step, next)) => {
                    steps.push(step);
                    ty = next;
                    self.through(&mut ty, &mut steps);
                }
                None => {
                    let (pointer, segment) = (show(pointer.as_str()), show(&segment));
                    return Err(format!(
                        "`{pointer}` leads nowhere: there is no `{segment}`"
                    ));
                }
            }
        }
        Ok(Pointed {
            pointer: pointer.as_str().to_owned(),
            steps,
            ty,
        })
    }

    /// Passes nullables, boxes and aliases, which the pointer does not mention.
    fn through(&self, ty: &mut Type, steps: &mut Vec<Step>) {
        loop {
            let next = match &*ty {
                Type::Nullable(inner) => {
                    steps.push(Step::NonNull);
                    (**inner).clone()
                }
                Type::Boxed(inner) => (**inner).clone(),
                Type::Named(id) => match self.types.kind(*id) {
                    Some(TypeKind::Alias(inner, _)) => inner.clone(),
                    _ => return,
                },
                Type::Scalar(_) | Type::List(_) | Type::Map(_) => return,
            };
            *ty = next;
        }
    }

    /// One segment of a pointer: an index into a list, or a property of a struct. A property is
    /// optional if it may be absent, or if only one side sends it.
    fn step(&self, ty: &Type, segment: &str) -> Option<(Step, Type)> {
        if let Type::List(item) = ty {
            return Some((Step::Item(segment.parse().ok()?), (**item).clone()));
        }
        let field = self
            .struct_of(ty)?
            .fields
            .iter()
            .find(|field| field.wire == segment)?;
        let always = field.presence == Presence::Required && field.access == Access::ReadWrite;
        let step = if always {
            Step::Field
        } else {
            Step::OptionalField
        };
        Some((step(field.name.clone()), field.ty.clone()))
    }
}

/// The pointer of `$response.body#/task_id`; `None` for any other expression.
pub(super) fn in_response(expression: &str) -> Option<Pointer> {
    Pointer::parse(expression.strip_prefix(RESPONSE_BODY)?)
}

/// A pointer, or the plain name of a property: `/data/items` or `items`; `$response.body#` is the
/// whole body.
pub(super) fn in_body(text: &str) -> Option<Pointer> {
    if text == RESPONSE_BODY {
        return Some(Pointer::root());
    }
    let text = text.strip_prefix(RESPONSE_BODY).unwrap_or(text);
    if text.starts_with('/') {
        Pointer::parse(text)
    } else {
        Some(Pointer::root().child(text))
    }
}

/// The body of a success that is one value; `None` if it depends on the status, or if it is a stream of values or of bytes.
pub(super) fn success_body(outcome: &SuccessOutcome) -> Option<&Type> {
    match outcome {
        SuccessOutcome::Single(replies) => {
            let reply = replies.first()?;
            let is_value = BodyForm::of(&reply.media) == BodyForm::Value;
            reply.body.as_ref().filter(|_| is_value)
        }
        SuccessOutcome::Several(..) => None,
    }
}
