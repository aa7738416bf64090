//! Where a module of the output is in the crate, by its file.

use crate::emit::Module;

/// Where a module is.
pub(super) struct ModulePlace {
    /// What is before the names of its items at the root: nothing, or `webhooks::`.
    pub(super) prefix: String,
    /// The public module that has its items.
    pub(super) home: String,
    /// The module above, if there is one.
    pub(super) above: Option<String>,
}

impl ModulePlace {
    /// The name of the module; that of the root is empty.
    pub(super) fn name(&self, module: &Module) -> String {
        match &self.above {
            Some(_) => module.head.name.clone(),
            None => String::new(),
        }
    }

    /// `webhooks/api/pets` is in `webhooks::api`, since groups are private.
    pub(super) fn of(name: &str) -> Self {
        let parts: Vec<&str> = match name {
            "lib" | "mod" => Vec::new(),
            name => name.split('/').collect(),
        };
        let hooks = parts
            .first()
            .filter(|one| matches!(**one, "webhooks" | "callbacks"));
        let depth = if hooks.is_some() { 2 } else { 1 };
        Self {
            prefix: hooks.map(|one| format!("{one}::")).unwrap_or_default(),
            home: parts
                .iter()
                .take(depth)
                .copied()
                .collect::<Vec<_>>()
                .join("::"),
            above: parts.split_last().map(|(_, above)| above.join("/")),
        }
    }
}
