//! Small pages with one difficulty each.

use crate::{facts, without_lines};

fn all(page: &str) -> Vec<String> {
    without_lines(&facts("page.txt", page))
}

fn has(page: &str, fact: &str) -> bool {
    all(page).iter().any(|found| found == fact)
}

/// A page with one query parameter that has a type and a description.
fn described(type_name: &str, description: &str) -> String {
    format!(
        "URI\nGET /a\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| p | No | {type_name} | {description} |\n"
    )
}

#[test]
fn an_example_does_not_change_the_method() {
    let page = "URI\n\nGET /a/{b}\n\nExample Requests\n\nPOST /a/{b}?c=1\n";
    assert!(has(page, "method: GET") && has(page, "path: /a/{b}"));
    assert!(facts("page.txt", page).unreadable.is_empty());
}

#[test]
fn two_request_lines_that_differ_are_reported() {
    let found = facts("page.txt", "URI\n\nGET /a\n\nPUT /a\n");
    assert_eq!(found.unreadable.len(), 1);
    assert_eq!(found.unreadable[0].line, 5);
}

#[test]
fn an_unknown_column_set_is_reported() {
    let page = "URI\nGET /a\n| Colour | Weight |\n|---|---|\n| red | 3 |\n";
    let found = facts("page.txt", page);
    assert_eq!(found.unplaced.len(), 1, "{found:?}");
    assert_eq!(found.unplaced[0].line, 3);
}

#[test]
fn an_unknown_caption_is_reported() {
    let page = "URI\n\nGET /a\n\nTable 1 Weather of the week\n\n| Parameter | Type | Description |\n|---|---|---|\n| x | String | Y. |\n";
    let found = facts("page.txt", page);
    assert_eq!(found.unplaced.len(), 1, "{found:?}");
    assert!(found.fields.is_empty());
}

#[test]
fn headings_that_are_partly_unknown_are_reported() {
    let page =
        "URI\n\nGET /a\n\nParameter\n\nWeight\n\nType\n\nDescription\n\nx\n\n3\n\nString\n\nY.\n";
    let found = facts("page.txt", page);
    assert_eq!(found.unplaced.len(), 1, "{found:?}");
}

#[test]
fn a_row_with_too_few_cells_is_reported() {
    let page = "URI\nGET /a\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | No | String |\n| b | No | String | B. |\n";
    let found = facts("page.txt", page);
    assert_eq!(found.unreadable.len(), 1, "{found:?}");
    assert_eq!(found.unreadable[0].line, 5);
    assert_eq!(
        without_lines(&found)
            .iter()
            .filter(|fact| fact.ends_with("exists"))
            .count(),
        1
    );
}

#[test]
fn a_type_that_nobody_knows_is_unreadable() {
    let found = facts("page.txt", &described("Colour", "C."));
    assert_eq!(found.unreadable.len(), 1);
    assert!(
        found.unreadable[0].what.ends_with("type"),
        "{:?}",
        found.unreadable
    );
}

#[test]
fn odd_names_are_names() {
    let page = "URI\nGET /a\nResponse Parameters\nStatus code: 200\n| Parameter | Type | Description |\n|---|---|---|\n| - | File | It. |\nStatus code: default\n| Parameter | Type | Description |\n|---|---|---|\n| [items] | Array of Leaf objects | They. |\n| Parameter | Type | Description |\n|---|---|---|\n| id | String | It. |\n";
    assert!(has(page, "response 200 -: type file"), "{:?}", all(page));
    assert!(
        has(page, "response default []: type array of object"),
        "{:?}",
        all(page)
    );
    assert!(
        has(page, "response default [].id: type string"),
        "{:?}",
        all(page)
    );
}

#[test]
fn headers_of_responses_are_no_fields() {
    let page = "URI\nGET /a\nResponse Parameters\nStatus code: 200\nTable 1 Response header parameters\n| Parameter | Type | Description |\n|---|---|---|\n| X-Request-Id | String | It. |\nTable 2 Response body parameters\n| Parameter | Type | Description |\n|---|---|---|\n| id | String | It. |\n";
    let fields: Vec<String> = all(page)
        .into_iter()
        .filter(|fact| fact.ends_with("exists"))
        .collect();
    assert_eq!(fields, ["response 200 id: exists"]);
}

