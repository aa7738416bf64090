//! Generates the types and servers that the targets use: from `documents/`, from the Workspace document, and from those that
//! `BINDWRIGHT_FUZZ_DOCUMENTS` names, separated by `:`. The modules are written to `OUT_DIR`, so that they are never outdated.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use bindwright::diagnostic::{Colour, render};
use bindwright::emit::Root;
use bindwright::ir::TypeKind;
use bindwright::{Generator, OutputKind, write};

const OWN: [(&str, &str); 3] = [
    ("kinds", "documents/kinds.yaml"),
    ("wire", "documents/wire.yaml"),
    ("workspace", "../spec/workspace.yaml"),
];

fn main() {
    println!("cargo::rerun-if-changed=documents");
    println!("cargo::rerun-if-changed=seeds");
    println!("cargo::rerun-if-changed=../spec/workspace.yaml");
    println!("cargo::rerun-if-env-changed=BINDWRIGHT_FUZZ_DOCUMENTS");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut documents: Vec<(String, PathBuf)> = OWN
        .map(|(name, path)| (name.to_owned(), path.into()))
        .into();
    let more = env::var("BINDWRIGHT_FUZZ_DOCUMENTS").unwrap_or_default();
    for (index, path) in more.split(':').filter(|path| !path.is_empty()).enumerate() {
        documents.push((format!("more{index}"), path.into()));
    }
    let (mut modules, mut codecs) = (String::new(), String::new());
    for (name, path) in &documents {
        one(&out, name, path, &mut modules, &mut codecs);
    }
    let text = format!(
        "{modules}\n/// Every type of every document.\npub const CODECS: &[crate::codec::Codec] = &[\n{codecs}];\n{}",
        seeds()
    );
    fs::write(out.join("generated.rs"), text).expect("OUT_DIR is writable");
}

/// Generates the modules of a document, declares them, and lists its types.
fn one(out: &Path, name: &str, path: &Path, modules: &mut String, codecs: &mut String) {
    let folder = out.join(name);
    let generator = Generator::new(path).skip_unsupported();
    let outcome = generator.plan(&folder, &OutputKind::Modules(Root::Module));
    let Some(generated) = outcome.generated else {
        panic!("{}", render(&outcome.diagnostics, Colour::Never));
    };
    write::apply(&generated.plan).expect("OUT_DIR is writable");
    let text = fs::read_to_string(path).expect("it was read before");
    let tree: serde_json::Value = serde_yaml::from_str(&text).expect("it was read before");
    fs::write(folder.join("document.json"), tree.to_string()).expect("OUT_DIR is writable");
    let (module, json) = (folder.join("mod.rs"), folder.join("document.json"));
    writeln!(modules, "#[path = {module:?}]\n#[allow(missing_docs, unreachable_pub, dead_code, unused)]\npub mod {name};").expect("a string");
    for def in &generated.api.types {
        if matches!(def.kind, TypeKind::Foreign(_)) {
            continue;
        }
        let pointer = &def.origin.pointer;
        writeln!(
            codecs,
            "    crate::codec::Codec::of::<{name}::{}>({:?}, include_str!({json:?}), {pointer:?}),",
            def.name,
            def.name.to_string()
        )
        .expect("a string");
    }
}

/// The small documents that are changed.
fn seeds() -> String {
    let folder = fs::read_dir("seeds").expect("seeds/ exists");
    let mut paths: Vec<PathBuf> = folder
        .map(|entry| entry.expect("seeds/ is readable").path())
        .collect();
    paths.sort();
    let rows = paths.iter().map(|path| {
        let path = fs::canonicalize(path).expect("it exists");
        format!("    include_str!({path:?}),\n")
    });
    format!(
        "/// The documents of `seeds/`.\npub const SEEDS: &[&str] = &[\n{}];\n",
        rows.collect::<String>()
    )
}
