//! `bodies!`, `multipart!` and `error_body!`: types that are sent or received as whole bodies.

/// Writes [`DecodeBody`] and [`EncodeBody`](crate::EncodeBody) for an enum with one variant for each type of a request body: the variant limits the media types
/// on a client, the `Content-Type` chooses the variant on a server.
///
/// ```text
/// bodies! { CreateChatBody { Json(Chat) => [Media::JSON], Form(ChatForm) => [Media::FORM] } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __bodies {
    ($name:ident { $($variant:ident($body:ty) => [$($media:expr),* $(,)?]),* $(,)? }) => {
        impl $name {
            /// The media types that the document lists, variant by variant.
            pub(crate) const MEDIA: &'static [$crate::codegen::Media] = &[$($($media),*),*];
        }

        impl $crate::codegen::EncodeBody for $name {
            fn media<'a>(&self, _: &'a [$crate::codegen::Media]) -> &'a [$crate::codegen::Media] {
                match self {
                    $(Self::$variant(_) => {
                        const MEDIA: &[$crate::codegen::Media] = &[$($media),*];
                        MEDIA
                    })*
                }
            }

            fn payload(&self, media: $crate::codegen::Media) -> ::core::result::Result<$crate::codegen::Payload, $crate::codegen::EncodeError> {
                match self {
                    $(Self::$variant(body) => <$body as $crate::codegen::EncodeBody>::payload(body, media),)*
                }
            }
        }

        $crate::__for_server! {
            impl $crate::codegen::DecodeBody for $name {
                fn read(received: $crate::codegen::ReceivedBody<'_>) -> ::core::result::Result<Self, $crate::codegen::Untrusted<$crate::codegen::DecodeError>> {
                    $(
                        {
                            const MEDIA: &[$crate::codegen::Media] = &[$($media),*];
                            if received.media.is_some_and(|media| MEDIA.contains(&media)) {
                                return <$body as $crate::codegen::DecodeBody>::read(received).map(Self::$variant);
                            }
                        }
                    )*
                    ::core::result::Result::Err($crate::codegen::DecodeError::new($crate::codegen::DecodeReason::Missing).into())
                }
            }
        }
    };
}

/// Writes [`DecodeBody`] and [`EncodeBody`](crate::EncodeBody) for a struct that is sent as `multipart/form-data` and has files.
///
/// ```text
/// multipart! { UploadForm { file "file" => file, value "purpose" => purpose } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __multipart {
    ($name:ident { $($sort:ident $wire:literal => $field:ident),* $(,)? }) => {
        impl $crate::codegen::EncodeBody for $name {
            fn payload(&self, media: $crate::codegen::Media) -> ::core::result::Result<$crate::codegen::Payload, $crate::codegen::EncodeError> {
                let mut parts = $crate::codegen::PartsWriter::new(media);
                $($crate::__multipart!(@write parts $sort $wire &self.$field);)*
                ::core::result::Result::Ok(parts.finish())
            }
        }

        $crate::__for_server! {
            impl $crate::codegen::DecodeBody for $name {
                fn read(received: $crate::codegen::ReceivedBody<'_>) -> ::core::result::Result<Self, $crate::codegen::Untrusted<$crate::codegen::DecodeError>> {
                    let mut parts = $crate::codegen::Parts::received(received)?;
                    ::core::result::Result::Ok(Self { $($field: parts.$sort($wire)?),* })
                }
            }
        }
    };
    (@write $parts:ident file $wire:literal $value:expr) => { $parts.file($wire, $value)? };
    (@write $parts:ident value $wire:literal $value:expr) => { $parts.value($wire, $value)? };
}

/// Writes [`ErrorBody`] for a schema: where it keeps what an error says, by property name or JSON Pointer, and how a server fills it.
///
/// ```text
/// error_body!(ErrorResponse {
///     fill { Code.required("error_code"), Message.required("error_msg").within(&[MaxLength(80)]) },
///     whole: [MinProperties(1)],        // limits of the object
///     code: "error_code", message: "error_msg", detail: "error_detail", request_id: "request_id",
/// });
/// error_body!(Fault);        // nothing is known: read by the names in use, never written
/// error_body!(Failure { success_codes: ["0"], code: "code" });      // also with status 200, unless the code is 0
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __error_body {
    (@read $name:ty { success_codes: [$($success:literal),* $(,)?], code: $code:expr $(, $key:ident : $place:expr)* $(,)? } $fill:tt) => {
        $crate::__error_body!(@impl $name [code $code $(, $key $place)*] $fill {
            fn in_success() -> ::core::option::Option<$crate::codegen::ErrorInSuccess> {
                const { ::core::option::Option::Some($crate::codegen::ErrorInSuccess::new($code, &[$($success),*])) }
            }
        });
    };
    (@read $name:ty { $($key:ident : $place:expr),* $(,)? } $fill:tt) => {
        $crate::__error_body!(@impl $name [$($key $place),*] $fill {});
    };
    (@impl $name:ty [$($key:ident $place:expr),*] $fill:tt { $($more:tt)* }) => {
        impl $crate::codegen::ErrorBody for $name {
            fn summary(&self) -> $crate::codegen::ErrorSummary {
                $crate::__error_body!(@fields $($key $place),*).summary(self)
            }

            $crate::__error_body!(@fill $fill);

            $($more)*
        }
    };
    (@fields) => { $crate::codegen::ErrorFields::NONE };
    (@fields $($key:ident $place:expr),+) => {{
        let mut fields = $crate::codegen::ErrorFields::NONE;
        $(fields.$key = ::core::option::Option::Some($place);)+
        fields
    }};
    (@fill []) => {};
    (@fill [$rows:tt $whole:tt]) => {
        $crate::__for_server! {
            fn from_problem(problem: &$crate::Problem) -> ::core::option::Option<Self> {
                #[allow(unused_imports, reason = "few properties have limits")]
                use $crate::codegen::{Fill::*, Limit::*};
                const ROWS: &[$crate::codegen::FillRow] = &$rows;
                $crate::codegen::filled(problem, ROWS, &$whole)
            }
        }
    };
    ($name:ty) => { $crate::__error_body!(@read $name {} []); };
    ($name:ty { fill { $($row:expr),* $(,)? }, whole: $whole:tt $(, $($rest:tt)*)? }) => {
        $crate::__error_body!(@read $name { $($($rest)*)? } [[$($row),*] $whole]);
    };
    ($name:ty { fill { $($row:expr),* $(,)? } $(, $($rest:tt)*)? }) => {
        $crate::__error_body!(@read $name { $($($rest)*)? } [[$($row),*] []]);
    };
    ($name:ty { $($rest:tt)* }) => { $crate::__error_body!(@read $name { $($rest)* } []); };
}
