//! Compares the parameters of a page with those of the operation, in all places together.

use std::collections::BTreeMap;

use super::comparer::Comparer;
use super::fields::FieldNode;
use super::finding::DriftKind;
use super::levels::{DEPTH, Unpaired};
use super::proposal::Proposal;
use super::schema::{self, DocField};
use super::values;
use crate::facts::FieldPlace;

impl Comparer<'_> {
    pub(super) fn parameters(&mut self) {
        let operation = self.matched.operation.pointer.clone();
        let declared = schema::parameters(self.document, &operation);
        let mut unpaired = Unpaired::default();
        let places = [
            FieldPlace::Path,
            FieldPlace::Query,
            FieldPlace::Header,
            FieldPlace::Cookie,
        ];
        for place in places {
            let root = FieldNode::of(self.matched.page, &place);
            let label = place.to_string();
            let of_place: BTreeMap<String, DocField> = declared
                .iter()
                .filter(|((found, _), _)| *found == label)
                .map(|((_, name), field)| (name.clone(), field.clone()))
                .collect();
            self.level(&label, "", &root, of_place, &mut unpaired, DEPTH);
        }
        let is_ignored = |name: &str| {
            let ignored = self.matched.page.ignored.iter();
            ignored
                .map(|fact| &fact.value)
                .any(|other| other.eq_ignore_ascii_case(name))
        };
        unpaired
            .in_document
            .retain(|(_, name, _)| !is_ignored(name));
        self.moved(&mut unpaired);
        self.unpaired(unpaired, &operation);
    }

    /// Parameters that page and document send in different places.
    fn moved(&mut self, unpaired: &mut Unpaired<'_>) {
        let mut moved = Vec::new();
        let mut stayed = Vec::new();
        for found in std::mem::take(&mut unpaired.on_page) {
            let mut others = unpaired.in_document.iter();
            match others.position(|(_, other, _)| *other == found.name) {
                Some(at) => moved.push((found, unpaired.in_document.remove(at))),
                None => stayed.push(found),
            }
        }
        unpaired.on_page = stayed;
        for (found, (other, _, field)) in moved {
            let (place, name) = (&found.label, &found.name);
            self.add(
                DriftKind::Differs,
                format!("{place} {name}: location"),
                (found.fact.line, Some(place.clone())),
                (field.pointer.child("in"), Some(other)),
                Proposal::MoveParameter {
                    parameter: field.pointer.clone(),
                    place: place.clone(),
                },
            );
            let about = format!("{place} {name}");
            values::compare(self, &about, found.fact, &field, &|| found.built.clone());
        }
    }
}
