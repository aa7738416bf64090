//! A budget for anchors and aliases: without one, a document of 400 bytes can expand to 9^9 values.
//!
//! ```text
//! a: &a [x, x, x, x, x, x, x, x, x]
//! b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]         each line is nine times the line before
//! ```
//! Every alias costs what the value behind it costs, with the aliases in it.

use std::ops::AddAssign;

use foldhash::HashMap;

/// How large a value is, with everything that aliases inside it copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ValueSize {
    /// How many values it has, itself included.
    pub(super) values: usize,
    /// What copying it costs: one for each value and for every 16 bytes of text.
    pub(super) weight: usize,
}

impl ValueSize {
    /// A scalar.
    pub(super) fn scalar(text: &str) -> Self {
        Self {
            values: 1,
            weight: 1 + text.len() / 16,
        }
    }
}

impl AddAssign for ValueSize {
    fn add_assign(&mut self, other: Self) {
        self.values = self.values.saturating_add(other.values);
        self.weight = self.weight.saturating_add(other.weight);
    }
}

/// What is known about the value of an anchor.
#[derive(Debug, Clone)]
pub(super) struct Anchored {
    pub(super) size: ValueSize,
    /// Its text, when it is a scalar: what it is as a key.
    pub(super) text: Option<String>,
}

/// The values that anchors name, and how much more may be copied from them.
pub(super) struct AliasBudget {
    values: HashMap<usize, Anchored>,
    limit: usize,
    left: usize,
}

impl AliasBudget {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            values: HashMap::default(),
            limit,
            left: limit,
        }
    }

    /// Keeps what is known about the value of an anchor; 0 is none.
    pub(super) fn keep(&mut self, anchor: usize, size: ValueSize, text: Option<&str>) {
        if anchor != 0 {
            let text = text.map(str::to_owned);
            self.values.insert(anchor, Anchored { size, text });
        }
    }

    /// The value of an alias, or why it is rejected. An anchor is kept when its value is complete,
    /// so an alias inside it is not known yet.
    pub(super) fn expand(&mut self, anchor: usize) -> Result<Anchored, String> {
        let Some(value) = self.values.get(&anchor) else {
            return Err("this alias is inside the value that it names".to_owned());
        };
        self.left = self
            .left
            .checked_sub(value.size.weight)
            .ok_or_else(|| format!("anchors and aliases copy more than {} values", self.limit))?;
        Ok(value.clone())
    }
}
