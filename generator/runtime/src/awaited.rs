//! The values of client parameters that go with credentials: where they were looked for, and those that are still to come.

use std::borrow::Cow;

use crate::{
    name_map::NameMap,
    operation_spec::OperationSpec,
    param::Param,
    path_values::{PathValues, escaped},
    template::{TemplatePart, template_parts},
};

/// Where the value of a client parameter may be if neither the request nor the builder has it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Sought<'a> {
    /// Nowhere else.
    #[default]
    Nowhere,
    /// Where the credentials are. These were found without the values of these parameters, each with the place
    /// where it was looked for.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "clients have credentials")
    )]
    Found(&'a NameMap<String>),
    /// With credentials that a provider issues before the request is sent.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "clients have credentials")
    )]
    Awaited,
    /// With credentials that a provider has issued.
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "clients have credentials")
    )]
    Issued,
}

impl Sought<'_> {
    /// Whether there may be a value later.
    pub(crate) fn is_awaited(self) -> bool {
        matches!(self, Self::Awaited)
    }

    /// The phrase about a parameter that has no value.
    pub(crate) fn missing(self, name: &str) -> String {
        let looked = match self {
            Self::Nowhere | Self::Awaited => None,
            Self::Found(places) => places.get(name).cloned(),
            Self::Issued => Some(format!("what their provider issued has no `{name}`")),
        };
        let set = "missing: set it on the request, or for all requests on the client's builder";
        match looked {
            None => set.to_owned(),
            Some(looked) => format!("{set}; it does not come with the credentials: {looked}"),
        }
    }
}

/// The client parameters of a request without a value, until a provider of credentials has issued them.
pub(crate) struct Awaited {
    #[cfg_attr(
        not(feature = "client"),
        expect(dead_code, reason = "clients have credentials")
    )]
    pub(crate) parameters: Vec<&'static Param>,
    /// The path parameters that have values, encoded.
    pub(crate) path: PathValues<'static>,
}

impl Awaited {
    /// These parameters, if there are any, and the path, which is written when they are known.
    pub(crate) fn of(parameters: Vec<&'static Param>, path: &PathValues<'_>) -> Option<Box<Self>> {
        if parameters.is_empty() {
            return None;
        }
        let owned = |text: &Cow<'_, str>| Cow::Owned(text.clone().into_owned());
        let path = path.iter().map(|(name, text)| (*name, owned(text)));
        let path = path.collect();
        Some(Box::new(Self { parameters, path }))
    }

    /// The path with the names of the parameters that have no value.
    pub(crate) fn shown_path(&self, spec: &OperationSpec) -> String {
        let mut path = String::new();
        for part in template_parts(spec.path) {
            match part {
                TemplatePart::Literal(text) => path.extend(escaped(text)),
                TemplatePart::Name(name) => {
                    match self.path.iter().find(|(known, _)| *known == name) {
                        Some((_, value)) => path.push_str(value),
                        None => path.extend(["{", name, "}"]),
                    }
                }
            }
        }
        path
    }
}
