//! RFC 6570's own examples (sections 3.2.2 to 3.2.8), as far as OpenAPI's styles use them; and the published suite, where its folder is named.

use std::path::Path;

use bindwright_runtime::{
    Value,
    codegen::{ClientParameters, OperationSpec, Param, RequestWriter, Style},
};

/// One expression of a template: `{;list*}`.
struct Expression<'t> {
    style: Style,
    name: &'t str,
    exploded: bool,
}

/// The styles of OpenAPI among the operators of RFC 6570; the others (`+`, `#`, `/`, `&`, prefixes, several variables) have no style.
fn expression(template: &str) -> Option<Expression<'_>> {
    let inner = template.strip_prefix('{')?.strip_suffix('}')?;
    let (style, rest) = match inner.split_at_checked(1)? {
        (";", rest) => (Style::Matrix, rest),
        (".", rest) => (Style::Label, rest),
        ("?", rest) => (Style::Form, rest),
        _ => (Style::Simple, inner),
    };
    let name = rest.strip_suffix('*').unwrap_or(rest);
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then_some(Expression {
        style,
        name,
        exploded: rest.ends_with('*'),
    })
}

/// What our styles make of an expression; `None` where nothing is written.
fn expand(expression: &Expression<'_>, value: &Value) -> Result<Option<String>, String> {
    let name: &'static str = expression.name.to_owned().leak();
    let query = expression.style == Style::Form;
    let param = if query {
        Param::query(name)
    } else {
        Param::path(name)
    }
    .style(expression.style);
    let param = if expression.exploded {
        param.exploded()
    } else {
        param.compact()
    };
    let path: &'static str = if query {
        "/"
    } else {
        format!("/{{{name}}}").leak()
    };
    let meta = OperationSpec::get("x", path).with_tables(vec![param].leak(), None, &[], &[]);
    let client = ClientParameters::new();
    let mut writer = RequestWriter::new(Box::leak(Box::new(meta)), &client);
    writer.parameters(&[value]);
    let encoded = writer
        .finish()
        .map_err(|violations| violations.to_string())?;
    let written = if query {
        encoded.query
    } else {
        encoded.path.trim_start_matches('/').to_owned()
    };
    Ok(if written.is_empty() {
        None
    } else if query {
        Some(format!("?{written}"))
    } else {
        Some(written)
    })
}

fn value(json: &str) -> Value {
    json.parse().unwrap()
}

#[test]
fn the_styles_expand_as_the_rfc_says() {
    let list = value(r#"["red","green","blue"]"#);
    let keys = value(r#"{"semi":";","dot":".","comma":","}"#);
    let text = value(r#""Hello World!""#);
    for (template, value, expected) in [
        ("{x}", &text, "Hello%20World%21"),
        ("{x}", &list, "red,green,blue"),
        ("{x*}", &list, "red,green,blue"),
        ("{x}", &keys, "semi,%3B,dot,.,comma,%2C"),
        ("{x*}", &keys, "semi=%3B,dot=.,comma=%2C"),
        ("{.x}", &list, ".red,green,blue"),
        ("{.x*}", &list, ".red.green.blue"),
        ("{.x}", &keys, ".semi,%3B,dot,.,comma,%2C"),
        ("{.x*}", &keys, ".semi=%3B.dot=..comma=%2C"),
        ("{;x}", &text, ";x=Hello%20World%21"),
        ("{;x}", &value("\"\""), ";x"),
        ("{;x}", &list, ";x=red,green,blue"),
        ("{;x*}", &list, ";x=red;x=green;x=blue"),
        ("{;x*}", &keys, ";semi=%3B;dot=.;comma=%2C"),
        ("{?x}", &value("\"\""), "?x="),
        ("{?x}", &list, "?x=red,green,blue"),
        ("{?x*}", &list, "?x=red&x=green&x=blue"),
        ("{?x}", &keys, "?x=semi,%3B,dot,.,comma,%2C"),
        ("{?x*}", &keys, "?semi=%3B&dot=.&comma=%2C"),
    ] {
        let expression = expression(template).unwrap();
        assert_eq!(
            expand(&expression, value).unwrap().as_deref(),
            Some(expected),
            "{template}"
        );
    }
}

/// The variable `BINDWRIGHT_URI_TEMPLATE_SUITE` names the folder of the suite; `tests/judges/run uri-templates` gets it.
#[test]
fn the_published_suite_agrees() {
    let Some(folder) = std::env::var_os("BINDWRIGHT_URI_TEMPLATE_SUITE") else {
        println!("skipped: BINDWRIGHT_URI_TEMPLATE_SUITE names no folder");
        return;
    };
    let folder = Path::new(&folder);
    let files = [
        "spec-examples.json",
        "spec-examples-by-section.json",
        "extended-tests.json",
    ];
    let mut checked = 0;
    for file in files {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        for (section, cases) in value(&text).as_object().unwrap() {
            let variables = cases.get("variables").unwrap();
            for case in cases.get("testcases").and_then(Value::as_array).unwrap() {
                checked += usize::from(agrees(section, variables, case.as_array().unwrap()));
            }
        }
    }
    println!("{checked} cases of the suite");
    assert!(checked > 50, "{checked}");
}

/// Checks one case; false when no style of OpenAPI has its form.
fn agrees(section: &str, variables: &Value, case: &[Value]) -> bool {
    let [template, expected] = case else {
        panic!("{section}")
    };
    let template = template.as_str().unwrap();
    let Some(expression) = expression(template) else {
        return false;
    };
    let Some(value) = variables.get(expression.name) else {
        return false;
    };
    let found = match expand(&expression, value) {
        // In a path, RFC 6570 writes nothing for values that we reject; and a nested value has no form.
        Err(_) => return false,
        Ok(found) => Value::from(found.unwrap_or_default().as_str()),
    };
    let any = expected
        .as_array()
        .map_or_else(|| *expected == found, |any| any.contains(&found));
    assert!(any, "{section}: {template} gives {found}, not {expected}");
    true
}
