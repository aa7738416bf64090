//! [`Api`] -> the call that the front page of the output shows: one operation, with sample values
//! for what it requires.
//!
//! ```text
//! get:
//!   operationId: getPet                  client.get_pet(GetPet::new(1))
//!   parameters:                          operation, request, arguments
//!     - {name: id, in: path, schema: {type: integer, minimum: 1}}
//! ```
//!
//! Any operation could be shown. The best one reads, and has an argument or two, so that a reader
//! sees where arguments go. Operations that need files or streams, or values that no literal can
//! express, are never shown.

use crate::ir::{
    Access, Api, BodyContent, BodyForm, Bound, ClientParameter, Constraint, Constraints,
    Credential, Field, FieldName, Interface, Method, Operation, Presence, Reply, RustName, Scalar,
    Scheme, SignatureAlgorithm, SuccessOutcome, Type, TypeId, TypeKind, TypeName, VariantName,
};

/// A call of one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Example<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The value of its request type.
    pub request: Constructor<'a>,
    /// Parameters that the client's builder supplies.
    pub settings: Vec<(&'a ClientParameter, Sample<'a>)>,
    /// The credentials that the client's builder supplies.
    pub credentials: Vec<&'a Scheme>,
    /// A field of the response body that is worth reading; `None` if the body is not a struct with
    /// fields.
    pub field: Option<&'a FieldName>,
}

/// A call of `new`.
#[derive(Debug, Clone, PartialEq)]
pub struct Constructor<'a> {
    /// The struct.
    pub name: &'a TypeName,
    /// The struct that `new` takes, if the arguments are passed by name.
    pub companion: Option<&'a TypeName>,
    /// The arguments, in order.
    pub arguments: Vec<(&'a str, Sample<'a>)>,
    /// Setters that a request needs, although `new` does not: of properties that only requests have.
    pub setters: Vec<(&'a str, Sample<'a>)>,
}

/// A sample value.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample<'a> {
    /// A literal as it is: `1`, `true`.
    Literal(String),
    /// A string.
    String(&'static str),
    /// A value that is parsed from a string: a date, a UUID.
    Parsed(&'static str),
    /// A variant of an enumeration.
    Variant(&'a TypeName, &'a VariantName),
    /// A struct.
    Struct(Constructor<'a>),
    /// A list with one item.
    List(Box<Sample<'a>>),
    /// A value that is wrapped into its type: `Nullable<T>`, `Box<T>`.
    Wrapped(Box<Sample<'a>>),
}

/// How deep samples of structs may be nested. A deeper one would fill the page.
const DEPTH: usize = 3;

/// The string in place of strings that only the reader knows.
const PLACEHOLDER: &str = "…";

/// The example of an API; `None` if no operation can be called with literals.
#[must_use]
pub fn example(api: &Api) -> Option<Example<'_>> {
    let candidates = api.methods(Interface::Api).filter_map(|operation| {
        let example = Example::of(api, operation)?;
        Some((example.cost(), example))
    });
    let best = candidates.min_by_key(|(cost, _)| *cost)?;
    Some(best.1)
}

impl<'a> Example<'a> {
    fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let mut arguments = Vec::new();
        let mut settings = Vec::new();
        for parameter in &operation.parameters {
            if parameter.from_client {
                let mut known = api.client_parameters.iter();
                let setting = known.find(|one| one.wire == parameter.wire)?;
                let value = sample(api, &setting.ty, &parameter.constraints, 0)?;
                settings.push((setting, value));
            } else if parameter.presence == Presence::Required {
                let value = sample(api, &parameter.ty, &parameter.constraints, 0)?;
                arguments.push((parameter.name.as_str(), value));
            }
        }
        if let Some(body) = &operation.body
            && body.presence == Presence::Required
        {
            let BodyContent::Single(payload) = &body.content else {
                return None;
            };
            if payload.form.is_some() || BodyForm::of(&payload.media) != BodyForm::Value {
                return None;
            }
            let value = sample(api, &payload.ty, &payload.constraints, 0)?;
            arguments.push(("body", value));
        }
        Some(Self {
            operation,
            request: Constructor {
                name: &operation.request,
                companion: operation.companion.as_ref(),
                arguments,
                setters: Vec::new(),
            },
            settings,
            credentials: credentials(api, operation),
            field: field(api, operation),
        })
    }

    /// The less, the better: what is deprecated or has an effect last, one or two arguments first.
    fn cost(&self) -> (bool, bool, bool, usize) {
        let operation = self.operation;
        let size = match self.request.size() {
            0 => 2,
            size @ 1..=2 => size - 1,
            size => size,
        };
        let changes = operation.method != Method::Get || operation.side_effect;
        let is_deprecated = operation.docs.deprecated.is_some();
        (is_deprecated, changes, self.field.is_none(), size)
    }
}

impl Constructor<'_> {
    /// How much a reader has to understand, nested values included.
    fn size(&self) -> usize {
        let values = self.arguments.iter().chain(&self.setters);
        values.map(|(_, value)| value.size()).sum()
    }
}

impl Sample<'_> {
    fn size(&self) -> usize {
        match self {
            Self::Literal(_) | Self::Parsed(_) | Self::Variant(..) => 1,
            // The reader has to replace it.
            Self::String(_) => 2,
            Self::Struct(constructor) => 1 + constructor.size(),
            Self::List(inner) | Self::Wrapped(inner) => 1 + inner.size(),
        }
    }
}

