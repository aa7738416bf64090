//! A program that uses everything that a generated crate offers, made from its surface. `g` is the crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bindwright::surface::{Gates, ItemKind, PublicItem, Surface};

use super::names::CrateNames;

/// What is before every program.
const START: &str =
    "#![allow(warnings)]\nuse super::g;\ntrait Local {}\nfn needs_send<T: Send>(_: T) {}\n";

/// Writes programs about one version of a crate.
pub struct Consumer<'a> {
    surface: &'a Surface,
    names: CrateNames,
    /// The features that the program turns on.
    features: BTreeSet<String>,
}

impl<'a> Consumer<'a> {
    /// A program that turns on these features.
    pub fn new(surface: &'a Surface, features: &[&str]) -> Self {
        let mut all: BTreeSet<String> = features.iter().map(|one| (*one).to_owned()).collect();
        loop {
            let enabled = all.iter().filter_map(|one| surface.features.get(one));
            let more: BTreeSet<String> = enabled.flat_map(|one| one.enables.clone()).collect();
            if more.is_subset(&all) {
                break;
            }
            all.extend(more);
        }
        Self {
            surface,
            names: CrateNames::of(surface),
            features: all,
        }
    }

    /// Every feature that is on.
    pub fn features(&self) -> &BTreeSet<String> {
        &self.features
    }

    fn has(&self, gates: &Gates) -> bool {
        gates
            .iter()
            .all(|term| term.iter().any(|one| self.features.contains(one)))
    }

