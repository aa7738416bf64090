//! The examples of the standard, hostile queries, and a comparison with `serde_json_path`, which passes the compliance test
//! suite of the standard, on random queries and trees.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use serde_json::{Value, json};

use super::{Exhausted, QueryBudget, parse, select};

fn selected(query: &str, tree: &Value) -> Vec<String> {
    let query = parse(query).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let places = select(&query, tree, &mut QueryBudget::of(1_000_000)).unwrap();
    places.iter().map(|at| at.as_str().to_owned()).collect()
}

fn rejected(query: &str) -> String {
    let error = parse(query).unwrap_err();
    format!("{}: {}", error.character, error.problem)
}

/// The values of the examples in RFC 9535 section 2.3.5.3.
fn comparisons() -> Value {
    json!({
        "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
        "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}},
        "e": "f",
    })
}

#[test]
fn filters_select_what_the_standard_says() {
    let tree = comparisons();
    for (query, expected) in [
        ("$.a[?@.b == 'kilo']", "/a/9"),
        ("$.a[?(@.b == 'kilo')]", "/a/9"),
        ("$.a[?@ > 3.5]", "/a/1 /a/4 /a/5"),
        ("$.a[?@.b]", "/a/6 /a/7 /a/8 /a/9"),
        ("$[?@.*]", "/a /o"),
        ("$[?@[?@.b]]", "/a"),
        ("$.o[?@<3, ?@<3]", "/o/p /o/q"),
        ("$.a[?@<2 || @.b == \"k\"]", "/a/2 /a/7"),
        ("$.a[?match(@.b, \"[jk]\")]", "/a/6 /a/7"),
        ("$.a[?search(@.b, \"[jk]\")]", "/a/6 /a/7 /a/9"),
        ("$.o[?@>1 && @<4]", "/o/q /o/r"),
        ("$.o[?@.u || @.x]", "/o/t"),
        ("$.a[?@.b <= $.x]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
        ("$.a[?@.b == $.x]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
        (
            "$.a[?@ == @]",
            "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5 /a/6 /a/7 /a/8 /a/9",
        ),
        ("$.a[?!@.b]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
        ("$[?count(@.*) > 5]", "/a"),
        ("$[?length(@) == 1]", "/e"),
        ("$[?value(@..u) == 6.0]", "/o"),
    ] {
        assert_eq!(selected(query, &tree).join(" "), expected, "{query}");
    }
}

#[test]
fn slices_and_indexes_count_from_both_ends() {
    let tree = json!(["a", "b", "c", "d", "e", "f", "g"]);
    for (query, expected) in [
        ("$[1:3]", "/1 /2"),
        ("$[5:]", "/5 /6"),
        ("$[1:5:2]", "/1 /3"),
        ("$[5:1:-2]", "/5 /3"),
        ("$[::-1]", "/6 /5 /4 /3 /2 /1 /0"),
        ("$[:-5:-1]", "/6 /5 /4 /3"),
        ("$[-1]", "/6"),
        ("$[-8]", ""),
        ("$[::0]", ""),
        ("$[-100:100:9007199254740991]", "/0"),
    ] {
        assert_eq!(selected(query, &tree).join(" "), expected, "{query}");
    }
}

#[test]
fn places_are_pointers_and_each_is_there_once() {
    let tree = json!({"paths": {"/pets/{id}": {"get": {"a~b": [1]}}}});
    assert_eq!(
        selected("$.paths['/pets/{id}'].get[\"a~b\"][0]", &tree),
        ["/paths/~1pets~1{id}/get/a~0b/0"]
    );
    assert_eq!(selected("$['paths', 'paths']", &tree), ["/paths"]);
    assert_eq!(selected("$", &tree), [""]);
    assert_eq!(selected("$..*..*", &tree).len(), 4);
}

#[test]
fn what_is_no_query_is_reported_where_it_goes_wrong() {
    let texts = [
        "",
        "paths",
        "$.paths./pets",
        "$.a-b",
        "$.a ",
        "$.",
        "$..",
        "$[",
        "$[]",
        "$['a'",
        "$['a",
        "$[01]",
        "$[-0]",
        "$[9007199254740992]",
        "$['\\x']",
        "$['\\ud800']",
        "$[?]",
        "$[?@.a == ]",
        "$[?1]",
        "$[?@.* == 1]",
        "$[?!@.a == 1]",
        "$[?length(@.a)]",
        "$[?match(@.a)]",
        "$[?match(@.a, 'x') == true]",
        "$[?nth(@.a)]",
        "$[?foo]",
        "$[?count(1) > 1]",
        "$[?(@.a]",
        "$[a]",
        "$[?@.a & @.b]",
        "$.a['b'.'c']",
        "$[?length((@.a)) == 1]",
    ];
    let report: Vec<_> = texts
        .map(|text| format!("{text:<30} {}", rejected(text)))
        .into();
    insta::assert_snapshot!(report.join("\n"));
}

#[test]
fn hostile_queries_end() {
    let mut deep = json!({"a": 1});
    for _ in 0..100 {
        deep = json!({"a": deep, "b": [1, 2, 3]});
    }
    let run = |query: &str| select(&parse(query).unwrap(), &deep, &mut QueryBudget::of(1_000));
    for query in [
        format!("$[?{}]", ["count(@..*..*..*) > 1"; 3].join("||")),
        format!("$..[?{}]", ["count($..*) > 1"; 20].join("&&")),
        format!("${}", "..[*,*,*,*]".repeat(50)),
        format!(
            "$[{}]",
            ["?match(@, '((a{1,200}){1,200}){1,200}')"; 50].join(",")
        ),
    ] {
        assert!(matches!(run(&query), Ok(_) | Err(Exhausted)), "{query}");
    }
    assert_eq!(run("$[?count(@..*..*..*..*) > 1]"), Err(Exhausted));
    assert!(
        select(
            &parse(&format!("${}", ".a".repeat(100_000))).unwrap(),
            &deep,
            &mut QueryBudget::of(1_000)
        )
        .is_ok()
    );
    for nested in [
        format!("$[?{}@.a{}]", "(".repeat(100_000), ")".repeat(100_000)),
        format!("$[?{}@.a", "@[?".repeat(100_000)),
        format!("$[?{}@.a", "length(".repeat(100_000)),
        format!("$[?{}@.a", "!(".repeat(100_000)),
    ] {
        assert!(rejected(&nested).contains("nest more than 32 levels"));
    }
}

/// Draws trees and queries over few names, so that queries often select something.
struct Draw(fastrand::Rng);

impl Draw {
    fn pick<'c>(&mut self, choices: &[&'c str]) -> &'c str {
        self.0.choice(choices.iter()).unwrap()
    }

    fn tree(&mut self, depth: usize) -> Value {
        match self.0.usize(0..if depth == 0 { 6 } else { 9 }) {
            0 => json!(null),
            1 => json!(self.0.bool()),
            2 => json!(self.0.i64(-2..4)),
            3 => json!(self.0.i64(-2..4) as f64 / 2.0),
            4 | 5 => json!(self.pick(&["a", "b", "ab", "", "é\n"])),
            6 => (0..self.0.usize(0..4))
                .map(|_| self.tree(depth - 1))
                .collect(),
            _ => {
                let count = self.0.usize(0..4);
                let members = (0..count).map(|_| {
                    let key = self.pick(&["a", "b", "c/d", "é"]).to_owned();
                    (key, self.tree(depth - 1))
                });
                Value::Object(members.collect())
            }
        }
    }

    fn query(&mut self, start: &str, filters: usize) -> String {
        let mut text = start.to_owned();
        for _ in 0..self.0.usize(0..4) {
            // The other implementation knows no blank in front of `..`.
            if self.0.usize(0..8) == 0 {
                text += self.pick(&["..a", ".. a", "..*", ". a", ".é", ".-", " .a"]);
                continue;
            }
            text += self.pick(&["", "", "", " ", "\n", ".."]);
            text += "[";
            for index in 0..self.0.usize(1..3) {
                text += if index == 0 { "" } else { "," };
                text += &self.selector(filters);
            }
            text += "]";
        }
        text
    }

    fn selector(&mut self, filters: usize) -> String {
        let blank = self.pick(&["", "", " "]);
        let inner = match self.0.usize(0..if filters == 0 { 5 } else { 8 }) {
            0 => self
                .pick(&["'a'", "\"b\"", "'c/d'", "'\\u00e9'", "'\\a'", "''"])
                .to_owned(),
            1 => "*".to_owned(),
            2 => self.pick(&["0", "1", "-1", "-0", "01", "2"]).to_owned(),
            3 | 4 => {
                let bound =
                    |draw: &mut Self| draw.pick(&["", "0", "1", "-1", "3", "-9"]).to_owned();
                let (start, end, step) = (bound(self), bound(self), bound(self));
                let colon = self.pick(&[":", " : "]);
                format!("{start}:{end}{colon}{step}")
            }
            _ => format!("?{}", self.condition(filters - 1)),
        };
        format!("{blank}{inner}{blank}")
    }

    fn condition(&mut self, filters: usize) -> String {
        match self.0.usize(0..9) {
            0 => format!("{} && {}", self.condition(filters), self.condition(filters)),
            1 => format!("{}||{}", self.condition(filters), self.condition(filters)),
            2 => format!("({})", self.condition(filters)),
            3 => format!(
                "!{}",
                self.pick(&["@.a", "(@.a)", "@.a == 1", "match(@.a, 'a')"])
            ),
            4 | 5 => {
                let start = self.pick(&["@", "@", "$"]);
                self.query(start, filters)
            }
            6 => {
                let name = self.pick(&["match", "search"]);
                format!("{name}({},{})", self.operand(), self.operand())
            }
            _ => {
                let (left, right) = (self.operand(), self.operand());
                // The other implementation does not know that nothing is less than or equal to nothing.
                let can_be_nothing = |operand: &str| operand.contains(['(', '@', '$']);
                let comparators = if can_be_nothing(&left) && can_be_nothing(&right) {
                    &["==", " == ", "!=", "<", " >"][..]
                } else {
                    &["==", " == ", "!=", "<", "<=", ">", ">= "]
                };
                format!("{left}{}{right}", self.pick(comparators))
            }
        }
    }

    fn operand(&mut self) -> String {
        match self.0.usize(0..7) {
            0 => self
                .pick(&["1", "-0", "0.5", "1e0", "-2", "1.", "true", "null", "nil"])
                .to_owned(),
            1 => self
                .pick(&["'a'", "\"ab\"", "'a.*'", "'['", "'.'"])
                .to_owned(),
            2 => format!(
                "length({})",
                self.pick(&["@", "@.a", "'ab'", "@.*", "@..a"])
            ),
            3 => format!("count({})", self.pick(&["@", "@.*", "@..*", "$..a", "1"])),
            4 => format!("value({})", self.pick(&["@.a", "@.*", "@..a", "true"])),
            _ => self
                .pick(&["@", "@.a", "@['b']", "@[0]", "$.a", "@.*", "@.a.b"])
                .to_owned(),
        }
    }
}

