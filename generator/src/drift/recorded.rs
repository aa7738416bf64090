//! Compares what OpenAPI has no word for and `x-docs` of an operation records: the actions that a caller must be allowed to
//! perform, and the day on which the page was last changed. What it does not record is not compared.

use serde_json::{Map, Value};

use super::comparer::Comparer;
use super::finding::DriftKind;
use super::proposal::Proposal;
use crate::pointer::Pointer;

impl Comparer<'_> {
    pub(super) fn recorded(&mut self) {
        let docs = self.matched.operation.pointer.child("x-docs");
        self.date(&docs);
        self.authorization(&docs);
    }

    fn date(&mut self, docs: &Pointer) {
        let at = docs.child("date");
        let recorded = self.document.value(&at).and_then(Value::as_str);
        let (Some(recorded), Some(date)) = (recorded, &self.matched.page.date) else {
            return;
        };
        if recorded != date.value {
            let proposal = Proposal::Keyword {
                schema: docs.clone(),
                key: "date",
                value: Value::from(date.value.as_str()),
            };
            self.differs("date", date, (at, recorded.to_owned()), proposal);
        }
    }

    fn authorization(&mut self, docs: &Pointer) {
        let page = self.matched.page;
        let at = docs.child("authorization");
        let recorded = self.document.value(&at).and_then(Value::as_object);
        let (Some(recorded), Some(first)) = (recorded, page.authorization.first()) else {
            return;
        };
        let proposal = Proposal::Keyword {
            schema: docs.clone(),
            key: "authorization",
            value: Value::Object(self.actions(recorded)),
        };
        let is_on_page = |action: &String| {
            let mut actions = page.authorization.iter();
            actions.any(|found| found.action.value == *action)
        };
        let new = page.authorization.iter();
        let new: Vec<_> = new
            .map(|found| &found.action)
            .filter(|action| !recorded.contains_key(&action.value))
            .collect();
        let gone: Vec<_> = recorded.keys().filter(|it| !is_on_page(it)).collect();
        if let ([new], [gone]) = (new.as_slice(), gone.as_slice()) {
            let place = (at.child(gone), (*gone).clone());
            let about = format!("authorization {}", new.value);
            return self.differs(&about, new, place, proposal);
        }
        for action in new {
            self.add(
                DriftKind::OnlyOnPage,
                format!("authorization {}", action.value),
                (action.line, Some(action.value.clone())),
                (at.clone(), None),
                proposal.clone(),
            );
        }
        for action in gone {
            self.add(
                DriftKind::OnlyInDocument,
                format!("authorization {action}"),
                (first.action.line, None),
                (at.child(action), Some(action.clone())),
                proposal.clone(),
            );
        }
        for found in &page.authorization {
            let action = &found.action.value;
            let level = recorded.get(action).and_then(Value::as_str);
            let (Some(level), Some(access)) = (level, &found.access) else {
                continue;
            };
            if access.value != level {
                let about = format!("authorization {action}: access");
                let place = (at.child(action), level.to_owned());
                self.differs(&about, access, place, proposal.clone());
            }
        }
    }

    /// The actions of the page, each with its level of access: that of the document where the page has none.
    fn actions(&self, recorded: &Map<String, Value>) -> Map<String, Value> {
        let actions = self.matched.page.authorization.iter();
        let level = |action: &str| recorded.get(action).and_then(Value::as_str);
        actions
            .map(|found| {
                let action = found.action.value.as_str();
                let access = found.access.as_ref().map(|access| access.value.as_str());
                let access = access.or_else(|| level(action)).unwrap_or_default();
                (action.to_owned(), Value::from(access))
            })
            .collect()
    }
}
