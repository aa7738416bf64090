//! Reports about the output folder.
//!
//! They have no position in a file. Their place is an empty file with the name of the path, so that they are printed like all
//! others, in text and in JSON.

use std::io;

use crate::diagnostic::{Code, Diagnostics, Place, escape};
use crate::source::{FileFormat, SourceFile};
use crate::write::{Plan, Reason};

/// Reports everything that prevents the plan from being applied.
pub(crate) fn report_obstacles(plan: &Plan, diagnostics: &mut Diagnostics) {
    for obstacle in &plan.obstacles {
        let path = plan.folder.join(&obstacle.path).display().to_string();
        let place = nowhere(&path, diagnostics);
        let (code, message) = match &obstacle.reason {
            Reason::Foreign => (
                Code::ForeignFile,
                "this file was not written by the generator".to_owned(),
            ),
            Reason::Link => (
                Code::LinkedOutput,
                "this path goes through a symbolic link".to_owned(),
            ),
            Reason::NotAFile => (
                Code::Unwritable,
                "a folder is where a file should be, or the other way round".to_owned(),
            ),
            Reason::Outside => (
                Code::Unwritable,
                "this path is not below the output folder".to_owned(),
            ),
            Reason::Unreadable(why) => (Code::Unwritable, escape(why)),
        };
        diagnostics.report(code, &place, format!("{}: {message}", escape(&path)));
    }
}

/// The place of a report that is not about a position in a file.
pub(crate) fn nowhere(name: &str, diagnostics: &mut Diagnostics) -> Place {
    let file = diagnostics
        .sources_mut()
        .add(SourceFile::new(escape(name), "", FileFormat::Yaml));
    Place::text(file, 0..0)
}

/// Reports every file that is out of date.
pub fn report_stale(plan: &Plan, advice: &str, diagnostics: &mut Diagnostics) {
    let missing = plan.created().map(|path| (path, "is missing"));
    let differing = plan.replaced().map(|path| (path, "differs"));
    let left = plan
        .delete
        .iter()
        .map(|path| (path.as_str(), "is no longer generated"));
    for (path, what) in missing.chain(differing).chain(left) {
        let path = plan.folder.join(path).display().to_string();
        let place = nowhere(&path, diagnostics);
        diagnostics
            .report(Code::StaleOutput, &place, format!("{path} {what}"))
            .help(advice);
    }
}

/// Reports that the plan could not be applied.
pub fn report_unwritable(plan: &Plan, error: &io::Error, diagnostics: &mut Diagnostics) {
    let place = nowhere(&plan.folder.display().to_string(), diagnostics);
    diagnostics.report(Code::Unwritable, &place, escape(&error.to_string()));
}
