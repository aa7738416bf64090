//! Environment variables, or what takes their place.

use std::{path::PathBuf, sync::Arc};

/// Reads variables by their names.
type ReadVariable = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Where variables are read.
#[derive(Clone)]
pub(super) struct Variables(ReadVariable);

/// Those of the process. A value that is no Unicode counts as not set: nothing that is looked for has one.
impl Default for Variables {
    fn default() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }
}

impl Variables {
    /// Those of a function.
    pub(super) fn of(read: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The value of a variable, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// A path, with the home directory in place of `~`; `None` if that is not known.
    pub(super) fn path(&self, path: &str) -> Option<PathBuf> {
        let Some(below) = path.strip_prefix("~/") else {
            return Some(PathBuf::from(path));
        };
        let home = self.get("HOME").or_else(|| self.get("USERPROFILE"))?;
        Some(PathBuf::from(home).join(below))
    }
}
