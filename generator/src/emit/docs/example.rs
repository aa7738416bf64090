//! The example on the front page of a generated crate, which is a doctest, and in its readme.
//!
//! ```text
//! use pets::{Client, GetPet};
//!
//! let client = Client::builder().build()?;
//! let response = client.get_pet(GetPet::new(1)).await?;
//! println!("{:?}", response.body().name);
//! ```
//!
//! What it shows is decided in [`crate::analysis::example`]; here it is laid out as rustfmt would.

use std::collections::BTreeSet;

use crate::analysis::{Constructor, Example, Sample};
use crate::ir::{Api, Credential, RustName, Scheme};

/// The widest line of an example.
const WIDTH: usize = 92;

/// The lines of the example, for a crate or module with this path. Without an operation that can be
/// shown, it ends with the client.
pub(in crate::emit) fn lines(api: &Api, example: Option<&Example<'_>>, path: &str) -> Vec<String> {
    let mut lines = imports(example, path);
    lines.push(String::new());
    lines.extend(client(api, example));
    if let Some(example) = example {
        lines.extend(call(example));
    }
    lines
}

/// `use pets::{Client, GetPet};`
fn imports(example: Option<&Example<'_>>, path: &str) -> Vec<String> {
    let mut names = BTreeSet::from(["Client"]);
    let mut lines = Vec::new();
    if let Some(example) = example {
        of_constructor(&example.request, &mut names);
        let mut credentials = example.credentials.iter();
        if credentials.any(|one| matches!(one.credential, Credential::Signature(_))) {
            lines.push(format!("use {path}::runtime::KeyPair;"));
        }
        for (_, value) in &example.settings {
            of_sample(value, &mut names);
        }
    }
    let names: Vec<&str> = names.into_iter().collect();
    let line = match names.as_slice() {
        [name] => format!("use {path}::{name};"),
        names => format!("use {path}::{{{}}};", names.join(", ")),
    };
    if line.chars().count() <= WIDTH {
        lines.push(line);
        return lines;
    }
    lines.push(format!("use {path}::{{"));
    lines.extend(names.iter().map(|name| format!("    {name},")));
    lines.push("};".to_owned());
    lines
}

/// Adds the names that a call of `new` uses.
fn of_constructor<'a>(constructor: &Constructor<'a>, names: &mut BTreeSet<&'a str>) {
    names.insert(constructor.name.as_str());
    names.extend(constructor.companion.map(RustName::as_str));
    for (_, value) in constructor.arguments.iter().chain(&constructor.setters) {
        of_sample(value, names);
    }
}

fn of_sample<'a>(sample: &Sample<'a>, names: &mut BTreeSet<&'a str>) {
    match sample {
        Sample::Literal(_) | Sample::String(_) | Sample::Parsed(_) => {}
        Sample::Variant(name, _) => _ = names.insert(name.as_str()),
        Sample::Struct(constructor) => of_constructor(constructor, names),
        Sample::List(inner) | Sample::Wrapped(inner) => of_sample(inner, names),
    }
}

/// `let client = Client::builder().token("…").build()?;`
fn client(api: &Api, example: Option<&Example<'_>>) -> Vec<String> {
    let mut calls = Vec::new();
    let has_server = api.servers.iter().any(|one| one.url.contains("://"));
    if !has_server {
        let base = api.servers.first().map_or("", |one| &one.base_path);
        calls.push(format!(
            ".endpoint({:?})",
            format!("https://api.example.com{base}")
        ));
    }
    if let Some(example) = example {
        for (parameter, value) in &example.settings {
            calls.push(format!(".{}({})", parameter.name, expression(value, false)));
        }
        calls.extend(example.credentials.iter().map(|one| credential(one)));
    }
    calls.push(".build()?;".to_owned());
    let line = format!("let client = Client::builder(){}", calls.concat());
    if calls.len() < 3 && line.chars().count() <= WIDTH {
        return vec![line];
    }
    let first = std::iter::once("let client = Client::builder()".to_owned());
    let calls = calls.into_iter().map(|call| format!("    {call}"));
    first.chain(calls).collect()
}

