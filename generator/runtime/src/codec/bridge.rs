//! The way to serde, for users of generated types: with the runtime's feature `serde`, every `codec!` line also implements
//! `serde::Serialize` and `serde::Deserialize` through a [`Value`](super::Value) tree.

/// Does nothing: the runtime is built without its feature `serde`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "serde"))]
macro_rules! serde_bridge {
    ($name:ident) => {};
}
