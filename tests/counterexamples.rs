//! Are counterexamples found, are they small, and are they true? Each file of `counterexamples/` has pairs of documents. The
//! snapshots have what is found for each change between them, and compiled servers and clients say the same.
//!
//! ```yaml
//! - name: a limit of a string
//!   body: [{…}, {…}]             # the schemas of `POST /it` before and after
//!   found: false                 # if there is no counterexample
//! ```

#[path = "counterexamples/case.rs"]
mod case;
#[path = "counterexamples/compiled.rs"]
mod compiled;

use std::fmt::Write as _;
use std::path::Path;

use bindwright::diff::counterexample::{Budget, Search, find_all};
use bindwright::diff::{Between, Counterexample, WireChange, compare_wire};
use case::Case;

const FILES: [&str; 3] = ["bodies", "responses", "operations"];

fn cases(file: &str) -> Vec<Case> {
    case::read(
        &Path::new("counterexamples")
            .join(file)
            .with_extension("yaml"),
    )
}

/// Every change, and what is found for it.
fn searches(case: &Case) -> Vec<(WireChange, Search)> {
    let changes = compare_wire(&case.old, &case.new);
    let found = find_all(&case.old, &case.new, &changes, Budget::default());
    changes.into_iter().zip(found).collect()
}

#[test]
fn counterexamples_are_found_where_there_are_any() {
    for file in FILES {
        let (mut shown, mut wrong) = (String::new(), Vec::new());
        for case in cases(file) {
            writeln!(shown, "# {}", case.name).expect("text");
            let searches = searches(&case);
            for (change, search) in &searches {
                writeln!(shown, "{}: {}", change.kind, text(search)).expect("text");
            }
            writeln!(shown).expect("text");
            let is_found = |one: &(WireChange, Search)| matches!(one.1, Search::Found(_));
            if searches.iter().any(is_found) != case.found {
                wrong.push(format!("{}: {searches:?}", case.name));
            }
        }
        insta::assert_snapshot!(file, shown);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn text(search: &Search) -> String {
    match search {
        Search::Found(found) => {
            let Counterexample {
                between,
                message,
                rejection,
            } = found;
            format!("{between:?}\n{message}\n=> {rejection}")
        }
        Search::NotFound { messages } => format!("none in {messages} messages"),
        Search::Impossible(reason) => format!("impossible: {reason}"),
    }
}

/// Compiles both versions of every case, sends the requests to both servers, and serves the responses to both clients.
#[test]
fn compiled_servers_and_clients_say_the_same() {
    let cases: Vec<Case> = FILES.iter().flat_map(|file| cases(file)).collect();
    let mut found = Vec::new();
    for case in &cases {
        for (_, search) in searches(case) {
            if let Search::Found(one) = search {
                found.push((case, one));
            }
        }
    }
    let answers = compiled::ask(&found);
    assert_eq!(answers.len(), found.len());
    let mut wrong = Vec::new();
    for ((case, found), answers) in found.iter().zip(&answers) {
        let is_right = match found.between {
            Between::OldClientNewServer => {
                // The handler was called, which has nothing to say.
                answers.sender.starts_with("HTTP/1.1 501 ")
                    && is_rejected(&answers.receiver, &found.rejection)
            }
            Between::NewServerOldClient | Between::OldServerNewClient => {
                answers.sender == "read" && answers.receiver.contains(&found.rejection)
            }
        };
        if !is_right {
            wrong.push(format!("{}: {found:?}: {answers:?}", case.name));
        }
    }
    println!("{} counterexamples agree", found.len() - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the response of a server has the status of a rejection and its first reason.
fn is_rejected(response: &str, rejection: &str) -> bool {
    let (status, reasons) = rejection.split_once(": ").expect("a status and reasons");
    let first = reasons.split("; ").next().unwrap_or_default();
    let body = response.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let problem: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let detail = problem["detail"].as_str().unwrap_or_default();
    let violations = problem["errors"].as_array().cloned().unwrap_or_default();
    let has_reason = detail == first
        || violations.iter().any(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default();
            format!("{}: {}", text("location"), text("message")).starts_with(first)
        });
    response.starts_with(&format!("HTTP/1.1 {status}\r\n")) && has_reason
}