/// `.token("…")`
fn credential(scheme: &Scheme) -> String {
    let arguments = match &scheme.credential {
        Credential::HeaderKey(_)
        | Credential::QueryKey(_)
        | Credential::CookieKey(_)
        | Credential::Bearer => "\"…\"",
        Credential::Basic => "\"user\", \"password\"",
        Credential::Signature(_) => "KeyPair::new(\"access key\", \"secret key\")",
    };
    format!(".{}({arguments})", scheme.name)
}

/// The call, and what it prints.
fn call(example: &Example<'_>) -> Vec<String> {
    let (method, request) = (&example.operation.name, &example.request);
    let inside = constructor(request);
    let line = format!("let response = client.{method}({inside}).await?;");
    let mut lines = if line.chars().count() <= WIDTH {
        vec![line]
    } else {
        let mut lines = statement(&format!("let request = {inside};"), request);
        lines.push(format!("let response = client.{method}(request).await?;"));
        lines
    };
    lines.push(match example.field {
        Some(field) => format!("println!(\"{{:?}}\", response.body().{field});"),
        None => "println!(\"{}\", response.status());".to_owned(),
    });
    lines
}

/// The statement, with one argument per line if it is too long for one.
fn statement(line: &str, request: &Constructor<'_>) -> Vec<String> {
    if line.chars().count() <= WIDTH {
        return vec![line.to_owned()];
    }
    let (open, close) = match request.companion {
        Some(name) => (format!("({name} {{"), "});"),
        None => ("(".to_owned(), ");"),
    };
    let mut lines = vec![format!("let request = {}::new{open}", request.name)];
    let arguments = arguments(request).into_iter();
    lines.extend(arguments.map(|argument| format!("    {argument},")));
    lines.push(close.to_owned());
    lines
}

/// The arguments of `new`: `1`, or the fields of the struct that it takes, `id: 1`.
fn arguments(constructor: &Constructor<'_>) -> Vec<String> {
    let argument = |(name, value): &(&str, Sample<'_>)| match constructor.companion {
        Some(_) => format!("{name}: {}", expression(value, true)),
        None => expression(value, false),
    };
    constructor.arguments.iter().map(argument).collect()
}

/// `GetPet::new(1)`, or `GetPet::new(GetPetRequired { id: 1, … })`, and its setters.
fn constructor(constructor: &Constructor<'_>) -> String {
    let arguments = arguments(constructor).join(", ");
    let setters = constructor.setters.iter();
    let setters = setters.map(|(name, value)| format!(".{name}({})", expression(value, false)));
    let setters: String = setters.collect();
    match constructor.companion {
        Some(name) => format!(
            "{}::new({name} {{ {arguments} }}){setters}",
            constructor.name
        ),
        None => format!("{}::new({arguments}){setters}", constructor.name),
    }
}

/// The value as an expression: of exactly the type, or of one that `new` and setters convert.
fn expression(sample: &Sample<'_>, is_exact: bool) -> String {
    match sample {
        Sample::Literal(text) => text.clone(),
        Sample::String(text) if is_exact => format!("\"{text}\".into()"),
        Sample::String(text) => format!("\"{text}\""),
        Sample::Parsed(text) => format!("\"{text}\".parse()?"),
        Sample::Variant(name, variant) => format!("{name}::{variant}"),
        Sample::Struct(inner) => constructor(inner),
        Sample::List(item) if is_exact => format!("vec![{}]", expression(item, true)),
        Sample::List(item) => format!(
            "[{}]",
            expression(item, matches!(**item, Sample::Parsed(_)))
        ),
        Sample::Wrapped(inner) if is_exact => format!("{}.into()", expression(inner, false)),
        Sample::Wrapped(inner) => expression(inner, false),
    }
}
