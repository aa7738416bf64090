//! Reports point at the exact text, in YAML and in JSON, and never print what a terminal would act on.

use bindwright::diagnostic::{Diagnostics, render_json};
use bindwright::load::{LoadOptions, load_text};

use crate::{document, report};

fn json(text: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    load_text(
        "api.json",
        text.as_bytes(),
        &LoadOptions::default(),
        &mut diagnostics,
    );
    render_json(&diagnostics)
}

#[test]
fn json_is_located_like_yaml() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "é", "version": 1}, "paths": {}}"#;
    insta::assert_snapshot!(json(text), @r#"{"code":"BW0203","severity":"error","message":"expected a string, found the number 1","help":["quote it: \"1\""],"pointer":"/info/version","file":"api.json","line":1,"column":56,"end":{"line":1,"column":57}}"#);
}

#[test]
fn a_second_place_is_shown_with_its_label() {
    let text = r#"{"openapi": "3.0.3",
 "info": {"title": "t", "version": "1", "title": "u"},
 "paths": {}}"#;
    insta::assert_snapshot!(report(text), @r#"
    error[BW0112]: the key `title` occurs twice in this object
     --> api.yaml:2:41
      |
    2 |  "info": {"title": "t", "version": "1", "title": "u"},
      |           ------- first here            ^^^^^^^
      |
      = help: remove or rename one of the two

    1 error
    "#);
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let padding = "x".repeat(400);
    let text = document(&format!(
        "paths: {{/a: {{description: {padding}, gett: {{}}, summary: {padding}}}}}\n"
    ));
    insta::assert_snapshot!(report(&text), @r#"
    error[BW0201]: unknown key `gett` in the Path Item Object
     --> api.yaml:3:429
      |
    3 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, gett: {}, summary: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |                                          ^^^^
      |
      = at: #/paths/~1a/gett
      = help: did you mean `get`?

    1 error
    "#);
}

#[test]
fn control_characters_of_the_document_are_not_printed() {
    let text = document("paths: {}\n\"\\e[31mred\\u202e\": 1\n");
    insta::assert_snapshot!(report(&text), @r#"
    error[BW0201]: unknown key `\u{1b}[31mred\u{202e}` in the OpenAPI Object
     --> api.yaml:4:1
      |
    4 | "\e[31mred\u202e": 1
      | ^^^^^^^^^^^^^^^^^
      |
      = at: #/\u{1b}[31mred\u{202e}
      = help: extensions start with `x-`

    1 error
    "#);
    assert!(!report(&text).contains('\u{1b}'));
}

#[test]
fn beyond_the_limit_reports_are_counted() {
    let mut text = document("paths: {}\n");
    for index in 0..150 {
        text.push_str(&format!("unknown{index}: 1\n"));
    }
    assert!(report(&text).ends_with("150 errors (50 more than are shown: `--limit reports=N`)\n"));
}
