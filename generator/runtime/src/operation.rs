//! An operation as a type: its table, and how its arguments become a request and come back out of one.

use crate::{ErrorBody, Incoming, Meta, RequestWriter, check::Check};
#[cfg(feature = "server")]
use crate::{Outgoing, RequestReader};

/// The arguments of an operation. [`operation!`](crate::operation!) implements it.
pub trait Operation: Check + Sized + Send + 'static {
    /// The body of a reply that means success.
    type Success: Answer + Send + 'static;
    /// The body of a reply that means failure.
    type Failure: Answer + ErrorBody + Send + 'static;
    /// What the document says about the operation.
    const META: &'static Meta;

    /// Writes the parameters and the body.
    fn encode(&self, w: &mut RequestWriter<'_>);

    /// Reads them back; `None` where one is at fault, and the reader has the violations.
    #[cfg(feature = "server")]
    fn decode(r: &mut RequestReader<'_>) -> Option<Self>;
}

/// The body of a reply: clients read it, and with the feature `server` it can be written.
#[cfg(feature = "server")]
pub trait Answer: Incoming + Outgoing {}

#[cfg(feature = "server")]
impl<T: Incoming + Outgoing> Answer for T {}

/// The body of a reply: clients read it, and with the feature `server` it can be written.
#[cfg(not(feature = "server"))]
pub trait Answer: Incoming {}

#[cfg(not(feature = "server"))]
impl<T: Incoming> Answer for T {}

/// Expands to what only servers need: with the feature `server`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "server")]
macro_rules! for_server {
    ($($code:tt)*) => { $($code)* };
}

/// Expands to what only servers need: nothing, without the feature `server`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "server"))]
macro_rules! for_server {
    ($($code:tt)*) => {};
}

/// Writes [`Operation`] from one table.
///
/// ```text
/// operation! {
///     ListPets {
///         meta: Meta::get("ListPets", "/pets/{owner}").security(SECURED),
///         parameters: { owner: Param::path("owner"), limit: Param::query("limit") },   // field: where it stands
///         body: required [Media::JSON],                                                // or optional […], or left out
///         success: PetList { Reply::json(200) },
///         failure: ErrorResponse { Reply::json(400), Reply::json_default() },
///     }
/// }
/// ```
/// The struct has one field for each parameter, and `body` where there is one. A body that [`bodies!`](crate::bodies!) describes brings
/// its media types along: `body: required CreateChatBody,`. A type that [`responses!`](crate::responses!)
/// describes brings its replies along: `success: GetPetSuccess,`.
#[macro_export]
macro_rules! operation {
    ($name:ident {
        meta: $meta:expr,
        parameters: { $($field:ident : $param:expr),* $(,)? },
        $(body: $needed:ident $media:tt,)?
        success: $success:ty $({ $($ok:expr),* $(,)? })?,
        failure: $failure:ty $({ $($err:expr),* $(,)? })? $(,)?
    }) => {
        impl $crate::Operation for $name {
            type Success = $success;
            type Failure = $failure;
            const META: &'static $crate::Meta = &$meta.with_tables(
                &[$($param),*],
                $crate::operation!(@body $($needed $media)?),
                $crate::operation!(@replies $success $({ $($ok),* })?),
                $crate::operation!(@replies $failure $({ $($err),* })?),
            );

            fn encode(&self, w: &mut $crate::RequestWriter<'_>) {
                w.parameters(&[$(&self.$field),*]);
                $crate::operation!(@encode self w $($needed)?);
            }

            $crate::for_server! {
                fn decode(r: &mut $crate::RequestReader<'_>) -> ::core::option::Option<Self> {
                    $(let $field = r.parameter();)*
                    $crate::operation!(@decode r ($($field)*) $($needed)?)
                }
            }
        }
    };
    (@body) => { ::core::option::Option::None };
    (@body $needed:ident [$($media:expr),* $(,)?]) => { ::core::option::Option::Some($crate::BodyMeta::$needed(&[$($media),*])) };
    (@body $needed:ident $body:ident) => { ::core::option::Option::Some($crate::BodyMeta::$needed($body::MEDIA)) };
    (@replies $type:ty) => { <$type>::REPLIES };
    (@replies $type:ty { $($reply:expr),* }) => { &[$($reply),*] };
    (@encode $self:ident $w:ident) => {};
    (@encode $self:ident $w:ident required) => { $w.body(&$self.body) };
    (@encode $self:ident $w:ident optional) => {
        if let ::core::option::Option::Some(body) = &$self.body {
            $w.body(body);
        }
    };
    (@decode $r:ident ($($field:ident)*)) => {{
        let _ = &$r;
        ::core::option::Option::Some(Self { $($field: $field?),* })
    }};
    (@decode $r:ident ($($field:ident)*) optional) => {{
        let body = $r.optional_body();
        ::core::option::Option::Some(Self { $($field: $field?,)* body: body? })
    }};
    (@decode $r:ident ($($field:ident)*) required) => {{
        let body = $r.body();
        ::core::option::Option::Some(Self { $($field: $field?,)* body: body? })
    }};
}

