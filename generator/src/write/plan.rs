//! Compares the files of a run with those in the folder.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{is_generated, orphans};
use crate::format::File;

/// What a run would change in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The folder.
    pub folder: PathBuf,
    /// Files to create.
    pub create: Vec<Change>,
    /// Files to replace.
    pub replace: Vec<Change>,
    /// Files that are up to date.
    pub unchanged: Vec<String>,
    /// Files that are no text, to create or to replace.
    pub data: Vec<DataChange>,
    /// Files of an earlier run that are no longer generated.
    pub delete: Vec<String>,
    /// What prevents writing. If there is anything, nothing is written.
    pub obstacles: Vec<Obstacle>,
}

/// A file with its new contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path below the folder.
    pub path: String,
    /// The new contents.
    pub text: String,
}

/// A file that is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// The path below the folder.
    pub path: String,
    /// The contents, with the mark of generated files in their first line.
    pub bytes: Vec<u8>,
}

/// A file that is no text, with its new contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataChange {
    /// The file.
    pub file: Data,
    /// Whether there is no such file yet.
    pub is_new: bool,
}

/// A file that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The path below the folder.
    pub path: String,
    /// Why not.
    pub reason: Reason,
}

/// Why a file cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// There is a file that was not generated.
    Foreign,
    /// The file, or a folder above it, is a symbolic link.
    Link,
    /// A folder has this name, or a file has the name of a folder above.
    NotAFile,
    /// The path is not below the folder.
    Outside,
    /// The file cannot be read.
    Unreadable(String),
}

impl Plan {
    /// Whether the folder is up to date.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.create.is_empty()
            && self.replace.is_empty()
            && self.data.is_empty()
            && self.delete.is_empty()
            && self.obstacles.is_empty()
    }

    /// Adds a file that is no text.
    #[must_use]
    pub fn with_data(mut self, file: Data) -> Self {
        self.delete.retain(|path| *path != file.path);
        let path = file.path.clone();
        match standing(&self.folder, &path, &file.bytes) {
            Standing::Same => self.unchanged.push(path),
            Standing::New => self.data.push(DataChange { file, is_new: true }),
            Standing::Old => self.data.push(DataChange {
                file,
                is_new: false,
            }),
            Standing::Obstructed(reason) => self.obstacles.push(Obstacle { path, reason }),
        }
        self
    }

    /// The paths of the files to create.
    pub fn created(&self) -> impl Iterator<Item = &str> {
        let texts = self.create.iter().map(|change| change.path.as_str());
        texts.chain(self.data_paths(true))
    }

    /// The paths of the files to replace.
    pub fn replaced(&self) -> impl Iterator<Item = &str> {
        let texts = self.replace.iter().map(|change| change.path.as_str());
        texts.chain(self.data_paths(false))
    }

    fn data_paths(&self, is_new: bool) -> impl Iterator<Item = &str> {
        let chosen = self.data.iter().filter(move |one| one.is_new == is_new);
        chosen.map(|one| one.file.path.as_str())
    }
}

/// Compares `files` with what is in `folder`; writes nothing.
#[must_use]
pub fn plan(folder: &Path, files: Vec<File>) -> Plan {
    let paths = files.iter().map(|file| file.path.as_str());
    // Others are obstacles, and what is beside the folder is nobody's business here.
    let inside: BTreeSet<&str> = paths.filter(|path| below(folder, path).is_ok()).collect();
    let mut plan = Plan {
        folder: folder.to_owned(),
        create: Vec::new(),
        replace: Vec::new(),
        unchanged: Vec::new(),
        data: Vec::new(),
        delete: orphans::find(folder, &inside),
        obstacles: Vec::new(),
    };
    for File { path, text } in files {
        match standing(folder, &path, text.as_bytes()) {
            Standing::Same => plan.unchanged.push(path),
            Standing::New => plan.create.push(Change { path, text }),
            Standing::Old => plan.replace.push(Change { path, text }),
            Standing::Obstructed(reason) => plan.obstacles.push(Obstacle { path, reason }),
        }
    }
    plan
}

/// What is in the folder where a file goes.
enum Standing {
    Same,
    New,
    /// Another generated file.
    Old,
    Obstructed(Reason),
}

fn standing(folder: &Path, path: &str, contents: &[u8]) -> Standing {
    match present(folder, path) {
        Ok(None) => Standing::New,
        Ok(Some(old)) if old == contents => Standing::Same,
        Ok(Some(old)) if is_generated(&old) => Standing::Old,
        Ok(Some(_)) => Standing::Obstructed(Reason::Foreign),
        Err(reason) => Standing::Obstructed(reason),
    }
}

