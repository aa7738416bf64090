//! Every layout shows the same facts, and an edit of a page changes exactly the fact that it is about, on the line that shows it.

use std::collections::BTreeSet;

use crate::model::{Doc, Range, Values, doc, field};
use crate::render::{LAYOUTS, Layout, page};
use crate::{facts, flat, without_lines};

/// What the facts of a page are without what the layout loses.
fn without_losses(mut doc: Doc, layout: Layout) -> Doc {
    let bodies = doc.body.iter_mut().map(|object| &mut object.fields);
    let parameters = [&mut doc.path_parameters, &mut doc.query, &mut doc.headers];
    for fields in bodies.chain(parameters) {
        for field in fields {
            if layout.loses_lists() && field.values.as_ref().is_some_and(Values::is_list) {
                field.values = None;
            }
        }
    }
    doc
}

/// The facts that a layout can show: those of HTML, which loses nothing.
fn shown(doc: &Doc, layout: Layout) -> Vec<String> {
    let whole = without_lines(&facts(
        "page.html",
        &page(&without_losses(doc.clone(), layout), Layout::Html),
    ));
    let operation = format!("operation: {}", doc.operation);
    let kept = whole
        .into_iter()
        .filter(|fact| !(layout.loses_required() && fact.contains(": required ")));
    let mut kept: Vec<String> = kept.collect();
    if layout.is_chinese() {
        kept.push(operation);
    }
    kept.sort();
    kept
}

#[test]
fn every_layout_shows_the_same_facts() {
    for layout in LAYOUTS {
        let page = page(&doc(), layout);
        let found = facts(layout.file(), &page);
        assert_eq!(
            without_lines(&found),
            shown(&doc(), layout),
            "{layout:?}\n{page}"
        );
        assert!(
            found.unplaced.is_empty(),
            "{layout:?}: {:?}",
            found.unplaced
        );
    }
}

