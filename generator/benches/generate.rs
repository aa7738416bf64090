//! Documents -> the text of their crates, from reading to layout, with the command's allocator; nothing is written.
//!
//! Measures two documents of this repository, and every document in the folder that `BINDWRIGHT_BENCH_DOCUMENTS` names.
//! A document that makes nothing is told and left out.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bindwright::emit::Root;
use bindwright::{Generator, OutputKind};
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const OWN: [&str; 2] = [
    "../tests/cases/schema/all_of.yaml",
    "../spec/workspace.yaml",
];

/// The documents to measure.
fn documents() -> Vec<PathBuf> {
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
    documents
}

/// What a document makes, below a folder that is never written.
fn made(document: &Path) -> Option<usize> {
    let generator = Generator::new(document).skip_unsupported();
    let run = generator.plan(
        Path::new("benchmark-output"),
        &OutputKind::Modules(Root::Crate),
    );
    run.generated.map(|generated| generated.api.types.len())
}

fn measure<M: criterion::measurement::Measurement>(
    group: &mut BenchmarkGroup<'_, M>,
    document: &Path,
) {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let size = std::fs::metadata(document).map(|about| about.len());
    let (Ok(size), Some(_)) = (size, made(document)) else {
        eprintln!("{name}: left out, for nothing is made of it");
        return;
    };
    group.throughput(Throughput::Bytes(size));
    group.bench_function(name.as_ref(), |bencher| {
        bencher.iter(|| made(black_box(document)));
    });
}

fn generate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generate");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(5));
    for document in documents() {
        measure(&mut group, &document);
    }
    group.finish();
}

criterion_group!(benches, generate);
criterion_main!(benches);
