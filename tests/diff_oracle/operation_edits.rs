//! Edits of operations: parameters, bodies, responses.

use serde_json::{Value, json};

use super::edits::Edit;
use super::tree::Tree;

pub const EDITS: &[Edit] = &[
    ("operation added", |tree| {
        let added =
            json!({"operationId": "addedOperation", "responses": {"204": {"description": "done"}}});
        tree.paths()?
            .insert("/added/path".to_owned(), json!({"get": added}));
        Some(())
    }),
    ("operation removed", |tree| {
        let (path, method) = split(&tree.operation(|_| true)?);
        tree.object(&path).remove(&method);
        Some(())
    }),
    ("operation renamed", |tree| {
        put(tree, "operationId", json!("renamedOperation"))
    }),
    ("operation deprecated", |tree| {
        put(tree, "deprecated", json!(true))
    }),
    ("summary of an operation", |tree| {
        put(tree, "summary", json!("Other words"))
    }),
    ("tag of an operation", |tree| {
        put(tree, "tags", json!(["another"]))
    }),
    ("tags of an operation removed", |tree| {
        let operation = tree.operation(|one| one.get("tags").is_some())?;
        tree.object(&operation).remove("tags");
        Some(())
    }),
    ("operation at another path", |tree| {
        let (path, method) = split(&tree.operation(|_| true)?);
        let operation = tree.object(&path).remove(&method)?;
        let written = path.strip_prefix("/paths/")?.replace("~1", "/");
        let shared = tree
            .at(&path)
            .get("parameters")
            .cloned()
            .unwrap_or_else(|| json!([]));
        tree.paths()?.insert(
            format!("/moved{written}"),
            json!({method: operation, "parameters": shared}),
        );
        Some(())
    }),
    ("operation with another method", |tree| {
        let (path, method) = split(&tree.operation(|one| one.get("requestBody").is_none())?);
        let other = if method == "put" { "delete" } else { "put" };
        if tree.object(&path).contains_key(other) {
            return None;
        }
        let operation = tree.object(&path).remove(&method)?;
        tree.object(&path).insert(other.to_owned(), operation);
        Some(())
    }),
    ("optional parameter added", |tree| {
        parameter(
            tree,
            json!({"name": "added_one", "in": "query", "schema": {"type": "string"}}),
        )
    }),
    ("required parameter added", |tree| {
        parameter(
            tree,
            json!({"name": "added_one", "in": "query", "required": true, "schema": {"type": "integer"}}),
        )
    }),
    ("header parameter added", |tree| {
        parameter(
            tree,
            json!({"name": "X-Added", "in": "header", "schema": {"type": "boolean"}}),
        )
    }),
    ("parameter with a default added", |tree| {
        parameter(
            tree,
            json!({"name": "added_one", "in": "query", "schema": {"type": "integer", "default": 5}}),
        )
    }),
    ("parameter of the client added", |tree| {
        parameter(
            tree,
            json!({"name": "X-Project", "in": "header", "x-client-parameter": true, "schema": {"type": "string"}}),
        )
    }),
    ("five required parameters added", |tree| {
        let operation = tree.operation(|_| true)?;
        for index in 0..5 {
            let one = json!({"name": format!("many_{index}"), "in": "query", "required": true, "schema": {"type": "string"}});
            list(tree, &operation, "parameters").push(one);
        }
        Some(())
    }),
    ("parameter removed", |tree| {
        let item = tree.item_of("parameters", |one| one.get("in") != Some(&json!("path")))?;
        let (list, index) = item.rsplit_once('/')?;
        tree.at(list).as_array_mut()?.remove(index.parse().ok()?);
        Some(())
    }),
    ("parameter renamed", |tree| {
        change(tree, |one| one["name"] = json!("renamed_one"))
    }),
    ("parameter becomes required", |tree| {
        change(tree, |one| one["required"] = json!(true))
    }),
    ("parameter becomes optional", |tree| {
        change(tree, |one| one["required"] = json!(false))
    }),
    ("parameter in a header", |tree| {
        change(tree, |one| one["in"] = json!("header"))
    }),
    ("parameter deprecated", |tree| {
        change(tree, |one| one["deprecated"] = json!(true))
    }),
    ("parameter of the client", |tree| {
        change(tree, |one| one["x-client-parameter"] = json!(true))
    }),
    ("type of a parameter: a string", |tree| {
        change(tree, |one| one["schema"] = json!({"type": "string"}))
    }),
    ("type of a parameter: an integer", |tree| {
        change(tree, |one| one["schema"] = json!({"type": "integer"}))
    }),
    ("type of a parameter: a list", |tree| {
        change(tree, |one| {
            one["schema"] = json!({"type": "array", "items": {"type": "string"}})
        })
    }),
    ("type of a parameter: values", |tree| {
        change(tree, |one| {
            one["schema"] = json!({"type": "string", "enum": ["up", "down"]})
        })
    }),
    ("default of a parameter", |tree| {
        change(tree, |one| {
            one["required"] = json!(false);
            one["schema"] = json!({"type": "integer", "default": 3});
        })
    }),
    ("parameters in another order", |tree| {
        let operation = tree.operation(|one| {
            one.get("parameters")
                .and_then(Value::as_array)
                .is_some_and(|one| one.len() > 1)
        })?;
        list(tree, &operation, "parameters").reverse();
        Some(())
    }),
    ("body added", |tree| {
        let operation = tree.operation(|one| one.get("requestBody").is_none())?;
        if operation.ends_with("get")
            || operation.ends_with("head")
            || operation.ends_with("delete")
        {
            return None;
        }
        let body = json!({"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {"sent": {"type": "string"}}}}}});
        tree.object(&operation)
            .insert("requestBody".to_owned(), body);
        Some(())
    }),
    ("body removed", |tree| {
        let operation = tree.operation(|one| one.get("requestBody").is_some())?;
        tree.object(&operation).remove("requestBody");
        Some(())
    }),
    ("body required or not", |tree| {
        let operation = tree.operation(|one| {
            one.get("requestBody")
                .is_some_and(|body| body.get("content").is_some())
        })?;
        let body = tree.at(&format!("{operation}/requestBody"));
        let was = body.get("required") == Some(&json!(true));
        body["required"] = json!(!was);
        Some(())
    }),
    ("body of another type", |tree| {
        let (content, name) = tree.media("/requestBody/")?;
        tree.object(&content).insert(
            name,
            json!({"schema": {"type": "object", "properties": {"other": {"type": "integer"}}}}),
        );
        Some(())
    }),
    ("body of bytes", |tree| {
        let (content, _) = tree.media("/requestBody/")?;
        *tree.at(&content) =
            json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}});
        Some(())
    }),
    ("body as a form with a file", |tree| {
        let (content, _) = tree.media("/requestBody/")?;
        let form = json!({"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}, "note": {"type": "string"}}});
        *tree.at(&content) = json!({"multipart/form-data": {"schema": form}});
        Some(())
    }),
    ("media type of a body added", |tree| {
        let (content, _) = tree.media("/requestBody/")?;
        tree.object(&content).insert(
            "text/plain".to_owned(),
            json!({"schema": {"type": "string"}}),
        );
        Some(())
    }),
    ("status added", |tree| {
        let operation = tree.operation(|one| one["responses"].get("202").is_none())?;
        let body = json!({"description": "later", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}});
        tree.object(&format!("{operation}/responses"))
            .insert("202".to_owned(), body);
        Some(())
    }),
    ("status without a body added", |tree| {
        let operation = tree.operation(|one| one["responses"].get("204").is_none())?;
        tree.object(&format!("{operation}/responses"))
            .insert("204".to_owned(), json!({"description": "nothing"}));
        Some(())
    }),
    ("another status", |tree| {
        let response = tree.response(|status, _| status == "200")?;
        let (all, _) = response.rsplit_once('/')?;
        let was = tree.object(all).remove("200")?;
        tree.object(all).insert("201".to_owned(), was);
        Some(())
    }),
    ("response of another type", |tree| {
        let (content, name) = tree.media("/responses/")?;
        tree.object(&content).insert(
            name,
            json!({"schema": {"type": "object", "properties": {"other": {"type": "integer"}}}}),
        );
        Some(())
    }),
    ("response without a body", |tree| {
        let response = tree.response(|_, one| one.get("content").is_some())?;
        tree.object(&response).remove("content");
        Some(())
    }),
    ("response as events", |tree| {
        media_type(tree, "text/event-stream")
    }),
    ("response as lines", |tree| {
        media_type(tree, "application/jsonl")
    }),
    ("response as text", |tree| {
        let (content, _) = tree.media("/responses/")?;
        *tree.at(&content) = json!({"text/plain": {"schema": {"type": "string"}}});
        Some(())
    }),
    ("error added", |tree| {
        error(
            tree,
            "404",
            json!({"type": "object", "properties": {"reason": {"type": "string"}}}),
        )
    }),
    ("error of another type added", |tree| {
        error(
            tree,
            "409",
            json!({"type": "object", "properties": {"conflict": {"type": "integer"}}}),
        )
    }),
    ("error without a body added", |tree| {
        let operation = tree.operation(|one| one["responses"].get("410").is_none())?;
        tree.object(&format!("{operation}/responses"))
            .insert("410".to_owned(), json!({"description": "gone"}));
        Some(())
    }),
    ("error removed", |tree| {
        let response = tree.response(|status, _| status.starts_with(['4', '5', 'd']))?;
        let (all, status) = response.rsplit_once('/')?;
        tree.object(all).remove(status);
        Some(())
    }),
    ("header added", |tree| {
        let response = tree.response(|_, one| one.get("$ref").is_none())?;
        let headers = tree
            .object(&response)
            .entry("headers")
            .or_insert_with(|| json!({}));
        headers["X-Added-Header"] = json!({"schema": {"type": "integer"}});
        Some(())
    }),
    ("header removed", |tree| {
        let headers =
            tree.any(|pointer, value| pointer.ends_with("/headers") && value.is_object())?;
        let (response, _) = headers.rsplit_once('/')?;
        tree.object(response).remove("headers");
        Some(())
    }),
    ("header required or not", |tree| {
        let pointer = tree.any(|pointer, value| {
            pointer.split('/').rev().nth(1) == Some("headers") && value.get("schema").is_some()
        })?;
        let was = tree.at(&pointer).get("required") == Some(&json!(true));
        tree.object(&pointer)
            .insert("required".to_owned(), json!(!was));
        Some(())
    }),
    ("parameter of a media type", |tree| {
        let (content, name) = tree.media("")?;
        let media = tree.object(&content).remove(&name)?;
        tree.object(&content)
            .insert(format!("{name}; charset=utf-8"), media);
        Some(())
    }),
    ("type of a header", |tree| {
        let pointer = tree.any(|pointer, value| {
            pointer.split('/').rev().nth(1) == Some("headers") && value.get("schema").is_some()
        })?;
        let was = tree.at(&pointer)["schema"]["type"] == json!("boolean");
        tree.at(&pointer)["schema"] = json!({"type": if was { "string" } else { "boolean" }});
        Some(())
    }),
    ("pagination removed", |tree| without(tree, "x-pagination")),
    ("pagination by number", |tree| {
        let pages = tree.any(|pointer, value| {
            pointer.ends_with("/x-pagination") && value.get("offset").is_some()
        })?;
        let pages = tree.object(&pages);
        let offset = pages.remove("offset")?;
        pages.insert("page".to_owned(), offset);
        Some(())
    }),
    ("waiter removed", |tree| without(tree, "x-waiter")),
    ("side effect", |tree| {
        put(tree, "x-side-effect", json!(true))
    }),
    ("links removed", |tree| {
        let links = tree.any(|pointer, value| pointer.ends_with("/links") && value.is_object())?;
        tree.object(links.strip_suffix("/links")?).remove("links");
        Some(())
    }),
];