#[test]
fn objects_without_captions_are_not_guessed() {
    // Two objects are named, and one table follows: it can be either.
    let page = "URI\nPOST /a\nRequest Parameters\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | No | One object | A. |\n| b | No | Two object | B. |\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| c | No | String | C. |\n";
    let found = facts("page.txt", page);
    assert_eq!(found.unplaced.len(), 1, "{found:?}");
    assert_eq!(found.fields.len(), 2);
}

#[test]
fn types_inside_types_are_read() {
    for (text, expected) in [
        ("Map<String,Array<Zone>>", "map of array of object"),
        ("Array of Map<String,Long>", "array of map of long"),
        ("Array<String>", "array of string"),
        ("List<Zone>", "array of object"),
        ("Array of [Zone] objects", "array of object"),
        ("Zone object", "object"),
    ] {
        let found = all(&described(text, "T."));
        assert!(
            found.contains(&format!("query p: type {expected}")),
            "{text}: {found:?}"
        );
        // The same without marks, where a type shows where a row starts.
        let page = format!(
            "URI\n\nGET /a\n\nResponse Parameters\n\nStatus code: 200\n\nParameter\n\nType\n\nDescription\n\np\n\n{text}\n\nT.\n"
        );
        assert!(
            has(&page, &format!("response 200 p: type {expected}")),
            "{text}: {:?}",
            all(&page)
        );
    }
}

#[test]
fn prose_is_not_values() {
    for text in [
        "It can contain: letters, digits, or underscores.",
        "For example: red, green, or blue.",
        "The value can be up to 64 characters.",
        "The value can be any colour.",
        "Note: must be unique. Tip: use a prefix.",
        "The start time is 2020-01-01T10:00:00Z, or later.",
        "By default, the first 10 are returned.",
        "The result, which is English by default.",
        "The default value is 10 if nothing is set.",
    ] {
        let found = all(&described("String", text));
        let said: Vec<_> = found
            .iter()
            .filter(|fact| fact.contains("values") || fact.contains("default"))
            .collect();
        assert!(said.is_empty(), "{text}: {said:?}");
    }
}

#[test]
fn prose_with_certain_values_is_read() {
    for (text, expected) in [
        ("State: NEW, DONE, or GONE.", "values NEW,DONE,GONE"),
        (
            "The value can be NEW, DONE or GONE.",
            "values NEW,DONE,GONE",
        ),
        ("Its value is \"a-b\" or \"c-d\".", "values a-b,c-d"),
        (
            "By metric. by_size: the size by_age: the age",
            "values by_size,by_age",
        ),
        ("Value range: [1, 9].", ""),
    ] {
        let found = all(&described("String", text));
        let is_found = found.iter().any(|fact| fact.ends_with(expected));
        assert!(is_found || expected.is_empty(), "{text}: {found:?}");
    }
    assert!(has(
        &described("Integer", "The value can be 1, 2, or 3."),
        "query p: values 1,2,3"
    ));
    assert!(
        !all(&described("Boolean", "The value can be true or false."))
            .iter()
            .any(|fact| fact.contains("values"))
    );
}

