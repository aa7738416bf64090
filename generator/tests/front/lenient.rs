//! Lenient reading: what is a warning then, and what stays an error.

use crate::{document, report_as};
use bindwright::load::Strictness::{Lenient, Strict};

const LOOSE: &str = r##"openapi: 3.0.3
info: {title: t, version: 1.0}
paths:
  /a:
    get:
      x-note: extensions are free
      responses: {4xx: {}}
      produces: [application/json]
"##;

#[test]
fn harmless_deviations_become_warnings() {
    let (document, report) = report_as(LOOSE, Lenient);
    let info = document.map(|document| document.openapi.info.version);
    assert_eq!(info.as_deref(), Some("1.0"));
    insta::assert_snapshot!(report, @r#"
    warning[BW0212]: `version` should be a string
     --> api.yaml:2:18
      |
    2 | info: {title: t, version: 1.0}
      |                  ^^^^^^^
      |
      = at: #/info/version

    warning[BW0212]: `4xx` should be `4XX`
     --> api.yaml:7:19
      |
    7 |       responses: {4xx: {}}
      |                   ^^^
      |
      = at: #/paths/~1a/get/responses/4xx

    warning[BW0212]: this Response Object lacks the required key `description`
     --> api.yaml:7:19
      |
    7 |       responses: {4xx: {}}
      |                   ^^^
      |
      = at: #/paths/~1a/get/responses/4xx

    warning[BW0202]: unknown key `produces` in the Operation Object
     --> api.yaml:8:7
      |
    8 |       produces: [application/json]
      |       ^^^^^^^^
      |
      = at: #/paths/~1a/get/produces
      = help: extensions start with `x-`

    4 warnings
    "#);
}

#[test]
fn the_same_is_an_error_otherwise() {
    insta::assert_snapshot!(report_as(LOOSE, Strict).1, @r#"
    error[BW0203]: expected a string, found the number 1.0
     --> api.yaml:2:27
      |
    2 | info: {title: t, version: 1.0}
      |                           ^^^
      |
      = at: #/info/version
      = help: quote it: "1.0"

    error[BW0313]: `4xx` is neither a status code nor a range nor `default`
     --> api.yaml:7:19
      |
    7 |       responses: {4xx: {}}
      |                   ^^^
      |
      = at: #/paths/~1a/get/responses/4xx
      = help: write `4XX`

    error[BW0204]: this Response Object lacks the required key `description`
     --> api.yaml:7:24
      |
    7 |       responses: {4xx: {}}
      |                        ^^
      |
      = at: #/paths/~1a/get/responses/4xx

    error[BW0201]: unknown key `produces` in the Operation Object
     --> api.yaml:8:7
      |
    8 |       produces: [application/json]
      |       ^^^^^^^^
      |
      = at: #/paths/~1a/get/produces
      = help: extensions start with `x-`

    4 errors
    "#);
}

#[test]
fn a_wrong_type_stays_an_error() {
    let (_, report) = report_as(&document("paths: []\n"), Lenient);
    insta::assert_snapshot!(report, @r#"
    error[BW0203]: expected an object (Paths Object), found a list
     --> api.yaml:3:8
      |
    3 | paths: []
      |        ^^
      |
      = at: #/paths

    1 error
    "#);
}
