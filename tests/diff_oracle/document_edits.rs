//! Edits of what belongs to the document as a whole: title, servers, credentials, webhooks.

use serde_json::{Value, json};

use super::edits::Edit;
use super::tree::Tree;

pub const EDITS: &[Edit] = &[
    ("nothing", |_| Some(())),
    ("title of the API", |tree| {
        tree.object("/info")
            .insert("title".to_owned(), json!("Another name"));
        Some(())
    }),
    ("version of the API", |tree| {
        tree.object("/info")
            .insert("version".to_owned(), json!("9.9"));
        Some(())
    }),
    ("description of the API", |tree| {
        tree.object("/info")
            .insert("description".to_owned(), json!("Other words."));
        Some(())
    }),
    ("base URL", |tree| {
        servers(tree, json!([{"url": "https://other.example.com/v9"}]))
    }),
    ("base URL with a variable", |tree| {
        servers(
            tree,
            json!([{"url": "https://{zone}.example.com", "variables": {"zone": {"default": "a"}}}]),
        )
    }),
    ("base URL with two variables", |tree| {
        let variables =
            json!({"zone": {"default": "a"}, "port": {"default": "443", "enum": ["443", "8443"]}});
        servers(
            tree,
            json!([{"url": "https://{zone}.example.com:{port}", "variables": variables}]),
        )
    }),
    ("servers removed", |tree| {
        tree.object("").remove("servers").map(|_| ())
    }),
    ("credentials added: a key", |tree| {
        scheme(
            tree,
            json!({"type": "apiKey", "in": "header", "name": "X-Added-Key"}),
        )
    }),
    ("credentials added: a user", |tree| {
        scheme(tree, json!({"type": "http", "scheme": "basic"}))
    }),
    ("credentials added: a token", |tree| {
        scheme(tree, json!({"type": "http", "scheme": "bearer"}))
    }),
    ("kind of credentials", |tree| {
        let pointer = tree.any(|pointer, value| {
            pointer
                .strip_prefix("/components/securitySchemes/")
                .is_some_and(|name| !name.contains('/'))
                && value.is_object()
        })?;
        let was = tree.at(&pointer).get("scheme") == Some(&json!("basic"));
        *tree.at(&pointer) =
            json!({"type": "http", "scheme": if was { "bearer" } else { "basic" }});
        Some(())
    }),
    ("credentials removed", |tree| {
        tree.object("").remove("security");
        while let Some(pointer) =
            tree.any(|pointer, value| value.is_array() && pointer.ends_with("/security"))
        {
            tree.object(pointer.strip_suffix("/security")?)
                .remove("security");
        }
        Some(())
    }),
    ("no credentials needed", |tree| {
        tree.object("").insert("security".to_owned(), json!([]));
        Some(())
    }),
    ("paths in another order", |tree| {
        let paths = tree.paths()?;
        let all: Vec<(String, Value)> = paths
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        paths.clear();
        paths.extend(all.into_iter().rev());
        Some(())
    }),
    ("schemas in another order", |tree| {
        let schemas = tree.components();
        let all: Vec<(String, Value)> = schemas
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        schemas.clear();
        schemas.extend(all.into_iter().rev());
        Some(())
    }),
    ("webhook removed", |tree| {
        let name = tree
            .root
            .get("webhooks")?
            .as_object()?
            .keys()
            .next()?
            .clone();
        tree.object("/webhooks").remove(&name);
        Some(())
    }),
    ("webhook added", |tree| {
        tree.root.get("webhooks")?;
        let hook = json!({"post": {"operationId": "addedHook", "responses": {"204": {"description": "seen"}}}});
        tree.object("/webhooks")
            .insert("addedHook".to_owned(), hook);
        Some(())
    }),
    ("first webhook", |tree| {
        if !tree.root["openapi"].as_str()?.starts_with("3.1") || tree.root.get("webhooks").is_some()
        {
            return None;
        }
        let hook = json!({"post": {"operationId": "addedHook", "responses": {"204": {"description": "seen"}}}});
        tree.object("")
            .insert("webhooks".to_owned(), json!({"addedHook": hook}));
        Some(())
    }),
    ("callback removed", |tree| {
        let pointer =
            tree.any(|pointer, value| pointer.ends_with("/callbacks") && value.is_object())?;
        tree.object(pointer.strip_suffix("/callbacks")?)
            .remove("callbacks");
        Some(())
    }),
    ("x-error removed", |tree| {
        let pointer = tree.any(|_, value| value.get("x-error").is_some())?;
        tree.object(&pointer).remove("x-error");
        Some(())
    }),
    ("schema called Error", |tree| named(tree, "Error")),
    ("schema called Option", |tree| named(tree, "Option")),
    ("schema called Client", |tree| named(tree, "Client")),
];

fn servers(tree: &mut Tree, list: Value) -> Option<()> {
    tree.root.get("openapi")?;
    tree.object("").insert("servers".to_owned(), list);
    Some(())
}

fn scheme(tree: &mut Tree, one: Value) -> Option<()> {
    tree.root.get("openapi")?;
    tree.components();
    let components = tree.object("/components");
    let schemes = components
        .entry("securitySchemes")
        .or_insert_with(|| json!({}));
    schemes["AddedScheme"] = one;
    tree.object("")
        .insert("security".to_owned(), json!([{"AddedScheme": []}]));
    Some(())
}

fn named(tree: &mut Tree, name: &str) -> Option<()> {
    let schema = json!({"type": "object", "properties": {"text": {"type": "string"}}});
    if tree.components().contains_key(name) {
        return None;
    }
    tree.components().insert(name.to_owned(), schema);
    Some(())
}