#[test]
fn a_profile_reports_all_its_mistakes() {
    let text = "columns: {nam: [Name]}\npatterns: {request: ['{verb} {url}']}\nwords: {required: [yes, true]}\n";
    let problems = bindwright::facts::Profile::parse(text).expect_err("mistakes");
    for part in ["columns.nam", "verb", "columns.name", "words.required"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}

#[test]
fn facts_are_read_back_as_they_were_written() {
    use crate::render::{LAYOUTS, page};
    for layout in LAYOUTS {
        let found = facts(layout.file(), &page(&crate::model::doc(), layout));
        let written = bindwright::facts::write_facts(&found);
        let read = bindwright::facts::read_facts(&written).expect("facts");
        assert_eq!(crate::flat(&read), crate::flat(&found), "{written}");
        assert_eq!(read.unreadable, found.unreadable);
        assert_eq!(bindwright::facts::write_facts(&read), written);
    }
}

#[test]
fn files_have_no_sentences_of_pages() {
    use crate::render::{LAYOUTS, page};
    for layout in LAYOUTS {
        let found = facts(layout.file(), &page(&crate::model::doc(), layout));
        let written = bindwright::facts::write_facts(&found);
        for sentence in [
            "Something about it",
            "that way",
            "how it is meant",
            "Plants what",
            "说明",
            "往那边",
        ] {
            assert!(!written.contains(sentence), "{layout:?}: {written}");
        }
    }
}

/// YAML reads `3.00` and `3.0` as the same number, and a page does not say that they are.
#[test]
fn numbers_are_read_back_as_they_were_written() {
    for value in ["3", "3.5", "3.00", "1e3", "-0", "007", "1_000", ".5"] {
        let page = format!(
            "URI\nGET /a\nQuery Parameters\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | No | Double | Default value: {value} |\n"
        );
        let found = facts("page.txt", &page);
        let default = found.fields[0]
            .default
            .as_ref()
            .map(|fact| fact.value.as_str());
        assert_eq!(default, Some(value));
        let written = bindwright::facts::write_facts(&found);
        let read = bindwright::facts::read_facts(&written).expect("facts");
        assert_eq!(read.fields[0].default, found.fields[0].default, "{written}");
        assert_eq!(bindwright::facts::write_facts(&read), written);
    }
    let found = facts(
        "page.txt",
        &described("Double", "The value ranges from 1.0 to 9.3200"),
    );
    let written = bindwright::facts::write_facts(&found);
    let read = bindwright::facts::read_facts(&written).expect("facts");
    assert_eq!(read.fields[0].limits, found.fields[0].limits, "{written}");
    assert_eq!(found.fields[0].limits.len(), 1);
}

#[test]
fn a_limit_in_other_words_than_those_of_the_profile_is_reported() {
    for (type_name, description) in [
        ("Integer", "The size. At most 50 per page."),
        ("String", "The value ranges from 1 to 64."),
        ("Array of strings", "Up to 20 tags."),
        ("String", "标签名, 不超过36个字符。"),
    ] {
        let found = facts("page.txt", &described(type_name, description));
        let gaps: Vec<_> = found
            .unreadable
            .iter()
            .map(|gap| (gap.line, gap.what.as_str()))
            .collect();
        assert_eq!(gaps, [(5, "query p: limits")], "{description}");
        assert!(found.fields[0].limits.is_empty(), "{description}");
    }
    for (type_name, description) in [
        ("Integer", "The value ranges from 1 to 50."),
        (
            "Integer",
            "How many. Version 2 of the API counts at most once.",
        ),
        ("Boolean", "Whether up to 20 tags are listed."),
        ("String", "One of 3 sizes."),
        ("Integer", "Queries the maximum E2E latency."),
    ] {
        let found = facts("page.txt", &described(type_name, description));
        assert!(
            found.unreadable.is_empty(),
            "{description}: {:?}",
            found.unreadable
        );
    }
}

/// The order in which a page names statuses is no fact.
#[test]
fn statuses_are_sorted_with_their_lines() {
    let page = "URI\nGET /a\nStatus code: 409\nStatus code: 404\nStatus Codes\n| Status Code | Description |\n|---|---|\n| 200 | Done. |\n";
    let found = facts("page.txt", page);
    let written = bindwright::facts::write_facts(&found);
    let lines = "  statuses:\n    \"200\": 8\n    \"404\": 4\n    \"409\": 3\n";
    assert!(written.contains(lines), "{written}");
    let read = bindwright::facts::read_facts(&written).expect("facts");
    assert_eq!(bindwright::facts::write_facts(&read), written);
}
