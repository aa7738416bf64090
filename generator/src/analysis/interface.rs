//! Operations -> what the trait that they are methods of needs beside them: credentials, headers,
//! values of the client.
//!
//! A document with webhooks becomes two traits, each with a client and a router. An API key that
//! only webhooks require is a setter of `webhooks::ClientBuilder`, and not of `ClientBuilder`.

use std::collections::BTreeSet;

use crate::ir::{Api, ClientParameter, CredentialSet, HeaderField, Interface, Operation, Scheme};

/// What each trait needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Interfaces<'a> {
    api: InterfaceNeeds<'a>,
    webhooks: InterfaceNeeds<'a>,
    callbacks: InterfaceNeeds<'a>,
}

/// What a trait needs beside its methods, each in document order.
#[derive(Debug, Clone, PartialEq)]
pub struct InterfaceNeeds<'a> {
    /// The security schemes that its methods require. The API has also those that no operation
    /// requires.
    pub schemes: Vec<&'a Scheme>,
    /// The sets of credentials that its methods require, in the order of first use.
    pub credentials: Vec<&'a CredentialSet>,
    /// The parameters that its client supplies.
    pub client_parameters: Vec<&'a ClientParameter>,
    /// The headers whose constants are beside it.
    pub headers: Vec<&'a HeaderField>,
}

impl<'a> Interfaces<'a> {
    pub(super) fn of_api(api: &'a Api) -> Self {
        let homes = api.homes_of_headers();
        let required = required(&api.operations);
        let needs = |interface| InterfaceNeeds::of(api, interface, &homes, &required);
        Self {
            api: needs(Interface::Api),
            webhooks: needs(Interface::Webhooks),
            callbacks: needs(Interface::Callbacks),
        }
    }

    /// What a trait needs.
    #[must_use]
    pub fn get(&self, interface: Interface) -> &InterfaceNeeds<'a> {
        match interface {
            Interface::Api => &self.api,
            Interface::Webhooks => &self.webhooks,
            Interface::Callbacks => &self.callbacks,
        }
    }
}

impl<'a> InterfaceNeeds<'a> {
    /// `homes` has the trait of each header, `required` the schemes that any operation requires.
    fn of(
        api: &'a Api,
        interface: Interface,
        homes: &[Interface],
        required: &BTreeSet<usize>,
    ) -> Self {
        let mut credentials: Vec<&CredentialSet> = Vec::new();
        for operation in api.methods(interface) {
            let is_same = |set: &&CredentialSet| set.alternatives == operation.security;
            let found = api.credentials.iter().find(is_same);
            credentials.extend(found.filter(|found| !credentials.contains(found)));
        }
        let here = self::required(api.methods(interface));
        let schemes = api.schemes.iter().enumerate().filter(|(index, _)| {
            let is_unused = interface == Interface::Api && !required.contains(index);
            is_unused || here.contains(index)
        });
        let is_supplied = |parameter: &&ClientParameter| {
            let mut all = api.methods(interface).flat_map(|one| &one.parameters);
            all.any(|known| known.from_client && known.wire == parameter.wire)
        };
        let headers = api.headers.iter().zip(homes);
        let headers = headers.filter(|(_, home)| **home == interface);
        Self {
            schemes: schemes.map(|(_, scheme)| scheme).collect(),
            credentials,
            client_parameters: api.client_parameters.iter().filter(is_supplied).collect(),
            headers: headers.map(|(header, _)| header).collect(),
        }
    }
}

/// The schemes that operations require, as indices in [`Api::schemes`].
fn required<'o>(operations: impl IntoIterator<Item = &'o Operation>) -> BTreeSet<usize> {
    let requirements = operations
        .into_iter()
        .flat_map(|one| one.security.iter().flatten());
    requirements.map(|one| one.scheme).collect()
}
