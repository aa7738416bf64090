//! What the parts of an API are made of: the types inside a type and those that an operation
//! carries.

use super::{
    Api, Body, BodyContent, BodyForm, Constraints, ErrorOutcome, Extra, HeaderField, Interface,
    Operation, Presence, Reply, Scalar, SuccessOutcome, Type, TypeDef, TypeId, TypeKind, TypeName,
};

impl Type {
    /// The scalar or named type inside any wrapping.
    #[must_use]
    pub fn innermost(&self) -> &Type {
        let mut at = self;
        while let Self::List(inner)
        | Self::Map(inner)
        | Self::Nullable(inner)
        | Self::Boxed(inner) = at
        {
            at = inner;
        }
        at
    }

    /// The scalar inside any wrapping.
    #[must_use]
    pub fn scalar(&self) -> Option<Scalar> {
        match self.innermost() {
            Self::Scalar(scalar) => Some(*scalar),
            _ => None,
        }
    }

    /// The named type inside any wrapping.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }
}

impl TypeDef {
    /// The struct that its constructor takes, if it has more arguments than a function should have.
    #[must_use]
    pub fn companion(&self) -> Option<&TypeName> {
        self.kind.as_struct()?.companion.as_ref()
    }

    /// The types of its fields, alternatives and further properties, or the type behind an alias.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let (fields, extra, alternatives, alias) = match &self.kind {
            TypeKind::Struct(data) => {
                let extra = match &data.extra {
                    Extra::Kept(_, ty, _) => Some(ty),
                    Extra::Ignored | Extra::Closed => None,
                };
                (data.fields.as_slice(), extra, [].as_slice(), None)
            }
            TypeKind::Union(data) => ([].as_slice(), None, data.alternatives.as_slice(), None),
            TypeKind::Alias(ty, _) => ([].as_slice(), None, [].as_slice(), Some(ty)),
            TypeKind::Enumeration(_) | TypeKind::Foreign(_) => {
                ([].as_slice(), None, [].as_slice(), None)
            }
        };
        let fields = fields.iter().map(|field| &field.ty);
        let alternatives = alternatives.iter().map(|one| &one.ty);
        fields.chain(extra).chain(alternatives).chain(alias)
    }
}

impl Reply {
    /// The one with the body that replies of one type share: `200` with a body and `204` without
    /// one have the body of `200`. `None` if none has a body.
    #[must_use]
    pub fn with_body(replies: &[Self]) -> Option<&Self> {
        replies.iter().find(|reply| reply.body.is_some())
    }

    /// What its body is in Rust, if it has one.
    #[must_use]
    pub fn form(&self) -> Option<BodyForm> {
        self.body.is_some().then(|| BodyForm::of(&self.media))
    }

    /// The type that its body is decoded to, at once or item by item; `None` for bytes.
    #[must_use]
    pub fn decoded(&self) -> Option<&Type> {
        match self.form()? {
            BodyForm::Value | BodyForm::Events | BodyForm::Lines => self.body.as_ref(),
            BodyForm::Bytes => None,
        }
    }
}

impl Operation {
    /// Every documented reply, of success first.
    pub fn replies(&self) -> impl Iterator<Item = &Reply> {
        self.success.replies().chain(self.failure.replies())
    }

    /// How many members the `new` of the request type takes.
    #[must_use]
    pub fn required_members(&self) -> usize {
        let parameters = self.parameters.iter();
        let parameters =
            parameters.filter(|one| !one.from_client && one.presence == Presence::Required);
        let body = self.body.iter();
        let body = body.filter(|body| body.presence == Presence::Required);
        parameters.count() + body.count()
    }

    /// The names of the types that belong to it: of the request, its forms, and the enumerations of
    /// several bodies or replies.
    pub fn type_names(&self) -> impl Iterator<Item = &TypeName> {
        let success = match &self.success {
            SuccessOutcome::Single(_) => None,
            SuccessOutcome::Several(name, _) => Some(name),
        };
        let failure = match &self.failure {
            ErrorOutcome::Undocumented | ErrorOutcome::Single(_) => None,
            ErrorOutcome::Several(name, _) => Some(name),
        };
        let body = self.body.as_ref().and_then(|body| match &body.content {
            BodyContent::Single(_) => None,
            BodyContent::Several(name, _) => Some(name),
        });
        let payloads = self.body.iter().flat_map(Body::payloads);
        let forms = payloads.filter_map(|payload| payload.form.as_ref());
        let forms = forms.flat_map(|form| std::iter::once(&form.name).chain(&form.companion));
        let named = [success, failure, body].into_iter().flatten();
        std::iter::once(&self.request)
            .chain(&self.companion)
            .chain(named)
            .chain(forms)
    }

