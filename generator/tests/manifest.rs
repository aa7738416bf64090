//! The manifest of a generated crate: it enables only those features of the runtime that the document needs, and later runs
//! keep what people change.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use bindwright::Generator;
use bindwright::package::missing;

/// The features that the crate of a document with this operation asks for.
fn features(operation: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths: {{/pets: {{post: {operation}}}}}\n"
    );
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args(["generate", "api.yaml", "--output", "out"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
    let mut lines = manifest.lines();
    let line = lines
        .find(|line| line.starts_with("bindwright-runtime"))
        .unwrap();
    let Some((_, features)) = line.split_once("features = [") else {
        return Vec::new();
    };
    let features = features.trim_end_matches(" }").trim_end_matches(']');
    let names = features.split(", ").map(|name| name.trim_matches('"'));
    names.map(str::to_owned).collect()
}

#[test]
fn a_document_without_features_enables_none() {
    let operation = "{responses: {'200': {description: Pets., content: {application/json: {schema: {type: string}}}}}}";
    assert_eq!(features(operation), [""; 0]);
}

#[test]
fn headers_of_responses_count() {
    let headers = "{X-Id: {schema: {type: string, format: uuid}}, X-At: {schema: {type: string, format: date-time}}}";
    let operation = format!("{{responses: {{'204': {{description: Done., headers: {headers}}}}}}}");
    assert_eq!(features(&operation), ["jiff", "uuid"]);
}

#[test]
fn parts_of_a_form_with_files_count() {
    let parts = "photo: {type: string, format: binary}, at: {type: string, format: date}, \
                 code: {type: string, pattern: '^[a-z]+$'}";
    let schema = format!("{{type: object, properties: {{{parts}}}}}");
    let operation = format!(
        "{{requestBody: {{content: {{multipart/form-data: {{schema: {schema}}}}}}}, responses: {{'204': {{description: Done.}}}}}}"
    );
    assert_eq!(features(&operation), ["jiff", "pattern"]);
}

/// A document whose operations have these tags.
fn tagged(tags: &[&str]) -> String {
    let mut document = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n".to_owned();
    for tag in tags {
        let operation = format!("{{tags: [{tag}], responses: {{'204': {{description: Done.}}}}}}");
        document.push_str(&format!("  /{tag}: {{get: {operation}}}\n"));
    }
    document
}

/// Generates the crate of a document with these tags into a folder, and returns its manifest.
fn generate(folder: &Path, tags: &[&str], options: &[&str]) -> String {
    fs::write(folder.join("api.yaml"), tagged(tags)).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args([
            "generate",
            "api.yaml",
            "--output",
            "out",
            "--features-per-tag",
        ])
        .args(options)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    fs::read_to_string(folder.join("out/Cargo.toml")).unwrap()
}

#[test]
fn changes_to_a_manifest_survive() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let first = generate(folder, &["pets", "orders"], &["--name", "pet-client"]);
    let edited = first
        .replace(
            "version = \"1.0.0\"",
            "version = \"2.5.0\" # ours\nlicense = \"MIT\"",
        )
        .replace("    \"orders\",\n", "")
        .replace(
            "[dependencies]",
            "mine = []\n\n[dependencies]\nserde = \"1\"",
        );
    fs::write(folder.join("out/Cargo.toml"), &edited).unwrap();
    let runtime = fs::read_to_string(folder.join("out/runtime/Cargo.toml")).unwrap();
    let published = runtime.replace("version = \"0.1.0\"", "version = \"2.5.0\"");
    assert!(published.contains("name = \"pet-client-runtime\"") && published != runtime);
    fs::write(folder.join("out/runtime/Cargo.toml"), &published).unwrap();

    assert_eq!(
        generate(folder, &["pets", "orders"], &[]),
        edited,
        "nothing to change"
    );
    let runtime = fs::read_to_string(folder.join("out/runtime/Cargo.toml")).unwrap();
    assert_eq!(runtime, published);

    let manifest = generate(folder, &["pets", "stores"], &[]);
    for kept in [
        "name = \"pet-client\"",
        "version = \"2.5.0\" # ours",
        "license = \"MIT\"",
        "mine = []",
        "serde = \"1\"",
    ] {
        assert!(manifest.contains(kept), "{kept}: {manifest}");
    }
    assert!(!manifest.contains("orders"), "{manifest}");
    assert!(
        manifest.contains("    \"stores\",\n") && manifest.contains("\nstores = []\n"),
        "{manifest}"
    );
}

