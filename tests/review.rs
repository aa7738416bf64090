//! What changes for callers? Snapshots of the generated Workspace crate: its public API with one item per line, and each
//! file.

mod runtime_api;
mod support;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bindwright::analysis::analyze;
use bindwright::emit::{EmitOptions, Output, Root};
use bindwright::surface::{self, PublicItem};
use bindwright::write::apply;
use bindwright::{Generator, OutputKind};
use support::{assert_no_orphans, enter_root, files, read};

/// Every public item, and below them every limit, rule and status.
#[test]
fn the_public_api() {
    enter_root();
    let (_, api) = workspace().check();
    let api = api.expect("the document is valid");
    let output = Output::new(analyze(&api), EmitOptions::default());
    let surface = surface::of(&output);
    let features = surface.features.iter().map(|(name, feature)| {
        let enables: Vec<&str> = feature.enables.iter().map(String::as_str).collect();
        let default = if feature.is_default { ", default" } else { "" };
        format!("feature {name}: enables [{}]{default}", enables.join(", "))
    });
    let items = surface.items.iter().map(PublicItem::line);
    let rules = surface::rules(&output);
    let lines: Vec<String> = features.chain(items).chain(rules).collect();
    insta::assert_snapshot!("public_api", lines.join("\n"));
}

#[test]
fn every_generated_file() {
    for path in generated() {
        let name = module(&path).replace('/', "_");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("file_{name}"), read(&path));
        });
    }
}

#[test]
fn the_public_api_of_the_runtime() {
    let (lines, root) = runtime_api::lines();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("runtime_public_api", lines);
    });
    assert!(
        root.len() <= 48,
        "{} names at the root: {root:?}",
        root.len()
    );
    let macros = runtime_api::visible_macros();
    assert!(macros.is_empty(), "visible macros: {macros:?}");
}

#[test]
fn no_snapshot_is_left_over() {
    let generated = generated();
    let names = generated.iter().map(|path| module(path).replace('/', "_"));
    let expected = names
        .map(|name| format!("file_{name}"))
        .chain(["public_api".to_owned(), "runtime_public_api".to_owned()]);
    assert_no_orphans("review", expected);
}

/// The files below `generated/`, after a check that they are up to date. `INSTA_UPDATE=always` updates them, too.
fn generated() -> Vec<PathBuf> {
    static FRESH: OnceLock<()> = OnceLock::new();
    FRESH.get_or_init(|| {
        enter_root();
        let form = OutputKind::Modules(Root::Crate);
        let run = workspace().plan(Path::new("generated"), &form);
        let plan = run.generated.expect("the document is valid").plan;
        if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
            apply(&plan).expect("`generated/` can be written");
        } else {
            assert!(
                plan.is_fresh(),
                "`generated/` is out of date: run `cargo build`"
            );
        }
    });
    files("generated", "rs")
}

/// The path of a file below `generated/`, with `/` between its parts, without `.rs`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("generated").expect("below generated");
    let parts = inside.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The generator of the Workspace crate.
fn workspace() -> Generator {
    Generator::new("spec/workspace.yaml").crate_name("huaweicloud_workspace")
}
