//! Do generated crates fit into other people's builds? Crates with default options become members of one workspace and parts
//! of one program, and their manifests keep what people change. Cargo itself is the judge.

use std::fs;
use std::path::Path;

use bindwright::package::Runtime;
use bindwright::write::apply;
use bindwright::{Generator, OutputKind};

use crate::scratch::cargo;
use crate::support::root;

/// A document with one operation, and a property that needs a feature of the runtime.
const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1.2'}
security: []
paths:
  /pets:
    get:
      operationId: listPets
      tags: [animals]
      responses:
        '200': {description: Pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string, format: uuid}}}
";

/// Generates a crate into a folder, with default options.
fn generate(folder: &Path) {
    let spec = folder.parent().expect("a parent").join("pets.yaml");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(&spec, DOCUMENT).expect("a file");
    let form = OutputKind::Package {
        name: None,
        runtime: Runtime::Copied,
    };
    let run = Generator::new(spec).plan(folder, &form);
    apply(&run.generated.expect("a valid document").plan).expect("a writable folder");
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Uses both crates, so that their runtimes are parts of one program.
const PROGRAM: &str = "//! Two clients.

fn main() {
    let one = pet_api::Client::builder().build();
    let two = shop_api::Client::builder().build();
    let errors: (Option<pet_api::runtime::ConfigError>, Option<shop_api::runtime::ConfigError>) = (one.err(), two.err());
    println!(\"{errors:?}\");
}
";

#[test]
fn two_crates_are_members_of_a_workspace_and_parts_of_one_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(
        folder,
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/program\", \"crates/pet*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
    );
    write(
        folder,
        "crates/program/Cargo.toml",
        "[package]\nname = \"program\"\nedition = \"2024\"\n\n[dependencies]\npet-api = { path = \"../pet-api\" }\n\
         shop-api = { path = \"../shop-api\" }\n",
    );
    write(folder, "crates/program/src/main.rs", PROGRAM);
    // One is listed, the other is a path dependency of a member.
    generate(&folder.join("crates/pet-api"));
    generate(&folder.join("crates/shop-api"));
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let check = ["check", "--offline", "--workspace", "--all-targets"];
    let output = cargo(folder, &check, &[]);
    assert!(!output.contains("warning"), "{output}");
}

#[test]
fn a_crate_builds_alone_and_can_be_published() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("pet-api");
    generate(&made);
    let about = "[package]\nlicense = \"MIT\"\nrepository = \"https://example.com/pets\"\n";
    for folder in [&made, &made.join("runtime")] {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        let manifest = manifest.replace("license = \"MIT OR Apache-2.0\"\n", "");
        let manifest = manifest.replace("[package]\n", about);
        fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
        let files = cargo(
            folder,
            &["package", "--offline", "--list", "--allow-dirty"],
            &[],
        );
        assert!(files.contains("src/lib.rs"), "{files}");
        assert!(!files.contains("warning"), "{files}");
    }
}
