//! The prose of an API: to change it in all places, or to leave it out where only code counts.

use super::{
    Api, Body, Docs, ErrorOutcome, Field, Operation, Reply, SuccessOutcome, TypeDef, TypeKind,
};

impl Api {
    /// Removes every text but the reasons of deprecations, which are part of the code. Texts are most of a large API.
    #[cfg(feature = "cli")]
    pub(crate) fn remove_prose(&mut self) {
        self.change_docs(&mut remove);
    }

    /// Changes the docs of everything.
    pub(crate) fn change_docs(&mut self, change: ChangeDocs<'_>) {
        change(&mut self.docs);
        for server in &mut self.servers {
            change(&mut server.docs);
            let variables = server.variables.iter_mut();
            variables.for_each(|one| change(&mut one.docs));
        }
        let parameters = self.client_parameters.iter_mut();
        parameters.for_each(|one| change(&mut one.docs));
        self.schemes
            .iter_mut()
            .for_each(|one| change(&mut one.docs));
        self.headers
            .iter_mut()
            .for_each(|one| change(&mut one.docs));
        self.types.iter_mut().for_each(|one| of_type(one, change));
        self.operations
            .iter_mut()
            .for_each(|one| of_operation(one, change));
    }
}

/// What is done to each docs.
type ChangeDocs<'c> = &'c mut dyn FnMut(&mut Docs);

#[cfg(feature = "cli")]
fn remove(docs: &mut Docs) {
    let deprecated = docs.deprecated.take();
    *docs = Docs {
        deprecated,
        ..Docs::default()
    };
}

fn of_type(def: &mut TypeDef, change: ChangeDocs<'_>) {
    change(&mut def.docs);
    match &mut def.kind {
        TypeKind::Struct(data) => data.fields.iter_mut().for_each(|one| of_field(one, change)),
        TypeKind::Enumeration(data) => {
            data.variants
                .iter_mut()
                .for_each(|one| change(&mut one.docs));
        }
        TypeKind::Union(data) => {
            let alternatives = data.alternatives.iter_mut();
            alternatives.for_each(|one| change(&mut one.docs));
        }
        TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
    }
}

fn of_field(field: &mut Field, change: ChangeDocs<'_>) {
    change(&mut field.docs);
}

fn of_operation(operation: &mut Operation, change: ChangeDocs<'_>) {
    change(&mut operation.docs);
    operation
        .parameters
        .iter_mut()
        .for_each(|one| change(&mut one.docs));
    operation
        .body
        .iter_mut()
        .for_each(|one| of_body(one, change));
    operation
        .links
        .iter_mut()
        .for_each(|one| change(&mut one.docs));
    match &mut operation.success {
        SuccessOutcome::Single(replies) => replies.iter_mut().for_each(|one| of_reply(one, change)),
        SuccessOutcome::Several(_, replies) => {
            replies
                .iter_mut()
                .for_each(|(_, reply)| of_reply(reply, change));
        }
    }
    match &mut operation.failure {
        ErrorOutcome::Undocumented => {}
        ErrorOutcome::Single(replies) => replies.iter_mut().for_each(|one| of_reply(one, change)),
        ErrorOutcome::Several(_, replies) => {
            replies
                .iter_mut()
                .for_each(|(_, reply)| of_reply(reply, change));
        }
    }
}

fn of_body(body: &mut Body, change: ChangeDocs<'_>) {
    change(&mut body.docs);
    for payload in body.payloads_mut() {
        let parts = payload.form.iter_mut().flat_map(|form| &mut form.parts);
        parts.for_each(|part| of_field(&mut part.field, change));
    }
}

fn of_reply(reply: &mut Reply, change: ChangeDocs<'_>) {
    change(&mut reply.docs);
}