/// The first alternative of the required credentials for which the builder takes strings.
fn credentials<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a Scheme> {
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|one| api.schemes.get(one.scheme));
        schemes.collect::<Option<Vec<_>>>()
    });
    let is_simple = |schemes: &Vec<&Scheme>| schemes.iter().all(|one| takes_strings(one));
    let found = alternatives.flatten().find(is_simple);
    found.unwrap_or_default()
}

/// Whether the credentials are strings. Other signatures need an implementation of their algorithm.
fn takes_strings(scheme: &Scheme) -> bool {
    match &scheme.credential {
        Credential::HeaderKey(_)
        | Credential::QueryKey(_)
        | Credential::CookieKey(_)
        | Credential::Basic
        | Credential::Bearer => true,
        Credential::Signature(signature) => {
            signature.algorithm == SignatureAlgorithm::SdkHmacSha256
        }
    }
}

/// The first required field of the response body, or else its first field.
fn field<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a FieldName> {
    let SuccessOutcome::Single(replies) = &operation.success else {
        return None;
    };
    let reply = Reply::with_body(replies)?;
    if reply.form() != Some(BodyForm::Value) {
        return None;
    }
    let Type::Named(id) = api.resolved(reply.body.as_ref()?) else {
        return None;
    };
    let TypeKind::Struct(data) = &api.get(*id)?.kind else {
        return None;
    };
    let is_current = |one: &&crate::ir::Field| one.docs.deprecated.is_none();
    let fields = || data.fields.iter().filter(is_current);
    let chosen = fields().find(|one| one.is_required());
    Some(&chosen.or_else(|| fields().next())?.name)
}

/// A sample value of a type; `None` if no short expression makes one.
fn sample<'a>(
    api: &'a Api,
    ty: &'a Type,
    constraints: &Constraints,
    depth: usize,
) -> Option<Sample<'a>> {
    match api.resolved(ty) {
        Type::Scalar(scalar) => self::scalar(*scalar, constraints),
        Type::List(item) => {
            let inner = constraints.items.as_deref().cloned().unwrap_or_default();
            let item = sample(api, item, &inner, depth)?;
            let is_nested = matches!(item, Sample::List(_) | Sample::Wrapped(_));
            (!is_nested).then(|| Sample::List(Box::new(item)))
        }
        Type::Nullable(inner) | Type::Boxed(inner) => {
            let inner = sample(api, inner, constraints, depth)?;
            // What is parsed needs to know its type.
            let is_nested = matches!(
                inner,
                Sample::List(_) | Sample::Wrapped(_) | Sample::Parsed(_)
            );
            (!is_nested).then(|| Sample::Wrapped(Box::new(inner)))
        }
        Type::Map(_) => None,
        Type::Named(id) => named(api, *id, depth),
    }
}

fn named<'a>(api: &'a Api, id: TypeId, depth: usize) -> Option<Sample<'a>> {
    let def = api.get(id)?;
    match &def.kind {
        TypeKind::Struct(data) if depth < DEPTH => {
            let given = |field: &'a Field| {
                let value = sample(api, &field.ty, &field.constraints, depth + 1)?;
                Some((field.name.as_str(), value))
            };
            let only_requests = data.fields.iter().filter(|field| {
                field.access == Access::WriteOnly && field.presence == Presence::Required
            });
            Some(Sample::Struct(Constructor {
                name: &def.name,
                companion: data.companion.as_ref(),
                arguments: data.required().map(given).collect::<Option<_>>()?,
                setters: only_requests.map(given).collect::<Option<_>>()?,
            }))
        }
        TypeKind::Enumeration(data) => {
            let mut variants = data.variants.iter();
            let variant = variants.find(|one| one.docs.deprecated.is_none())?;
            Some(Sample::Variant(&def.name, &variant.name))
        }
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(..) | TypeKind::Foreign(_) => {
            None
        }
    }
}

fn scalar<'a>(scalar: Scalar, constraints: &Constraints) -> Option<Sample<'a>> {
    Some(match scalar {
        Scalar::Bool => Sample::Literal("true".to_owned()),
        Scalar::Integer(_) => Sample::Literal(integer(constraints).to_string()),
        Scalar::Float(_) => Sample::Literal("1.0".to_owned()),
        Scalar::String | Scalar::Binary | Scalar::Content => Sample::String(PLACEHOLDER),
        Scalar::Duration => Sample::String("PT1H"),
        // A constructor takes whatever converts into a time, so that `.parse()` would be ambiguous.
        Scalar::DateTime | Scalar::Date => return None,
        Scalar::Uuid => Sample::Parsed("67e55044-10b1-426f-9247-bb680e5fe0c8"),
        Scalar::Ipv4 => Sample::Parsed("192.0.2.1"),
        Scalar::Ipv6 => Sample::Parsed("2001:db8::1"),
        Scalar::Base64 | Scalar::Any | Scalar::Null | Scalar::Number => return None,
    })
}

/// One, or the limit that forbids it.
fn integer(constraints: &Constraints) -> i128 {
    let mut value = 1;
    for constraint in &constraints.own {
        match constraint {
            Constraint::Minimum(Bound::Integer(bound)) => value = value.max(*bound),
            Constraint::Maximum(Bound::Integer(bound)) => value = value.min(*bound),
            _ => {}
        }
    }
    value
}
