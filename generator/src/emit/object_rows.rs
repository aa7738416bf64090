//! The rows of `object!` before those of the fields: properties that only one side sends, and
//! properties that always have the same value.
//!
//! ```text
//! only responses required "id",
//! const object = "pet",
//! ```

use quote::quote;

use super::Node;
use super::literal;
use crate::ir::{Access, Constant, Field, Presence};

/// The rows before those of the fields.
pub(super) fn leading(properties: &[Field], constants: &[Constant]) -> Vec<Node> {
    let one_way = properties.iter().filter_map(one_way);
    one_way.chain(constants.iter().map(constant)).collect()
}

/// `only requests required "password"`
fn one_way(field: &Field) -> Option<Node> {
    let direction = match field.access {
        Access::ReadWrite => return None,
        Access::ReadOnly => quote!(responses),
        Access::WriteOnly => quote!(requests),
    };
    let required = (field.presence == Presence::Required).then(|| quote!(required));
    let wire = literal::string(&field.wire);
    Some(Node::Leaf(quote!(only #direction #required #wire)))
}

/// `const object = "account"`, the integers with their type.
fn constant(constant: &Constant) -> Node {
    let wire = literal::name(&constant.wire);
    let value = literal::constant(&constant.value);
    Node::Leaf(quote!(const #wire = #value))
}
