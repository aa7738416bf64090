//! A pointer into a typed body -> the steps through its types, or a report of the step that does
//! not exist.

use super::context::Lowering;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Access, Pointed, Presence, Step, SuccessOutcome, Type, TypeKind};

/// How runtime expressions name the body of a response (OpenAPI 3.0.3, "Runtime Expressions").
const RESPONSE_BODY: &str = "$response.body#";

impl Lowering<'_, '_> {
    /// The steps from a type along a pointer, which the document has at `at`.
    pub(super) fn pointed(
        &mut self,
        from: &Type,
        pointer: &Pointer,
        at: &Pointer,
    ) -> Option<Pointed> {
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
                    self.report(
                        Code::BadPath,
                        at,
                        format!(
                            "`{}` leads nowhere: there is no `{}`",
                            show(pointer.as_str()),
                            show(&segment)
                        ),
                    );
                    return None;
                }
            }
        }
        Some(Pointed {
            pointer: pointer.as_str().to_owned(),
            steps,
            ty,
        })
    }

    /// Passes nullables, boxes and aliases.
    fn through(&self, ty: &mut Type, steps: &mut Vec<Step>) {
        loop {
            let next = match &*ty {
                Type::Nullable(inner) => {
                    steps.push(Step::NonNull);
                    (**inner).clone()
                }
                Type::Boxed(inner) => (**inner).clone(),
                Type::Named(id) => match self.types.get(*id).map(|definition| &definition.kind) {
                    Some(TypeKind::Alias(inner, _)) => inner.clone(),
                    Some(
                        TypeKind::Struct(_)
                        | TypeKind::Enumeration(_)
                        | TypeKind::Union(_)
                        | TypeKind::Foreign(_),
                    )
                    | None => return,
                },
                Type::Scalar(_) | Type::List(_) | Type::Map(_) => return,
            };
            *ty = next;
        }
    }

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

/// A pointer, or the plain name of a property: `/data/items` or `items`.
pub(super) fn in_body(text: &str) -> Option<Pointer> {
    let text = text.strip_prefix(RESPONSE_BODY).unwrap_or(text);
    if text.starts_with('/') {
        Pointer::parse(text)
    } else {
        Some(Pointer::root().child(text))
    }
}

/// The body of a success that has one type.
pub(super) fn success_body(outcome: &SuccessOutcome) -> Option<&Type> {
    match outcome {
        SuccessOutcome::Single(replies) => replies.first()?.body.as_ref(),
        SuccessOutcome::Several(..) => None,
    }
}