/// Writes [`Incoming`] and [`Outgoing`](crate::Outgoing) for an enum with one variant for each kind of reply.
///
/// ```text
/// responses! {
///     GetPetSuccess {
///         Found(Pet) [Reply::json(200)],
///         Gone [Reply::empty(204), Reply::empty(410)],
///     }
/// }
/// ```
/// With `error` before the name it writes [`ErrorBody`] too, from the bodies of the variants.
#[macro_export]
macro_rules! responses {
    (error $name:ident { $($variant:ident $(($body:ty))? [$($reply:expr),* $(,)?]),* $(,)? }) => {
        $crate::responses!($name { $($variant $(($body))? [$($reply),*]),* });

        impl $crate::ErrorBody for $name {
            fn summary(&self) -> $crate::ErrorSummary {
                match self {
                    $($crate::responses!(@pattern body $name $variant $(($body))?) => {
                        $crate::responses!(@summary body $(($body))?)
                    })*
                }
            }

            $crate::for_server! {
                fn from_problem(problem: &$crate::Problem) -> ::core::option::Option<Self> {
                    const REPLIES: &[&[$crate::Reply]] = &[$(&[$($reply),*]),*];
                    let mut which = $crate::best_reply(REPLIES, problem.status)?;
                    $(
                        if which == 0 {
                            return $crate::responses!(@problem problem $variant $(($body))?);
                        }
                        which = which.wrapping_sub(1);
                    )*
                    let _ = which;
                    ::core::option::Option::None
                }
            }
        }
    };
    ($name:ident { $($variant:ident $(($body:ty))? [$($reply:expr),* $(,)?]),* $(,)? }) => {
        impl $name {
            /// The replies that the document lists, variant by variant.
            pub(crate) const REPLIES: &'static [$crate::Reply] = &[$($($reply),*),*];
        }

        $crate::for_server! {
            impl $crate::Outgoing for $name {
                fn reply(&self) -> usize {
                    let mut first = 0;
                    $(
                        if let Self::$variant { .. } = self {
                            return first;
                        }
                        first += {
                            const COUNT: usize = <[$crate::Reply]>::len(&[$($reply),*]);
                            COUNT
                        };
                    )*
                    first
                }

                fn payload(&self, media: $crate::Media) -> ::core::result::Result<$crate::Payload, $crate::codec::EncodeError> {
                    match self {
                        $($crate::responses!(@pattern body $name $variant $(($body))?) => {
                            $crate::responses!(@payload body media $(($body))?)
                        })*
                    }
                }
            }
        }

        impl $crate::Incoming for $name {
            fn read(mut arrived: $crate::Arrived<'_>) -> ::core::result::Result<Self, $crate::codec::DecodeError> {
                $(
                    let count = {
                        const COUNT: usize = <[$crate::Reply]>::len(&[$($reply),*]);
                        COUNT
                    };
                    if arrived.reply < count {
                        return $crate::responses!(@read arrived $variant $(($body))?);
                    }
                    arrived.reply -= count;
                )*
                ::core::result::Result::Err($crate::codec::DecodeReason::Missing.into())
            }
        }
    };
    (@pattern $b:ident $name:ident $variant:ident) => { $name::$variant };
    (@pattern $b:ident $name:ident $variant:ident ($body:ty)) => { $name::$variant($b) };
    (@payload $b:ident $media:ident) => {{ let _ = $media; ::core::result::Result::Ok(::core::default::Default::default()) }};
    (@payload $b:ident $media:ident ($body:ty)) => { $crate::Outgoing::payload($b, $media) };
    (@read $arrived:ident $variant:ident) => { ::core::result::Result::Ok(Self::$variant) };
    (@read $arrived:ident $variant:ident ($body:ty)) => { <$body as $crate::Incoming>::read($arrived).map(Self::$variant) };
    (@summary $b:ident) => { ::core::default::Default::default() };
    (@summary $b:ident ($body:ty)) => { $crate::ErrorBody::summary($b) };
    (@problem $problem:ident $variant:ident) => {{ let _ = $problem; ::core::option::Option::Some(Self::$variant) }};
    (@problem $problem:ident $variant:ident ($body:ty)) => {
        <$body as $crate::ErrorBody>::from_problem($problem).map(Self::$variant)
    };
}

