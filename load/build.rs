//! Generates the server of `uploads.yaml` into `OUT_DIR`, so that it is never outdated.

use std::path::{Path, PathBuf};

use bindwright::diagnostic::{Colour, render};
use bindwright::emit::Root;
use bindwright::{Generator, OutputKind, write};

fn main() {
    println!("cargo::rerun-if-changed=uploads.yaml");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let folder = out.join("uploads");
    let generator = Generator::new(Path::new("uploads.yaml"));
    let outcome = generator.plan(&folder, &OutputKind::Modules(Root::Module));
    let Some(generated) = outcome.generated else {
        panic!("{}", render(&outcome.diagnostics, Colour::Never));
    };
    write::apply(&generated.plan).expect("OUT_DIR is writable");
    let module = folder.join("mod.rs");
    let text = format!(
        "#[path = {module:?}]\n#[allow(unreachable_pub, dead_code, unused)]\nmod uploads;\n"
    );
    std::fs::write(out.join("generated.rs"), text).expect("OUT_DIR is writable");
}