#[test]
fn random_queries_select_what_another_implementation_selects() {
    let mut draw = Draw(fastrand::Rng::with_seed(9535));
    let (mut accepted, mut found) = (0, 0);
    for _ in 0..20_000 {
        let (tree, text) = (draw.tree(4), draw.query("$", 2));
        let theirs = serde_json_path::JsonPath::parse(&text);
        let ours = parse(&text);
        assert_eq!(
            ours.is_ok(),
            theirs.is_ok(),
            "{text:?}: {ours:?} and {theirs:?}"
        );
        let (Ok(ours), Ok(theirs)) = (ours, theirs) else {
            continue;
        };
        accepted += 1;
        let ours = select(&ours, &tree, &mut QueryBudget::of(1_000_000)).unwrap();
        let ours: Vec<_> = ours.iter().map(|at| at.as_str().to_owned()).collect();
        let theirs = theirs.query_located(&tree).dedup();
        let theirs: Vec<_> = theirs.locations().map(|at| at.to_json_pointer()).collect();
        let sorted = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort();
            list
        };
        assert_eq!(sorted(&ours), sorted(&theirs), "{text} on {tree}");
        found += usize::from(!ours.is_empty());
    }
    assert!(
        accepted > 10_000 && found > 2_000,
        "{accepted} accepted, {found} found"
    );
}