/// Writes [`Incoming`] and [`Outgoing`](crate::Outgoing) for an enum with one variant for each type of a request body: the variant chooses the media type
/// on a client, the `Content-Type` chooses the variant on a server.
///
/// ```text
/// bodies! { CreateChatBody { Json(Chat) [Media::JSON], Form(ChatForm) [Media::FORM] } }
/// ```
#[macro_export]
macro_rules! bodies {
    ($name:ident { $($variant:ident($body:ty) [$($media:expr),* $(,)?]),* $(,)? }) => {
        impl $name {
            /// The media types that the document lists, variant by variant.
            pub(crate) const MEDIA: &'static [$crate::Media] = &[$($($media),*),*];
        }

        impl $crate::Outgoing for $name {
            fn choose(&self, _: &[$crate::Media]) -> ::core::option::Option<$crate::Media> {
                match self {
                    $(Self::$variant(_) => {
                        const MEDIA: &[$crate::Media] = &[$($media),*];
                        MEDIA.first().copied()
                    })*
                }
            }

            fn payload(&self, media: $crate::Media) -> ::core::result::Result<$crate::Payload, $crate::codec::EncodeError> {
                match self {
                    $(Self::$variant(body) => <$body as $crate::Outgoing>::payload(body, media),)*
                }
            }
        }

        $crate::for_server! {
            impl $crate::Incoming for $name {
                fn read(arrived: $crate::Arrived<'_>) -> ::core::result::Result<Self, $crate::codec::DecodeError> {
                    $(
                        {
                            const MEDIA: &[$crate::Media] = &[$($media),*];
                            if arrived.media.is_some_and(|media| MEDIA.contains(&media)) {
                                return <$body as $crate::Incoming>::read(arrived).map(Self::$variant);
                            }
                        }
                    )*
                    ::core::result::Result::Err($crate::codec::DecodeReason::Missing.into())
                }
            }
        }
    };
}

/// Writes [`Incoming`] and [`Outgoing`](crate::Outgoing) for a struct that is sent as `multipart/form-data` and has files.
///
/// ```text
/// multipart! { UploadForm { file "file" => file, value "purpose" => purpose } }
/// ```
#[macro_export]
macro_rules! multipart {
    ($name:ident { $($sort:ident $wire:literal => $field:ident),* $(,)? }) => {
        impl $crate::Outgoing for $name {
            fn payload(&self, media: $crate::Media) -> ::core::result::Result<$crate::Payload, $crate::codec::EncodeError> {
                let mut parts = $crate::PartsWriter::new(media);
                $($crate::multipart!(@write parts $sort $wire &self.$field);)*
                ::core::result::Result::Ok(parts.finish())
            }
        }

        $crate::for_server! {
            impl $crate::Incoming for $name {
                fn read(arrived: $crate::Arrived<'_>) -> ::core::result::Result<Self, $crate::codec::DecodeError> {
                    let mut parts = $crate::Parts::arrived(arrived)?;
                    ::core::result::Result::Ok(Self { $($field: parts.$sort($wire)?),* })
                }
            }
        }
    };
    (@write $parts:ident file $wire:literal $value:expr) => { $parts.file($wire, $value) };
    (@write $parts:ident value $wire:literal $value:expr) => { $parts.value($wire, $value)? };
}

/// Writes [`ErrorBody`] for a schema: where it keeps what an error says, by property name or JSON Pointer.
///
/// ```text
/// error_body!(ErrorResponse { code: "error_code", message: "error_msg", detail: "error_detail", request_id: "request_id" });
/// error_body!(Fault);        // nothing is known: read by the names in use, never written
/// ```
#[macro_export]
macro_rules! error_body {
    ($name:ty) => { $crate::error_body!($name {}); };
    ($name:ty { $($key:ident : $place:expr),* $(,)? }) => {
        impl $crate::ErrorBody for $name {
            fn summary(&self) -> $crate::ErrorSummary {
                $crate::error_body!(@fields $($key $place),*).summary(self)
            }

            fn from_problem(problem: &$crate::Problem) -> ::core::option::Option<Self> {
                $crate::error_body!(@fields $($key $place),*).problem(problem)
            }
        }
    };
    (@fields) => { $crate::ErrorFields::NONE };
    (@fields $($key:ident $place:expr),+) => {{
        let mut fields = $crate::ErrorFields::NONE;
        $(fields.$key = ::core::option::Option::Some($place);)+
        fields
    }};
}

/// Which of several lists of replies has the best one for a status.
#[doc(hidden)]
#[must_use]
pub fn best_reply(replies: &[&[crate::Reply]], status: http::StatusCode) -> Option<usize> {
    let ranked = replies.iter().enumerate().flat_map(|(index, list)| {
        list.iter()
            .map(move |reply| (reply.status().precedence(status), index))
    });
    ranked
        .filter_map(|(rank, index)| Some((rank?, index)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, index)| index)
}
