//! Do generated types accept what JSON Schema accepts? Every group of the JSON Schema Test Suite in the
//! folder that `BINDWRIGHT_JSON_SCHEMA_SUITE` names becomes a document, a module of one crate, and requests to its server.
//! The results are a page of the book, which `UPDATE_DOCS=1` updates.

mod echo_server;
#[path = "json_schema/judge.rs"]
mod judge;
#[path = "json_schema/page.rs"]
mod page;
#[path = "json_schema/suite.rs"]
mod suite;

use suite::Dialect;

#[test]
fn values_are_accepted_as_json_schema_says() {
    let Some(folder) = std::env::var_os("BINDWRIGHT_JSON_SCHEMA_SUITE") else {
        println!(
            "skipped: BINDWRIGHT_JSON_SCHEMA_SUITE names no folder with `draft2020-12` and `draft4`"
        );
        return;
    };
    let (mut wrong, mut verdicts) = (Vec::new(), Vec::new());
    for dialect in [Dialect::Draft2020, Dialect::Draft4] {
        let groups = suite::read(folder.as_ref(), dialect);
        let questions: Vec<_> = groups.iter().map(suite::Group::questions).collect();
        let (crate_, reports) = echo_server::write(dialect.folder(), &questions);
        let responses = echo_server::run(&crate_);
        let agreement = echo_server::interpreted::compare(&questions, &reports, &responses);
        println!(
            "{}: the interpreter agrees about {} accepted and {} rejected values",
            dialect.folder(),
            agreement.accepted,
            agreement.rejected
        );
        wrong.extend(agreement.differences);
        let verdict = judge::judge(&groups, &reports, &responses);
        println!("{}: {verdict}", dialect.folder());
        wrong.extend(verdict.wrong.iter().cloned());
        verdicts.push((dialect, verdict));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    page::compare(&verdicts);
}
