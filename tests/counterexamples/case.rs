//! Reads cases: two documents and a change.

use std::collections::BTreeSet;
use std::path::Path;

use bindwright::diff::{ChangeSubject, MessagePart, ValueStep, WireChange, WireEffect, WirePlace};
use bindwright::emit::Root;
use bindwright::ir::{Api, Location, StatusPattern};
use bindwright::{Generator, OutputKind};
use serde_json::{Map, Value, json};

/// Two documents and a change.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub old: Api,
    pub new: Api,

    part: MessagePart,
    path: Vec<ValueStep>,
    effects: BTreeSet<WireEffect>,
    subject: ChangeSubject,
    /// Whether there is a counterexample.
    pub found: bool,
}

/// The cases of a file below `tests`.
pub fn read(file: &Path) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).expect("a file of cases");
    let cases: Vec<Value> = serde_yaml::from_str(&text).expect("a list of cases");
    cases.iter().map(case).collect()
}

fn case(row: &Value) -> Case {
    let name = row["name"].as_str().expect("a name").to_owned();
    let documents = [0, 1].map(|side| document(row, side));
    let [old, new] = documents.each_ref().map(|document| api(&name, document));
    let words = |key: &str| row[key].as_array().cloned().unwrap_or_default();
    let effects: BTreeSet<WireEffect> = words("effects").iter().map(effect).collect();
    let part = match (&row["part"], &row["body"], &row["reply"]) {
        (Value::String(part), ..) => part_of(part),
        (_, Value::Array(_), _) => MessagePart::Body("application/json".to_owned()),
        (.., Value::Array(_)) => {
            MessagePart::Reply(StatusPattern::Exact(200), "application/json".to_owned())
        }
        _ => MessagePart::Whole,
    };
    Case {
        name,
        old,
        new,

        part,
        path: words("path").iter().map(step).collect(),
        effects: match effects.is_empty() {
            true => BTreeSet::from([WireEffect::RequestNarrower]),
            false => effects,
        },
        subject: subject(row["subject"].as_str().unwrap_or("document")),
        found: row["found"].as_bool().unwrap_or(true),
    }
}

fn document(row: &Value, side: usize) -> Value {
    let ok = json!({"description": "It."});
    let paths = match (&row["body"], &row["reply"]) {
        (Value::Array(schemas), _) => {
            let body = json!({"required": true, "content": {"application/json": {"schema": schemas[side]}}});
            json!({"/it": {"post": {"requestBody": body, "responses": {"200": ok}}}})
        }
        (_, Value::Array(schemas)) => {
            let content = json!({"application/json": {"schema": schemas[side]}});
            json!({"/it": {"get": {"responses": {"200": {"description": "It.", "content": content}}}}})
        }
        _ => row["operations"][side].clone(),
    };
    let mut components = Map::new();
    components.insert(
        "schemas".to_owned(),
        json!(
            row["components"][side]
                .as_object()
                .cloned()
                .unwrap_or_default()
        ),
    );
    if let Some(schemes) = row["security"].as_object() {
        components.insert("securitySchemes".to_owned(), json!(schemes));
    }
    json!({
        "openapi": row["openapi"].as_str().unwrap_or("3.0.3"),
        "info": {"title": "Case", "version": "1"},
        "paths": paths,
        "components": components,
    })
}

fn api(name: &str, document: &Value) -> Api {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("case.json");
    std::fs::write(&spec, document.to_string()).expect("a file");
    let run = Generator::new(&spec).plan(
        &folder.path().join("nowhere"),
        &OutputKind::Modules(Root::Module),
    );
    let reports: Vec<_> = run
        .diagnostics
        .iter()
        .map(|one| one.message().to_owned())
        .collect();
    run.generated
        .unwrap_or_else(|| panic!("{name}: {reports:?}"))
        .api
}

fn effect(word: &Value) -> WireEffect {
    match word.as_str() {
        Some("request narrower") => WireEffect::RequestNarrower,
        Some("request wider") => WireEffect::RequestWider,
        Some("response narrower") => WireEffect::ResponseNarrower,
        Some("response wider") => WireEffect::ResponseWider,
        other => panic!("{other:?} is no effect"),
    }
}

fn step(word: &Value) -> ValueStep {
    let word = word.as_str().expect("a step");
    let index = |text: Option<char>| {
        text.and_then(|one| one.to_digit(10))
            .map(|one| one as usize)
    };
    match word.strip_prefix('|') {
        Some(sides) => {
            let mut sides = sides.chars();
            let (old, new) = (index(sides.next()), index(sides.next()));
            ValueStep::Alternative { old, new }
        }
        None => match word {
            "*" => ValueStep::Items,
            "%" => ValueStep::Entries,
            name => ValueStep::Property(name.to_owned()),
        },
    }
}

fn location(word: &str) -> Location {
    match word {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        other => panic!("{other} is no location"),
    }
}

fn part_of(text: &str) -> MessagePart {
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        ["body", media] => MessagePart::Body((*media).to_owned()),
        ["reply", status, media] => MessagePart::Reply(pattern(status), (*media).to_owned()),
        ["reply-header", status, name] => {
            MessagePart::ReplyHeader(pattern(status), (*name).to_owned())
        }
        [place, name] => MessagePart::Parameter(location(place), (*name).to_owned()),
        other => panic!("{other:?} is no part"),
    }
}

fn pattern(text: &str) -> StatusPattern {
    text.parse()
        .map_or(StatusPattern::Default, StatusPattern::Exact)
}

fn subject(text: &str) -> ChangeSubject {
    let words: Vec<&str> = text.split(' ').collect();
    let key = |method: &str, path: &str| format!("{method} {path}");
    match words.as_slice() {
        ["document"] => ChangeSubject::Document,
        ["operation", method, path] => ChangeSubject::Operation(key(method, path)),
        ["body", method, path] => ChangeSubject::Body(key(method, path)),
        ["reply", method, path, status] => ChangeSubject::Reply(key(method, path), pattern(status)),
        ["parameter", method, path, place, name] => {
            ChangeSubject::Parameter(key(method, path), location(place), (*name).to_owned())
        }
        other => panic!("{other:?} is no subject"),
    }
}

impl Case {
    /// The change, as the comparison of both would say it.
    pub fn change(&self) -> WireChange {
        let is_gone = matches!(&self.subject, ChangeSubject::Operation(_));
        let place = WirePlace {
            old_operation: 0,
            new_operation: 0,
            part: self.part.clone(),
            path: self.path.clone(),
        };
        WireChange {
            kind: "case",
            effects: self.effects.clone(),
            subject: self.subject.clone(),
            before: None,
            after: None,
            old_pointer: None,
            new_pointer: None,
            places: if is_gone { Vec::new() } else { vec![place] },
        }
    }
}
