//! Hostile strings in pages, in facts and in two versions of a document: no report of `facts`, `drift` and `diff` lets them format,
//! mention, link, run a command of GitHub, or move a cursor.

use std::fs;
use std::path::Path;
use std::process::Command;

use bindwright::diff::{Acceptances, DiffFormat, render_diff};
use bindwright::drift::{DriftFormat, drift, render_drift};
use bindwright::facts::{PageFacts, read_facts, write_facts};
use bindwright::{Generator, compare};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use crate::run::is_control;

/// What strings have in them. `zq` is around it, and is in no report for another reason.
const HOSTILE: [&str; 15] = [
    "word",
    "\u{202e}\u{7f}\u{1b}[2J\u{9b}\u{2028}\u{2067}\u{61c}\u{feff}\u{e0041}",
    "-->",
    "|",
    "\\|",
    "`",
    "``` `a` ```",
    "@octocat #1 GH-1",
    "[x](https://evil.example) ![x](https://evil.example/y.png) <https://evil.example>",
    "\n\n# heading\n\n- list\n",
    "</details><script>x</script>",
    "\n::error file=a::zq",
    "\r::add-mask::a",
    "##[error]",
    "**b** _i_ ~~s~~ &lt; \\",
];

/// A string that starts and ends with the marker, or with what is hostile.
fn around(hostile: &str) -> [String; 2] {
    [format!("zq{hostile}zq"), format!("{hostile}zq{hostile}")]
}

/// A string as YAML.
fn quoted(text: &str) -> String {
    let characters = text.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    format!("\"{}\"", characters.collect::<String>())
}

/// The same document twice, with a change of each kind. Every name and every text that may have any character has `h` in it.
fn versions(h: &str) -> [Value; 2] {
    let document = |is_new: bool| {
        let limit = if is_new { 3 } else { 9 };
        let ty = if is_new { "integer" } else { "string" };
        let gone = format!("gone {h}");
        let mut document = json!({
            "openapi": "3.1.0",
            "info": {"title": h, "version": "1.0.0", "description": format!("{h} {is_new}")},
            "servers": [{"url": "https://a.example.com", "description": h}],
            "tags": [{"name": h, "description": format!("{h} {is_new}")}],
            "paths": {
                "/pets": {
                    "post": {
                        "operationId": "savePet", "summary": format!("{h} {is_new}"), "tags": [h],
                        "parameters": [
                            {"name": format!("q {h}"), "in": "query", "required": is_new, "schema": {"type": "string", "maxLength": limit}},
                            {"name": format!("d {h}"), "in": "query", "schema": {"type": "string", "default": format!("{h} {is_new}")}},
                            {"name": format!("{is_new} {h}"), "in": "query", "schema": {"type": "boolean"}}
                        ],
                        "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                        "responses": {"200": {"description": h, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
                    }
                }
            },
            "components": {"schemas": {
                "Pet": {
                    "type": "object", "title": h, "description": format!("{h} {is_new}"),
                    "required": [format!("kind {h}")],
                    "properties": {
                        format!("kind {h}"): {"type": "string", "enum": [h, format!("{h} {is_new}")]},
                        format!("size {h}"): {"type": ty, "description": format!("{h} {is_new}")},
                        format!("code {h}"): {"type": "string", "maxLength": limit, "pattern": "^[a-z]*$"},
                        format!("only {h}"): {"const": format!("{h} {is_new}")}
                    }
                }
            }}
        });
        if !is_new {
            document["components"]["schemas"]["Pet"]["properties"][gone] =
                json!({"type": "string", "default": h});
        }
        document
    };
    [document(false), document(true)]
}

