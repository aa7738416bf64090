//! Responses and bodies that a page has and the document lacks.

use serde_json::{Value, json};

use super::build;
use super::comparer::Comparer;
use super::fields::FieldNode;
use super::levels::DEPTH;
use super::proposal::Proposal;
use super::schema;
use crate::facts::FieldPlace;
use crate::pointer::Pointer;

/// The media type of a body of which a page shows fields.
const JSON: &str = "application/json";

impl Comparer<'_> {
    /// A response. OpenAPI requires a description, and pages have facts only.
    pub(super) fn new_response(&self, status: &str) -> Proposal {
        let place = FieldPlace::Response(status.to_owned());
        let root = FieldNode::of(self.matched.page, &place);
        let description = format!("Documented status {status}.");
        let mut value = json!({"description": description});
        if root.first().is_some_and(|first| first.name != "-") {
            let shared = self.shared_content(&place, &root);
            match shared.map_or_else(|| self.content(&root), Ok) {
                Ok(content) => value = json!({"description": description, "content": content}),
                Err(reason) => return Proposal::Open(reason),
            }
        }
        Proposal::AddResponse {
            operation: self.matched.operation.pointer.clone(),
            status: status.to_owned(),
            value,
        }
    }

    /// The content of another response of the operation, if that is a schema with a name in which a page finds nothing else than it
    /// says: operations have one type for their errors, and a second one would be another error for callers.
    fn shared_content(&self, place: &FieldPlace, root: &FieldNode<'_>) -> Option<Value> {
        let FieldPlace::Response(status) = place else {
            return None;
        };
        let is_error = |status: &str| status == "default" || status.starts_with(['4', '5']);
        let responses = schema::statuses(self.document, &self.matched.operation.pointer);
        let shared = responses
            .into_iter()
            .filter(|one| is_error(&one.0) == is_error(status));
        shared.into_iter().find_map(|(_, response)| {
            let response = schema::resolved(self.document, &response)?;
            let at = schema::content(self.document, &response)?;
            let reference = self.document.value(&at)?.get("$ref")?.as_str()?;
            let mut trial = Comparer {
                document: self.document,
                matched: self.matched,
                decisions: self.decisions,
                findings: Vec::new(),
            };
            let schema = schema::resolved(self.document, &at)?;
            trial.inside(&place.to_string(), "", root, &schema, DEPTH);
            let mut findings = trial.findings.iter();
            let agrees = findings.all(|finding| self.decisions.covers(finding));
            let media_type = at.parent()?;
            let media_type = media_type.last()?;
            agrees.then(|| json!({media_type: {"schema": {"$ref": reference}}}))
        })
    }

    /// A body of a request or response that has none.
    pub(super) fn new_body(
        &self,
        label: &str,
        root: &FieldNode<'_>,
        at: &Pointer,
        is_response: bool,
    ) -> Proposal {
        if label == FieldPlace::Form.to_string() {
            let reason = "the page does not say how the form is encoded";
            return Proposal::Open(reason.to_owned());
        }
        let Some(holder) = schema::resolved(self.document, at).or_else(|| Some(at.clone())) else {
            return Proposal::Open("its place is not known".to_owned());
        };
        let is_required = root
            .keys
            .values()
            .any(|child| child.fact.is_some_and(build::is_required));
        match self.content(root) {
            Ok(content) if is_response || !is_required => Proposal::AddBody {
                holder,
                value: json!({"content": content}),
            },
            Ok(content) => Proposal::AddBody {
                holder,
                value: json!({"required": true, "content": content}),
            },
            Err(reason) => Proposal::Open(reason),
        }
    }

    /// The fields of a body under a media type: that of the other responses, if they have JSON of their own.
    fn content(&self, root: &FieldNode<'_>) -> Result<Value, String> {
        let schema = build::schema(root)?;
        let responses = schema::statuses(self.document, &self.matched.operation.pointer);
        let types = responses.values().filter_map(|at| {
            let at = schema::resolved(self.document, at)?.child("content");
            let types = self.document.value(&at)?.as_object()?;
            types.keys().find(|name| name.contains("json")).cloned()
        });
        let media_type = types.into_iter().next();
        Ok(json!({media_type.unwrap_or_else(|| JSON.to_owned()): {"schema": schema}}))
    }
}
