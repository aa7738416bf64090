//! Links and listings: every link resolves, every page is in the summary, and every listing is part of a file that
//! compiles.

use std::path::Path;

use crate::markdown;
use crate::{read, root};

/// What code blocks may contain.
const LANGUAGES: [&str; 7] = ["rust", "console", "patch", "yaml", "toml", "text", "json"];

#[test]
fn every_listing_is_part_of_a_file_that_compiles() {
    let _lock = markdown::lock();
    let mut outdated = Vec::new();
    for path in markdown::pages(&root()) {
        let page = read(&path);
        for block in markdown::blocks(&page) {
            let place = format!("{}:{}", path.display(), block.line);
            let known = LANGUAGES.contains(&block.language.as_str());
            assert!(known, "{place}: a block of `{}`", block.language);
            let checked = block.language != "rust" || block.listing.is_some();
            assert!(checked, "{place}: Rust that no file contains");
        }
        let expected = markdown::with_blocks(&page, |block| {
            let source = block.listing.as_ref()?;
            Some(markdown::listing(&root(), source))
        });
        outdated.extend(markdown::compare(&path, &expected).err());
    }
    assert!(outdated.is_empty(), "{}", outdated.join("\n"));
}

#[test]
fn every_link_resolves() {
    let mut broken = Vec::new();
    for path in markdown::pages(&root()) {
        for link in markdown::links(&read(&path)) {
            if let Err(why) = resolve(&path, &link) {
                broken.push(format!("{}: {link}: {why}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Looks up a file and an anchor. URLs only need to be well formed: no test uses the network.
fn resolve(page: &Path, link: &str) -> Result<(), &'static str> {
    if link.contains("://") {
        let known = link.starts_with("https://") && !link.contains(char::is_whitespace);
        return known.then_some(()).ok_or("not an https URL");
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match file {
        "" => page.to_owned(),
        file => page.parent().unwrap().join(file),
    };
    if !target.exists() {
        return Err("there is no such file");
    }
    let anchors = || markdown::anchors(&read(&target));
    let found = anchor.is_empty() || anchors().iter().any(|one| one == anchor);
    found.then_some(()).ok_or("there is no such heading")
}

#[test]
fn every_page_is_in_the_summary() {
    let folder = root().join("docs/src");
    let summary = markdown::links(&read(&folder.join("SUMMARY.md")));
    for path in markdown::pages(&root()) {
        let Ok(page) = path.strip_prefix(&folder) else {
            continue;
        };
        let page = page.to_string_lossy().replace('\\', "/");
        let listed = page == "SUMMARY.md" || summary.contains(&page);
        assert!(listed, "{page} is not in SUMMARY.md");
    }
}

/// Folders of the repository that pages mention in code spans.
const FOLDERS: [&str; 6] = [
    "docs/",
    "examples/",
    "generated/",
    "generator/",
    "spec/",
    "tests/",
];

#[test]
fn every_file_of_the_repository_that_a_page_names_exists() {
    let mut missing = Vec::new();
    for path in markdown::pages(&root()) {
        for span in markdown::spans(&read(&path)) {
            let named = FOLDERS.iter().any(|folder| span.starts_with(folder));
            // `tests/cases/<object>/<feature>.yaml` is a pattern.
            let pattern = span.contains(['<', '*', ' ']);
            if named && !pattern && !root().join(&span).exists() {
                missing.push(format!("{}: `{span}`", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