/// Facts that say something else than the documents, about the operation and about none.
fn pages(h: &str) -> [PageFacts; 2] {
    let field = |default: &str| json!({"required": false, "type": format!("t {h}"), "object": h, "enum": [h, "b"], "default": format!("{default}{h}"), "maxLength": 5});
    let facts = |operation: String, path: String| {
        json!({
            "facts": 1, "page": format!("page {h}.html"), "operation": operation, "date": h, "method": h, "path": path,
            "authorization": {h: h},
            "parameters": {"query": {format!("q {h}"): field("a"), format!("new {h}"): field("c")}, "header": {format!("X {h}"): field("")}},
            "body": {format!("size {h}"): field("a"), format!("more {h}"): field("b")},
            "responses": {h: {format!("x {h}"): field("a")}},
            "unreadable": [{"what": h, "line": 3, "reason": h}],
            "unplaced": [{"what": h, "line": 4, "reason": h}],
            "ignored": [{"name": h, "line": 5}],
            "lines": {"operation": 2},
        })
    };
    let read = |value: Value| read_facts(&serde_yaml::to_string(&value).unwrap()).unwrap();
    [
        read(facts("savePet".to_owned(), "/pets".to_owned())),
        read(facts(format!("other {h}"), format!("/other/{h}"))),
    ]
}

/// What all reports of a comparison and of drift are, each with its name.
fn reports(h: &str, folder: &Path) -> Vec<(&'static str, String)> {
    let paths = ["old.json", "new.json"].map(|name| folder.join(name));
    for (path, document) in paths.iter().zip(versions(h)) {
        fs::write(path, document.to_string()).unwrap();
    }
    let generators = paths
        .clone()
        .map(|path| Generator::new(path).relative_to(folder).check_responses());
    let read = compare::read_versions(&generators[0], &generators[1], compare::NewDocument::Whole);
    let document = read
        .new_document()
        .unwrap_or_else(|| panic!("{h:?}: {:?}", read.new.diagnostics));
    let found = drift(document, &read.new.diagnostics, &pages(h));
    let drift = |format| render_drift(&found, format);
    let mut all = vec![
        ("drift, human", drift(DriftFormat::Human)),
        ("drift, json", drift(DriftFormat::Json)),
        ("drift, markdown", drift(DriftFormat::Markdown)),
        ("drift, sarif", drift(DriftFormat::Sarif)),
    ];
    assert!(found.findings.len() > 8, "{found:?}");
    let accepted = format!(
        "accepted: [{{change: {}, reason: {}}}]",
        quoted(h),
        quoted(h)
    );
    let accepted = Acceptances::parse(&accepted).unwrap();
    let names = (format!("old {h}"), format!("new {h}"));
    let report = read.compare((&names.0, &names.1), None, &accepted).unwrap();
    assert!(report.changes.len() > 8, "{:?}", report.changes.len());
    let breaks = report.changes.iter().filter(|one| one.breaks_wire());
    assert!(breaks.count() > 4, "{h:?}");
    assert!(report.documentation.len() > 2, "{:?}", report.documentation);
    let drift = drift(DriftFormat::Markdown);
    let diff = |format| render_diff(&report, format, Some(&drift));
    all.extend([
        ("diff, human", diff(DiffFormat::Human)),
        ("diff, json", diff(DiffFormat::Json)),
        ("diff, markdown", diff(DiffFormat::Markdown)),
        ("diff, github", diff(DiffFormat::Github)),
    ]);
    all.extend(pages(h).iter().map(|page| ("facts", write_facts(page))));
    all
}

/// What is wrong with a report.
fn faults(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{name}: {what}"));
    if let Some(c) = text.chars().find(|c| is_control(*c)) {
        fault(format!("U+{:04X}", u32::from(c)));
    }
    // What GitHub takes for a command in the log of a job.
    for line in text.lines() {
        if line.trim_start().starts_with("::") || line.contains("##[") {
            fault(format!("a command: {line}"));
        }
    }
    match name.rsplit(' ').next() {
        Some("json") => {
            serde_json::from_str::<Value>(text).unwrap();
            assert_eq!(text.trim_end().lines().count(), 1);
        }
        Some("sarif") => sarif(&serde_json::from_str(text).unwrap(), &mut fault),
        Some("markdown" | "github") => markdown(text, &mut fault),
        Some("facts") => {
            let read = read_facts(text);
            if read.as_ref().map(write_facts) != Ok(text.to_owned()) {
                fault(format!("does not read back: {read:?}"));
            }
        }
        _ => {}
    }
    faults
}

