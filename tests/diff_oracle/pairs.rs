//! Pairs of documents: a small one, and the same after a seeded edit.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindwright::Generator;
use bindwright::analysis::analyze;
use bindwright::emit::{EmitOptions, Output, Root};
use bindwright::format::{self, File};
use bindwright::ir::Api;
use bindwright::load::{LoadOptions, Strictness};
use bindwright::surface::{self, Surface};
use serde_json::Value;

use super::documents::{Reading, SmallDocument};
use super::edits;
use super::tree::{Dice, Tree};

/// A document with what is generated from it.
pub struct Version {
    pub document: Value,
    pub api: Api,
    pub surface: Surface,
    pub files: Vec<File>,
}

/// A document before and after an edit.
pub struct Pair {
    /// The document, and the edit.
    pub name: String,
    pub edit: &'static str,
    pub old: usize,
    pub new: Version,
}

/// Documents and pairs of them.
#[derive(Default)]
pub struct Pairs {
    pub old: Vec<Version>,
    pub pairs: Vec<Pair>,
    /// Edits after which a document is rejected.
    pub rejected: usize,
    /// Documents that are rejected before an edit.
    pub rejected_documents: Vec<String>,
}

/// The document with what it generates; `None` if it is rejected.
pub fn version(document: &Value, reading: Reading, folder: &Path) -> Option<Version> {
    let path = folder.join("document.json");
    fs::write(&path, document.to_string()).expect("a file can be written");
    let mut generator = Generator::new(&path);
    if reading.features_per_tag {
        generator = generator.features_per_tag();
    }
    if reading.check_responses {
        generator = generator.check_responses();
    }
    if reading.skip_unsupported {
        let options = LoadOptions {
            strictness: Strictness::Repairing,
            ..LoadOptions::default()
        };
        generator = generator.skip_unsupported().reading(options);
    }
    let api = generator.check().1?;
    let options = EmitOptions {
        root: Root::Module,
        crate_name: None,
    };
    let output = Output::new(analyze(&api), options);
    let files = output
        .modules()
        .iter()
        .map(|module| format::file(&output, module, "document.json"));
    let (files, surface) = (files.collect(), surface::of(&output));
    Some(Version {
        document: document.clone(),
        surface,
        files,
        api,
    })
}

impl Pairs {
    /// Adds the edits of a document: `per_document` of them, drawn with a seed, or all if there are no more.
    pub fn add(&mut self, one: &SmallDocument, per_document: usize, seed: u64, folder: &Path) {
        let SmallDocument {
            name,
            value: document,
            reading,
        } = one;
        let Some(old) = version(document, *reading, folder) else {
            self.rejected_documents.push(name.clone());
            return;
        };
        let mut dice = Dice::new(seed);
        let mut edits = edits::all();
        let (mut tried, mut seen) = (0, BTreeSet::from([document.to_string()]));
        let index = self.old.len();
        self.old.push(old);
        while tried < per_document && !edits.is_empty() {
            let (edit, apply) = edits.swap_remove(dice.below(edits.len()));
            let mut tree = Tree {
                root: document.clone(),
                dice: Dice::new(seed + u64::try_from(edits.len()).expect("few edits")),
            };
            if apply(&mut tree).is_none()
                || (!seen.insert(tree.root.to_string()) && edit != "nothing")
            {
                continue;
            }
            match version(&tree.root, *reading, folder) {
                Some(new) => {
                    tried += 1;
                    self.pairs.push(Pair {
                        name: name.clone(),
                        edit,
                        old: index,
                        new,
                    });
                }
                None => self.rejected += 1,
            }
        }
    }
}
