//! Turns the method of a request into one of the operations of its path, or into the `Allow` header
//! of a 405.
//!
//! HEAD is served wherever GET is ([RFC 9110, section
//! 9.3.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2)) unless the document has an
//! operation of its own for it, or says that GET does more than read: a HEAD request must not start
//! anything (section 9.2.1). No method is overridden by a header. Rejects (with 405) every method
//! that the path does not have, unknown ones included.

use http::Method;

use crate::operation_spec::Idempotency;

/// The operations of one path by method.
#[derive(Debug)]
pub(crate) struct Methods<T>(Vec<(Method, Idempotency, T)>);

/// What a method means on a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chosen<'m, T> {
    /// The operation of that method.
    Operation(&'m T),
    /// HEAD, answered by the operation of GET without its body.
    HeadOfGet(&'m T),
    /// Another method is meant: the value of `Allow`.
    NotAllowed(String),
}

impl<T> Default for Methods<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// `Allow` lists methods in this order, then the ones unknown here as they were added.
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
    /// Adds an operation; of two with one method the first stays.
    pub(crate) fn add(&mut self, method: Method, repeat: Idempotency, operation: T) {
        if self.get(&method).is_none() {
            self.0.push((method, repeat, operation));
        }
    }

    /// What `method` means here.
    pub(crate) fn choose(&self, method: &Method) -> Chosen<'_, T> {
        if let Some(operation) = self.get(method) {
            return Chosen::Operation(operation);
        }
        match self.reading_get() {
            Some(operation) if method == Method::HEAD => Chosen::HeadOfGet(operation),
            _ => Chosen::NotAllowed(self.allow()),
        }
    }

    /// The operation of GET, where it only reads.
    fn reading_get(&self) -> Option<&T> {
        self.0
            .iter()
            .find(|(method, repeat, _)| method == Method::GET && *repeat == Idempotency::Idempotent)
            .map(|(_, _, operation)| operation)
    }

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
            Chosen::HeadOfGet(&Method::GET)
        );
        assert_eq!(
            methods.choose(&Method::POST),
            Chosen::Operation(&Method::POST)
        );
        assert_eq!(
            methods.choose(&Method::TRACE),
            Chosen::NotAllowed("GET, HEAD, POST".into())
        );
    }

    #[test]
    fn head_starts_nothing() {
        let mut methods = Methods::default();
        methods.add(Method::GET, Idempotency::NotIdempotent, ());
        assert_eq!(
            methods.choose(&Method::HEAD),
            Chosen::NotAllowed("GET".into())
        );
    }

    #[test]
    fn without_get_there_is_no_head() {
        assert_eq!(
            methods(&[Method::DELETE]).choose(&Method::HEAD),
            Chosen::NotAllowed("DELETE".into())
        );
        let own = methods(&[Method::HEAD, Method::GET]);
        assert_eq!(own.choose(&Method::HEAD), Chosen::Operation(&Method::HEAD));
    }
}
