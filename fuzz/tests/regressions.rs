//! Inputs that failed once, in `regressions/TARGET/`, and a few of each target: they must not fail again.

use std::fs;
use std::path::Path;

use bindwright_fuzz::generated::SEEDS;
use bindwright_fuzz::{TARGETS, document_bytes};

#[test]
fn inputs_that_failed_once_do_not_fail_again() {
    let mut ran = 0;
    for target in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("regressions")
            .join(target.name);
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let input = fs::read(&path).expect("an input");
            println!("{}", path.display());
            (target.run)(&input);
            ran += 1;
        }
    }
    println!("{ran} inputs");
}

#[test]
fn every_seed_is_examined_in_every_way() {
    for seed in SEEDS {
        for way in 0..32 {
            let mut input = vec![way];
            input.extend_from_slice(seed.as_bytes());
            document_bytes::run(&input);
        }
    }
}

/// Most changes of bytes make a document invalid: about one in fifteen is generated from.
#[test]
fn every_target_keeps_its_promises_for_some_inputs() {
    for target in TARGETS {
        let before = bindwright_fuzz::reached::count();
        for index in 0..200 {
            (target.run)(&target.numbered(7, index));
        }
        assert!(
            bindwright_fuzz::reached::count() > before + 5,
            "{}: few inputs reach what it is about",
            target.name
        );
    }
}

/// A failure is repeated by its number, on every machine.
#[test]
fn an_input_depends_on_the_seed_and_its_number() {
    for target in TARGETS {
        assert_eq!(target.numbered(1, 5), target.numbered(1, 5));
        assert_ne!(target.numbered(1, 5), target.numbered(1, 6));
        assert_ne!(target.numbered(1, 5), target.numbered(2, 5));
    }
}
