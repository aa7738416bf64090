//! `x-time` of a string -> the form of the time in it, for which a struct has a getter.
//!
//! ```yaml
//! created: {type: string, x-time: iso-8601}     # .created_as_time(): Result<Option<SystemTime>, TimeError>
//! ```
//!
//! The string stays a string, of any value: a client must not reject what it does not understand.

use super::context::Lowering;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{Scalar, TimeForm, Type};

impl Lowering<'_, '_> {
    /// The form of the time in a string of this type, by the nearest of the schemas that describe it.
    pub(super) fn time_form(&mut self, places: &[Pointer], ty: &Type) -> Option<TimeForm> {
        let ends: Vec<Pointer> = places.iter().rev().filter_map(|at| self.end(at)).collect();
        let described = places.iter().rev().chain(&ends);
        let found = described.map(|at| at.child("x-time"));
        let at = found.into_iter().find(|at| self.value(at).is_some())?;
        let name = self.value(&at)?.as_str()?.to_owned();
        if *self.bare(ty) != Type::Scalar(Scalar::String) {
            let message = "only a string without a format of its own can have a time in it";
            return self.reject(Code::BadExtension, &at, message.to_owned());
        }
        let form = TimeForm::ALL.into_iter().find(|form| form.name() == name);
        let known = TimeForm::ALL.map(|form| format!("`{}`", form.name()));
        let message = format!("`{}` is none of {}", show(&name), known.join(", "));
        self.or_report(form, Code::BadExtension, &at, || message)
    }
}
