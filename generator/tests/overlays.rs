//! Overlays: on the command line, in the file with options, for documents of several files, several documents and Swagger 2.0.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "support/folder.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use bindwright::Generator;
use support::folder;
use tempfile::TempDir;

const PETS: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      responses: {'200': {description: All pets.}}
  /dogs:
    get:
      operationId: listDogs
      responses: {'200': {description: All dogs.}}
";

/// An overlay with these actions.
fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}")
}

/// The exit status, and everything that a run prints.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8([output.stderr, output.stdout].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

#[test]
fn overlays_are_applied_in_the_order_of_the_command_line() {
    let first =
        overlay("  - {target: \"$.paths['/pets'].get\", update: {operationId: listPets}}\n");
    let second = overlay("  - {target: \"$.paths.*.get[?@ == 'listPets']\", update: allPets}\n");
    let folder = folder(&[
        ("pets.yaml", PETS),
        ("a.yaml", &first),
        ("b.json.yaml", &second),
    ]);
    let arguments = [
        "generate",
        "pets.yaml",
        "-o",
        "out",
        "--overlay",
        "a.yaml",
        "--overlay",
        "b.json.yaml",
    ];
    let (status, printed) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{printed}");
    let api = read(&folder, "out/src/api.rs");
    assert!(api.contains("fn all_pets(") && !api.contains("fn list_pets("));
    // The other way round, the second selects nothing.
    let arguments = [
        "check",
        "pets.yaml",
        "--overlay",
        "b.json.yaml",
        "--overlay",
        "a.yaml",
    ];
    let (status, printed) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{printed}");
    assert!(
        printed.contains("warning[BW0706]") && printed.contains("b.json.yaml:4:"),
        "{printed}"
    );
    assert_eq!(read(&folder, "pets.yaml"), PETS);
}

#[test]
fn the_file_with_options_names_overlays_relative_to_itself() {
    let fixes = overlay("  - {target: \"$.paths['/dogs']\", remove: true}\n");
    let config = "spec = 'spec/pets.yaml'\noverlay = 'spec/fixes.yaml'\n";
    let folder = folder(&[
        ("bindwright.toml", config),
        ("spec/pets.yaml", PETS),
        ("spec/fixes.yaml", &fixes),
        ("sub/other.yaml", PETS),
    ]);
    let ready = |operations: &str| format!("{operations} and 0 types: ready to generate\n");
    assert_eq!(run(folder.path(), &["check"]), (0, ready("1 operation")));
    let sub = folder.path().join("sub");
    assert_eq!(run(&sub, &["check"]), (0, ready("1 operation")));
    // Another document has other mistakes.
    assert_eq!(
        run(&sub, &["check", "other.yaml"]),
        (0, ready("2 operations"))
    );
}

