//! The trait, implemented by the client's own methods: code that takes any `impl PetsApi` takes a
//! client.
//!
//! ```text
//! implement!(PetsApi for Client { list_pets: ListPets, add_pet: AddPet });
//! ```

use quote::quote;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table};

/// The table: a row per operation of the trait, those of other modules included.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let interface = cx.local_item(ModuleKind::Api, &cx.trait_name());
    let rows = cx.methods().map(|operation| {
        let name = ident(&operation.name);
        let request = cx.local(ModuleKind::Api, &operation.request);
        let gate = cx.gate(operation.tag.as_deref());
        Node::Leaf(quote!(#gate #name: #request))
    });
    let body = Node::filled(quote!(#interface for Client), rows.collect());
    vec![Table::line(cx.codegen("implement"), body)]
}
