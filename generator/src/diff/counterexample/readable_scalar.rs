//! Which scalars a client reads in the place of another.

use crate::ir::{Enumeration, Integer, Scalar};

/// Whether each value of a scalar is one of another.
pub(super) fn is_scalar_read(sent: Scalar, read: Scalar) -> bool {
    let is_text = |scalar: Scalar| {
        scalar.is_string()
            || matches!(
                scalar,
                Scalar::Base64
                    | Scalar::DateTime
                    | Scalar::Date
                    | Scalar::Uuid
                    | Scalar::Ipv4
                    | Scalar::Ipv6
            )
    };
    match (sent, read) {
        (Scalar::Integer(sent), Scalar::Integer(read)) => is_within(sent, read),
        (Scalar::Integer(_) | Scalar::Float(_), Scalar::Number) => true,
        (sent, read) => sent == read || read.is_string() && is_text(sent),
    }
}

/// Whether the values that an enumeration lists are read as a scalar.
pub(super) fn is_listed_read(from: &Enumeration, read: Scalar) -> bool {
    is_scalar_read(from.base, read)
}

fn is_within(sent: Integer, read: Integer) -> bool {
    let ((least, most), (lowest, highest)) = (sent.range(), read.range());
    lowest <= least && most <= highest
}
