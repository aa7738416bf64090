//! References into other files: followed in the document's folder and below, and nowhere else.

use std::fs;
use std::path::Path;

use bindwright::diagnostic::{Colour, Diagnostics, Pointer, render};
use bindwright::load::{Document, LoadOptions, load};

/// A folder with these files; the document is `api.yaml`.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    for (name, text) in files {
        let path = folder.path().join(name);
        let made = fs::create_dir_all(path.parent().unwrap_or(Path::new("/")));
        made.and_then(|()| fs::write(&path, text))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    folder
}

/// What loading the document of a folder comes to; the folder's own path is cut from the reports.
pub(crate) fn read(folder: &tempfile::TempDir, options: LoadOptions) -> (Option<Document>, String) {
    let mut diagnostics = Diagnostics::new();
    let entry = folder.path().join("api.yaml");
    let document = load(&entry.as_path().into(), &options, &mut diagnostics);
    let report = render(&diagnostics, Colour::Never);
    let prefix = format!("{}/", folder.path().display());
    (document, report.replace(&prefix, ""))
}

/// A document with one schema that refers to `target`.
pub(crate) fn referring(target: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {{$ref: \"{target}\"}}\n"
    )
}

fn value(document: &Document, pointer: &str) -> String {
    let pointer = Pointer::parse(pointer).unwrap_or_default();
    document
        .value(&pointer)
        .map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

const API: &str = r##"openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /pets: {$ref: "paths/pets.yaml"}
components:
  schemas:
    Pet: {$ref: "models/pet.json"}
    Id: {type: string, maxLength: 8}
"##;

const PATHS: &str = r##"get:
  operationId: listPets
  parameters: [{$ref: "../shared.yaml#/parameters/Limit"}]
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema: {type: array, items: {$ref: "../models/pet.json"}}
    default: {$ref: "../shared.yaml#/responses/Problem"}
"##;

const PET: &str = r##"{"type": "object", "properties": {"id": {"$ref": "../api.yaml#/components/schemas/Id"},
  "parent": {"$ref": "#"}, "tag": {"$ref": "../shared.yaml#/schemas/Tag"}}}"##;

const SHARED: &str = r##"parameters:
  Limit: {name: limit, in: query, schema: {$ref: "#/schemas/Count"}}
responses:
  Problem: {description: problem, content: {application/json: {schema: {$ref: "#/schemas/Tag"}}}}
schemas:
  Count: {type: integer}
  Tag: {$ref: "#/schemas/RealTag"}
  RealTag: {type: object, properties: {pet: {$ref: "models/pet.json"}}}
"##;

#[test]
fn targets_become_components() {
    let folder = folder(&[
        ("api.yaml", API),
        ("paths/pets.yaml", PATHS),
        ("models/pet.json", PET),
        ("shared.yaml", SHARED),
    ]);
    let (document, report) = read(&folder, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("the document is loaded"));
    assert_eq!(
        value(&document, "/components/schemas"),
        r##"{"Pet":{"type":"object","properties":{"id":{"$ref":"#/components/schemas/Id"},"parent":{"$ref":"#/components/schemas/Pet"},"tag":{"$ref":"#/components/schemas/RealTag"}}},"Id":{"type":"string","maxLength":8},"RealTag":{"type":"object","properties":{"pet":{"$ref":"#/components/schemas/Pet"}}},"Count":{"type":"integer"}}"##
    );
    assert_eq!(
        value(&document, "/components/parameters/Limit/schema"),
        r##"{"$ref":"#/components/schemas/Count"}"##
    );
    assert_eq!(
        value(&document, "/paths/~1pets"),
        r##"{"$ref":"#/x-bindwright-path-items/pets"}"##
    );
}