#[test]
fn reports_are_about_the_file_that_has_the_value() {
    let fixes = overlay(
        "  - {target: \"$.paths['/dogs']\", update: {get: {deprecated: maybe}}}
  - target: $.paths['/pets'].get
    update:
      parameters:
        - {name: a, in: query, schema: {type: string, minLength: 3, maxLength: 1}}
  - {target: \"$.paths['/new']\", remove: true}
  - {target: $.paths, update: {/new: {}}}
  - {target: \"$.paths['/new']\", copy: \"$.paths['/dogs']\"}
",
    );
    let folder = folder(&[("pets.yaml", PETS), ("fixes.yaml", &fixes)]);
    let (status, printed) = run(
        folder.path(),
        &[
            "check",
            "pets.yaml",
            "--overlay",
            "fixes.yaml",
            "--message-format",
            "json",
        ],
    );
    assert_eq!(status, 1);
    let mut places: Vec<String> = printed
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|one| {
            format!(
                "{} {}:{}:{}",
                one["code"], one["file"], one["line"], one["column"]
            )
        })
        .collect();
    places.sort();
    places.dedup();
    insta::assert_snapshot!(places.join("\n"));
}

#[test]
fn every_command_that_reads_a_document_reads_overlays() {
    let fixes = overlay("  - {target: $.info, update: {summary: x}}\n");
    let folder = folder(&[
        ("pets.yaml", &PETS.replace("3.0.3", "3.1.0")),
        ("fixes.yaml", &fixes),
    ]);
    let (status, printed) = run(
        folder.path(),
        &["explain", "pets.yaml", "--overlay", "fixes.yaml"],
    );
    assert_eq!(status, 0, "{printed}");
    assert!(printed.contains("Info Object: summary"), "{printed}");
}

#[test]
fn an_overlay_that_cannot_be_read_stops_the_run() {
    let fixes = overlay("  - {target: '$.paths[', update: {}}\n");
    let folder = folder(&[
        ("pets.yaml", PETS),
        ("broken.yaml", &fixes),
        ("empty.yaml", ""),
    ]);
    let arguments = [
        "generate",
        "pets.yaml",
        "-o",
        "out",
        "--skip-unsupported",
        "--overlay",
        "broken.yaml",
        "--overlay",
        "none.yaml",
        "--overlay",
        "empty.yaml",
        "--overlay",
        "https://a.example/fixes.yaml",
        "--overlay",
        ".",
    ];
    let (status, printed) = run(folder.path(), &arguments);
    assert_eq!(status, 1, "{printed}");
    for part in [
        "BW0703",
        "--> none.yaml",
        "--> empty.yaml",
        "curl --fail",
        "5 errors",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn files_that_references_lead_to_are_not_changed() {
    let document = PETS.replace(
        "{'200': {description: All pets.}}",
        "{'200': {$ref: 'parts/pets.yaml'}}",
    );
    let fixes = overlay(
        "  - {target: $..description, update: changed}
  - target: $.paths['/pets'].get.responses
    update: {'404': {$ref: parts/none.yaml}, '500': {$ref: parts/absent.yaml}}
",
    );
    let folder = folder(&[
        ("api/pets.yaml", &document),
        ("api/parts/pets.yaml", "description: All pets.\n"),
        ("api/parts/none.yaml", "description: No pets.\n"),
        ("fixes/fixes.yaml", &fixes),
    ]);
    // References of an overlay are relative to the document, and what is wrong with them is reported in the overlay.
    let arguments = ["check", "api/pets.yaml", "--overlay", "fixes/fixes.yaml"];
    let (status, printed) = run(folder.path(), &arguments);
    assert_eq!(status, 1, "{printed}");
    assert!(printed.contains("--> fixes/fixes.yaml:6:60"), "{printed}");
    assert!(
        printed.contains("parts/absent.yaml") && printed.contains("1 error\n"),
        "{printed}"
    );
    fs::write(
        folder.path().join("api/parts/absent.yaml"),
        "description: No.\n",
    )
    .unwrap();
    let path = |name: &str| folder.path().join(name);
    let generator = Generator::new(path("api/pets.yaml")).overlay(path("fixes/fixes.yaml"));
    let (_, document) = generator.document();
    let tree = document.unwrap().tree().to_string();
    for text in ["All pets.", "No pets.", "changed"] {
        assert!(tree.contains(text), "{text}: {tree}");
    }
    assert!(!tree.contains("All dogs."), "{tree}");
}

#[test]
fn an_overlay_of_one_of_several_documents_is_applied_to_that_one() {
    let dogs = PETS
        .replace("/pets", "/cats")
        .replace("/dogs", "/puppies")
        .replace("listDogs", "listPuppies");
    let named = "extends: ../api/dogs%2Eyaml\n".to_owned()
        + &overlay(
            "  - {target: \"$.paths.*.get[?@ == 'All pets.']\", update: x}\n  - {target: $.info, update: {x-a: 1}}\n",
        );
    let all = overlay(
        "  - {target: \"$.paths['/pets']\", remove: true}\n  - {target: \"$.paths['/cats'].get\", update: {deprecated: 3}}\n",
    );
    let folder = folder(&[
        ("api/pets.yaml", PETS),
        ("api/dogs.yaml", &dogs),
        ("fixes/named.yaml", &named),
        ("fixes/all.yaml", &all),
    ]);
    let arguments = ["check", "api", "--overlay", "fixes/named.yaml"];
    let (_, printed) = run(folder.path(), &arguments);
    assert!(!printed.contains("BW0707"), "{printed}");
    // Only the named document got the extension, which the report of a difference shows.
    assert!(printed.contains("note[BW0341]"), "{printed}");
    let arguments = ["check", "api", "--overlay", "fixes/all.yaml"];
    let (status, printed) = run(folder.path(), &arguments);
    assert_eq!(status, 1);
    assert!(
        printed.contains("--> fixes/all.yaml:5:59") && printed.contains("BW0203"),
        "{printed}"
    );
    assert!(!printed.contains("BW0706"), "{printed}");
}

#[test]
fn swagger_2_is_changed_as_it_is_written() {
    let document = "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\nhost: a.example\nschemes: [https]\npaths: {}\ndefinitions: {Pet: {type: object}}\n";
    let fixes = overlay(
        "  - {target: $.definitions.Pet, update: {properties: {id: {type: integr}}}}
  - {target: $.components, remove: true}
",
    );
    let folder = folder(&[("pets.yaml", document), ("fixes.yaml", &fixes)]);
    let (status, printed) = run(
        folder.path(),
        &["check", "pets.yaml", "--overlay", "fixes.yaml"],
    );
    assert_eq!(status, 1);
    assert!(printed.contains("--> fixes.yaml:4:66"), "{printed}");
    assert!(
        printed.contains("BW0706") && printed.contains("fixes.yaml:5:14"),
        "{printed}"
    );
}

#[test]
fn an_overlay_can_change_the_version_and_define_anchors() {
    let fixes = overlay(
        "  - {target: $.openapi, update: 3.1.0}
  - target: $
    update: {components: {schemas: {Pet: {$anchor: pet, type: [object, 'null']}, Pets: {type: array, items: {$ref: '#pet'}}}}}
",
    );
    let folder = folder(&[("pets.yaml", PETS), ("fixes.yaml", &fixes)]);
    let (status, printed) = run(
        folder.path(),
        &["check", "pets.yaml", "--overlay", "fixes.yaml"],
    );
    assert_eq!((status, printed.contains("error")), (0, false), "{printed}");
}
