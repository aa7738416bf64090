//! How much work a search may do.

/// How many messages a search may run, and how many bytes they may have together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Messages.
    pub messages: usize,
    /// Bytes of all messages.
    pub bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            messages: 1_000,
            bytes: 1 << 20,
        }
    }
}

impl Budget {
    /// Takes a message of this length; `false` if nothing is left.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let left = self
            .messages
            .checked_sub(1)
            .zip(self.bytes.checked_sub(bytes));
        match left {
            Some((messages, bytes)) => {
                *self = Self { messages, bytes };
                true
            }
            None => {
                self.messages = 0;
                false
            }
        }
    }
}
