//! Values that differ a little from others: what is compared with the interpreter beside the values of tables.

use serde_json::{Map, Value, json};

/// How many there are for each value.
const MOST: usize = 12;

/// Values with one difference: a member less or more, another scalar, an item twice.
pub fn changed(value: &Value) -> Vec<Value> {
    let mut found = all(value);
    found.truncate(MOST);
    found
}

fn all(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(0), json!("")],
        Value::Bool(value) => vec![json!(!value), json!("true"), Value::Null],
        Value::Number(number) => {
            let near = number.as_i64().map(|one| json!(one.saturating_add(1)));
            let half = number.as_f64().map(|one| json!(one + 0.5));
            let others = [json!(0), json!(-1), json!(1e30), json!("1"), Value::Null];
            near.into_iter().chain(half).chain(others).collect()
        }
        Value::String(text) => {
            let longer = json!(format!("{text}a"));
            let shorter = json!(text.chars().skip(1).collect::<String>());
            vec![
                longer,
                shorter,
                json!(""),
                json!(7),
                Value::Null,
                json!([text]),
            ]
        }
        Value::Array(items) => lists(items),
        Value::Object(members) => objects(members),
    }
}

fn lists(items: &[Value]) -> Vec<Value> {
    let mut found = vec![
        json!([]),
        json!({}),
        json!(items.iter().rev().collect::<Vec<_>>()),
    ];
    if let Some(last) = items.last() {
        let twice: Vec<&Value> = items.iter().chain([last]).collect();
        found.push(json!(twice));
        found.push(json!(items[1..]));
    }
    for (index, item) in items.iter().enumerate().take(2) {
        for other in all(item).into_iter().take(3) {
            let mut items = items.to_vec();
            items[index] = other;
            found.push(json!(items));
        }
    }
    found
}

fn objects(members: &Map<String, Value>) -> Vec<Value> {
    let mut found = vec![json!({}), json!([])];
    let mut more = members.clone();
    more.insert("zz".to_owned(), json!(1));
    found.push(json!(more));
    for (name, value) in members.iter().take(3) {
        let mut less = members.clone();
        less.remove(name);
        found.push(json!(less));
        for other in all(value).into_iter().take(3) {
            let mut members = members.clone();
            members.insert(name.clone(), other);
            found.push(json!(members));
        }
    }
    found
}
