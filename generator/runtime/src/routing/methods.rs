//! The method of a request -> one of the operations of its path, or the `Allow` header of a 405.
//!
//! HEAD is served wherever GET is ([RFC 9110, section
//! 9.3.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2)), unless the document has an
//! operation of its own for it, or says that GET has side effects: a HEAD request must not start
//! anything (section 9.2.1). No header overrides the method.

use http::Method;

use crate::operation_spec::Idempotency;

/// The operations of one path by method.
#[derive(Debug)]
pub(crate) struct Methods<T>(Vec<(Method, Idempotency, T)>);

/// What a method means on a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MethodMatch<'m, T> {
    /// The operation of that method.
    Operation(&'m T),
    /// HEAD, served by GET without its body.
    HeadOfGet(&'m T),
    /// No operation has the method: the value of `Allow`.
    NotAllowed(String),
}

impl<T> Default for Methods<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// The order of methods in `Allow`; unknown ones follow as they were added.
const ORDER: [Method; 8] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::TRACE,
];

impl<T> Methods<T> {
    /// Adds an operation. Of two with the same method, the first one is kept.
    pub(crate) fn add(&mut self, method: Method, repeat: Idempotency, operation: T) {
        if self.get(&method).is_none() {
            self.0.push((method, repeat, operation));
        }
    }

    /// The operation for a method.
    pub(crate) fn choose(&self, method: &Method) -> MethodMatch<'_, T> {
        if let Some(operation) = self.get(method) {
            return MethodMatch::Operation(operation);
        }
        match self.reading_get() {
            Some(operation) if method == Method::HEAD => MethodMatch::HeadOfGet(operation),
            _ => MethodMatch::NotAllowed(self.allow()),
        }
    }

    /// The operation of GET, if it has no side effects.
    fn reading_get(&self) -> Option<&T> {
        self.0
            .iter()
            .find(|(method, repeat, _)| method == Method::GET && *repeat == Idempotency::Idempotent)
            .map(|(_, _, operation)| operation)
    }

    /// The operation of exactly this method.
    fn get(&self, method: &Method) -> Option<&T> {
        self.0
            .iter()
            .find(|(known, _, _)| known == method)
            .map(|(_, _, operation)| operation)
    }

    /// The value of `Allow` ([RFC 9110, section
    /// 10.2.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1)).
    fn allow(&self) -> String {
        let mut methods: Vec<&Method> = self.0.iter().map(|(method, _, _)| method).collect();
        if self.reading_get().is_some() && !methods.contains(&&Method::HEAD) {
            methods.push(&Method::HEAD);
        }
        methods.sort_by_key(|method| {
            ORDER
                .iter()
                .position(|known| known == *method)
                .unwrap_or(ORDER.len())
        });
        methods
            .iter()
            .map(|method| method.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn methods(of: &[Method]) -> Methods<Method> {
        let mut methods = Methods::default();
        for method in of {
            methods.add(method.clone(), Idempotency::Idempotent, method.clone());
        }
        methods
    }

    #[test]
    fn head_is_served_by_get() {
        let methods = methods(&[Method::POST, Method::GET]);
        assert_eq!(
            methods.choose(&Method::HEAD),
            MethodMatch::HeadOfGet(&Method::GET)
        );
        assert_eq!(
            methods.choose(&Method::POST),
            MethodMatch::Operation(&Method::POST)
        );
        assert_eq!(
            methods.choose(&Method::TRACE),
            MethodMatch::NotAllowed("GET, HEAD, POST".into())
        );
    }

    #[test]
    fn head_is_not_served_by_a_get_with_side_effects() {
        let mut methods = Methods::default();
        methods.add(Method::GET, Idempotency::NotIdempotent, ());
        assert_eq!(
            methods.choose(&Method::HEAD),
            MethodMatch::NotAllowed("GET".into())
        );
    }

    #[test]
    fn without_get_there_is_no_head() {
        assert_eq!(
            methods(&[Method::DELETE]).choose(&Method::HEAD),
            MethodMatch::NotAllowed("DELETE".into())
        );
        let own = methods(&[Method::HEAD, Method::GET]);
        assert_eq!(
            own.choose(&Method::HEAD),
            MethodMatch::Operation(&Method::HEAD)
        );
    }
}
