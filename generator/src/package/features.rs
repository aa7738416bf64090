//! `[features]`: those that every crate has, and those that come from the document.
//!
//! The names of the latter are also kept under `package.metadata.bindwright`, so that a later run removes the feature of a
//! tag that is gone and leaves alone what somebody has added.
//!
//! ```text
//! run 1: tags a, b     features a, b          metadata: [a, b]
//! edit:                 features a, b, mine
//! run 2: tags b, c     features b, c, mine    metadata: [b, c]     a was ours and is gone; mine was never ours
//! ```

use toml_edit::{Array, DocumentMut, Table, TableLike, Value};

use super::table::{edit, set, strings};
use crate::ir::{Api, COMMON_FEATURES, DEFAULT_FEATURES};

/// Where the names of the document's features are kept below `[package]`.
const REMEMBERED: [&str; 3] = ["metadata", "bindwright", "features"];

/// The names of all features, as declared by the manifest of the crate around the modules.
pub(super) fn names(api: &Api) -> Vec<&str> {
    let common = COMMON_FEATURES.iter().map(|(name, _)| *name);
    let own = api.document_features();
    common
        .chain(own.into_iter().map(|(name, _)| name))
        .collect()
}

/// Adds and removes what the document adds and removes. Other features stay, and so do choices in `default`.
pub(super) fn update(api: &Api, manifest: &mut DocumentMut) {
    let own = api.document_features();
    let names: Vec<&str> = own.iter().map(|(name, _)| *name).collect();
    let mut earlier = Vec::new();
    edit(manifest.as_table_mut(), "package", |package| {
        earlier = remembered(package);
        remember(&names, package);
    });
    let gone = |name: &str| earlier.iter().any(|old| old == name) && !names.contains(&name);
    edit(manifest.as_table_mut(), "features", |features| {
        let tags = api.features.iter().map(|feature| feature.name.as_str());
        let new = tags.filter(|name| !earlier.iter().any(|old| old == name));
        set_default(features, new.collect(), gone);
        for name in earlier.iter().filter(|name| gone(name)) {
            features.remove(name);
        }
        for (name, enables) in COMMON_FEATURES {
            let mut all = strings(features.get(name));
            let missing = enables
                .iter()
                .filter(|one| !all.iter().any(|has| has == *one));
            let missing: Vec<String> = missing.map(|one| (*one).to_owned()).collect();
            all.splice(0..0, missing);
            set(features, name, Array::from_iter(all).into());
        }
        for (name, enables) in own {
            set(features, name, Array::from_iter(enables).into());
        }
    });
}

/// Adds new features to `default` and takes away those that are gone.
fn set_default(features: &mut dyn TableLike, new: Vec<&str>, gone: impl Fn(&str) -> bool) {
    let mut default = match features.get("default") {
        Some(default) => strings(Some(default)),
        None => DEFAULT_FEATURES.map(str::to_owned).to_vec(),
    };
    default.retain(|name| !gone(name));
    for name in new {
        if !default.iter().any(|one| one == name) {
            default.push(name.to_owned());
        }
    }
    let many = default.len() > DEFAULT_FEATURES.len();
    let mut default = Array::from_iter(default);
    if many {
        // One per line.
        default
            .iter_mut()
            .for_each(|one| one.decor_mut().set_prefix("\n    "));
        default.set_trailing("\n");
        default.set_trailing_comma(true);
    }
    set(features, "default", Value::Array(default));
}

fn remembered(package: &dyn TableLike) -> Vec<String> {
    let [metadata, own, features] = REMEMBERED;
    let own = package.get(metadata).and_then(|item| item.get(own));
    strings(own.and_then(|item| item.get(features)))
}

fn remember(names: &[&str], package: &mut dyn TableLike) {
    let [metadata, own, features] = REMEMBERED;
    if names.is_empty() && remembered(package).is_empty() {
        return;
    }
    edit(package, metadata, |metadata| {
        edit(metadata, own, |own| {
            set(
                own,
                features,
                Array::from_iter(names.iter().copied()).into(),
            );
        });
    });
}

/// What a crate around the modules declares: every feature, and which of them are on by default.
pub(super) fn table(api: &Api) -> Table {
    let mut manifest = DocumentMut::new();
    update(api, &mut manifest);
    let table = manifest.remove("features");
    table
        .and_then(|item| item.into_table().ok())
        .unwrap_or_default()
}
