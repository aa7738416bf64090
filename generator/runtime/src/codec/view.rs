//! A look at a value in place, for checks of its limits.

use super::{Encode, Entries, Number, Value};

/// What a value is, as far as limits care.
///
/// ```
/// use bindwright_runtime::codec::{Encode, View};
///
/// let names = Some(vec!["Ann".to_owned()]);
/// assert!(matches!(names.view(), View::List(list) if list.len() == 1));
/// assert!(matches!(7_i32.view(), View::Integer(7)));
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum View<'v> {
    /// A type that shows nothing of itself: a record, a date. Its tree does: [`to_value`](super::to_value).
    Opaque,
    /// `null`
    Null,
    /// An integer.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// A number of any size.
    Number(&'v Number),
    /// A string.
    String(&'v str),
    /// A list.
    List(&'v dyn List),
    /// An object with free keys.
    Map(&'v dyn Entries),
    /// A tree already.
    Tree(&'v Value),
}

/// The items of a list, of whatever type they are.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at a place.
    fn get(&self, index: usize) -> Option<&dyn Encode>;
}

impl<T: Encode> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> Option<&dyn Encode> {
        self.as_slice().get(index).map(|item| item as &dyn Encode)
    }
}
