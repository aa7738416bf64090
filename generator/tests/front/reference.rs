//! References: each leads to an object of the right kind in the document, or is reported.

use bindwright::diagnostic::Pointer;
use bindwright::load::Strictness::Strict;
use bindwright::resolve::Resolver;
use openapiv3::ReferenceOr;

use crate::{codes, document, report, report_as};

const PATHS: &str = r##"paths:
  /a:
    get:
      parameters: [{name: q, in: query, schema: {type: string, maxLength: 5}}]
      responses:
        "200": {$ref: "#/components/responses/R"}
"##;

#[test]
fn chains_and_deep_targets_are_followed() {
    let more = r##"        "404": {description: Not there.}
components:
  responses:
    R: {$ref: "#/components/responses/S"}
    S: {$ref: "#/paths/~1a/get/responses/404"}
"##;
    let (loaded, text) = report_as(&document(&format!("{PATHS}{more}")), Strict);
    assert_eq!(text, "");
    let Some(loaded) = loaded else {
        panic!("the document is loaded")
    };
    let resolver = Resolver::new(&loaded);
    let r = ReferenceOr::<openapiv3::Response>::Reference {
        reference: "#/components/responses/R".to_owned(),
    };
    let end = resolver
        .response(&r, &Pointer::root())
        .map(|(_, at)| at.to_string());
    assert_eq!(end.as_deref(), Some("#/paths/~1a/get/responses/404"));
    let place = loaded.place(&Pointer::root().child("paths"));
    assert_eq!(place.pointer.as_str(), "/paths");
}

#[test]
fn dangling_references_are_reported() {
    let components = r##"components:
  responses: {R: {$ref: "#/components/schemas/A"}}
  schemas:
    Pet: {type: string}
    A: {$ref: "#/components/schemas/Pets"}
    B: {$ref: "#/components/schemas/C"}
    C: {$ref: "#/components/schemas/B"}
    D: {$ref: "other.yaml#/D"}
    E: {$ref: "#components"}
    F: {$ref: 5}
    G: {$ref: "#/components/schemas/Pet", nullable: true, description: fine}
"##;
    insta::assert_snapshot!(report(&document(&format!("{PATHS}{components}"))), @r##"
    error[BW0402]: `#/components/schemas/A` is a Schema Object; a Response Object is needed here
      --> api.yaml:10:25
       |
    10 |   responses: {R: {$ref: "#/components/schemas/A"}}
       |                         ^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/components/responses/R/$ref
       = help: refer to an object of the required kind

    error[BW0401]: `#/components/schemas/Pets` does not exist
      --> api.yaml:13:15
       |
    13 |     A: {$ref: "#/components/schemas/Pets"}
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/A/$ref
       = help: did you mean `Pet`?

    error[BW0403]: following `#/components/schemas/C` leads back to itself
      --> api.yaml:14:15
       |
    14 |     B: {$ref: "#/components/schemas/C"}
       |               ^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/B/$ref
       = help: replace one of the references by the object itself

    error[BW0403]: following `#/components/schemas/B` leads back to itself
      --> api.yaml:15:15
       |
    15 |     C: {$ref: "#/components/schemas/B"}
       |               ^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/C/$ref
       = help: replace one of the references by the object itself

    error[BW0404]: `other.yaml#/D` is outside this document
      --> api.yaml:16:15
       |
    16 |     D: {$ref: "other.yaml#/D"}
       |               ^^^^^^^^^^^^^^^
       |
       = at: #/components/schemas/D/$ref
       = help: move the target into this document, or bundle the documents first

    error[BW0405]: `#components` is not a JSON Pointer
      --> api.yaml:17:15
       |
    17 |     E: {$ref: "#components"}
       |               ^^^^^^^^^^^^^
       |
       = at: #/components/schemas/E/$ref
       = help: write it as `#/components/schemas/Name`

    error[BW0203]: expected a string, found the number 5
      --> api.yaml:18:15
       |
    18 |     F: {$ref: 5}
       |               ^
       |
       = at: #/components/schemas/F/$ref

    warning[BW0208]: keys beside `$ref` have no effect: `nullable`
      --> api.yaml:19:43
       |
    19 |     G: {$ref: "#/components/schemas/Pet", nullable: true, description: fine}
       |                                           ^^^^^^^^
       |
       = at: #/components/schemas/G/nullable
       = help: wrap the reference: `allOf: [{$ref: …}]`

    7 errors, 1 warning
    "##);
}

#[test]
fn combinations_that_never_end_are_reported() {
    let components = r##"components:
  schemas:
    A: {allOf: [{$ref: "#/components/schemas/B"}]}
    B: {allOf: [{$ref: "#/components/schemas/A"}]}
    Parent: {oneOf: [{$ref: "#/components/schemas/Child"}]}
    Child: {allOf: [{$ref: "#/components/schemas/Parent"}]}
"##;
    assert_eq!(
        codes(&document(&format!("paths: {{}}\n{components}"))),
        ["BW0403 #/components/schemas/A"]
    );
}
