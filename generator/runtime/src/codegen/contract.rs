//! `contract!`: checks that generated code and this runtime fit together.

/// The version of the contract between generated code and this runtime.
///
/// The root module of generated code states the version that it was written for: `codegen::contract!(1);`. A runtime with another
/// version rejects it with one error that names the remedy, ahead of whatever else no longer fits. Change the number in the first
/// rule, and in the generator (`emit/root.rs`), when a change here breaks code that was generated before.
///
/// ```
/// bindwright_runtime::codegen::contract!(1);
/// ```
/// ```compile_fail
/// bindwright_runtime::codegen::contract!(0);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __contract {
    (1) => {};
    ($other:literal) => {
        ::core::compile_error!(::core::concat!(
            "this code was generated for version ",
            $other,
            " of the contract with bindwright-runtime, but this runtime has version 1: ",
            "run `bindwright generate` again, with the release of bindwright that belongs to the runtime",
        ));
    };
}
