//! The prose of an API, to leave it out where only code counts.

use super::{
    Api, Body, Docs, ErrorOutcome, Field, Operation, Reply, SuccessOutcome, TypeDef, TypeKind,
};

impl Api {
    /// Removes every text but the reasons of deprecations, which are part of the code. Texts are most of a large API.
    pub(crate) fn remove_prose(&mut self) {
        remove(&mut self.docs);
        for server in &mut self.servers {
            remove(&mut server.docs);
            let variables = server.variables.iter_mut();
            variables.for_each(|one| remove(&mut one.docs));
        }
        let parameters = self.client_parameters.iter_mut();
        parameters.for_each(|one| remove(&mut one.docs));
        self.schemes
            .iter_mut()
            .for_each(|one| remove(&mut one.docs));
        self.headers
            .iter_mut()
            .for_each(|one| remove(&mut one.docs));
        self.types.iter_mut().for_each(of_type);
        self.operations.iter_mut().for_each(of_operation);
    }
}

fn remove(docs: &mut Docs) {
    let deprecated = docs.deprecated.take();
    *docs = Docs {
        deprecated,
        ..Docs::default()
    };
}

fn of_type(def: &mut TypeDef) {
    remove(&mut def.docs);
    match &mut def.kind {
        TypeKind::Struct(data) => data.fields.iter_mut().for_each(of_field),
        TypeKind::Enumeration(data) => {
            data.variants
                .iter_mut()
                .for_each(|one| remove(&mut one.docs));
        }
        TypeKind::Union(data) => {
            let alternatives = data.alternatives.iter_mut();
            alternatives.for_each(|one| remove(&mut one.docs));
        }
        TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
    }
}

fn of_field(field: &mut Field) {
    remove(&mut field.docs);
}

fn of_operation(operation: &mut Operation) {
    remove(&mut operation.docs);
    operation
        .parameters
        .iter_mut()
        .for_each(|one| remove(&mut one.docs));
    operation.body.iter_mut().for_each(of_body);
    operation
        .links
        .iter_mut()
        .for_each(|one| remove(&mut one.docs));
    match &mut operation.success {
        SuccessOutcome::Single(replies) => replies.iter_mut().for_each(of_reply),
        SuccessOutcome::Several(_, replies) => {
            replies.iter_mut().for_each(|(_, reply)| of_reply(reply));
        }
    }
    match &mut operation.failure {
        ErrorOutcome::Undocumented => {}
        ErrorOutcome::Single(replies) => replies.iter_mut().for_each(of_reply),
        ErrorOutcome::Several(_, replies) => {
            replies.iter_mut().for_each(|(_, reply)| of_reply(reply));
        }
    }
}

fn of_body(body: &mut Body) {
    remove(&mut body.docs);
    for payload in body.payloads_mut() {
        let parts = payload.form.iter_mut().flat_map(|form| &mut form.parts);
        parts.for_each(|part| of_field(&mut part.field));
    }
}

fn of_reply(reply: &mut Reply) {
    remove(&mut reply.docs);
}
