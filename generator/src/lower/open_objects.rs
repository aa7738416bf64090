//! Exploded objects that take every name: nothing tells their properties apart from those of another such object, or from other
//! cookies.
//!
//! ```yaml
//! parameters:     # ?color=red    of which of the two is it?
//!   - {name: filter, in: query, schema: {type: object, additionalProperties: {type: string}}}
//!   - {name: other, in: query, schema: {type: object, additionalProperties: {type: string}}}
//! ```
//!
//! The first of them gets all names that no other parameter has; a client rejects properties of the others
//! (<https://spec.openapis.org/oas/v3.1.1.html#style-values>).

use super::context::Lowering;
use super::parameter::Declared;
use crate::diagnostic::{Code, show};
use crate::ir::{Extra, Location, Parameter, ParameterCodec, Style, StyleText, Type};

impl Lowering<'_, '_> {
    /// Reports the parameters of one operation whose properties cannot be told apart.
    pub(super) fn report_open_objects(
        &mut self,
        declared: &[Declared<'_>],
        parameters: &[Parameter],
        who: &str,
    ) {
        for location in [Location::Query, Location::Cookie] {
            let mut first: Option<&str> = None;
            for (declared, parameter) in declared.iter().zip(parameters) {
                if parameter.location != location || !self.takes_all_names(parameter) {
                    continue;
                }
                let name = show(&parameter.wire);
                let message = match (first, location) {
                    (Some(first), _) => format!(
                        "`{name}` of {who} takes the same names as `{}`: a request cannot have properties of it",
                        show(first)
                    ),
                    (None, Location::Cookie) => {
                        format!(
                            "every cookie that {who} does not name is read as a property of `{name}`"
                        )
                    }
                    (None, Location::Path | Location::Query | Location::Header) => {
                        first = Some(&parameter.wire);
                        continue;
                    }
                };
                first = first.or(Some(&parameter.wire));
                self.report(Code::OpenParameter, declared.at(), message);
            }
        }
    }

    /// Whether each property is a pair of its own, of any name.
    fn takes_all_names(&self, parameter: &Parameter) -> bool {
        let ParameterCodec::Style {
            style,
            explode: true,
            text: StyleText::Defined,
            ..
        } = parameter.codec
        else {
            return false;
        };
        let is_open = match (self.bare(&parameter.ty), self.struct_of(&parameter.ty)) {
            (Type::Map(_), _) => true,
            (_, Some(found)) => matches!(found.extra, Extra::Kept(..)),
            (_, None) => false,
        };
        is_open && style != Style::DeepObject
    }
}
