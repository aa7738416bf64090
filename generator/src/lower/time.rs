//! `x-time` of a string -> the form of the time in it, for which a struct has a getter.
//!
//! ```yaml
//! created: {type: string, x-time: iso-8601}     # .created_as_time(): Result<Option<SystemTime>, TimeError>
//! ```
//!
//! The string stays a string, of any value: a client must not reject what it does not understand.

use serde_json::Value;

use super::component::reference;
use super::context::Lowering;
use crate::diagnostic::{Code, Pointer, member, show};
use crate::ir::{Scalar, TimeForm, Type};

impl<'d> Lowering<'d, '_> {
    /// The form of the time in a string of this type, by the nearest of the schemas that describe it.
    pub(super) fn time_form(&mut self, places: &[Pointer], ty: &Type) -> Option<TimeForm> {
        let (at, name) = self.time_at(places)?;
        let name = name.as_str()?;
        if *self.bare(ty) != Type::Scalar(Scalar::String) {
            let message = "only a string without a format of its own can have a time in it";
            return self.reject(Code::BadExtension, &at, message.to_owned());
        }
        let form = TimeForm::ALL.into_iter().find(|form| form.name() == name);
        let known = TimeForm::ALL.map(|form| format!("`{}`", form.name()));
        let message = format!("`{}` is none of {}", show(name), known.join(", "));
        self.or_report(form, Code::BadExtension, &at, || message)
    }

    /// The `x-time` of the nearest of these schemas, or else of the nearest schema that one of them refers to.
    fn time_at(&self, places: &[Pointer]) -> Option<(Pointer, &'d Value)> {
        let form = |schema: &'d Value| member(schema.as_object()?, "x-time");
        let here = |at: &Pointer| Some((at.child("x-time"), form(self.value(at)?)?));
        let refers = |at: &&Pointer| self.value(at).and_then(reference).is_some();
        let nearest = || places.iter().rev();
        nearest()
            .find_map(here)
            .or_else(|| nearest().filter(refers).find_map(|at| here(&self.end(at)?)))
    }
}
