//! `Cargo.toml`.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, value};

use super::{Package, Runtime, needs};
use crate::ir::{Api, BUILDERS, Feature, HOOKS, SCHEMAS};

/// The manifest of the crate.
pub(super) fn text(api: &Api, package: &Package, header: &str) -> String {
    let mut manifest = DocumentMut::new();
    manifest.insert("workspace", Item::Table(Table::new()));
    manifest.insert("package", Item::Table(about(api, package)));
    let mut library = Table::new();
    library.insert("doctest", value(false));
    manifest.insert("lib", Item::Table(library));
    manifest.insert("features", Item::Table(features(api)));
    let mut dependencies = Table::new();
    dependencies.insert(
        "bindwright-runtime",
        value(dependency(api, &package.runtime)),
    );
    manifest.insert("dependencies", Item::Table(dependencies));
    manifest.insert("profile", Item::Table(profile()));
    format!("# {header}\n\n{manifest}")
}

fn about(api: &Api, package: &Package) -> Table {
    let mut about = Table::new();
    about.insert("name", value(&package.name));
    about.insert("version", value(version(&api.version)));
    about.insert("edition", value("2024"));
    about.insert("rust-version", value("1.89"));
    let title: String = api
        .title
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect();
    about.insert("description", value(title.trim()));
    about
}

/// The document's version where it is one by SemVer, completed where it lacks parts; else 0.1.0.
fn version(written: &str) -> String {
    let written = written.trim().trim_start_matches(['v', 'V']);
    let candidates = [
        written.to_owned(),
        format!("{written}.0"),
        format!("{written}.0.0"),
    ];
    candidates
        .iter()
        .find(|candidate| semver::Version::parse(candidate).is_ok())
        .map_or_else(|| "0.1.0".to_owned(), Clone::clone)
}

/// The features of every crate, each with those of the crate that it enables.
const SIDES: [(&str, &[&str]); 6] = [
    ("client", &[]),
    ("rustls", &["client"]),
    ("native-tls", &["client"]),
    (BUILDERS, &[]),
    ("server", &[BUILDERS]),
    ("serde", &[]),
];

fn features(api: &Api) -> Table {
    let mut features = Table::new();
    let tags = api.features.iter().map(|feature| feature.name.as_str());
    let mut default = Array::from_iter(["client", "rustls"].into_iter().chain(tags));
    if !api.features.is_empty() {
        // A line each: they may be many.
        default
            .iter_mut()
            .for_each(|one| one.decor_mut().set_prefix("\n    "));
        default.set_trailing("\n");
        default.set_trailing_comma(true);
    }
    features.insert("default", value(default));
    for (feature, other) in SIDES {
        let enables = format!("bindwright-runtime/{feature}");
        let enables = other.iter().map(|one| (*one).to_owned()).chain([enables]);
        features.insert(feature, value(Array::from_iter(enables)));
    }
    if let Some(enables) = api.schemas_feature() {
        features.insert(SCHEMAS, value(Array::from_iter(enables)));
    }
    if !api.hooks.is_empty() {
        features.insert(HOOKS, value(Array::new()));
    }
    for Feature {
        name,
        enables,
        tag: _,
    } in &api.features
    {
        features.insert(name, value(Array::from_iter(enables)));
    }
    features
}

/// No incremental compilation: nobody edits the crate between two builds, and keeping what a next one could reuse takes a
/// quarter of the time of the first.
fn profile() -> Table {
    let mut dev = Table::new();
    dev.insert("incremental", value(false));
    dev.decor_mut().set_prefix(
        "\n# The crate is generated, not edited: a second build has nothing to reuse.\n",
    );
    let mut profiles = Table::new();
    profiles.set_implicit(true);
    profiles.insert("dev", Item::Table(dev));
    profiles
}

fn dependency(api: &Api, runtime: &Runtime) -> InlineTable {
    let mut dependency = InlineTable::new();
    match runtime {
        Runtime::Copied => dependency.insert("path", "runtime".into()),
        Runtime::Path(folder) => dependency.insert("path", folder.as_str().into()),
        Runtime::Version(version) => dependency.insert("version", version.to_string().into()),
    };
    dependency.insert("default-features", false.into());
    let features = needs::features(api);
    if !features.is_empty() {
        dependency.insert(
            "features",
            toml_edit::Value::Array(Array::from_iter(features)),
        );
    }
    dependency
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_completed_or_replaced() {
        for (written, version_) in [
            ("1.2.3", "1.2.3"),
            ("v2", "2.0.0"),
            ("1.0", "1.0.0"),
            ("2024-05-01", "0.1.0"),
            ("1\"\n[x]", "0.1.0"),
        ] {
            assert_eq!(version(written), version_);
        }
    }
}
