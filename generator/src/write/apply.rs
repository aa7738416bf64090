//! Applies a plan. Each file is written to a temporary file and renamed, so that no file is ever incomplete.
//!
//! A run that is interrupted leaves complete files, some old and some new. The next run finishes the work.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::below;
use super::{Change, Data, Plan};

/// Writes files, then deletes others, as planned.
///
/// # Errors
/// [`io::ErrorKind::PermissionDenied`] if the plan has obstacles, before anything is written; otherwise the error of the
/// system, with the path in front.
pub fn apply(plan: &Plan) -> io::Result<()> {
    if let Some(obstacle) = plan.obstacles.first() {
        let message = format!("cannot write {}", obstacle.path);
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
    }
    let texts = plan.create.iter().chain(&plan.replace);
    let texts = texts.map(|Change { path, text }| (path.as_str(), text.as_bytes()));
    let data = plan.data.iter().map(|one| &one.file);
    let data = data.map(|Data { path, bytes }| (path.as_str(), bytes.as_slice()));
    let changes: Vec<(&str, &[u8])> = texts.chain(data).collect();
    folders(&plan.folder, &changes)?;
    // One after the other: a file system lets only one thread add to a folder, and another would spin meanwhile.
    for (path, bytes) in changes {
        replace(&plan.folder, path, bytes).map_err(|error| at(path, &error))?;
    }
    for path in &plan.delete {
        delete(&plan.folder, path).map_err(|error| at(path, &error))?;
    }
    Ok(())
}

/// The error with the path in front: errors of the system do not name the file.
fn at(path: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{path}: {error}"))
}

/// Creates the folders that contain the changes.
fn folders(folder: &Path, changes: &[(&str, &[u8])]) -> io::Result<()> {
    let mut parents = BTreeSet::new();
    for (path, _) in changes {
        let target = target(folder, path).map_err(|error| at(path, &error))?;
        if let Some(parent) = target.parent().filter(|parent| !parents.contains(*parent)) {
            std::fs::create_dir_all(parent).map_err(|error| at(path, &error))?;
            parents.insert(parent.to_owned());
        }
    }
    Ok(())
}

fn target(folder: &Path, path: &str) -> io::Result<PathBuf> {
    below(folder, path)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "outside of the folder"))
}

/// Writes a file beside the target and renames it. Both are in one folder, since a rename across file systems fails.
fn replace(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = target(folder, path)?;
    let parent = target.parent().unwrap_or(folder);
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = parent.join(format!(".{name}.{}", std::process::id()));
    let written =
        std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, &target));
    if written.is_err() {
        // The first error is more useful than one about the temporary file.
        std::fs::remove_file(&temporary).ok();
    }
    written
}

/// Deletes a file, and the folders above it that are empty then.
fn delete(folder: &Path, path: &str) -> io::Result<()> {
    let target = target(folder, path)?;
    std::fs::remove_file(&target)?;
    for parent in target
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder)
    {
        // Fails if the folder is not empty, as intended.
        if std::fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}
