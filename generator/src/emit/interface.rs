//! What of the API a trait has to do with: its schemes, its headers, and what its client's builder supplies.

use super::module_context::ModuleContext;
use crate::ir::{
    ClientParameter, HeaderField, Interface, Operation, Requirement, Scheme, ServerVariable,
};

impl<'a> ModuleContext<'a> {
    /// All operations of the trait, in document order.
    pub(super) fn methods(&self) -> impl Iterator<Item = &'a Operation> + use<'a> {
        self.api.methods(self.module.interface)
    }

    /// The sets of security alternatives that operations of the trait ask for, in the order of first use.
    pub(super) fn security(&self) -> &'a [&'a [Vec<Requirement>]] {
        let sets = self.analysis.security.get(&self.module.interface);
        sets.map_or(&[], Vec::as_slice)
    }

    /// The schemes that they ask for; to the API belong also those that nobody asks for.
    pub(super) fn schemes(&self) -> impl Iterator<Item = &'a Scheme> {
        let schemes = self.api.schemes.iter().enumerate();
        let here = schemes.filter(|(index, _)| match self.module.interface {
            Interface::Webhooks | Interface::Callbacks => {
                asks(self.api.methods(self.module.interface), *index)
            }
            Interface::Api => {
                asks(self.api.methods(Interface::Api), *index)
                    || !asks(self.api.operations.iter(), *index)
            }
        });
        here.map(|(_, scheme)| scheme)
    }

    /// The parameters that the client's builder supplies.
    pub(super) fn client_parameters(&self) -> impl Iterator<Item = &'a ClientParameter> {
        let parameters = self.api.client_parameters.iter();
        parameters.filter(|one| {
            let mut all = self.methods().flat_map(|operation| &operation.parameters);
            all.any(|known| known.from_client && known.wire == one.wire)
        })
    }

    /// The variables of the address; what is sent goes where its receiver says.
    pub(super) fn server_variables(&self) -> impl Iterator<Item = &'a ServerVariable> {
        let servers = match self.module.interface {
            Interface::Api => self.api.servers.as_slice(),
            Interface::Webhooks | Interface::Callbacks => &[],
        };
        servers.iter().take(1).flat_map(|one| &one.variables)
    }

    /// The headers whose constants stand beside the trait, with their indices.
    pub(super) fn headers(&self) -> impl Iterator<Item = (usize, &'a HeaderField)> {
        let headers = self.api.headers.iter().enumerate();
        headers.filter(|(index, _)| self.api.home_of_header(*index) == self.module.interface)
    }
}

/// Whether some operation asks for a scheme.
fn asks<'o>(mut operations: impl Iterator<Item = &'o Operation>, scheme: usize) -> bool {
    operations.any(|one| {
        let mut requirements = one.security.iter().flatten();
        requirements.any(|requirement| requirement.scheme == scheme)
    })
}
