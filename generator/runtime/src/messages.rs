//! Errors as plain code: a derive would have whoever builds this crate build a parser of Rust first.

/// Implements `Display` and `Error`: a text for each pattern, with the names that it binds.
macro_rules! messages {
    ($error:ident $(<$($generic:ident),+>)? { $($pattern:pat => $text:literal $(, $argument:expr)*;)+ }) => {
        impl$(<$($generic),+>)? ::std::fmt::Display for $error$(<$($generic),+>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $($pattern => write!(f, $text $(, $argument)*),)+
                }
            }
        }

        impl$(<$($generic),+>)? ::std::error::Error for $error$(<$($generic),+>)? {}
    };
}
