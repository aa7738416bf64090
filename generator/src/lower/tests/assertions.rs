//! Keywords that no type says, and the limits of objects and alternatives as a whole.

use super::lowered_as;
use crate::diagnostic::Code;
use crate::ir::{Assertion, Constraint, Regex, TypeKind};

/// The limits of the component schema `A` of a document of 3.1, and what was reported.
fn limits(schemas: &str) -> (Vec<Constraint>, Vec<(Code, String)>) {
    let indented = schemas.replace('\n', "\n    ");
    let rest = format!("paths: {{}}\ncomponents:\n  schemas:\n    {indented}\n");
    let (api, reports) = lowered_as("3.1.0", &rest);
    let limits = match &api.types[0].kind {
        TypeKind::Alias(_, limits) => limits.own.clone(),
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Foreign(_) => api.types[0].limits.clone(),
    };
    (limits, reports)
}

/// The assertions of the schema `A`, of which everything can be checked.
fn assertions(schema: &str) -> Vec<Assertion> {
    let (limits, reports) = limits(&format!("A: {schema}"));
    assert_eq!(reports, [], "{schema}");
    let found = limits.into_iter().filter_map(|limit| match limit {
        Constraint::Assertion(assertion) => Some(assertion),
        _ => None,
    });
    found.collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn kinds(names: &[&'static str]) -> Constraint {
    Constraint::Assertion(Assertion::Kinds(names.to_vec()))
}

#[test]
fn values_that_are_no_enumeration_are_compared() {
    let one_of = |values: &[&str]| [Assertion::OneOf(texts(values))];
    assert_eq!(
        assertions("{type: boolean, enum: [true]}"),
        one_of(&["true"])
    );
    assert_eq!(
        assertions("{type: number, enum: [1, 2.50]}"),
        one_of(&["1", "2.5"])
    );
    assert_eq!(
        assertions("{enum: [a, 1, null]}"),
        one_of(&["\"a\"", "1", "null"])
    );
    assert_eq!(assertions("{type: array, const: [1]}"), one_of(&["[1]"]));
    assert_eq!(assertions("{type: string, enum: [a]}"), []);
}

#[test]
fn not_is_a_list_of_values_or_a_rule() {
    assert_eq!(
        assertions("{type: string, not: {enum: [a, b]}}"),
        [Assertion::NoneOf(texts(&["\"a\"", "\"b\""]))]
    );
    assert_eq!(
        assertions("{type: object, not: {required: [a]}}"),
        [Assertion::Not(vec![Constraint::Assertion(
            Assertion::Required(texts(&["a"]))
        )])]
    );
    assert_eq!(
        assertions("{not: {type: [string, 'null'], minLength: 2}}"),
        [Assertion::Not(vec![
            Constraint::MinLength(2),
            kinds(&["string", "null"])
        ])]
    );
    assert_eq!(
        assertions("{type: object, properties: {a: {}}, not: {}}"),
        [Assertion::Never]
    );
}

#[test]
fn objects_are_checked_for_names_and_numbers_of_properties() {
    let (limits, reports) = limits(
        "A: {type: object, properties: {a: {type: string}}, minProperties: 1, propertyNames: {maxLength: 3}, dependentRequired: {a: [b]}}",
    );
    assert_eq!(reports, []);
    let expected = [
        Constraint::Assertion(Assertion::PropertyNames(vec![Constraint::MaxLength(3)])),
        Constraint::Assertion(Assertion::DependentRequired("a".to_owned(), texts(&["b"]))),
        Constraint::MinProperties(1),
    ];
    assert_eq!(limits, expected);
}

fn ascii(expression: &str) -> Regex {
    Regex::Ascii(expression.to_owned())
}

#[test]
fn patterns_of_names_are_checked_and_so_are_other_names() {
    let never = || vec![Constraint::Assertion(Assertion::Never)];
    assert_eq!(
        assertions(
            "{type: object, patternProperties: {^x: {type: integer}}, additionalProperties: false}"
        ),
        [Assertion::Others(vec![], vec![ascii("^x")], never())]
    );
    assert_eq!(
        assertions(
            "{type: object, properties: {a: {}}, patternProperties: {^x: {type: integer}, ^y: {}}, additionalProperties: {type: string}}"
        ),
        [
            Assertion::Matching(ascii("^x"), vec![kinds(&["integer"])]),
            Assertion::Others(
                texts(&["a"]),
                vec![ascii("^x"), ascii("^y")],
                vec![kinds(&["string"])]
            ),
        ]
    );
}

#[test]
fn items_by_place_are_a_typed_list_or_are_checked() {
    let (api, reports) = lowered_as(
        "3.1.0",
        "paths: {}
components:
  schemas:
    Position: {type: array, prefixItems: [{type: number}, {type: number}], items: false}
    Row: {type: array, prefixItems: [{type: string}, {type: integer}], items: {type: boolean}}
",
    );
    assert_eq!(reports, []);
    assert_eq!(
        super::print::types(&api),
        ["type Position = [f64] with 1", "type Row = [Any] with 3"]
    );
    let item = |index, kind| Constraint::Assertion(Assertion::Item(index, vec![kinds(&[kind])]));
    let checked = [item(0, "string"), item(1, "integer")];
    assert!(matches!(&api.types[1].kind, TypeKind::Alias(_, limits) if limits.own[..2] == checked));
}

#[test]
fn alternatives_that_only_require_are_checked() {
    let required = |name| vec![Constraint::Assertion(Assertion::Required(texts(&[name])))];
    assert_eq!(
        assertions(
            "{type: object, properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}"
        ),
        [Assertion::ExactlyOne(vec![required("a"), required("b")])]
    );
}

#[test]
fn conditions_and_contents_are_checked() {
    assert_eq!(
        assertions("{type: array, contains: {const: 1}, maxContains: 2}"),
        [Assertion::Contains(
            1,
            Some(2),
            vec![
                kinds(&["integer"]),
                Constraint::Assertion(Assertion::OneOf(texts(&["1"])))
            ]
        )]
    );
    let found = assertions("{type: object, if: {required: [a]}, then: {required: [b]}}");
    assert!(matches!(&found[..], [Assertion::When(_, _, otherwise)] if otherwise.is_empty()));
}

#[test]
fn assertions_without_a_check_are_reported_at_their_place() {
    let report = |schema: &str| limits(schema).1;
    let at = |place: &str| {
        vec![(
            Code::UnsupportedKey,
            format!("/components/schemas/A/{place}"),
        )]
    };
    assert_eq!(
        report("A: {type: object, not: {$ref: '#/components/schemas/A'}}"),
        at("not")
    );
    assert_eq!(
        report("A: {type: string, not: {pattern: '(?!x)'}}"),
        at("not")
    );
}

#[test]
fn an_assertion_with_too_many_schemas_is_not_checked() {
    let mut schemas = "A: {type: object, not: {$ref: '#/components/schemas/S0'}}".to_owned();
    for level in 0..9 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", level + 1);
        let properties: Vec<String> = (0..9).map(|one| format!("p{one}: {next}")).collect();
        let properties = properties.join(", ");
        schemas.push_str(&format!(
            "\nS{level}: {{type: object, properties: {{{properties}}}}}"
        ));
    }
    schemas.push_str("\nS9: {type: string}");
    let (found, reports) = limits(&schemas);
    assert_eq!(found, []);
    let not = (Code::UnsupportedKey, "/components/schemas/A/not".to_owned());
    assert_eq!(reports, [not]);
}
