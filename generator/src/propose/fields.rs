//! Changes of parameters and properties.

use serde_json::{Map, Value, json};

use super::changes::{Changes, is_parameter};
use super::written_form as form;
use crate::drift::Proposal;
use crate::load::METHODS;
use crate::pointer::Pointer;

impl Changes<'_> {
    pub(super) fn parameter(&mut self, proposal: &Proposal) -> Result<(), String> {
        match proposal {
            Proposal::AddParameter { operation, value } => {
                let value = form::parameter(value, self.document.dialect())?;
                let list = self.place(operation)?.child("parameters");
                self.append(&list, value)
            }
            Proposal::RemoveParameter { operation, item } => {
                if !item.starts_with(operation) && self.agreeing < self.neighbours(operation) {
                    return Err("it is a parameter of all operations of the path".to_owned());
                }
                let item = self.place(item)?;
                self.take_item(&item)
            }
            Proposal::RenameParameter { parameter, name } => {
                let at = self.place(parameter)?.child("name");
                self.put(&at, Some(json!(name)))
            }
            Proposal::MoveParameter { parameter, place } => {
                let at = self.place(parameter)?;
                if place == "path" {
                    self.put(&at.child("required"), Some(json!(true)))?;
                }
                self.put(&at.child("in"), Some(json!(place)))
            }
            Proposal::ParameterRequired {
                parameter,
                required,
            } => {
                let at = self.place(parameter)?.child("required");
                self.put(&at, Some(json!(required)))
            }
            _ => Ok(()),
        }
    }

    /// How many operations a path has.
    fn neighbours(&self, operation: &Pointer) -> usize {
        let item = operation.parent().unwrap_or_default();
        let item = self.document.value(&item);
        let has = |method: &&&str| item.is_some_and(|item| item.get(**method).is_some());
        METHODS.iter().filter(has).count()
    }

    pub(super) fn property(&mut self, proposal: &Proposal) -> Result<(), String> {
        match proposal {
            Proposal::AddProperty {
                object,
                name,
                value,
                required,
            } => self.add_property(object, (name, value), *required),
            Proposal::RenameProperty {
                property,
                lists,
                name,
            } => {
                let at = self.place(property)?;
                if self.is_form_field(&at) {
                    return self.put(&at.child("name"), Some(json!(name)));
                }
                let new = at.parent().unwrap_or_default().child(name);
                if self.value(&new).is_some() {
                    return Err("the document has both names".to_owned());
                }
                let old = at.last().unwrap_or_default().into_owned();
                let value = self.value(&at).cloned();
                self.put(&at, None)?;
                self.put(&new, value)?;
                self.in_lists(lists, &old, Some(name))
            }
            Proposal::RemoveProperty { property, lists } => {
                let at = self.place(property)?;
                if self.is_form_field(&at) {
                    return self.take_item(&at);
                }
                let name = at.last().unwrap_or_default().into_owned();
                self.put(&at, None)?;
                self.in_lists(lists, &name, None)
            }
            Proposal::PropertyRequired {
                object,
                property,
                lists,
                required,
            } => {
                let at = self.place(property)?;
                if self.is_form_field(&at) {
                    return self.put(&at.child("required"), Some(json!(required)));
                }
                let name = at.last().unwrap_or_default().into_owned();
                if *required {
                    let list = self.place(object)?.child("required");
                    return self.append(&list, json!(name));
                }
                self.in_lists(lists, &name, None)
            }
            _ => Ok(()),
        }
    }

    /// Whether what is a property in 3.0 is a parameter in the document.
    fn is_form_field(&self, at: &Pointer) -> bool {
        self.is_v2() && self.value(at).is_some_and(is_parameter)
    }

    fn add_property(
        &mut self,
        object: &Pointer,
        (name, value): (&str, &Value),
        required: bool,
    ) -> Result<(), String> {
        let Ok(at) = self.place(object) else {
            return self.add_form_field(object, (name, value), required);
        };
        let at = self.declaring(at);
        self.put(&at.child("properties").child(name), Some(value.clone()))?;
        if required {
            self.append(&at.child("required"), json!(name))?;
        }
        Ok(())
    }

    /// The schema itself, or the last part of its `allOf` that has properties.
    fn declaring(&self, at: Pointer) -> Pointer {
        let has_properties = |at: &Pointer| {
            self.value(at)
                .is_some_and(|value| value.get("properties").is_some())
        };
        let parts = self.value(&at.child("allOf")).and_then(Value::as_array);
        let parts = (0..parts.map_or(0, Vec::len)).map(|index| at.child("allOf").index(index));
        let part = parts.rev().find(has_properties);
        match part {
            Some(part) if !has_properties(&at) => part,
            _ => at,
        }
    }

    /// The field of a form of Swagger 2.0, which is a parameter.
    fn add_form_field(
        &mut self,
        object: &Pointer,
        (name, value): (&str, &Value),
        required: bool,
    ) -> Result<(), String> {
        // /requestBody/content/TYPE/schema
        let body = (0..3).try_fold(object.clone(), |at, _| at.parent());
        let body = body.filter(|body| body.last().is_some_and(|key| key == "requestBody"));
        let (true, Some(body)) = (self.is_v2(), body) else {
            return Err("the document has the object in another form".to_owned());
        };
        let list = self.place(&body)?;
        let Value::Object(schema) = value else {
            return Err("it has no type".to_owned());
        };
        let mut field = Map::from_iter([
            ("name".to_owned(), json!(name)),
            ("in".to_owned(), json!("formData")),
        ]);
        field.extend(required.then(|| ("required".to_owned(), json!(true))));
        field.extend(form::flat(schema.clone())?);
        self.append(&list, Value::Object(field))
    }

    /// Takes a name from lists of required properties, or puts another in its place.
    fn in_lists(&mut self, lists: &[Pointer], old: &str, new: Option<&str>) -> Result<(), String> {
        for list in lists {
            let at = self.place(list)?;
            let names = self.value(&at).and_then(Value::as_array).cloned();
            let names = names.unwrap_or_default().into_iter();
            let names: Vec<Value> = names
                .filter_map(|name| match name == old {
                    true => new.map(|new| json!(new)),
                    false => Some(name),
                })
                .collect();
            let names = (!names.is_empty()).then_some(Value::Array(names));
            self.put(&at, names)?;
        }
        Ok(())
    }
}
