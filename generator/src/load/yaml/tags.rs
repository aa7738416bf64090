//! Tags of the [core schema](https://yaml.org/spec/1.2.2/#103-core-schema): `!!str 5` is a string, and `!!int '5'` is a number.

/// Those of scalars.
pub(super) const SCALARS: [&str; 5] = ["!!str", "!!int", "!!float", "!!bool", "!!null"];

/// Whether a scalar is read as one without quotes, which may be a number.
pub(super) fn is_plain(tag: Option<&str>, plain: bool) -> bool {
    match tag {
        Some("!!int" | "!!float") => true,
        Some(_) => false,
        None => plain,
    }
}
