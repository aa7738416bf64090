//! A small API as the IR has it, for tests: a store of pets with a page of them, an upload and a
//! task.

use super::*;

pub(crate) fn field_name(text: &str) -> FieldName {
    FieldName::from_valid(text.to_owned())
}

fn type_name(text: &str) -> TypeName {
    TypeName::from_valid(text.to_owned())
}

fn variant_name(text: &str) -> VariantName {
    VariantName::from_valid(text.to_owned())
}

fn origin(pointer: &str) -> Origin {
    Origin {
        pointer: pointer.to_owned(),
    }
}

pub(crate) fn docs(description: &str) -> Docs {
    Docs {
        description: Some(description.to_owned()),
        ..Docs::default()
    }
}

pub(crate) fn field(name: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: field_name(name),
        wire: name.to_owned(),
        ty,
        time: None,
        presence,
        constraints: Constraints::default(),
        access: Access::ReadWrite,
        holds: Holds::Always,
        docs: Docs::default(),
        origin: origin("/x"),
    }
}

pub(crate) fn record(name: &str, fields: Vec<Field>) -> TypeDef {
    let kind = TypeKind::Struct(Struct {
        constants: Vec::new(),
        fields,
        extra: Extra::Ignored,
        rules: Vec::new(),
        error: None,
        companion: None,
    });
    def(name, kind)
}

pub(crate) fn def(name: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: type_name(name),
        docs: docs(&format!("The {name}, as everyone knows it.")),
        origin: origin(&format!("/components/schemas/{name}")),
        kind,
        limits: Vec::new(),
    }
}

pub(crate) fn choice(name: &str, values: &[(&str, &str)]) -> TypeDef {
    let variants = values
        .iter()
        .map(|(name, value)| Variant {
            name: variant_name(name),
            value: Literal::String((*value).to_owned()),
            docs: Docs::default(),
        })
        .collect();
    let unlisted = Unlisted::Kept(variant_name("Unknown"));
    def(
        name,
        TypeKind::Enumeration(Enumeration {
            variants,
            base: Scalar::String,
            unlisted,
        }),
    )
}

pub(crate) fn alternatives(name: &str, of: &[(&str, usize)], tagging: Tagging) -> TypeDef {
    let tagged = matches!(tagging, Tagging::Property(..));
    let alternatives = of
        .iter()
        .map(|(name, id)| Alternative {
            name: variant_name(name),
            tags: if tagged {
                vec![name.to_lowercase()]
            } else {
                Vec::new()
            },
            ty: Type::Named(TypeId(*id)),
            constraints: Constraints::default(),
            docs: Docs::default(),
        })
        .collect();
    def(
        name,
        TypeKind::Union(Union {
            alternatives,
            tagging,
        }),
    )
}

pub(crate) fn text() -> Type {
    Type::Scalar(Scalar::String)
}

pub(crate) fn integer() -> Type {
    Type::Scalar(Scalar::Integer(Integer::I32))
}

pub(crate) fn limited(mut field: Field, own: Vec<Constraint>) -> Field {
    field.constraints.own = own;
    field
}

pub(crate) fn query(name: &str, ty: Type, presence: Presence) -> Parameter {
    Parameter {
        name: field_name(name),
        wire: name.to_owned(),
        location: Location::Query,
        codec: ParameterCodec::Style {
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            text: StyleText::Defined,
        },
        ty,
        time: None,
        presence,
        from_client: false,
        constraints: Constraints::default(),
        docs: Docs::default(),
        origin: origin("/p"),
    }
}

pub(crate) fn reply(status: StatusPattern, body: Option<Type>) -> Reply {
    Reply {
        status,
        media: body.iter().map(|_| Media::json()).collect(),
        body,
        constraints: Constraints::default(),
        headers: Vec::new(),
        docs: docs("What comes back."),
        origin: origin("/r"),
    }
}

pub(crate) fn operation(name: &str, request: &str, method: Method, path: &str) -> Operation {
    Operation {
        name: MethodName::from_valid(name.to_owned()),
        request: type_name(request),
        companion: None,
        id: request.to_owned(),
        role: Role::Served,
        method,
        path: PathTemplate {
            written: path.to_owned(),
            parts: vec![PathPart::Literal(path.to_owned())],
        },
        server: None,
        parameters: Vec::new(),
        body: None,
        success: SuccessOutcome::Single(vec![reply(StatusPattern::Exact(200), None)]),
        failure: ErrorOutcome::Undocumented,
        security: Vec::new(),
        side_effect: matches!(method, Method::Post | Method::Patch),
        rules: Vec::new(),
        pagination: None,
        waiter: None,
        links: Vec::new(),
        tags: Vec::new(),
        tag: None,
        docs: docs("Does what it says."),
        origin: origin("/paths/~1pets/get"),
    }
}

pub(crate) fn api(types: Vec<TypeDef>, operations: Vec<Operation>) -> Api {
    Api {
        name: type_name("Store"),
        title: "Pet store".to_owned(),
        version: "1.2.3".to_owned(),
        docs: docs("A store of pets."),
        servers: vec![Server {
            url: "https://pets.example.com".to_owned(),
            base_path: String::new(),
            docs: Docs::default(),
            variables: Vec::new(),
            environment: None,
        }],
        client_parameters: Vec::new(),
        schemes: Vec::new(),
        credentials: Vec::new(),
        headers: Vec::new(),
        types,
        operations,
        fillings: std::collections::BTreeMap::new(),
        date_times: crate::ir::DateTimes::Jiff,
        response_checks: crate::ir::ResponseChecks::Absent,
        hooks: Vec::new(),
        layout: None,
        features: Vec::new(),
    }
}

/// The store.
pub(crate) fn store() -> Api {
    let pet = record(
        "Pet",
        vec![
            field("id", integer(), Presence::Required),
            limited(
                field("name", text(), Presence::Required),
                vec![Constraint::MinLength(1)],
            ),
            field("tags", Type::List(Box::new(text())), Presence::Optional),
            field(
                "size",
                integer(),
                Presence::Default(Literal::Integer(10_000)),
            ),
        ],
    );
    let types = vec![
        pet,
        choice("Sort", &[("Up", "up"), ("Down", "down")]),
        alternatives("Either", &[("Pet", 0), ("Page", 3)], Tagging::any()),
        record(
            "Page",
            vec![field(
                "items",
                Type::List(Box::new(Type::Named(TypeId(0)))),
                Presence::Optional,
            )],
        ),
    ];
    let mut list = operation("list_pets", "ListPets", Method::Get, "/pets");
    list.parameters = vec![
        query("offset", integer(), Presence::Optional),
        query(
            "sort",
            Type::Named(TypeId(1)),
            Presence::Default(Literal::Variant(TypeId(1), variant_name("Up"))),
        ),
    ];
    list.success = SuccessOutcome::Single(vec![reply(
        StatusPattern::Exact(200),
        Some(Type::Named(TypeId(3))),
    )]);
    let mut add = operation("add_pet", "AddPet", Method::Post, "/pets");
    add.body = Some(Body {
        content: BodyContent::Single(Payload {
            ty: Type::Named(TypeId(0)),
            media: vec![Media::json()],
            constraints: Constraints::default(),
            form: None,
        }),
        presence: Presence::Required,
        docs: Docs::default(),
    });
    api(types, vec![list, add])
}
