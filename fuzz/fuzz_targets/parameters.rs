//! `cargo +nightly fuzz run parameters --features libfuzzer`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bindwright_fuzz::parameters::run(data));
