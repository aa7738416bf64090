//! The folders that references may lead to: those of the documents, and those that the user names with `--root`.

use std::path::{Component, Path, PathBuf};

use super::super::gather::Unreadable;
use crate::diagnostic::{Code, escape};

/// The folders, the first of them that of the first document.
#[derive(Debug, Default)]
pub(in super::super) struct Roots(Vec<RootFolder>);

#[derive(Debug)]
struct RootFolder {
    /// Without symbolic links.
    path: PathBuf,
    /// As reports name it.
    shown: PathBuf,
}

impl Roots {
    /// Adds the folder of a document, whose path has no symbolic links.
    pub(in super::super) fn add(&mut self, path: PathBuf, shown: &Path) {
        if !self.0.iter().any(|root| root.path == path) {
            let shown = shown.to_owned();
            self.0.push(RootFolder { path, shown });
        }
    }

    /// Adds a folder that the user names.
    pub(in super::super) fn allow(&mut self, folder: &Path) -> Result<(), Unreadable> {
        let name = folder.display().to_string();
        let problem = match folder.canonicalize() {
            Ok(path) if path.is_dir() => {
                self.add(path, folder);
                return Ok(());
            }
            Ok(_) => "this root is not a folder".to_owned(),
            Err(error) => format!("this root cannot be read: {}", escape(&error.to_string())),
        };
        Err(Unreadable::new(name, Code::Unreadable, problem))
    }

    /// Whether a path without `..` is in one of the folders.
    pub(super) fn contain(&self, path: &Path) -> bool {
        self.0.iter().any(|root| path.starts_with(&root.path))
    }

    /// The path as reports show it: below the folder as the user wrote it, or relative to the first one.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        let inside = self.0.iter().find_map(|root| {
            let inside = path.strip_prefix(&root.path).ok()?;
            Some(root.shown.join(inside))
        });
        inside.unwrap_or_else(|| self.relative(path))
    }

    /// The path from the first folder, with `..`.
    fn relative(&self, path: &Path) -> PathBuf {
        let Some(first) = self.0.first() else {
            return path.to_owned();
        };
        let shared = common(&first.path, path);
        let up = first.path.strip_prefix(&shared).into_iter().flatten();
        let up: PathBuf = up.map(|_| Component::ParentDir).collect();
        let down = path.strip_prefix(&shared).unwrap_or(path);
        first.shown.join(up).join(down)
    }

    /// The parts of a path, from the first folder on, or from `..` and the folder that contains all of them on: no other file
    /// has these parts, and they do not depend on the order of the roots.
    pub(super) fn parts(&self, path: &Path) -> Vec<String> {
        let first = self.0.first();
        if let Some(inside) = first.and_then(|first| path.strip_prefix(&first.path).ok()) {
            return names(inside);
        }
        let mut paths = self.0.iter().map(|root| root.path.clone());
        let all = paths.next().unwrap_or_default();
        let all = paths.fold(all, |all, root| common(&all, &root));
        let inside = names(path.strip_prefix(all).unwrap_or(path));
        std::iter::once("..".to_owned()).chain(inside).collect()
    }
}

fn names(path: &Path) -> Vec<String> {
    path.iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect()
}

/// The folder that contains both.
fn common(one: &Path, other: &Path) -> PathBuf {
    let pairs = one.components().zip(other.components());
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(part, _)| part)
        .collect()
}
