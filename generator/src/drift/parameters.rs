//! Compares the parameters of a page with those of the operation, in all places together.

use std::collections::BTreeMap;

use super::comparer::Comparer;
use super::fields::FieldNode;
use super::finding::DriftKind;
use super::levels::{DEPTH, Unpaired};
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
        unpaired.on_page.retain(|(place, name, fact)| {
            let at = unpaired
                .in_document
                .iter()
                .position(|(_, other, _)| other == name);
            let Some(at) = at else {
                return true;
            };
            let (other, _, field) = unpaired.in_document.remove(at);
            moved.push((place.clone(), other, name.clone(), *fact, field));
            false
        });
        for (place, other, name, fact, field) in moved {
            let about = format!("{place} {name}: location");
            let at = field.pointer.child("in");
            self.add(
                DriftKind::Differs,
                about,
                (fact.line, Some(place.clone())),
                (at, Some(other)),
            );
            values::compare(self, &format!("{place} {name}"), fact, &field);
        }
    }
}
