//! The limits that the document states, so that no test repeats them: an edit of the document moves the tests with it.

use std::collections::BTreeSet;

use serde_yaml::Value;

/// The keywords of limits that parameters have.
pub(crate) const LIMITS: [&str; 4] = ["minimum", "maximum", "minLength", "maxLength"];

const TEXT: &str = include_str!("../../spec/workspace.yaml");

/// The document of the service.
#[derive(Debug)]
pub(crate) struct Document {
    root: Value,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter<'a> {
    /// Where it is defined: parameters that operations share have one place.
    pub(crate) pointer: String,
    pub(crate) name: &'a str,
    pub(crate) location: &'a str,
    pub(crate) required: bool,
    pub(crate) schema: &'a Value,
}

/// An operation and its place.
#[derive(Debug)]
pub(crate) struct DocumentedOperation<'a> {
    pub(crate) id: &'a str,
    pub(crate) method: String,
    pub(crate) path: &'a str,
    pub(crate) parameters: Vec<Parameter<'a>>,
}

impl Document {
    pub(crate) fn read() -> Self {
        let root = serde_yaml::from_str(TEXT).unwrap();
        Self { root }
    }

    pub(crate) fn operations(&self) -> Vec<DocumentedOperation<'_>> {
        let paths = self.root["paths"].as_mapping().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            let path = path.as_str().unwrap();
            let item = item.as_mapping().unwrap().iter();
            item.map(move |(method, operation)| (path, method.as_str().unwrap(), operation))
        });
        operations
            .map(|(path, method, operation)| DocumentedOperation {
                id: operation["operationId"].as_str().unwrap(),
                method: method.to_uppercase(),
                path,
                parameters: self.parameters(&format!("{method} {path}"), operation),
            })
            .collect()
    }

    pub(crate) fn operation(&self, id: &str) -> DocumentedOperation<'_> {
        let mut operations = self.operations().into_iter();
        operations
            .find(|operation| operation.id == id)
            .unwrap_or_else(|| panic!("the document has no operation {id}"))
    }

    /// A property of a schema with a name.
    pub(crate) fn property(&self, schema: &str, name: &str) -> &Value {
        &self.root["components"]["schemas"][schema]["properties"][name]
    }

    fn parameters<'a>(&'a self, place: &str, operation: &'a Value) -> Vec<Parameter<'a>> {
        let listed = operation["parameters"].as_sequence();
        listed
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, parameter)| {
                let (pointer, parameter) = match parameter["$ref"].as_str() {
                    Some(reference) => (reference.to_owned(), self.target(reference)),
                    None => (format!("{place} {index}"), parameter),
                };
                Parameter {
                    pointer,
                    name: parameter["name"].as_str().unwrap(),
                    location: parameter["in"].as_str().unwrap(),
                    required: parameter["required"].as_bool().unwrap_or(false),
                    schema: &parameter["schema"],
                }
            })
            .collect()
    }

    fn target(&self, reference: &str) -> &Value {
        let keys = reference.strip_prefix("#/").unwrap().split('/');
        keys.fold(&self.root, |value, key| &value[key])
    }

    /// The parameters that have a limit, by their places.
    pub(crate) fn limited(&self) -> BTreeSet<String> {
        let parameters = self.operations().into_iter().flat_map(|it| it.parameters);
        parameters
            .filter(|parameter| {
                let schema = parameter.schema;
                let limits =
                    |schema: &Value| LIMITS.iter().any(|keyword| !schema[*keyword].is_null());
                limits(schema) || limits(&schema["x-presumed"])
            })
            .map(|parameter| parameter.pointer)
            .collect()
    }
}

impl DocumentedOperation<'_> {
    /// The first line of a request, without its version: `value` for one parameter, `a` for the other required ones.
    pub(crate) fn line(&self, parameter: &Parameter<'_>, value: &str) -> String {
        let mut path = self.path.to_owned();
        let mut query = Vec::new();
        for each in &self.parameters {
            let is_meant = each.pointer == parameter.pointer;
            let value = if is_meant { value } else { "a" };
            match each.location {
                "path" => path = path.replace(&format!("{{{}}}", each.name), value),
                "query" if is_meant || each.required => {
                    query.push(format!("{}={value}", each.name))
                }
                _ => {}
            }
        }
        format!("{} {path}?{}", self.method, query.join("&"))
    }

    pub(crate) fn parameter(&self, place: &str) -> &Parameter<'_> {
        let mut parameters = self.parameters.iter();
        parameters
            .find(|parameter| format!("{}.{}", parameter.location, parameter.name) == place)
            .unwrap_or_else(|| panic!("{} has no {place}", self.id))
    }
}

/// The number of a keyword.
pub(crate) fn limit(schema: &Value, keyword: &str) -> Option<i64> {
    schema[keyword].as_i64()
}
