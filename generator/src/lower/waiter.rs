//! `x-waiter` -> how to poll another operation until a started task ends.

use serde_json::Value;

use super::context::Lowering;
use super::poll_arguments::{is_shared, poll_arguments};
use super::schema::strings;
use super::typed_pointer::{in_response, success_body};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{FieldName, Operation, Pointed, Presence, Type, Waiter};

impl Lowering<'_, '_> {
    /// The waiter of the operation at `index`, when its description has one that fits.
    pub(super) fn waiter(&mut self, operations: &[Operation], index: usize) -> Option<Waiter> {
        let starter = operations.get(index)?;
        let at = Pointer::parse(&starter.origin.pointer)?.child("x-waiter");
        let described = self.value(&at)?.as_object()?;
        let id = described.get("operation")?.as_str()?;
        let Some(operation) = operations.iter().position(|operation| operation.id == id) else {
            self.report(
                Code::UndefinedOperation,
                &at.child("operation"),
                format!("there is no operation `{}`", show(id)),
            );
            return None;
        };
        let polled = operations.get(operation)?;
        let body = self.body_of(starter, &at)?;
        let poll_body = self.body_of(polled, &at.child("operation"))?;
        let parameters = self.poll_parameters(
            described.get("parameters"),
            &at.child("parameters"),
            polled,
            &body,
        )?;
        self.check_complete(starter, polled, &parameters, &at)?;
        let (subject, status) = self.status(
            described.get("status")?.as_str()?,
            &poll_body,
            &at.child("status"),
        )?;
        let values = |key: &str| {
            strings(described.get(key))
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        Some(Waiter {
            operation,
            arguments: poll_arguments(starter, polled, parameters),
            subject,
            status,
            success: values("success"),
            failure: values("failure"),
        })
    }

    fn body_of(&mut self, operation: &Operation, at: &Pointer) -> Option<Type> {
        let body = success_body(&operation.success).cloned();
        if body.is_none() {
            self.report(
                Code::BadPath,
                at,
                format!("`{}` has no single response body", show(&operation.id)),
            );
        }
        body
    }

    fn poll_parameters(
        &mut self,
        described: Option<&Value>,
        at: &Pointer,
        polled: &Operation,
        body: &Type,
    ) -> Option<Vec<(FieldName, Pointed)>> {
        let mut parameters = Vec::new();
        for (wire, expression) in described.and_then(Value::as_object).into_iter().flatten() {
            let at = at.child(wire);
            let Some(parameter) = polled
                .parameters
                .iter()
                .find(|parameter| parameter.wire == *wire)
            else {
                self.report(
                    Code::UndefinedField,
                    &at,
                    format!("`{}` has no parameter `{}`", show(&polled.id), show(wire)),
                );
                return None;
            };
            let pointer = self.expression(expression.as_str().unwrap_or_default(), &at)?;
            let pointed = self.pointed(body, &pointer, &at)?;
            if self.bare(&pointed.ty) != self.bare(&parameter.ty) {
                self.report(
                    Code::BadPath,
                    &at,
                    format!(
                        "the type of the value is not that of the parameter `{}`",
                        show(wire)
                    ),
                );
                return None;
            }
            parameters.push((parameter.name.clone(), pointed));
        }
        Some(parameters)
    }

    fn expression(&mut self, expression: &str, at: &Pointer) -> Option<Pointer> {
        let pointer = in_response(expression);
        if pointer.is_none() {
            let message = format!(
                "`{}` is not of the form `$response.body#/…`",
                show(expression)
            );
            self.report(Code::BadExtension, at, message);
        }
        pointer
    }

    /// Every required parameter of the poll comes from somewhere.
    fn check_complete(
        &mut self,
        starter: &Operation,
        polled: &Operation,
        given: &[(FieldName, Pointed)],
        at: &Pointer,
    ) -> Option<()> {
        let missing = polled.parameters.iter().find(|parameter| {
            let required = parameter.presence == Presence::Required && !parameter.from_client;
            let from_response = given.iter().any(|(name, _)| *name == parameter.name);
            let from_request = is_shared(starter, parameter);
            required && !from_response && !from_request
        });
        let bodied = polled
            .body
            .as_ref()
            .is_some_and(|body| body.presence == Presence::Required);
        match missing {
            None if !bodied => Some(()),
            None => {
                self.report(
                    Code::IncompleteWaiter,
                    at,
                    format!("`{}` asks for a body", show(&polled.id)),
                );
                None
            }
            Some(parameter) => {
                let message = format!(
                    "`{}` asks for `{}`",
                    show(&polled.id),
                    show(&parameter.wire)
                );
                self.report(Code::IncompleteWaiter, at, message);
                None
            }
        }
    }

    /// The way to the object that has the status, and from there to the status.
    fn status(
        &mut self,
        expression: &str,
        body: &Type,
        at: &Pointer,
    ) -> Option<(Pointed, Pointed)> {
        let whole = self.expression(expression, at)?;
        let (Some(parent), Some(last)) = (whole.parent(), whole.last()) else {
            self.report(Code::BadPath, at, "the status is a property of an object");
            return None;
        };
        let subject = self.pointed(body, &parent, at)?;
        let status = self.pointed(&subject.ty, &Pointer::root().child(&last), at)?;
        Some((subject, status))
    }
}