    /// The types of its parameters, bodies and responses.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|one| &one.ty);
        let payloads = self.body.iter().flat_map(Body::payloads);
        let payloads = payloads.flat_map(|payload| {
            let parts = payload.form.iter().flat_map(|form| &form.parts);
            std::iter::once(&payload.ty).chain(parts.map(|part| &part.field.ty))
        });
        let replies = self.replies().filter_map(|reply| reply.body.as_ref());
        parameters.chain(payloads).chain(replies)
    }
}

impl Api {
    /// The type behind aliases.
    #[must_use]
    pub fn resolved<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut at = ty;
        // Aliases that contain themselves have become unions; the bound is a safeguard.
        for _ in 0..=self.types.len() {
            match at {
                Type::Named(id) => match self.get(*id).map(|def| &def.kind) {
                    Some(TypeKind::Alias(behind, _)) => at = behind,
                    _ => return at,
                },
                _ => return at,
            }
        }
        at
    }

    /// The limits where a type is used, with those of the aliases behind it.
    #[must_use]
    pub fn effective(&self, ty: &Type, written: &Constraints) -> Constraints {
        match ty {
            Type::Named(id) => match self.get(*id).map(|def| &def.kind) {
                Some(TypeKind::Alias(behind, limits)) => {
                    self.effective(behind, &written.joined(limits))
                }
                _ => written.clone(),
            },
            Type::Nullable(inner) | Type::Boxed(inner) => self.effective(inner, written),
            Type::List(item) | Type::Map(item) => {
                let limits = written.items.as_deref().cloned().unwrap_or_default();
                let items = self.effective(item, &limits);
                let items = (!items.is_empty()).then(|| Box::new(items));
                Constraints {
                    own: written.own.clone(),
                    items,
                }
            }
            Type::Scalar(_) => written.clone(),
        }
    }

    /// The name of every type that the document defines or that belongs to an operation.
    pub fn type_names(&self) -> impl Iterator<Item = &TypeName> {
        let own = self
            .types
            .iter()
            .flat_map(|def| std::iter::once(&def.name).chain(def.companion()));
        own.chain(self.operations.iter().flat_map(Operation::type_names))
    }

    /// The named types of headers that only responses to webhooks and callbacks have.
    pub fn sent_types(&self) -> impl Iterator<Item = TypeId> {
        let sent = [Interface::Webhooks, Interface::Callbacks].into_iter();
        let headers = sent.flat_map(|interface| self.headers_of(interface));
        headers.filter_map(|header| header.ty.named())
    }

    fn headers_of(&self, interface: Interface) -> impl Iterator<Item = &HeaderField> {
        let headers = self.headers.iter().zip(self.homes_of_headers());
        let here = headers.filter(move |(_, home)| *home == interface);
        here.map(|(header, _)| header)
    }

    /// The named types that belong to no single operation: of headers, of parameters that the
    /// client supplies, and error bodies (`x-error`), which a server returns for every rejected
    /// request.
    pub fn common_types(&self) -> impl Iterator<Item = TypeId> {
        let headers = self.headers_of(Interface::Api).map(|header| &header.ty);
        let parameters = self.client_parameters.iter().map(|one| &one.ty);
        let named = headers.chain(parameters).filter_map(Type::named);
        named.chain(self.declared_errors())
    }

    /// The error bodies that the document declares by `x-error`.
    pub fn declared_errors(&self) -> impl Iterator<Item = TypeId> {
        let types = self.types.iter().enumerate();
        let is_error = |def: &TypeDef| {
            def.kind
                .as_struct()
                .is_some_and(|data| data.error.is_some())
        };
        let errors = types.filter(move |(_, def)| is_error(def));
        errors.map(|(index, _)| TypeId(index))
    }
}
