//! `bindgen MODULE.wasm FOLDER`: writes the JavaScript around a module for Node.js, as the command
//! `wasm-bindgen --target nodejs` does, in the version that the lock file has.

use std::env::args;
use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let (Some(module), Some(folder)) = (args().nth(1), args().nth(2)) else {
        return Err("usage: bindgen MODULE.wasm FOLDER".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).nodejs(true)?.typescript(false);
    Ok(bindgen.generate(folder)?)
}
