//! `x-waiter` -> how to poll another operation until a started task ends.
//!
//! The types are checked here, so that generated code cannot fail: the pointers lead somewhere, the
//! parameters have the types of the values, and nothing that the poll requires is missing.

use serde_json::Value;

use super::context::Lowering;
use super::poll_arguments::poll_arguments;
use super::schema::{owned, strings};
use super::typed_pointer::{in_response, success_body};
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{
    FieldName, Operation, Pointed, PollArgument, Presence, Scalar, Type, TypeKind, Waiter,
};
use crate::load::members;

impl Lowering<'_, '_> {
    /// The waiter of the operation at `index`; `None` without one, or if it does not fit, which is
    /// reported.
    ///
    /// ```yaml
    /// x-waiter:
    ///   operation: ListTasks
    ///   parameters: {task_id: $response.body#/task_id}      # of the first response
    ///   status: $response.body#/tasks/0/status              # of each poll
    ///   success: [done]
    ///   failure: [failed]
    /// # client.start_task_and_wait(…)
    /// ```
    pub(super) fn waiter(&mut self, operations: &[Operation], index: usize) -> Option<Waiter> {
        let starter = operations.get(index)?;
        let at = Pointer::parse(&starter.origin.pointer)?.child("x-waiter");
        let described = self.value(&at)?.as_object()?;
        let id = described.get("operation")?.as_str()?;
        let operation = operations.iter().position(|operation| operation.id == id);
        let missing = || format!("there is no operation `{}`", show(id));
        let place = at.child("operation");
        let operation = self.or_report(operation, Code::UndefinedOperation, &place, missing)?;
        let polled = operations.get(operation)?;
        let body = self.body_of(starter, &at)?;
        let poll_body = self.body_of(polled, &at.child("operation"))?;
        let parameters = self.poll_parameters(
            described.get("parameters"),
            &at.child("parameters"),
            polled,
            &body,
        )?;
        let arguments = poll_arguments(starter, polled, parameters);
        self.check_complete(polled, &arguments, &at)?;
        let (subject, status) = self.status(
            described.get("status")?.as_str()?,
            &poll_body,
            &at.child("status"),
        )?;
        let values = |key: &str| owned(strings(described.get(key)));
        Some(Waiter {
            operation,
            arguments,
            subject,
            status,
            success: values("success"),
            failure: values("failure"),
        })
    }

    /// The body of an operation's success; reports that there is none, or several.
    fn body_of(&mut self, operation: &Operation, at: &Pointer) -> Option<Type> {
        let body = success_body(&operation.success).cloned();
        let missing = || format!("`{}` has no single response body", show(&operation.id));
        self.or_report(body, Code::BadPath, at, missing)
    }

    /// The parameters of the poll that come from the first response. Each must have the type of the
    /// value that it takes.
    fn poll_parameters(
        &mut self,
        described: Option<&Value>,
        at: &Pointer,
        polled: &Operation,
        body: &Type,
    ) -> Option<Vec<(FieldName, Pointed)>> {
        let mut parameters = Vec::new();
        for (wire, expression) in members(described) {
            let at = at.child(wire);
            let parameter = polled.parameters.iter().find(|one| one.wire == *wire);
            let missing = || format!("`{}` has no parameter `{}`", show(&polled.id), show(wire));
            let parameter = self.or_report(parameter, Code::UndefinedField, &at, missing)?;
            let pointer = self.expression(expression.as_str().unwrap_or_default(), &at)?;
            let pointed = self.pointed(body, &pointer, &at)?;
            if self.bare(&pointed.ty) != self.bare(&parameter.ty) {
                let name = show(wire);
                let message =
                    format!("the type of the value is not that of the parameter `{name}`");
                return self.reject(Code::BadPath, &at, message);
            }
            parameters.push((parameter.name.clone(), pointed));
        }
        Some(parameters)
    }

    /// The pointer of `$response.body#/…`. Other runtime expressions are reported.
    fn expression(&mut self, expression: &str, at: &Pointer) -> Option<Pointer> {
        let unfit = || {
            format!(
                "`{}` is not of the form `$response.body#/…`",
                show(expression)
            )
        };
        self.or_report(in_response(expression), Code::BadExtension, at, unfit)
    }

    /// Reports a required parameter of the poll that comes from nowhere: neither from the response,
    /// nor from the client, nor from a field of the same name in the first request.
    fn check_complete(
        &mut self,
        polled: &Operation,
        arguments: &[(FieldName, PollArgument)],
        at: &Pointer,
    ) -> Option<()> {
        let mut parameters = polled.parameters.iter().zip(arguments);
        let missing = parameters.find(|(parameter, (_, argument))| {
            let required = parameter.presence == Presence::Required && !parameter.from_client;
            required && *argument == PollArgument::Absent
        });
        let body = polled
            .body
            .as_ref()
            .filter(|body| body.presence == Presence::Required);
        let missing = match (missing, body) {
            (Some((parameter, _)), _) => format!("`{}`", show(&parameter.wire)),
            (None, Some(_)) => "a body".to_owned(),
            (None, None) => return Some(()),
        };
        let message = format!(
            "`{}` requires {missing}, which nothing supplies",
            show(&polled.id)
        );
        self.reject(Code::IncompleteWaiter, at, message)
    }

    /// The way to the object that has the status, and from there to the status. The waiter returns
    /// that object.
    fn status(
        &mut self,
        expression: &str,
        body: &Type,
        at: &Pointer,
    ) -> Option<(Pointed, Pointed)> {
        let whole = self.expression(expression, at)?;
        let (Some(parent), Some(last)) = (whole.parent(), whole.last()) else {
            return self.reject(Code::BadPath, at, "the status is a property of an object");
        };
        let subject = self.pointed(body, &parent, at)?;
        let status = self.pointed(&subject.ty, &Pointer::root().child(&last), at)?;
        if !self.has_text(&status.ty) {
            let message =
                "the status is a string, a number or a boolean, since it is compared with texts";
            return self.reject(Code::BadPath, at, message);
        }
        Some((subject, status))
    }

    /// Whether every value of the type is one text.
    fn has_text(&self, ty: &Type) -> bool {
        match self.bare(ty) {
            Type::Scalar(scalar) => !matches!(scalar, Scalar::Null | Scalar::Base64),
            Type::Named(id) => matches!(self.types.kind(*id), Some(TypeKind::Enumeration(_))),
            Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => false,
        }
    }
}
