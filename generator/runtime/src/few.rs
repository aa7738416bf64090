//! A list that rarely has more than one item: the first one needs no allocation.

/// None, one, or several.
#[derive(Debug, Clone)]
pub(crate) struct Few<T> {
    first: Option<T>,
    more: Vec<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self {
            first: None,
            more: Vec::new(),
        }
    }
}

impl<T> Few<T> {
    /// Adds an item at the end.
    pub(crate) fn push(&mut self, item: T) {
        match self.first {
            None => self.first = Some(item),
            Some(_) => self.more.push(item),
        }
    }

    /// The items, in the order in which they were added.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.more)
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        Self {
            first: items.next(),
            more: items.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn items_stay_in_their_order() {
        for count in 0..4 {
            let mut few = Few::default();
            (0..count).for_each(|item| few.push(item));
            let collected: Few<i32> = few.iter().copied().collect();
            assert!(few.iter().copied().eq(0..count));
            assert!(collected.iter().copied().eq(0..count));
        }
    }
}
