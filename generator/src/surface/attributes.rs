//! What attributes say about an item: its features, whether it is deprecated, whether it can grow.

use syn::{Attribute, LitStr};

use super::model::Gates;
use super::reader::feature;

/// What is read of the attributes of an item.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `#[cfg(feature = "…")]`.
    pub(super) gates: Gates,
    /// `#[deprecated]`.
    pub(super) is_deprecated: bool,
    /// `#[non_exhaustive]`.
    pub(super) can_grow: bool,
    /// `#[derive(…)]`.
    pub(super) derives: Vec<String>,
}

impl Attributes {
    /// Reads them.
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut read = Self::default();
        for attribute in attributes {
            let path = attribute.path();
            if path.is_ident("deprecated") {
                read.is_deprecated = true;
            } else if path.is_ident("non_exhaustive") {
                read.can_grow = true;
            } else if path.is_ident("derive") {
                // What is not a list of paths derives nothing.
                _ = attribute.parse_nested_meta(|meta| {
                    let name = meta.path.segments.last();
                    read.derives.extend(name.map(|one| one.ident.to_string()));
                    Ok(())
                });
            } else if path.is_ident("cfg") {
                _ = attribute.parse_nested_meta(|meta| {
                    let name: LitStr = meta.value()?.parse()?;
                    read.gates.extend(feature(&name.value()));
                    Ok(())
                });
            }
        }
        read
    }
}
