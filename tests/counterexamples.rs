//! Are counterexamples found, are they small, and are they true? Each file of `counterexamples/` has pairs of documents with a
//! change. The snapshot has what is found for each.
//!
//! ```yaml
//! - name: a limit of a string
//!   body: [{…}, {…}]             # the schemas of `POST /it` before and after
//!   path: [name]                 # properties, `*` for items, `%` for entries, `|01` for alternatives
//!   effects: [request narrower]  # the default
//!   found: false                 # if there is none
//! ```

#[path = "counterexamples/case.rs"]
mod case;

use std::fmt::Write as _;
use std::path::Path;

use bindwright::diff::counterexample::{Budget, Finder, Search};
use case::Case;

#[test]
fn counterexamples_are_found_where_there_are_any() {
    for file in ["bodies", "responses", "operations"] {
        let cases = case::read(
            &Path::new("counterexamples")
                .join(file)
                .with_extension("yaml"),
        );
        let (mut shown, mut wrong) = (String::new(), Vec::new());
        for case in &cases {
            let search = search(case);
            let is_found = matches!(search, Search::Found(_));
            if is_found != case.found {
                wrong.push(format!("{}: {search:?}", case.name));
            }
            writeln!(shown, "# {}\n{}\n", case.name, text(&search)).expect("text");
        }
        insta::assert_snapshot!(file, shown);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn search(case: &Case) -> Search {
    let change = case.change();
    Finder::new(&case.old, &case.new).find(&change, Budget::default())
}

fn text(search: &Search) -> String {
    match search {
        Search::Found(found) => {
            format!(
                "{:?}\n{}\n=> {}",
                found.between, found.message, found.rejection
            )
        }
        Search::NotFound { messages } => format!("none in {messages} messages"),
        Search::Impossible(reason) => format!("impossible: {reason}"),
    }
}
