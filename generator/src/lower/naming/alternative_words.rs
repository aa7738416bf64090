//! The words of each list of alternatives, found once.
//!
//! Every inline type inside an alternative has its word in its name, and finding the words of a list
//! takes time that grows with the list.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;
use serde_json::Value;

use super::alternative::words_of_alternatives;

/// A list, known by its address, and the name of its union.
type ListOfUnion = (*const Value, String);

/// The words that were found.
#[derive(Debug, Default)]
pub(super) struct AlternativeWords(RefCell<HashMap<ListOfUnion, Rc<[String]>>>);

impl AlternativeWords {
    /// The word for each member of a list in a union of this name. The address of the list
    /// stays the same as long as the document is lowered.
    pub(super) fn of(&self, tree: &Value, members: &[Value], union: &str) -> Rc<[String]> {
        let mut known = self.0.borrow_mut();
        let words = known
            .entry((members.as_ptr(), union.to_owned()))
            .or_insert_with(|| words_of_alternatives(tree, members, union).into());
        Rc::clone(words)
    }
}
