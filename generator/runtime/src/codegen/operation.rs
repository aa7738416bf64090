//! `operation!`: the table of one operation.

/// Expands to what only servers need: with the feature `server`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "server")]
macro_rules! __for_server {
    ($($code:tt)*) => { $($code)* };
}

/// Expands to what only servers need: nothing, without the feature `server`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "server"))]
macro_rules! __for_server {
    ($($code:tt)*) => {};
}

/// Writes [`Operation`] from one table.
///
/// ```text
/// operation!(ListPets => {
///     spec: OperationSpec::get("ListPets", "/pets/{owner}").security(SECURED),
///     parameters: { owner: Param::path("owner"), limit: Param::query("limit").limits(&[Minimum(1)]) },
///     body: required [Media::JSON],                           // or optional […]
///     limits: { "body" => body: inside },                      // of the body, and rules between fields: see limits!
///     success: PetList { ResponseSpec::json(200) },
///     failure: ErrorResponse { ResponseSpec::json(400), ResponseSpec::json_default() },
///     checks: {                                                // of responses, if a client checks them
///         success(all) => body { [MinItems(1)], inside },
///         success(0) => header("header.X-Total", required, X_TOTAL) { [Minimum(0)] },
///         success(0, 2) => items { inside },                   // of each item of a stream
///         failure(all) => variant(ListPetsFailure::Default) { inside },
///         failure(all) => variant_items(ListPetsFailure::Lines) { inside },
///     },
/// });
/// ```
/// `parameters`, `body`, `limits`, `failure` and `checks` may be left out; an error then has a free-form body.
/// The struct has one field for each parameter, and `body` if there is one. A body that [`bodies!`](crate::bodies!) describes brings
/// its media types along: `body: required CreateChatBody,`. A type that [`responses!`](crate::responses!)
/// describes brings its replies along: `success: GetPetSuccess,`.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    ($name:ident => {
        spec: $spec:expr,
        $(parameters: { $($field:ident : $param:expr),* $(,)? },)?
        $(body: $needed:ident $media:tt,)?
        $(limits: $limits:tt,)?
        success: $success:ty $({ $($ok:expr),* $(,)? })?
        $(, failure: $failure:ty $({ $($err:expr),* $(,)? })?)?
        $(, checks: { $($outcome:ident $replies:tt => $part:ident $(($($of:tt)*))? { $($what:tt),* $(,)? }),* $(,)? })? $(,)?
    }) => {
        impl $crate::codegen::Operation for $name {
            type Success = $success;
            type Failure = $crate::__operation!(@failure $($failure)?);
            const TABLE: $crate::codegen::OperationSpec = $spec.with_tables(
                {
                    #[allow(unused_imports, reason = "few parameters have limits")]
                    use $crate::codegen::Limit::*;
                    &[$($($param),*)?]
                },
                $crate::__operation!(@body $($needed $media)?),
                $crate::__operation!(@replies $success $({ $($ok),* })?),
                $crate::__operation!(@errors $($failure $({ $($err),* })?)?),
            );

            fn encode(&self, w: &mut $crate::codegen::RequestWriter<'_>) {
                w.parameters(&[$($(&self.$field),*)?]);
                $crate::__operation!(@encode self w $($needed)?);
            }

            $(fn check(&self, check: &mut $crate::codegen::Checker<'_>) {
                $crate::__limits!(@rows self check $limits);
            })?

            $(
                fn check_success(
                    reply: $crate::codegen::ReceivedReply<'_>,
                    body: &Self::Success,
                    check: &mut $crate::codegen::Checker<'_>,
                ) {
                    let _ = (&reply, body, &check);
                    $($crate::__operation!(@outcome success $outcome reply body check $replies $part ($($($of)*)?) [$($what)*]);)*
                }

                fn check_failure(
                    reply: $crate::codegen::ReceivedReply<'_>,
                    body: &Self::Failure,
                    check: &mut $crate::codegen::Checker<'_>,
                ) {
                    let _ = (&reply, body, &check);
                    $($crate::__operation!(@outcome failure $outcome reply body check $replies $part ($($($of)*)?) [$($what)*]);)*
                }
            )?

            $crate::__for_server! {
                fn decode(r: &mut $crate::codegen::RequestReader<'_>) -> ::core::option::Option<Self> {
                    $($(let $field = r.parameter();)*)?
                    $crate::__operation!(@decode r ($($($field)*)?) $($needed)?)
                }
            }
        }
    };
    (@body) => { ::core::option::Option::None };
    (@body $needed:ident [$($media:expr),* $(,)?]) => { ::core::option::Option::Some($crate::codegen::BodySpec::$needed(&[$($media),*])) };
    (@body $needed:ident $body:ident) => { ::core::option::Option::Some($crate::codegen::BodySpec::$needed($body::MEDIA)) };
    (@failure) => { $crate::Value };
    (@failure $type:ty) => { $type };
    (@errors) => { &[] };
    (@errors $($rest:tt)+) => { $crate::__operation!(@replies $($rest)+) };
    (@replies $type:ty) => { <$type>::REPLIES };
    (@replies $type:ty { $($reply:expr),* }) => { &[$($reply),*] };
    (@encode $self:ident $w:ident) => {};
    (@encode $self:ident $w:ident required) => { $w.body(&$self.body) };
    (@encode $self:ident $w:ident optional) => {
        if let ::core::option::Option::Some(body) = &$self.body {
            $w.body(body);
        }
    };
    (@outcome success success $($rest:tt)*) => { $crate::__operation!(@part $($rest)*) };
    (@outcome failure failure $($rest:tt)*) => { $crate::__operation!(@part $($rest)*) };
    (@outcome $($other:tt)*) => {};
    (@part $reply:ident $body:ident $check:ident (all) $($rest:tt)*) => { $crate::__operation!(@part $reply $body $check () $($rest)*) };
    (@part $reply:ident $body:ident $check:ident ($($index:literal),*) $($rest:tt)*) => {
        if $reply.is_among(&[$($index),*]) {
            $crate::__operation!(@received $reply $body $check $($rest)*);
        }
    };
    (@received $reply:ident $body:ident $check:ident body () [$($what:tt)*]) => {
        $($crate::__limits!(@one $check "body" $body $what);)*
    };
    (@received $reply:ident $body:ident $check:ident items () [$($what:tt)*]) => {
        $body.check_items(|item, check| {
            $($crate::__limits!(@one check "" item $what);)*
        })
    };
    (@received $reply:ident $body:ident $check:ident variant ($of:ident :: $variant:ident) $what:tt) => {
        if let $of::$variant(value) = $body {
            $crate::__operation!(@received $reply value $check body () $what);
        }
    };
    (@received $reply:ident $body:ident $check:ident variant_items ($of:ident :: $variant:ident) $what:tt) => {
        if let $of::$variant(value) = $body {
            $crate::__operation!(@received $reply value $check items () $what);
        }
    };
    (@received $reply:ident $body:ident $check:ident header ($place:literal, $needed:ident, $header:expr) [$($what:tt)*]) => {
        if let ::core::option::Option::Some(value) = $reply.$needed($place, $header, $check) {
            let _ = &value;
            $($crate::__limits!(@one $check $place (&value) $what);)*
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
