//! What a module imports: collected while its items are emitted, printed in sorted order.

use std::collections::BTreeMap;

/// One `use` declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Who sees it.
    pub visibility: Visibility,
    /// The feature that it stands behind.
    pub feature: Option<&'static str>,
    /// The path, `bindwright_runtime::check`; the whole declaration where there are no names.
    pub path: String,
    /// The names behind the path, sorted.
    pub names: Vec<String>,
}

/// Who sees an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// `use`.
    Private,
    /// `pub use`.
    Public,
}

/// The `use` declarations of a module, one a path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports {
    uses: BTreeMap<String, Use>,
}


impl Imports {
    /// Imports `name` from `path`.
    pub(super) fn add(&mut self, path: &str, name: &str) {
        let import = self.entry(Visibility::Private, None, path);
        if let Err(at) = import.names.binary_search_by(|other| other.as_str().cmp(name)) {
            import.names.insert(at, name.to_owned());
        }
    }

    /// Re-exports names from `path`.
    pub(super) fn export<N: Into<String>>(
        &mut self,
        feature: Option<&'static str>,
        path: &str,
        names: impl IntoIterator<Item = N>,
    ) {
        let import = self.entry(Visibility::Public, feature, path);
        import.names.extend(names.into_iter().map(Into::into));
        import.names.sort();
        import.names.dedup();
    }

    fn entry(&mut self, visibility: Visibility, feature: Option<&'static str>, path: &str) -> &mut Use {
        self.uses.entry(path.to_owned()).or_insert_with(|| Use {
            visibility,
            feature,
            path: path.to_owned(),
            names: Vec::new(),
        })
    }

    /// The declarations in rustfmt's order.
    #[must_use]
    pub fn uses(&self) -> Vec<Use> {
        let mut uses: Vec<Use> = self.uses.values().cloned().collect();
        uses.sort_by(|a, b| key(a).cmp(&key(b)));
        uses
    }
}

/// A single name is a further segment of the path; a list sorts after every segment.
fn key(import: &Use) -> Vec<(u8, String)> {
    let path = import.path.split(" as ").next().unwrap_or_default();
    let mut key: Vec<_> = path.split("::").map(|part| (0, part.to_owned())).collect();
    match import.names.as_slice() {
        [] => {}
        [name] => key.push((0, name.clone())),
        names => key.push((1, names.concat())),
    }
    key
}
