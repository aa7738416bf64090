//! `responses!`: an enum with one variant per documented response.

/// Writes [`DecodeBody`] and [`EncodeBody`](crate::EncodeBody) for an enum with one variant per documented response.
///
/// ```text
/// responses! {
///     GetPetSuccess {
///         Found(Pet) => ResponseSpec::json(200),
///         NoContent => ResponseSpec::empty(204),
///     }
/// }
/// ```
/// With `error` before the name it writes [`ErrorBody`] too, from the bodies of the variants.
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    (error $name:ident { $($variant:ident $(($body:ty))? => $reply:expr),* $(,)? }) => {
        $crate::__responses!($name { $($variant $(($body))? => $reply),* });

        impl $crate::codegen::ErrorBody for $name {
            fn summary(&self) -> $crate::codegen::ErrorSummary {
                match self {
                    $($crate::__responses!(@pattern body $name $variant $(($body))?) => {
                        $crate::__responses!(@summary body $(($body))?)
                    })*
                }
            }

            fn in_success() -> ::core::option::Option<$crate::codegen::ErrorInSuccess> {
                let bodies = [$($crate::__responses!(@in_success $(($body))?)),*];
                let mut found = bodies.into_iter().enumerate().filter_map(|(reply, error)| ::core::option::Option::Some(error?.at(reply)));
                found.next()
            }

            $crate::__for_server! {
                fn from_problem(problem: &$crate::Problem) -> ::core::option::Option<Self> {
                    const REPLIES: &[$crate::codegen::ResponseSpec] = &[$($reply),*];
                    $crate::codegen::ranked_replies(REPLIES, problem.status).into_iter().find_map(|which| {
                        let mut index = 0..;
                        $(
                            if index.next() == ::core::option::Option::Some(which) {
                                return $crate::__responses!(@problem problem $variant $(($body))?);
                            }
                        )*
                        let _ = index;
                        ::core::option::Option::None
                    })
                }
            }
        }
    };
    ($name:ident { $($variant:ident $(($body:ty))? => $reply:expr),* $(,)? }) => {
        impl $name {
            /// The replies that the document lists, variant by variant.
            pub(crate) const REPLIES: &'static [$crate::codegen::ResponseSpec] = &[$($reply),*];
        }

        $crate::__for_server! {
            impl $crate::codegen::EncodeBody for $name {
                fn reply(&self) -> usize {
                    let mut index = 0;
                    $(
                        if let Self::$variant { .. } = self {
                            return index;
                        }
                        index += 1;
                    )*
                    index
                }

                fn payload(&self, media: $crate::codegen::Media) -> ::core::result::Result<$crate::codegen::Payload, $crate::codegen::EncodeError> {
                    match self {
                        $($crate::__responses!(@pattern body $name $variant $(($body))?) => {
                            $crate::__responses!(@payload body media $(($body))?)
                        })*
                    }
                }
            }
        }

        impl $crate::codegen::DecodeBody for $name {
            fn read(mut received: $crate::codegen::ReceivedBody<'_>) -> ::core::result::Result<Self, $crate::codegen::Untrusted<$crate::codegen::DecodeError>> {
                $(
                    if received.reply == 0 {
                        return $crate::__responses!(@read received $variant $(($body))?);
                    }
                    received.reply -= 1;
                )*
                ::core::result::Result::Err($crate::codegen::DecodeError::new($crate::codegen::DecodeReason::Missing).into())
            }
        }
    };
    (@pattern $b:ident $name:ident $variant:ident) => { $name::$variant };
    (@pattern $b:ident $name:ident $variant:ident ($body:ty)) => { $name::$variant($b) };
    (@payload $b:ident $media:ident) => {{ let _ = $media; ::core::result::Result::Ok(::core::default::Default::default()) }};
    (@payload $b:ident $media:ident ($body:ty)) => { $crate::codegen::EncodeBody::payload($b, $media) };
    (@read $received:ident $variant:ident) => { ::core::result::Result::Ok(Self::$variant) };
    (@read $received:ident $variant:ident ($body:ty)) => { <$body as $crate::codegen::DecodeBody>::read($received).map(Self::$variant) };
    (@summary $b:ident) => { ::core::default::Default::default() };
    (@summary $b:ident ($body:ty)) => { $crate::codegen::ErrorBody::summary($b) };
    (@in_success) => { ::core::option::Option::None::<$crate::codegen::ErrorInSuccess> };
    (@in_success ($body:ty)) => { <$body as $crate::codegen::ErrorBody>::in_success() };
    (@problem $problem:ident $variant:ident) => {{ let _ = $problem; ::core::option::Option::None }};
    (@problem $problem:ident $variant:ident ($body:ty)) => {
        <$body as $crate::codegen::ErrorBody>::from_problem($problem).map(Self::$variant)
    };
}