#[test]
fn html_shows_everything_that_the_operation_has() {
    let found = without_lines(&facts("page.html", &page(&doc(), Layout::Html)));
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn what_a_layout_loses_is_unreadable() {
    for layout in LAYOUTS {
        let found = facts(layout.file(), &page(&doc(), layout));
        let lost: Vec<&str> = found
            .unreadable
            .iter()
            .map(|gap| gap.what.as_str())
            .collect();
        let required = lost
            .iter()
            .filter(|what| what.ends_with(": required"))
            .count();
        let expected = if layout.loses_required() { 21 } else { 0 };
        assert_eq!(required, expected, "{layout:?}: {lost:?}");
        let announced = lost.contains(&"query tool: values");
        assert_eq!(announced, layout.loses_lists(), "{layout:?}: {lost:?}");
    }
}

/// An edit: its name, the change, and the facts that go and come.
type Edit = (&'static str, fn(&mut Doc), Vec<String>, Vec<String>);

fn edits() -> Vec<Edit> {
    let one = |text: &str| vec![text.to_owned()];
    let renamed = |place: &str, facts: &[&str]| {
        facts
            .iter()
            .map(|fact| format!("{place}: {fact}"))
            .collect::<Vec<_>>()
    };
    vec![
        (
            "a query parameter is renamed",
            |doc| doc.query[5].name = "page_length".into(),
            renamed(
                "query page_size",
                &[
                    "exists",
                    "required false",
                    "type integer",
                    "Value from 1",
                    "Value to 60",
                    "default 15",
                ],
            ),
            renamed(
                "query page_length",
                &[
                    "exists",
                    "required false",
                    "type integer",
                    "Value from 1",
                    "Value to 60",
                    "default 15",
                ],
            ),
        ),
        (
            "a path parameter is renamed",
            |doc| doc.path_parameters[1].name = "plot_id".into(),
            renamed(
                "path garden_id",
                &["exists", "required true", "type string"],
            ),
            renamed("path plot_id", &["exists", "required true", "type string"]),
        ),
        (
            "a parameter becomes required",
            |doc| doc.query[5].required = Some(true),
            one("query page_size: required false"),
            one("query page_size: required true"),
        ),
        (
            "a property becomes optional",
            |doc| doc.body[1].fields[0].required = Some(false),
            one("body garden.title: required true"),
            one("body garden.title: required false"),
        ),
        (
            "the type of a parameter changes",
            |doc| doc.query[1].type_name = "Array of strings".into(),
            one("query order: type string"),
            one("query order: type array of string"),
        ),
        (
            "the type of a nested property changes",
            |doc| doc.body[3].fields[1].type_name = "Float".into(),
            one("body garden.beds[].soil.depth: type double"),
            one("body garden.beds[].soil.depth: type float"),
        ),
        (
            "a parameter is added",
            |doc| doc.query.insert(2, field("mood", false, "String")),
            vec![],
            renamed("query mood", &["exists", "required false", "type string"]),
        ),
        (
            "a property is removed",
            |doc| {
                doc.body[2].fields.remove(2);
            },
            renamed(
                "body garden.beds[].plants",
                &[
                    "exists",
                    "required false",
                    "type array of string",
                    "Items from 1",
                    "Items to 12",
                ],
            ),
            vec![],
        ),
        (
            "a field of a response is added",
            |doc| {
                doc.responses[0].body[1]
                    .fields
                    .push(field("dry", None, "Boolean"))
            },
            vec![],
            renamed("response 200 beds[].dry", &["exists", "type boolean"]),
        ),
        (
            "a parameter moves to a header",
            |doc| {
                let mut moved = doc.query.remove(5);
                moved.name = "X-Page".into();
                doc.headers.push(moved);
            },
            renamed(
                "query page_size",
                &[
                    "exists",
                    "required false",
                    "type integer",
                    "Value from 1",
                    "Value to 60",
                    "default 15",
                ],
            ),
            renamed(
                "header X-Page",
                &[
                    "exists",
                    "required false",
                    "type integer",
                    "Value from 1",
                    "Value to 60",
                    "default 15",
                ],
            ),
        ),
        (
            "a status changes",
            |doc| doc.responses[1].status = "204".into(),
            one("status: 202"),
            one("status: 204"),
        ),
        (
            "a status with a body changes",
            |doc| doc.responses[3].status = "504".into(),
            [
                one("status: 503"),
                renamed("response 503 error_code", &["exists", "type string"]),
                renamed("response 503 error_msg", &["exists", "type string"]),
            ]
            .concat(),
            [
                one("status: 504"),
                renamed("response 504 error_code", &["exists", "type string"]),
                renamed("response 504 error_msg", &["exists", "type string"]),
            ]
            .concat(),
        ),
        (
            "the method changes",
            |doc| doc.method = "PATCH",
            one("method: PUT"),
            one("method: PATCH"),
        ),
        (
            "the path changes",
            |doc| doc.path = "/v3/{estate_id}/gardens/{garden_id}".into(),
            one("path: /v2/{estate_id}/gardens/{garden_id}"),
            one("path: /v3/{estate_id}/gardens/{garden_id}"),
        ),
        (
            "a value is added",
            |doc| {
                doc.query[0]
                    .values
                    .as_mut()
                    .expect("values")
                    .list_mut()
                    .push("winter")
            },
            one("query season: values spring,autumn"),
            one("query season: values spring,autumn,winter"),
        ),
        (
            "a value behind a colon changes",
            |doc| {
                doc.responses[0].body[0].fields[2]
                    .values
                    .as_mut()
                    .expect("values")
                    .list_mut()[1] = "tall"
            },
            one("response 200 stage: values seeded,growing,ripe"),
            one("response 200 stage: values seeded,tall,ripe"),
        ),
        (
            "a value with a label changes",
            |doc| doc.query[1].values.as_mut().expect("values").list_mut()[0] = "left",
            one("query order: values up,down"),
            one("query order: values left,down"),
        ),
        (
            "a default changes",
            |doc| doc.query[5].default = Some("30".into()),
            one("query page_size: default 15"),
            one("query page_size: default 30"),
        ),
        (
            "a limit changes",
            |doc| doc.body[1].fields[0].range = Some((Range::Length, 2, 64)),
            one("body garden.title: Length to 48"),
            one("body garden.title: Length to 64"),
        ),
        (
            "an action changes",
            |doc| doc.action = Some(("green:gardens:sow", "Write")),
            one("action: green:gardens:plant Write"),
            one("action: green:gardens:sow Write"),
        ),
        (
            "the date changes",
            |doc| doc.date = "2026-02-01",
            one("date: 2025-11-03"),
            one("date: 2026-02-01"),
        ),
        (
            "words change",
            |doc| {
                doc.remark = "Says the same in other words.";
                doc.query[5].text = "What a page holds, at most.".into();
            },
            vec![],
            vec![],
        ),
        (
            "rows and responses are in another order",
            |doc| {
                doc.query.reverse();
                doc.body[0].fields.reverse();
                doc.responses.swap(2, 3);
            },
            vec![],
            vec![],
        ),
    ]
}

#[test]
fn an_edit_changes_the_fact_that_it_is_about() {
    let mut count = 0;
    for layout in LAYOUTS {
        let before: BTreeSet<String> = without_lines(&facts(layout.file(), &page(&doc(), layout)))
            .into_iter()
            .collect();
        for (name, edit, gone, come) in edits() {
            let mut edited = doc();
            edit(&mut edited);
            let text = page(&edited, layout);
            let found = facts(layout.file(), &text);
            let after: BTreeSet<String> = without_lines(&found).into_iter().collect();
            let is_shown =
                |fact: &&String| !(layout.loses_required() && fact.contains(": required "));
            let expected_gone: BTreeSet<&String> = gone.iter().filter(is_shown).collect();
            let expected_come: BTreeSet<&String> = come.iter().filter(is_shown).collect();
            assert_eq!(
                before.difference(&after).collect::<BTreeSet<_>>(),
                expected_gone,
                "{layout:?}: {name}\n{text}"
            );
            assert_eq!(
                after.difference(&before).collect::<BTreeSet<_>>(),
                expected_come,
                "{layout:?}: {name}\n{text}"
            );
            assert!(
                found.unplaced.is_empty(),
                "{layout:?}: {name}: {:?}",
                found.unplaced
            );
            lines_show(&text, &flat(&found), &expected_come, layout);
            count += 1;
        }
    }
    assert!(count >= 200, "{count} edits");
}

/// The line of a fact shows its value.
fn lines_show(text: &str, found: &[(String, usize)], facts: &BTreeSet<&String>, layout: Layout) {
    let lines: Vec<&str> = text.lines().collect();
    for (fact, line) in found.iter().filter(|(fact, _)| facts.contains(fact)) {
        let shown = lines[line - 1].replace("\\_", "_");
        let value = match fact.strip_prefix("action: ") {
            Some(action) => action.split(' ').next(),
            None => fact.rsplit(' ').next(),
        };
        let value = value.expect("a value");
        let expected = match value {
            "exists" => {
                let name = fact
                    .split(' ')
                    .nth(if fact.starts_with("response") { 2 } else { 1 })
                    .expect("a name");
                name.trim_end_matches(':')
                    .rsplit('.')
                    .next()
                    .expect("a name")
                    .to_owned()
            }
            "true" if layout.is_chinese() => "是".to_owned(),
            "false" if layout.is_chinese() => "否".to_owned(),
            "true" => "Yes".to_owned(),
            "false" => "No".to_owned(),
            _ if fact.contains(": type ") => continue,
            value => value.split(',').next().expect("a value").to_owned(),
        };
        assert!(
            shown.contains(&expected),
            "{layout:?}: `{fact}` on line {line}: {shown}"
        );
    }
}