fn sarif(log: &Value, fault: &mut impl FnMut(String)) {
    let results = log["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let message = result["message"]["text"].as_str().unwrap();
        if message.contains("](") {
            fault(format!("a link: {message}"));
        }
        for place in ["locations", "relatedLocations"] {
            for one in result[place].as_array().unwrap() {
                let uri = &one["physicalLocation"]["artifactLocation"]["uri"];
                let uri = uri.as_str().unwrap();
                if uri.contains(|c: char| !c.is_ascii_alphanumeric() && !"/-._~%".contains(c)) {
                    fault(format!("not a URI: {uri}"));
                }
            }
        }
    }
}

/// Strings of others are in code and nowhere else, so what is a character of Markdown in them has no effect.
fn markdown(text: &str, fault: &mut impl FnMut(String)) {
    let mut in_code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && (text.contains("zq") || text.contains('`')) => {
                fault(format!("text: {text}"));
            }
            Event::Html(html) | Event::InlineHtml(html)
                if !html.starts_with("<details><summary>") && html.trim_end() != "</details>" =>
            {
                fault(format!("HTML: {html}"));
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => fault(format!("{event:?}")),
            _ => {}
        }
    }
    // A cell that ends early is left out by readers.
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells = line.replace("\\|", "").matches('|').count();
        if cells != 6 && cells != 7 {
            fault(format!("{cells} bars: {line}"));
        }
    }
}

#[test]
fn no_string_of_a_page_or_a_version_controls_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    for hostile in HOSTILE {
        for h in around(hostile) {
            for (name, text) in reports(&h, folder.path()) {
                found.extend(
                    faults(name, &text)
                        .into_iter()
                        .map(|one| format!("{one} of {h:?}")),
                );
            }
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found, [""; 0]);
}

/// What the command prints: the names of files, and what is wrong with them.
#[cfg(unix)]
#[test]
fn no_name_and_no_text_of_a_file_controls_what_the_command_prints() {
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    // A name has at most 255 bytes.
    for several in HOSTILE.chunks(4) {
        let h = several.concat().replace('/', "");
        let write = |name: String, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let [old, new] = versions(&h).map(|document| document.to_string());
        let old = write(format!("{h}old.json"), &old);
        let new = write(format!("{h}new.json"), &new);
        let page = write(
            format!("{h}.md"),
            &format!(
                "URI\n\nGET /pets/{h}\n\nRequest Parameters\n\n| Parameter | Type |\n|---|---|\n| {h} | {h} |\n"
            ),
        );
        let broken = write(
            format!("{h}.yaml"),
            &format!(
                "facts: 1\n{}: 1\nparameters: {{query: {{{}: 5}}}}\n",
                quoted(&h),
                quoted(&h)
            ),
        );
        let facts = write(format!("{h}facts.yaml"), &write_facts(&pages(&h)[0]));
        let profile = write(
            format!("{h}profile"),
            &format!("columns: {{{}: [N]}}\n", quoted(&h)),
        );
        let accept = write(
            format!("{h}accept"),
            &format!(
                "accepted: [{{change: {0}, reason: {0}, {0}: 1}}]",
                quoted(&h)
            ),
        );
        let output = folder.path().join(format!("{h}out"));
        let missing = folder.path().join(format!("{h}missing"));
        let runs: [(&str, Vec<&Path>); 9] = [
            ("facts", vec![&page]),
            ("facts", vec![&page, Path::new("--output"), &output]),
            ("facts", vec![&page, Path::new("--profile"), &profile]),
            ("drift", vec![&new, &page]),
            ("drift", vec![&new, &broken]),
            ("drift", vec![&new, &facts, Path::new("--propose"), &new]),
            (
                "diff",
                vec![&old, &new, Path::new("--deny"), Path::new("wire")],
            ),
            ("diff", vec![&old, &new, Path::new("--accept"), &accept]),
            ("diff", vec![&old, &missing]),
        ];
        for (command, arguments) in runs {
            let ran = Command::new(env!("CARGO_BIN_EXE_bindwright"))
                .arg(command)
                .args(&arguments)
                .current_dir(folder.path())
                .output()
                .unwrap();
            for text in [ran.stdout, ran.stderr] {
                let text = String::from_utf8_lossy(&text);
                found.extend(
                    faults("printed", &text)
                        .into_iter()
                        .map(|one| format!("{command} {arguments:?}: {one}")),
                );
            }
        }
    }
    assert_eq!(found, [""; 0]);
}