/// The compliance test suite of RFC 9535, whose `cts.json` `BINDWRIGHT_JSONPATH_SUITE` names: a place that a query selects
/// twice is there once here.
#[test]
fn the_compliance_suite_of_the_standard_passes() {
    let Ok(suite) = std::env::var("BINDWRIGHT_JSONPATH_SUITE") else {
        return eprintln!("skipped: BINDWRIGHT_JSONPATH_SUITE names no file");
    };
    let text = std::fs::read_to_string(&suite).unwrap();
    let suite: Value = serde_json::from_str(&text).unwrap();
    let mut failed = Vec::new();
    let cases = suite["tests"].as_array().unwrap();
    for case in cases {
        let query = case["selector"].as_str().unwrap();
        let found = parse(query).map(|query| {
            let tree = &case["document"];
            let places = select(&query, tree, &mut QueryBudget::of(1_000_000)).unwrap();
            sorted(places.iter().map(|at| tree.pointer(at.as_str()).unwrap()))
        });
        let passed = match &found {
            Err(_) => case["invalid_selector"] == true,
            Ok(found) => expectations(case).any(|expected| expected == *found),
        };
        if !passed {
            failed.push(format!("{}: {query}: {found:?}", case["name"]));
        }
    }
    assert!(cases.len() > 600, "{} cases are not the suite", cases.len());
    assert!(
        failed.is_empty(),
        "{} of {}:\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n")
    );
}

fn sorted<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<String> {
    let mut values: Vec<_> = values.map(Value::to_string).collect();
    values.sort();
    values
}

/// The values that a case of the suite permits, each place once.
fn expectations(case: &Value) -> impl Iterator<Item = Vec<String>> {
    let one = case
        .get("result")
        .map(|values| (values, &case["result_paths"]));
    let several = case.get("results").into_iter().flat_map(|several| {
        let paths = case["results_paths"].as_array().unwrap();
        several.as_array().unwrap().iter().zip(paths)
    });
    one.into_iter().chain(several).map(|(values, paths)| {
        let places = paths.as_array().unwrap().iter();
        let values = values.as_array().unwrap().iter();
        let mut seen = Vec::new();
        sorted(places.zip(values).filter_map(|(place, value)| {
            let is_new = !seen.contains(&place);
            seen.push(place);
            is_new.then_some(value)
        }))
    })
}