#[test]
fn every_file_that_is_read_is_known_to_build_scripts() {
    let folder = folder(&[
        ("api.yaml", &referring("models/a.yaml")),
        ("models/a.yaml", "items: {$ref: b.yaml}\ntype: array\n"),
        ("models/b.yaml", "type: ["),
    ]);
    let mut diagnostics = Diagnostics::new();
    let _document = load(
        &folder.path().join("api.yaml").as_path().into(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    let paths: Vec<_> = diagnostics.sources().paths().collect();
    let models = folder.path().join("models");
    assert_eq!(paths, [models.join("a.yaml"), models.join("b.yaml")]);
}

#[test]
fn equal_names_are_distinguished_by_their_files() {
    let api = r##"openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    Tag: {type: string}
    All: {properties: {b: {$ref: "b.yaml#/Pet"}, a: {$ref: "a.yaml#/Pet"}, t: {$ref: "a.yaml#/tag"}, c: {$ref: "a.yaml#/Cat"}}}
"##;
    let a = "Pet: {type: string}\ntag: {type: integer}\nCat: {type: number}\n";
    let folder = folder(&[
        ("api.yaml", api),
        ("a.yaml", a),
        ("b.yaml", "Pet: {type: boolean}\n"),
    ]);
    let (document, report) = read(&folder, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("the document is loaded"));
    let kinds = [
        ("a_Pet", "string"),
        ("b_Pet", "boolean"),
        ("a_tag", "integer"),
        ("Cat", "number"),
        ("Tag", "string"),
    ];
    for (name, kind) in kinds {
        let found = value(&document, &format!("/components/schemas/{name}/type"));
        assert_eq!(found, format!("\"{kind}\""), "{name}");
    }
}

#[test]
fn reports_point_into_the_file() {
    let pet = "type: object\nproperties:\n  name: {type: strin}\n  other: {$ref: \"none.yaml\"}\n";
    let folder = folder(&[
        ("api.yaml", &referring("models/pet.yaml")),
        ("models/pet.yaml", pet),
    ]);
    insta::assert_snapshot!(read(&folder, LoadOptions::default()).1);
}

#[test]
fn cycles_across_files_are_types() {
    let node = "type: object\nproperties: {next: {$ref: 'edge.yaml#/defs/Edge'}}\n";
    let edge = "defs: {Edge: {type: object, properties: {node: {$ref: 'node.yaml'}}}}\n";
    let folder = folder(&[
        ("api.yaml", &referring("node.yaml")),
        ("node.yaml", node),
        ("edge.yaml", edge),
    ]);
    let (document, report) = read(&folder, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("the document is loaded"));
    assert_eq!(
        value(&document, "/components/schemas/Edge/properties/node"),
        r##"{"$ref":"#/components/schemas/A"}"##
    );
}

#[test]
fn other_versions_import_too() {
    let v2 = "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'p.yaml'}\n";
    let path = "get: {responses: {'200': {description: d, schema: {$ref: 's.yaml#/S'}}}}\n";
    let two = folder(&[
        ("api.yaml", v2),
        ("p.yaml", path),
        ("s.yaml", "S: {type: string}\n"),
    ]);
    let (document, report) = read(&two, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("the document is loaded"));
    assert_eq!(
        value(&document, "/components/schemas/S"),
        r#"{"type":"string"}"#
    );

    let v3_1 = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'p.yaml'}\n";
    let path = "get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: 's.yaml#s', description: x}}}}}}\n";
    let schema = "type: object\nproperties: {a: {$anchor: here, type: [string, 'null']}, b: {$ref: '#here'}}\n";
    let path = path.replace("s.yaml#s", "s.yaml");
    let three = folder(&[("api.yaml", v3_1), ("p.yaml", &path), ("s.yaml", schema)]);
    let (document, report) = read(&three, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("the document is loaded"));
    assert_eq!(
        value(&document, "/components/schemas/s/properties/a"),
        r#"{"$anchor":"here","type":"string","nullable":true}"#
    );
}

#[test]
fn anchors_of_other_files_are_found() {
    let referring = |target| referring(target).replace("3.0.3", "3.1.0");
    let models = "Pet: {$anchor: pet, type: object, properties: {next: {$ref: '#tag'}, id: {$ref: 'api.yaml#own'}}}\nTag: {$anchor: tag, type: string}\n";
    let api = referring("models.yaml#pet") + "    Own: {$anchor: own, type: integer}\n";
    let folder = folder(&[("api.yaml", &api), ("models.yaml", models)]);
    let (document, report) = read(&folder, LoadOptions::default());
    assert_eq!(report, "");
    let document = document.unwrap_or_else(|| panic!("no document"));
    insta::assert_snapshot!(value(&document, "/components/schemas"), @r##"{"A":{"$anchor":"pet","type":"object","properties":{"next":{"$ref":"#/components/schemas/Tag"},"id":{"$ref":"#/components/schemas/Own"}}},"Own":{"$anchor":"own","type":"integer"},"Tag":{"$anchor":"tag","type":"string"}}"##);
    let folder = self::folder(&[
        ("api.yaml", &referring("models.yaml#cat")),
        ("models.yaml", models),
    ]);
    let (_, report) = read(&folder, LoadOptions::default());
    assert!(
        report
            .starts_with("error[BW0405]: `#cat` is not a JSON Pointer, nor an anchor of the file"),
        "{report}"
    );
}

#[test]
fn webhooks_and_callbacks_are_read_from_other_files() {
    let api = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks: {sold: {$ref: hooks/sold.yaml}}\n";
    let done = "done: {'{$url}': {post: {responses: {'200': {description: ok}}}}}";
    let sold =
        format!("post: {{responses: {{'200': {{description: ok}}}}, callbacks: {{{done}}}}}\n");
    let folder = folder(&[("api.yaml", api), ("hooks/sold.yaml", &sold)]);
    let generator = bindwright::Generator::new(folder.path().join("api.yaml"));
    let (_, Some(api)) = generator.check() else {
        panic!("the document has no errors");
    };
    let sent = api.operations.iter().map(|one| &one.origin.pointer);
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [
            "/webhooks/sold/post",
            "/x-bindwright-path-items/sold/post/callbacks/done/{$url}/post"
        ]
    );
}
