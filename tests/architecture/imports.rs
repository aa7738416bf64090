//! Which file of a crate imports from which: the `use` declarations and the paths in code, resolved to the files that define the
//! names.
//!
//! `use crate::diagnostic::Code` is an edge to `diagnostic/catalogue.rs`, where `Code` is defined, and not to
//! `diagnostic/mod.rs`, which only re-exports it. A `pub use` is not an edge itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::{self, Visit};

use crate::support::{files, read};

/// A path of names, such as `["diagnostic", "Code"]`.
type Names = Vec<String>;

/// A file, as far as imports are concerned.
struct Module {
    /// Below `src`.
    file: String,
    imports: Vec<Names>,
    /// The names that it re-exports, each with what it refers to; `*` for all of a module.
    exports: Vec<(String, Names)>,
    /// The names that it defines.
    items: BTreeSet<String>,
}

/// The files of a crate by the names of their modules.
pub struct Crate {
    modules: BTreeMap<Names, Module>,
}

impl Crate {
    /// Reads every file below a folder.
    pub fn read(folder: &str) -> Self {
        let mut modules = BTreeMap::new();
        for path in files(folder, "rs") {
            let inside = path.strip_prefix(folder).expect("below the folder");
            let file = syn::parse_file(&read(&path)).expect("the sources parse");
            modules.insert(names_of(inside), Module::new(inside, &file.items));
        }
        // A program without a library.
        if !modules.contains_key(&[][..]) {
            let main = modules.remove(&["main".to_owned()][..]);
            modules.insert(Names::new(), main.expect("a crate has a root"));
        }
        Self { modules }
    }

    /// The files that each file imports from.
    pub fn edges(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let edges = self.modules.iter().map(|(at, module)| {
            let targets = module
                .imports
                .iter()
                .filter_map(|path| self.target(at, path, 0));
            let targets = targets.filter(|file| *file != module.file).collect();
            (module.file.as_str(), targets)
        });
        edges.collect()
    }

    /// The groups of files that import each other, directly or through others: a line for each.
    pub fn cycles(&self) -> String {
        cycles(&self.edges())
    }

    /// The same for the stages, which are the folders and files at the top.
    pub fn stage_cycles(&self) -> String {
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, targets) in self.edges() {
            let targets = targets.into_iter().map(stage);
            let targets = targets.filter(|target| *target != stage(from));
            edges.entry(stage(from)).or_default().extend(targets);
        }
        cycles(&edges)
    }

    /// The file that defines what a path refers to in a module; `None` for other crates.
    fn target(&self, at: &Names, path: &Names, depth: usize) -> Option<&str> {
        let path = self.absolute(at, path)?;
        let mut known = path.len();
        while !self.modules.contains_key(&path[..known]) {
            known -= 1;
        }
        let (module, rest) = (&self.modules[&path[..known]], &path[known..]);
        let Some(name) = rest.first() else {
            return Some(&module.file);
        };
        if depth < 8 && name != "*" && !module.items.contains(name) {
            let here = path[..known].to_vec();
            for (exported, origin) in &module.exports {
                if exported == name {
                    return self.target(&here, origin, depth + 1).or(Some(&module.file));
                }
                if exported == "*" && self.defines(&here, origin, name) {
                    return self.target(&here, origin, depth + 1);
                }
            }
        }
        Some(&module.file)
    }

    /// Whether the module behind `path::*` defines a name.
    fn defines(&self, at: &Names, path: &Names, name: &str) -> bool {
        let module = self.absolute(at, &path[..path.len() - 1].to_vec());
        let module = module.and_then(|path| self.modules.get(&path));
        module.is_some_and(|module| module.items.contains(name))
    }

    /// A path from the root of the crate.
    fn absolute(&self, at: &Names, path: &Names) -> Option<Names> {
        let mut base = at.clone();
        let mut rest = path.as_slice();
        match path.first().map(String::as_str) {
            Some("crate") => {
                base.clear();
                rest = &rest[1..];
            }
            Some("self") => rest = &rest[1..],
            Some("super") => {}
            Some(first) => {
                base.push(first.to_owned());
                if !self.modules.contains_key(&base) {
                    return None;
                }
                base.pop();
            }
            None => {}
        }
        while rest.first().is_some_and(|name| name == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }
}