fn split(operation: &str) -> (String, String) {
    let (path, method) = operation.rsplit_once('/').expect("a method");
    (path.to_owned(), method.to_owned())
}

fn put(tree: &mut Tree, key: &str, value: Value) -> Option<()> {
    let operation = tree.operation(|one| one.get(key) != Some(&value))?;
    tree.object(&operation).insert(key.to_owned(), value);
    Some(())
}

fn without(tree: &mut Tree, key: &str) -> Option<()> {
    let operation = tree.operation(|one| one.get(key).is_some())?;
    tree.object(&operation).remove(key);
    Some(())
}

fn list<'t>(tree: &'t mut Tree, operation: &str, key: &str) -> &'t mut Vec<Value> {
    let found = tree
        .object(operation)
        .entry(key)
        .or_insert_with(|| json!([]));
    found.as_array_mut().expect("a list")
}

fn parameter(tree: &mut Tree, one: Value) -> Option<()> {
    let operation = tree.operation(|_| true)?;
    list(tree, &operation, "parameters").push(one);
    Some(())
}

/// Changes a parameter that is not in the path.
fn change(tree: &mut Tree, edit: impl Fn(&mut Value)) -> Option<()> {
    let item = tree.item_of("parameters", |one| {
        one.get("in").is_some_and(|place| place != "path") && one.get("schema").is_some()
    })?;
    edit(tree.at(&item));
    Some(())
}

fn media_type(tree: &mut Tree, name: &str) -> Option<()> {
    let (content, was) = tree.media("/responses/")?;
    let media = tree.object(&content).remove(&was)?;
    *tree.at(&content) = json!({name: media});
    Some(())
}

fn error(tree: &mut Tree, status: &str, schema: Value) -> Option<()> {
    let operation = tree.operation(|one| one["responses"].get(status).is_none())?;
    let response =
        json!({"description": "no", "content": {"application/json": {"schema": schema}}});
    tree.object(&format!("{operation}/responses"))
        .insert(status.to_owned(), response);
    Some(())
}