    fn items(&self) -> impl Iterator<Item = &'a PublicItem> {
        self.surface
            .items
            .iter()
            .filter(|item| self.has(&item.gates))
    }

    /// The program of a caller.
    pub fn caller(&self) -> String {
        let mut out = START.to_owned();
        for (index, item) in self.items().enumerate() {
            self.one(index, item, &mut out);
        }
        out
    }

    fn one(&self, index: usize, item: &PublicItem, out: &mut String) {
        let path = item.path.trim_end_matches("()");
        let member = path.rsplit("::").next().unwrap_or(path);
        let owner = item.owner.as_str();
        let text = |text: &str| self.names.qualified(text, owner);
        let code = match item.kind {
            ItemKind::Module => format!("use g::{path} as module_{index};\n"),
            ItemKind::Reexport if path == "runtime" => {
                format!("use g::runtime as runtime_{index};\n")
            }
            ItemKind::Reexport => format!(
                "fn f{index}(x: g::{path}<()>) -> g::{} {{ x }}\n",
                item.signature.clone() + "<()>"
            ),
            ItemKind::Struct | ItemKind::Enum => self.nominal(index, item),
            ItemKind::Alias => {
                let (behind, home) = placed(&item.signature);
                let behind = self.names.qualified(behind.trim_start_matches("= "), owner);
                format!(
                    "fn f{index}(x: g::{path}) -> {behind} {{ x }}\nfn h{index}(x: g::{home}::{}) -> g::{path} {{ x }}\n",
                    member
                )
            }
            ItemKind::Trait => {
                let (above, home) = placed(&item.signature);
                let above = text(above.trim_start_matches(": "));
                format!(
                    "fn f{index}<T: g::{path}>() {{ fn above<X: {above}>() {{}} above::<T>() }}\n\
                     fn h{index}<T: g::{home}::{member}>() {{ f{index}::<T>() }}\n"
                )
            }
            ItemKind::Function => {
                let (signature, home) = placed(&item.signature);
                self.call(index, item, signature, &format!("g::{path}"), None)
                    + &format!("use g::{home}::{member} as function_{index};\n")
            }
            ItemKind::Constant if owner == path => {
                let (ty, home) = placed(&item.signature);
                let ty = text(ty);
                format!(
                    "fn f{index}() {{ let _: &{ty} = &g::{path}; let _: &{ty} = &g::{home}::{member}; }}\n"
                )
            }
            ItemKind::Constant => format!(
                "fn f{index}() {{ let _: {} = g::{path}; }}\n",
                text(&item.signature)
            ),
            ItemKind::Field => {
                let ty = text(&item.signature);
                format!(
                    "fn f{index}(x: &mut g::{owner}, v: {ty}) {{ let _: &{ty} = &x.{member}; x.{member} = v; }}\n"
                )
            }
            ItemKind::Variant => self.variant(index, item, path, &text(&item.signature)),
            ItemKind::Constructor => {
                self.call(index, item, &item.signature, &format!("g::{path}"), None)
            }
            ItemKind::Method if owner.ends_with("Ext") => self.of_trait(index, item, path, owner),
            ItemKind::Setter | ItemKind::Method => {
                let is_called_on =
                    item.signature.contains("(&self") || item.signature.contains("(self");
                let receiver = is_called_on.then(|| format!("g::{owner}"));
                self.call(
                    index,
                    item,
                    &item.signature,
                    &format!("g::{path}"),
                    receiver,
                )
            }
            ItemKind::TraitMethod { .. } => self.of_trait(index, item, path, owner),
            ItemKind::Implementation => self.implementation(index, item),
            ItemKind::Unknown => panic!("unknown item {}", item.path),
        };
        out.push_str(&code);
    }

    /// A call of a method of a trait, by whoever has any implementation.
    fn of_trait(&self, index: usize, item: &PublicItem, path: &str, owner: &str) -> String {
        let signature = item.signature.replacen("fn(", "fn<T>(", 1);
        let code = self.call(
            index,
            item,
            &signature,
            &format!("g::{path}"),
            Some("T".to_owned()),
        );
        code.replacen("<T>", &format!("<T: g::{owner}>"), 1)
    }

    /// A type of its own: a trait of the caller can be implemented for it and for every other one.
    fn nominal(&self, index: usize, item: &PublicItem) -> String {
        let (what, home) = placed(&item.signature);
        let name = item.path.rsplit("::").next().unwrap_or_default();
        let path = &item.path;
        let mut code = format!(
            "impl Local for g::{path} {{}}\nfn h{index}(x: g::{home}::{name}) -> g::{path} {{ x }}\n"
        );
        if what.is_empty() && item.kind == ItemKind::Struct {
            let fields = self
                .items()
                .filter(|one| one.owner == *path && one.kind == ItemKind::Field);
            let fields: Vec<&str> = fields
                .filter_map(|one| one.path.rsplit("::").next())
                .collect();
            let fields = fields.join(", ");
            _ = writeln!(
                code,
                "fn l{index}(x: g::{path}) -> g::{path} {{ let g::{path} {{ {fields} }} = x; g::{path} {{ {fields} }} }}"
            );
        }
        if item.kind == ItemKind::Enum {
            let variants = self
                .items()
                .filter(|one| one.owner == *path && one.kind == ItemKind::Variant);
            let arms: String = variants
                .map(|one| format!("g::{} {{ .. }} => {{}}", one.path))
                .collect();
            let rest = if what.is_empty() { "" } else { "_ => {}" };
            _ = writeln!(
                code,
                "fn m{index}(x: g::{path}) {{ match x {{ {arms} {rest} }} }}"
            );
        }
        code
    }

    fn variant(&self, index: usize, item: &PublicItem, path: &str, payload: &str) -> String {
        let owner = &item.owner;
        // A variant of an enum can be imported, one behind an alias cannot.
        let import = format!("use g::{path} as variant_{index};\n");
        let code = match payload
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(ty) => format!(
                "fn f{index}(x: g::{owner}) -> Option<{ty}> {{ match x {{ g::{path}(v) => Some(v), _ => None }} }}\n\
                 fn c{index}(v: {ty}) -> g::{owner} {{ g::{path}(v) }}\n"
            ),
            None => format!(
                "fn f{index}(x: &g::{owner}) -> bool {{ matches!(x, g::{path}) }}\nfn c{index}() -> g::{owner} {{ g::{path} }}\n"
            ),
        };
        import + &code
    }

    /// A function that takes what another one takes, passes it on, and returns the same.
    fn call(
        &self,
        index: usize,
        item: &PublicItem,
        signature: &str,
        callee: &str,
        receiver: Option<String>,
    ) -> String {
        let (start, rest) = signature.split_once('(').expect("a function");
        let (arguments, end) = split_arguments(rest);
        let is_async = start.starts_with("async");
        let start = start.replacen("fn", &format!("fn f{index}"), 1);
        let mut parameters = Vec::new();
        let mut passed = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let ty = match (*argument, &receiver) {
                ("&self", Some(owner)) => format!("&{owner}"),
                ("self", Some(owner)) => owner.clone(),
                (other, _) => self.names.qualified(other, &item.owner),
            };
            parameters.push(format!("a{at}: {ty}"));
            passed.push(format!("a{at}"));
        }
        let end = self.names.qualified(end, &item.owner);
        let wait = if is_async { ".await" } else { "" };
        let (parameters, passed) = (parameters.join(", "), passed.join(", "));
        let mut code = format!("{start}({parameters}){end} {{ {callee}({passed}){wait} }}\n");
        if is_async {
            let concrete = concrete(&parameters);
            _ = writeln!(
                code,
                "fn s{index}({concrete}) {{ needs_send({callee}({passed})) }}"
            );
        }
        code
    }

    fn implementation(&self, index: usize, item: &PublicItem) -> String {
        let owner = item.owner.as_str();
        let Some(rest) = item.path.strip_prefix("impl ") else {
            // `runtime::client::Pages<ListPets>`: what the stream yields.
            let of = item
                .signature
                .strip_prefix("impl Stream, items ")
                .expect("a stream");
            let (stream, of) = (
                self.names.qualified(&item.path, owner),
                self.names.qualified(of, owner),
            );
            return format!(
                "fn f{index}(_: {stream}, x: <g::{owner} as g::runtime::codegen::PagedOperation>::Item) -> {of} {{ x }}\n"
            );
        };
        let (implemented, ty) = rest.split_once(" for ").expect("a trait and a type");
        if let Some((_, bound)) = ty.split_once(": ") {
            return format!(
                "fn f{index}<A: g::{bound}>() {{ fn need<T: g::{implemented}>() {{}} need::<A>() }}\n"
            );
        }
        let implemented = implemented.replace("From<&str>", "for<'t> From<&'t str>");
        let implemented =
            implemented.replace("serde::Deserialize", "for<'t> serde::Deserialize<'t>");
        let (implemented, ty) = (
            self.names.qualified(&implemented, owner),
            self.names.qualified(ty, owner),
        );
        format!("fn f{index}() {{ fn need<T: {implemented}>() {{}} need::<{ty}>() }}\n")
    }

    /// The program of whoever implements the traits whose methods have default bodies, or those without.
    pub fn implementor(&self, of_defaults: bool) -> String {
        let mut out = START.to_owned();
        for item in self.items().filter(|one| one.kind == ItemKind::Trait) {
            let methods = || {
                self.items().filter(|one| {
                    one.owner == item.path && matches!(one.kind, ItemKind::TraitMethod { .. })
                })
            };
            let defaults = methods()
                .any(|one| matches!(one.kind, ItemKind::TraitMethod { has_default: true }));
            if methods().next().is_some() && defaults != of_defaults {
                continue;
            }
            if methods().next().is_none() && of_defaults == item.path.contains("Complete") {
                continue;
            }
            // The generated code implements them for every implementation of the other trait.
            let last = item.path.rsplit("::").next().unwrap_or_default();
            if last.starts_with("Dyn") || last.ends_with("Ext") {
                continue;
            }
            let name = item.path.replace("::", "_");
            _ = write!(
                out,
                "pub struct Of{name};\nimpl g::{} for Of{name} {{\n",
                item.path
            );
            for method in methods() {
                self.method(method, &mut out);
            }
            out.push_str("}\n");
        }
        out
    }

    fn method(&self, item: &PublicItem, out: &mut String) {
        let name = item
            .path
            .trim_end_matches("()")
            .rsplit("::")
            .next()
            .expect("a name");
        let signature = self
            .names
            .qualified(&self.expanded(&item.signature), &item.owner);
        let (_, rest) = signature.split_once('(').expect("a function");
        let (arguments, end) = split_arguments(rest);
        let arguments: Vec<String> = arguments
            .iter()
            .map(|one| match *one {
                "&self" => "&self".to_owned(),
                other => format!("_: {other}"),
            })
            .collect();
        _ = writeln!(
            out,
            "fn {name}({}){end} {{ std::future::pending() }}",
            arguments.join(", ")
        );
    }

    /// The text with the types behind aliases.
    fn expanded(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..8 {
            for alias in self
                .surface
                .items
                .iter()
                .filter(|one| one.kind == ItemKind::Alias)
            {
                let (behind, _) = placed(&alias.signature);
                text = replace_word(&text, &alias.path, behind.trim_start_matches("= "));
            }
        }
        text
    }
}

