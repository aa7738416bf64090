//! Anchors and aliases, on a budget: a text of 400 bytes can otherwise stand for 9^9 values.

use std::collections::HashMap;

use serde_json::Value;

/// The values that anchors name, and how much more may be copied from them.
pub(super) struct Anchors {
    values: HashMap<usize, (Value, usize)>,
    limit: usize,
    left: usize,
}

impl Anchors {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            values: HashMap::new(),
            limit,
            left: limit,
        }
    }

    /// Keeps the value of an anchor; one that exceeds the budget is forgotten, and its aliases are refused.
    pub(super) fn keep(&mut self, anchor: usize, value: &Value) {
        let weight = weight(value);
        if weight <= self.left {
            self.left -= weight;
            self.values.insert(anchor, (value.clone(), weight));
        }
    }

    /// The value that an alias stands for, or why it cannot be had.
    pub(super) fn expand(&mut self, anchor: usize) -> Result<Value, String> {
        let exceeded = || format!("anchors and aliases copy more than {} values", self.limit);
        let Some((value, weight)) = self.values.get(&anchor) else {
            let inside_itself = "this alias stands inside the value that it names".to_owned();
            return Err(if self.left == self.limit {
                inside_itself
            } else {
                format!("{inside_itself}, or {}", exceeded())
            });
        };
        self.left = self.left.checked_sub(*weight).ok_or_else(exceeded)?;
        Ok(value.clone())
    }
}

/// How much a value counts: one for itself and for every 16 bytes of text, and what it contains.
fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len() / 16,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            1 + members
                .iter()
                .map(|(key, value)| key.len() / 16 + weight(value))
                .sum::<usize>()
        }
    }
}
