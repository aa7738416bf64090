//! How long generation takes, from reading to layout, with the command's allocator. Nothing is written.
//!
//! Measures two documents of this repository, and every document in the folder that `BINDWRIGHT_BENCH_DOCUMENTS` names.

use std::fmt;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use bindwright::emit::Root;
use bindwright::{Generator, OutputKind};
use divan::Bencher;
use divan::counter::BytesCount;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const OWN: [&str; 2] = [
    "../tests/cases/schema/all_of.yaml",
    "../spec/workspace.yaml",
];

/// The documents to measure.
fn documents() -> Vec<Document> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> = OWN.iter().map(|path| here.join(path)).collect();
    let more = std::env::var_os("BINDWRIGHT_BENCH_DOCUMENTS").map(std::fs::read_dir);
    let mut more: Vec<PathBuf> = match more {
        Some(Ok(entries)) => entries.flatten().map(|entry| entry.path()).collect(),
        Some(Err(error)) => {
            eprintln!("BINDWRIGHT_BENCH_DOCUMENTS: {error}");
            Vec::new()
        }
        None => Vec::new(),
    };
    more.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("yaml" | "yml" | "json"))
    });
    more.sort();
    documents.extend(more);
    documents.into_iter().filter_map(Document::read).collect()
}

fn main() {
    divan::main();
}

#[divan::bench(args = documents(), sample_count = 10)]
fn generate(bencher: Bencher<'_, '_>, document: &Document) {
    let bencher = bencher.counter(BytesCount::new(document.size));
    bencher.bench_local(|| number_of_types(black_box(&document.path)));
}

/// A document from which something is generated.
struct Document {
    path: PathBuf,
    /// In bytes.
    size: u64,
}

impl Document {
    fn read(path: PathBuf) -> Option<Self> {
        let size = std::fs::metadata(&path).ok()?.len();
        if number_of_types(&path).is_none() {
            eprintln!("{}: rejected, and left out", path.display());
            return None;
        }
        Some(Self { path, size })
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.path.file_name().unwrap_or_default();
        f.write_str(&name.to_string_lossy())
    }
}

/// Generates in memory; `None` if the document is rejected.
fn number_of_types(document: &Path) -> Option<usize> {
    let generator = Generator::new(document).skip_unsupported();
    let run = generator.plan(
        Path::new("benchmark-output"),
        &OutputKind::Modules(Root::Crate),
    );
    run.generated.map(|generated| generated.api.types.len())
}
