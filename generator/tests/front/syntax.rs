//! Input that is rejected before there is a document, each with a code and a position.

use std::path::Path;

use bindwright::diagnostic::{Code, Diagnostics};
use bindwright::load::{LoadOptions, load};

use crate::{codes, report};

#[test]
fn each_rejection_has_its_own_code() {
    let deep = format!("a: {}", "[".repeat(20_000));
    let deep_json = format!("{{\"a\": {}", "[".repeat(20_000));
    let laughs = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
    for (text, code) in [
        ("", "BW0115 #"),
        ("# nothing\n", "BW0115 #"),
        ("~", "BW0115 #"),
        ("hello", "BW0116 #"),
        ("[]", "BW0116 #"),
        ("a: 1", "BW0116 #"),
        ("<html>", "BW0116 #"),
        ("openapi: 3.0", "BW0117 #/openapi"),
        ("openapi: 4.0.0", "BW0117 #/openapi"),
        ("a: \u{1}", "BW0104 #"),
        ("a: 1\n---\nb: 2", "BW0107 #"),
        ("a: !!binary x", "BW0108 #"),
        ("%YAML 1.1\n---\na: 1", "BW0108 #"),
        ("a: &x {}\nb: {<<: *x}", "BW0109 #"),
        ("a: &a [*a]", "BW0110 #"),
        (laughs, "BW0110 #"),
        ("a: [", "BW0111 #"),
        ("{\"a\": 1,}", "BW0111 #"),
        ("{\"a\": \"\\ud800\"}", "BW0111 #"),
        ("a: 1\na: 2", "BW0112 #"),
        ("{\"a\": 1, \"a\": 2}", "BW0112 #"),
        ("? [a]\n: b", "BW0113 #"),
        ("a: .nan", "BW0114 #"),
        ("a: 18446744073709551617", "BW0114 #"),
        ("{\"a\": 18446744073709551617}", "BW0114 #"),
        ("{\"a\": 1e999}", "BW0114 #"),
        (&deep, "BW0105 #"),
        (&deep_json, "BW0105 #"),
    ] {
        let shown = text.get(..40).unwrap_or(text);
        assert_eq!(
            codes(text).first().map(String::as_str),
            Some(code),
            "{shown}"
        );
    }
}

#[test]
fn yaml_is_read_like_json() {
    let text = "openapi: 3.0.3\ninfo: {title: no, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: on}\n";
    assert_eq!(report(text), "");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(
        report("\u{feff}openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"),
        ""
    );
}

#[test]
fn syntax_errors_have_a_position() {
    insta::assert_snapshot!(report("openapi: 3.0.3\ninfo:\n\ttitle: t\n"), @r#"
    error[BW0111]: YAML does not allow tabs as indentation
     --> api.yaml:3:2
      |
    3 |  title: t
      |  ^

    1 error
    "#);
    insta::assert_snapshot!(report("{\n  \"openapi\": \"3.0.3\",\n}\n"), @r#"
    error[BW0111]: trailing comma
     --> api.yaml:3:1
      |
    3 | }
      | ^

    1 error
    "#);
}

#[test]
fn only_regular_files_are_read() {
    let mut diagnostics = Diagnostics::new();
    for path in ["/dev/null", "/does/not/exist.yaml"] {
        assert!(
            load(
                &Path::new(path).into(),
                &LoadOptions::default(),
                &mut diagnostics
            )
            .is_none(),
            "{path}"
        );
    }
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code())
        .collect();
    assert_eq!(codes, [Code::Unreadable; 2]);
}
