//! A proposal -> changes of the document as it is written: another version, another file, shared parts.
//!
//! | in the proposal | in Swagger 2.0 |
//! | --- | --- |
//! | the schema of a parameter | the parameter itself |
//! | a request body | a parameter `in: body` |
//! | the properties of a form | parameters `in: formData` |
//! | `content` of a response | `schema` |

use serde_json::{Value, json};

use super::editor::TreeEditor;
use super::written_form as form;
use crate::drift::Proposal;
use crate::load::{Dialect, Document};
use crate::pointer::Pointer;

/// A document, and the tree that is changed.
pub(super) struct Changes<'c> {
    pub(super) document: &'c Document,
    pub(super) editor: &'c mut TreeEditor,
    /// How many pages propose the same.
    pub(super) agreeing: usize,
}

/// What was changed or found, or the reason why not.
type Changed<T> = Result<T, String>;

impl Changes<'_> {
    /// Makes the changes of a proposal.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub(super) fn make(&mut self, proposal: &Proposal) -> Changed<()> {
        match proposal {
            Proposal::Open(reason) => Err(reason.clone()),
            Proposal::Keyword { schema, key, value } => self.keyword(schema, key, value),
            Proposal::Type { schema, value } => self.retype(schema, value),
            Proposal::AddParameter { .. }
            | Proposal::RemoveParameter { .. }
            | Proposal::RenameParameter { .. }
            | Proposal::MoveParameter { .. }
            | Proposal::ParameterRequired { .. } => self.parameter(proposal),
            Proposal::AddProperty { .. }
            | Proposal::RenameProperty { .. }
            | Proposal::RemoveProperty { .. }
            | Proposal::PropertyRequired { .. } => self.property(proposal),
            Proposal::AddBody { holder, value } => self.add_body(holder, value),
            Proposal::AddResponse {
                operation,
                status,
                value,
            } => {
                let value = form::response(value, self.document.dialect());
                let at = self.place(operation)?.child("responses").child(status);
                self.put(&at, Some(value))
            }
            Proposal::RenameResponse { response, status } => {
                let at = self.place(response)?;
                let value = self.value(&at).cloned();
                self.put(&at, None)?;
                let responses = at.parent().unwrap_or_default();
                self.put(&responses.child(status), value)
            }
            Proposal::RemoveResponse { response } => {
                let at = self.place(response)?;
                self.put(&at, None)
            }
            Proposal::Request {
                operation,
                method,
                path,
            } => self.move_operation(operation, (method.as_deref(), path.as_deref())),
            Proposal::RemoveDecision { decision } => self.remove_decision(decision),
        }
    }

    pub(super) fn put(&mut self, at: &Pointer, value: Option<Value>) -> Changed<()> {
        self.editor.put(at, value);
        Ok(())
    }

    pub(super) fn value(&self, at: &Pointer) -> Option<&Value> {
        at.find(&self.editor.tree)
    }

    pub(super) fn is_v2(&self) -> bool {
        self.document.dialect() == Dialect::V2
    }

    /// Where something is in the tree; the schema of a parameter of Swagger 2.0 is the parameter.
    pub(super) fn place(&self, at: &Pointer) -> Changed<Pointer> {
        let place = self
            .document
            .written_place(at)
            .ok_or("it is in another file than the document")?;
        if self.value(&place).is_some() {
            return Ok(place);
        }
        let around = place.parent().filter(|around| {
            let is_schema = place.last().is_some_and(|key| key == "schema");
            is_schema && self.value(around).is_some_and(is_parameter)
        });
        around.ok_or_else(|| "the document has it in another form".to_owned())
    }

    /// A key of a schema, where the document says it or would say it.
    fn keyword(&mut self, schema: &Pointer, key: &str, value: &Value) -> Changed<()> {
        let normalized = schema.child(key);
        let said = self.document.value(&normalized).is_some();
        let written = self.document.written_place(&normalized).filter(|_| said);
        let is_there = |at: &Pointer| self.value(at).is_some();
        let at = match written.filter(is_there) {
            Some(at) if at.last().is_some_and(|last| last == key) => at,
            Some(at) => at.parent().unwrap_or_default().child(key),
            None => self.place(schema)?.child(key),
        };
        let holder = at.parent().unwrap_or_default();
        let others: &[&str] = match key {
            "enum" => &["const"],
            "minimum" => &["exclusiveMinimum"],
            "maximum" => &["exclusiveMaximum"],
            _ => &[],
        };
        let Some(Value::Object(members)) = self.value(&holder) else {
            return self.put(&at, Some(value.clone()));
        };
        let mut members = members.clone();
        for other in others {
            match members.get_mut(*other) {
                Some(Value::Bool(exclusive)) if key != "enum" => *exclusive = false,
                _ => drop(members.shift_remove(*other)),
            }
        }
        members.insert(key.to_owned(), value.clone());
        self.put(&holder, Some(Value::Object(members)))
    }

    fn retype(&mut self, schema: &Pointer, value: &Value) -> Changed<()> {
        let at = self.place(schema)?;
        let old = self.value(&at).cloned().unwrap_or_default();
        let new = if self.is_v2() && is_parameter(&old) {
            form::retyped_parameter(&old, value)?
        } else {
            form::retyped(&old, value, self.document.dialect())
        };
        self.put(&at, Some(new))
    }

    /// Adds to a list, or makes it.
    pub(super) fn append(&mut self, list: &Pointer, item: Value) -> Changed<()> {
        let mut items = match self.value(list) {
            Some(Value::Array(items)) => items.clone(),
            _ => Vec::new(),
        };
        items.push(item);
        self.put(list, Some(Value::Array(items)))
    }

    /// Takes an item from a list. A list without items goes as well.
    pub(super) fn take_item(&mut self, item: &Pointer) -> Changed<()> {
        let list = item.parent().unwrap_or_default();
        let count = self.value(&list).and_then(Value::as_array).map(Vec::len);
        self.put(if count == Some(1) { &list } else { item }, None)
    }

    fn add_body(&mut self, holder: &Pointer, value: &Value) -> Changed<()> {
        let is_request = holder.last().is_some_and(|key| key == "requestBody");
        let content = value.get("content").cloned().unwrap_or_default();
        if self.is_v2() && is_request {
            let operation = self.place(&holder.parent().unwrap_or_default())?;
            let required = value.get("required").is_some();
            let mut body = json!({"name": "body", "in": "body", "required": required});
            if let (Some(body), Some(schema)) = (body.as_object_mut(), form::body_schema(&content))
            {
                body.insert("schema".to_owned(), schema);
            }
            return self.append(&operation.child("parameters"), body);
        }
        let at = match self.place(holder) {
            Ok(at) => at,
            Err(_) if is_request => {
                let operation = self.place(&holder.parent().unwrap_or_default())?;
                return self.put(&operation.child("requestBody"), Some(value.clone()));
            }
            Err(reason) => return Err(reason),
        };
        match form::body_schema(&content).filter(|_| self.is_v2()) {
            Some(schema) => self.put(&at.child("schema"), Some(schema)),
            None => self.put(&at.child("content"), Some(content)),
        }
    }

    fn remove_decision(&mut self, decision: &Pointer) -> Changed<()> {
        let mut at = self.place(decision)?;
        // What is empty then goes as well.
        for _ in 0..2 {
            let around = at.parent().unwrap_or_default();
            match self.value(&around).and_then(Value::as_object) {
                Some(members) if members.len() == 1 => at = around,
                _ => break,
            }
        }
        self.put(&at, None)
    }
}

/// Whether a value is a parameter, and not a schema.
pub(super) fn is_parameter(value: &Value) -> bool {
    let is_text = |key: &str| value.get(key).is_some_and(Value::is_string);
    is_text("in") && is_text("name")
}
