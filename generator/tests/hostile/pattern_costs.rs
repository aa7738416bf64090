//! Whole documents whose patterns, or the values that are compared with them, cost more than the limit `patterns`.

use std::fs;

use crate::run::run;

/// How many objects or values a document has.
const COUNT: usize = 200;

/// What is printed for a document with these schemas, with so many units for patterns.
fn reports(schemas: &str, limit: usize, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    let head =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    fs::write(&spec, format!("{head}{schemas}")).unwrap();
    let limit = format!("patterns={limit}");
    let options = [&["--limit", &limit], more].concat();
    run(&spec, &folder.path().join("out"), &options).unwrap()
}

/// One property for each index.
fn properties(schema: impl Fn(usize) -> String) -> String {
    let members = (0..COUNT).map(|index| format!("p{index}: {}", schema(index)));
    let members: Vec<String> = members.collect();
    format!(
        "    A: {{type: object, properties: {{{}}}}}\n",
        members.join(", ")
    )
}

#[test]
fn patterns_of_schemas_count_and_strings_in_values_do_not() {
    let pattern = |index: usize| format!("pattern: '^[a-z]{{1,60}}{index}$'");
    let schemas = properties(|index| format!("{{type: string, {}}}", pattern(index)));
    let properties_of_patterns = properties(|index| {
        format!("{{type: object, patternProperties: {{'^[a-z]{{1,60}}{index}$': {{}}}}}}")
    });
    let conditions = properties(|index| {
        format!(
            "{{type: string, if: {{{}}}, then: {{maxLength: 5}}}}",
            pattern(index)
        )
    });
    for counted in [schemas, properties_of_patterns, conditions] {
        let reports = reports(&counted, 50_000, &[]);
        assert!(reports.contains("error[BW0123]"), "{reports}");
        assert!(reports.contains("`--limit patterns=N`"), "{reports}");
    }
    for key in ["example", "default", "const", "x-a"] {
        let value = properties(|index| format!("{{type: object, {key}: {{{}}}}}", pattern(index)));
        let reports = reports(&value, 50_000, &[]);
        assert!(!reports.contains("BW0123"), "{key}: {reports}");
    }
    let named =
        "    A: {type: object, properties: {example: {type: string, pattern: '^[a-z]{1,60}$'}}}\n";
    assert!(reports(named, 100, &[]).contains("error[BW0123]"));
}

#[test]
fn examples_that_cost_too_much_are_not_compared_with_a_warning() {
    let text = "a".repeat(1_000);
    let examples =
        properties(|_| format!("{{type: string, pattern: '^[a-z]+$', example: {text}}}"));
    let few = reports(&examples, 50_000, &[]);
    assert_eq!(few.matches("warning[BW0505]").count(), 1, "{few}");
    assert!(few.contains("`--limit patterns=N`"), "{few}");
    assert!(!few.contains("error["), "{few}");
    let many = reports(&examples, 1_000_000, &[]);
    assert!(!many.contains("BW0505"), "{many}");
}

#[test]
fn defaults_that_cost_too_much_are_not_used_with_a_warning() {
    let text = "a".repeat(1_000);
    let defaults =
        properties(|_| format!("{{type: string, pattern: '^[a-z]+$', default: {text}}}"));
    let few = reports(&defaults, 50_000, &[]);
    assert!(few.contains("warning[BW0308]"), "{few}");
    assert!(few.contains("`--limit patterns=N`"), "{few}");
    assert!(!few.contains("error["), "{few}");
    let strict = reports(&defaults, 50_000, &["--strict"]);
    assert!(strict.contains("error[BW0308]"), "{strict}");
    let many = reports(&defaults, 1_000_000, &[]);
    assert!(!many.contains("BW0308"), "{many}");
}