fn stage(file: &str) -> &str {
    let top = file.split('/').next().unwrap_or(file);
    top.trim_end_matches(".rs")
}

fn cycles(edges: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let reached: BTreeMap<&str, BTreeSet<&str>> = edges
        .keys()
        .map(|file| (*file, reachable(edges, file)))
        .collect();
    let mut cycles = BTreeSet::new();
    for (file, others) in &reached {
        let group: Vec<&str> = others
            .iter()
            .filter(|other| reached[*other].contains(file))
            .copied()
            .collect();
        if !group.is_empty() {
            cycles.insert(group.join(", "));
        }
    }
    cycles.into_iter().collect::<Vec<_>>().join("\n")
}

fn reachable<'c>(edges: &BTreeMap<&'c str, BTreeSet<&'c str>>, from: &str) -> BTreeSet<&'c str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = edges[from].iter().copied().collect();
    while let Some(file) = next.pop() {
        if found.insert(file) {
            next.extend(&edges[file]);
        }
    }
    found
}

/// `diagnostic/mod.rs` is `["diagnostic"]`, `lib.rs` is the root.
fn names_of(path: &Path) -> Names {
    let mut names: Names = path
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib")) {
        names.pop();
    }
    names
}

impl Module {
    fn new(path: &Path, items: &[syn::Item]) -> Self {
        let mut module = Self {
            file: path.display().to_string(),
            imports: Vec::new(),
            exports: Vec::new(),
            items: BTreeSet::new(),
        };
        for item in items {
            module.add(item);
        }
        module
    }

    fn add(&mut self, item: &syn::Item) {
        self.visit_item(item);
        let name = match item {
            syn::Item::Use(item) => return self.add_use(item),
            syn::Item::Struct(item) => &item.ident,
            syn::Item::Enum(item) => &item.ident,
            syn::Item::Trait(item) => &item.ident,
            syn::Item::Type(item) => &item.ident,
            syn::Item::Const(item) => &item.ident,
            syn::Item::Static(item) => &item.ident,
            syn::Item::Fn(item) => &item.sig.ident,
            _ => return,
        };
        self.items.insert(name.to_string());
    }

    fn add_use(&mut self, item: &syn::ItemUse) {
        let mut found = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut found);
        for (name, path) in found {
            if matches!(item.vis, syn::Visibility::Inherited) {
                self.imports.push(path);
            } else {
                self.exports.push((name, path));
            }
        }
    }
}

/// The paths of a `use`, each with the name that it brings into scope.
fn flatten(tree: &syn::UseTree, prefix: &mut Names, found: &mut Vec<(String, Names)>) {
    let mut leaf = |name: String, last: Option<String>| {
        let path = prefix.iter().cloned().chain(last).collect();
        found.push((name, path));
    };
    match tree {
        syn::UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            flatten(&path.tree, prefix, found);
            prefix.pop();
        }
        syn::UseTree::Name(name) if name.ident == "self" => {
            leaf(prefix.last().cloned().unwrap_or_default(), None);
        }
        syn::UseTree::Name(name) => leaf(name.ident.to_string(), Some(name.ident.to_string())),
        syn::UseTree::Rename(rename) => {
            leaf(rename.rename.to_string(), Some(rename.ident.to_string()))
        }
        syn::UseTree::Glob(_) => leaf("*".to_owned(), Some("*".to_owned())),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, prefix, found);
            }
        }
    }
}

/// Paths in code, such as `super::sentence::first(text)`. Others begin with a name that a `use` has, or with a module inside of
/// this one: a parent calls its modules, and they have its types.
impl<'ast> Visit<'ast> for Module {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        let names: Names = names.collect();
        if names.len() > 1 && matches!(names[0].as_str(), "crate" | "super") {
            self.imports.push(names);
        }
        visit::visit_path(self, path);
    }

    /// `pub(in crate::load)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}
}