/// The text with another word in the place of one.
fn replace_word(text: &str, word: &str, by: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, found) = rest.split_at(at);
        let after = &found[word.len()..];
        out.push_str(before);
        let is_whole =
            !out.ends_with(is_part) && !after.starts_with(is_part) && !after.starts_with(" = ");
        out.push_str(if is_whole { by } else { word });
        rest = after;
    }
    out + rest
}

/// `impl Into<Request<T>>` as the type itself, which is `Send`.
fn concrete(parameters: &str) -> String {
    let parts = split_arguments(&format!("{parameters})")).0.join("\n");
    let parts = parts.lines().map(|one| match one.split_once(": ") {
        Some((name, ty)) => match ty
            .strip_prefix("impl ::std::prelude::v1::Into<")
            .and_then(|ty| ty.strip_suffix('>'))
        {
            Some(ty) => format!("{name}: {ty}"),
            None => one.to_owned(),
        },
        None => one.to_owned(),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What is before ` in `, and the module behind it.
fn placed(signature: &str) -> (&str, &str) {
    let (what, home) = match signature.strip_prefix("in ") {
        Some(home) => ("", home),
        None => signature.rsplit_once(" in ").expect("a place"),
    };
    (what, home)
}

/// The arguments up to the bracket that ends them, and what follows.
fn split_arguments(rest: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut from, mut before) = (0, 0, ' ');
    let mut arguments = Vec::new();
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '<' | '[' => depth += 1,
            ')' if depth == 0 => {
                arguments.push(rest[from..at].trim());
                arguments.retain(|one| !one.is_empty());
                return (arguments, &rest[at + 1..]);
            }
            '>' if before == '-' => {}
            ')' | '>' | ']' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(rest[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    (arguments, "")
}