/// The current contents of a file; `None` if there is no file.
fn present(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Reason> {
    let target = below(folder, path)?;
    let mut on_the_way = folder.to_owned();
    for part in Path::new(path).components() {
        on_the_way.push(part);
        match on_the_way.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Reason::Unreadable(error.to_string())),
            Ok(data) if data.is_symlink() => return Err(Reason::Link),
            Ok(data) if data.is_dir() == (on_the_way == target) => return Err(Reason::NotAFile),
            Ok(_) => {}
        }
    }
    std::fs::read(&target)
        .map(Some)
        .map_err(|error| Reason::Unreadable(error.to_string()))
}

/// The file at a path of the output.
pub(super) fn below(folder: &Path, path: &str) -> Result<PathBuf, Reason> {
    let parts: Vec<Component<'_>> = Path::new(path).components().collect();
    let plain = !parts.is_empty()
        && parts
            .iter()
            .all(|part| matches!(part, Component::Normal(_)));
    if plain {
        Ok(folder.join(path))
    } else {
        Err(Reason::Outside)
    }
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use super::{Data, Reason, plan};
    use crate::format::File;
    use crate::write::apply;

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: format!("// @generated by bindwright from x.\n{text}"),
        }
    }

    #[test]
    fn a_second_run_changes_nothing_and_deletes_orphans() {
        let folder = tempfile::tempdir().unwrap();
        apply(&plan(
            folder.path(),
            vec![
                file("lib.rs", "a"),
                file("src/old/a.rs", "b"),
                file("src/b.rs", "c"),
            ],
        ))
        .unwrap();
        let files = vec![file("lib.rs", "a"), file("src/b.rs", "c2")];
        let next = plan(folder.path(), files.clone());
        assert_eq!(next.delete, ["src/old/a.rs"]);
        assert_eq!(next.unchanged, ["lib.rs"]);
        assert_eq!(next.replace.len(), 1);
        apply(&next).unwrap();
        assert!(!folder.path().join("src/old").exists());
        assert!(plan(folder.path(), files).is_fresh());
    }

    #[test]
    fn submodules_are_deleted_when_a_module_is_no_longer_divided() {
        let folder = tempfile::tempdir().unwrap();
        let divided = vec![file("types.rs", "mod a;"), file("types/a.rs", "")];
        apply(&plan(folder.path(), divided)).unwrap();
        let mine = folder.path().join("types/mine.rs");
        std::fs::write(&mine, "fn mine() {}\n").unwrap();
        let next = plan(folder.path(), vec![file("types.rs", "")]);
        assert_eq!(next.delete, ["types/a.rs"]);
        apply(&next).unwrap();
        assert!(mine.exists());
    }

    #[test]
    fn nothing_is_written_if_a_foreign_file_is_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b.rs"), "fn mine() {}\n").unwrap();
        let plan = plan(folder.path(), vec![file("a.rs", ""), file("b.rs", "")]);
        assert_eq!(plan.obstacles.first().unwrap().reason, Reason::Foreign);
        assert!(apply(&plan).is_err());
        assert!(!folder.path().join("a.rs").exists());
    }

    #[test]
    fn paths_stay_below_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["../a.rs", "/etc/a.rs", "a/../../b.rs", ""] {
            let plan = plan(folder.path(), vec![file(path, "")]);
            assert_eq!(
                plan.obstacles.first().unwrap().reason,
                Reason::Outside,
                "{path}"
            );
        }
    }

    #[test]
    fn data_is_planned_and_written_as_texts_are() {
        let folder = tempfile::tempdir().unwrap();
        let data = |last: u8| Data {
            path: "a.gz".to_owned(),
            bytes: [b"\x1f@generated by bindwright\0".as_slice(), &[255, last]].concat(),
        };
        let run = |last| plan(folder.path(), vec![file("a.rs", "")]).with_data(data(last));
        let first = run(1);
        assert_eq!(first.created().collect::<Vec<_>>(), ["a.rs", "a.gz"]);
        apply(&first).unwrap();
        assert!(run(1).is_fresh());
        let second = run(2);
        assert_eq!(second.replaced().collect::<Vec<_>>(), ["a.gz"]);
        assert!(!second.is_fresh() && second.delete.is_empty());
        apply(&second).unwrap();
        assert_eq!(
            std::fs::read(folder.path().join("a.gz")).unwrap(),
            data(2).bytes
        );
        // It is deleted when it is no longer generated, and stays if it is somebody else's.
        let without = plan(folder.path(), vec![file("a.rs", "")]);
        assert_eq!(without.delete, ["a.gz"]);
        std::fs::write(folder.path().join("a.gz"), [31, 139]).unwrap();
        assert_eq!(run(2).obstacles.first().unwrap().reason, Reason::Foreign);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(
            elsewhere.path().join("a.rs"),
            "// @generated by bindwright\n",
        )
        .unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("src")).unwrap();
        let plan = plan(folder.path(), vec![file("src/a.rs", "new")]);
        assert_eq!(plan.obstacles.first().unwrap().reason, Reason::Link);
        assert!(plan.delete.is_empty());
    }
}
