//! Where a crate is in a Cargo workspace: the manifests of the folders above -> [`ParentWorkspace`].
//!
//! A package belongs to the nearest workspace above it that does not exclude it
//! (<https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields>):
//!
//! | in a `Cargo.toml` above `sdk` | `sdk` is |
//! | --- | --- |
//! | no `[workspace]` | alone: the next folder decides |
//! | `[workspace] members = ["sdk"]`, or `["*"]` | a member |
//! | `[workspace] members = ["app"]` | not listed: a member if `app` depends on it by path, an error of Cargo if not |
//! | `[workspace] exclude = ["sdk"]` | alone: the next folder decides |
//!
//! A member has no `[workspace]` and no `[profile]` of its own. Cargo rejects the first and warns of the second.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use toml_edit::{DocumentMut, TableLike};

use super::table::strings;

/// What the folders above a crate decide about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ParentWorkspace {
    /// The crate is the root of its own build.
    #[default]
    Absent,
    /// The workspace lists the crate among its members.
    Member,
    /// The workspace does not list the crate. A path dependency of a member makes it one.
    Unlisted {
        /// The folder of the workspace.
        root: PathBuf,
        /// The folder of the crate below it, with `/`.
        member: String,
    },
}

impl ParentWorkspace {
    /// Finds the workspace of the crate in `folder` among the manifests above, the nearest first.
    #[must_use]
    pub fn find(folder: &Path, manifests: &[(PathBuf, String)]) -> Self {
        let found = manifests.iter().find_map(|(root, text)| {
            let manifest = DocumentMut::from_str(text).ok()?;
            let workspace = manifest.get("workspace")?.as_table_like()?;
            let inside = folder.strip_prefix(root).ok()?;
            Self::inside(workspace, root, inside)
        });
        found.unwrap_or_default()
    }

    /// What one workspace says; `None` if it excludes the folder. A member wins over an excluded folder above it.
    fn inside(workspace: &dyn TableLike, root: &Path, inside: &Path) -> Option<Self> {
        let listed = |key: &str| strings(workspace.get(key)).into_iter();
        if listed("members").any(|pattern| is_match(&pattern, inside)) {
            return Some(Self::Member);
        }
        let above = listed("exclude").any(|folder| inside.starts_with(relative(&folder)));
        let parts = inside.components();
        let parts = parts.map(|part| part.as_os_str().to_string_lossy());
        (!above).then(|| Self::Unlisted {
            root: root.to_owned(),
            member: parts.collect::<Vec<_>>().join("/"),
        })
    }
}

/// Whether a pattern of `members` names the folder.
fn is_match(pattern: &str, folder: &Path) -> bool {
    let options = glob::MatchOptions {
        require_literal_separator: true,
        ..glob::MatchOptions::default()
    };
    let pattern = glob::Pattern::new(relative(pattern));
    pattern.is_ok_and(|pattern| pattern.matches_path_with(folder, options))
}

/// A path of a manifest without `./` in front and `/` at its end.
fn relative(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.strip_prefix("./").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::ParentWorkspace;

    /// The workspace of `/ws/libs/sdk` with these manifests in `/ws/libs` and `/ws`.
    fn find(manifests: &[(&str, &str)]) -> ParentWorkspace {
        let manifests: Vec<_> = manifests
            .iter()
            .map(|(folder, text)| ((*folder).into(), (*text).to_owned()))
            .collect();
        ParentWorkspace::find(Path::new("/ws/libs/sdk"), &manifests)
    }

    #[test]
    fn members_are_named_or_matched() {
        for members in ["libs/sdk", "libs/*", "./libs/sdk/", "**/sdk", "*/s?k"] {
            let text = format!("[workspace] # all\nmembers = [\"app\", \"{members}\"]\n");
            assert_eq!(
                find(&[("/ws", &text)]),
                ParentWorkspace::Member,
                "{members}"
            );
        }
        let excluded = "workspace = {members = ['libs/sdk'], exclude = ['libs']}";
        assert_eq!(find(&[("/ws", excluded)]), ParentWorkspace::Member);
    }

    #[test]
    fn folders_that_are_not_listed_are_unlisted_unless_they_are_excluded() {
        let unlisted = ParentWorkspace::Unlisted {
            root: "/ws".into(),
            member: "libs/sdk".to_owned(),
        };
        for text in ["[workspace]", "[workspace]\nmembers = ['*', 'libs/sdk2']"] {
            assert_eq!(find(&[("/ws", text)]), unlisted, "{text}");
        }
        for exclude in ["libs/sdk", "libs", "./libs/"] {
            let text = format!("[workspace]\nexclude = ['{exclude}']");
            assert_eq!(
                find(&[("/ws", &text)]),
                ParentWorkspace::Absent,
                "{exclude}"
            );
        }
    }

    #[test]
    fn the_nearest_workspace_that_does_not_exclude_the_crate_counts() {
        let all = ("/ws", "[workspace]\nmembers = ['libs/*']");
        let package = ("/ws/libs", "[package]\ndescription = '''\n[workspace]\n'''");
        assert_eq!(find(&[package, all]), ParentWorkspace::Member);
        let excluding = ("/ws/libs", "[workspace]\nexclude = ['sdk']");
        assert_eq!(find(&[excluding, all]), ParentWorkspace::Member);
        let nearest = ("/ws/libs", "[workspace]\nmembers = ['other']");
        assert!(matches!(
            find(&[nearest, all]),
            ParentWorkspace::Unlisted { member, .. } if member == "sdk"
        ));
        assert_eq!(find(&[]), ParentWorkspace::Absent);
    }
}
