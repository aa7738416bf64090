//! The list of targets: what each promises, and where its inputs come from.

use fastrand::Rng;

/// A function that panics if a promise is broken, and inputs for it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// As in `fuzz_targets/` and on the command line.
    pub name: &'static str,
    /// Checks one input.
    pub run: fn(&[u8]),
    /// Draws an input.
    pub input: fn(&mut Rng) -> Vec<u8>,
}

/// Every target.
pub const TARGETS: [Target; 10] = [
    Target {
        name: "document_bytes",
        run: crate::document_bytes::run,
        input: crate::document_bytes::input,
    },
    Target {
        name: "document_structure",
        run: crate::document_structure::run,
        input: entropy::<160>,
    },
    Target {
        name: "codec",
        run: crate::codec::run,
        input: entropy::<512>,
    },
    Target {
        name: "parameters",
        run: crate::parameters::run,
        input: entropy::<160>,
    },
    Target {
        name: "multipart",
        run: crate::multipart::run,
        input: entropy::<256>,
    },
    Target {
        name: "streams",
        run: crate::streams::run,
        input: entropy::<160>,
    },
    Target {
        name: "signing",
        run: crate::signing::run,
        input: entropy::<192>,
    },
    Target {
        name: "path_templates",
        run: crate::path_templates::run,
        input: entropy::<96>,
    },
    Target {
        name: "patterns",
        run: crate::patterns::run,
        input: entropy::<96>,
    },
    Target {
        name: "pages",
        run: crate::pages::run,
        input: crate::pages::input,
    },
];

impl Target {
    /// The target of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TARGETS.into_iter().find(|target| target.name == name)
    }

    /// The input of a number: the same on every machine.
    #[must_use]
    pub fn numbered(&self, seed: u64, index: u64) -> Vec<u8> {
        // The constant of SplitMix64 keeps neighbours apart.
        let mixed = (seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15)).rotate_left(31);
        (self.input)(&mut Rng::with_seed(
            mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9),
        ))
    }
}

/// At most `N` random bytes, from which a target draws its values.
fn entropy<const N: usize>(rng: &mut Rng) -> Vec<u8> {
    let mut bytes = vec![0; rng.usize(8..=N)];
    rng.fill(&mut bytes);
    bytes
}