#[test]
fn a_member_of_a_workspace_has_no_profile() {
    let folder = tempfile::tempdir().unwrap();
    let alone = generate(folder.path(), &["pets"], &[]);
    assert!(
        alone.contains("[profile.dev]") && !alone.contains("[workspace]"),
        "{alone}"
    );
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    // The crate moves into a workspace: what the first run wrote for itself is removed.
    write("out/Cargo.toml", &format!("{alone}\n[workspace]\n"));
    write("Cargo.toml", "[workspace]\nexclude = [\"out\"]\n");
    let excluded = generate(folder.path(), &["pets"], &[]);
    assert!(excluded.contains("[profile.dev]") && excluded.contains("[workspace]"));
    write("Cargo.toml", "[workspace]\nmembers = [\"out\"]\n");
    let member = generate(folder.path(), &["pets"], &[]);
    assert!(!member.contains("profile"), "{member}");
    assert!(!member.contains("[workspace]"), "{member}");
    // A profile that somebody changed is theirs.
    write(
        "out/Cargo.toml",
        &alone.replace("[profile.dev]", "[profile.dev]\ndebug = 1"),
    );
    let changed = generate(folder.path(), &["pets"], &[]);
    assert!(changed.contains("[profile.dev]\ndebug = 1"), "{changed}");
}

#[test]
fn a_new_crate_in_a_workspace_that_does_not_list_it_is_to_be_listed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), tagged(&["pets"])).unwrap();
    fs::write(
        folder.path().join("Cargo.toml"),
        "[workspace]\nmembers = [\"app\"]\n",
    )
    .unwrap();
    let run = || {
        let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
            .args(["generate", "api.yaml", "--output", "libs/pets"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(run.stdout).unwrap()
    };
    let first = run();
    assert!(
        first.contains("next: add \"libs/pets\" to `members` of [workspace] in "),
        "{first}"
    );
    assert!(
        first.contains("then cd libs/pets && cargo check"),
        "{first}"
    );
    let second = run();
    assert!(!second.contains("members"), "{second}");
}

#[test]
fn the_dependencies_of_modules_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), tagged(&["pets"])).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args([
            "generate",
            "api.yaml",
            "--output",
            "src/api",
            "--modules",
            "--features-per-tag",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(run.stdout).unwrap();
    let (_, snippet) = printed.split_once("\n\n").unwrap();
    let manifest = format!("[package]\nname = \"mine\"\nedition = \"2024\"\n\n{snippet}");
    let manifest: toml_edit::DocumentMut = manifest.parse().unwrap();
    let api = Generator::new(folder.path().join("api.yaml"))
        .features_per_tag()
        .check()
        .1
        .unwrap();
    assert_eq!(missing(&api, &manifest.to_string()), [""; 0]);
    assert_eq!(
        missing(
            &api,
            "[features]\nclient = []\nrustls = []\nnative-tls = []\nwebpki-roots = []\nhttp2 = []\nproxy = []\nredirects = []\ngzip = []\nbrotli = []\nzstd = []\nreqwest = []\ncredentials = []\ndownload = []\nblocking = []\nserver = []\nserver-docs = []\nserver-tls = []\ndyn = []\nserde = []\nbuilders = []"
        ),
        ["the feature `pets`", "the dependency `bindwright-runtime`"]
    );
}
