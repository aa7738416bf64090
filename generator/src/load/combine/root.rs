//! The root of several documents: their versions, which must be the same, and their tags.

use serde_json::Value;

use super::{Combiner, Piece};
use crate::diagnostic::{Code, Pointer, show};
use crate::source::FileId;

impl Combiner<'_> {
    /// Reports that a document has another version than the first one.
    pub(super) fn other_version(&mut self, file: FileId, tree: &Value) {
        let version = |tree: &Value| {
            let key = ["openapi", "swagger"]
                .into_iter()
                .find(|key| tree.get(key).is_some());
            let key = key.unwrap_or("openapi");
            let text = tree.get(key).map(Value::to_string).unwrap_or_default();
            (
                Pointer::root().child(key),
                text.trim_matches('"').to_owned(),
            )
        };
        let ((at, this), (first_at, first)) = (version(tree), version(&self.tree));
        let message = format!(
            "this document is of OpenAPI {}, and the first one of {}",
            show(&this),
            show(&first)
        );
        let first = self.origins.place(&first_at);
        let place = self.place(file, &at);
        let report = self
            .diagnostics
            .report(Code::DifferentDocuments, &place, message);
        report.also(&first, "the version of the first document");
        report.help("convert one of the two, or generate a crate from each");
    }

    /// All tags, each once.
    pub(super) fn tags(&mut self, piece: Piece) {
        let Piece { file, at, value } = piece;
        let Value::Array(new) = value else {
            return self.first_of(Piece { file, at, value });
        };
        if at.find(&self.tree).is_none() {
            return self.put(Piece {
                file,
                at,
                value: Value::Array(new),
            });
        }
        for (index, tag) in new.into_iter().enumerate() {
            let Some(Value::Array(known)) = at.find_mut(&mut self.tree) else {
                return;
            };
            if known.iter().any(|one| one.get("name") == tag.get("name")) {
                continue;
            }
            let place = at.index(known.len());
            known.push(tag);
            self.import(&place, file, &at.index(index));
        }
    }
}
