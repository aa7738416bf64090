//! `limits!`: the limits of a type's fields, and rules between fields.

/// Implements [`Check`](crate::check::Check) from one row per field that has limits.
///
/// | row | checks |
/// |---|---|
/// | `"tags" => tags: [MaxItems(3), Each(&[MinLength(1)])]` | the value of a field, by [`Limit`](crate::check::Limit)s |
/// | `"photos" => photos: (files: [MaxItems(3)])` | how many files a form has under a name |
/// | `"owner" => owner: inside` | the limits of the types in a field |
/// | `rule requires("sort" => sort, "order" => order)` | if the first field is set, the others are, too |
/// | `rule together("from" => from, "to" => to)` | all of these fields are set, or none |
/// | `rule ordered("low" => low, "high" => high)` | the first is at most the second |
///
/// `limits!(Order whole [MinProperties(1)] { … })` also limits the value itself. A union has variants instead of fields:
/// `limits!(union Pet { Cat => [MinLength(1)], Dog => inside })`.
#[doc(hidden)]
#[macro_export]
macro_rules! __limits {
    (union $name:ident { $($variant:ident => $what:tt),* $(,)? }) => {
        $crate::__limits!(union $name whole [] { $($variant => $what),* });
    };
    (union $name:ident whole $whole:tt { $($variant:ident => $what:tt),* $(,)? }) => {
        impl $crate::codegen::Check for $name {
            #[allow(irrefutable_let_patterns, reason = "a union may have one variant")]
            fn check(&self, check: &mut $crate::codegen::Checker<'_>) {
                $crate::__limits!(@one check "" self $whole);
                $(if let Self::$variant(value) = self {
                    $crate::__limits!(@one check "" value $what);
                })*
            }
        }
    };
    (@rows $self:ident $check:ident {
        $($wire:literal => $field:ident : $what:tt),* $(,)?
        $($(rule $rule:ident $fields:tt),+ $(,)?)?
    }) => {
        $($crate::__limits!(@one $check $wire (&$self.$field) $what);)*
        $($($crate::__limits!(@rule $self $check $rule $fields);)+)?
    };
    (@one $check:ident $place:literal $value:tt []) => {};
    (@one $check:ident $place:literal $value:tt inside) => { $check.inside($place, $value) };
    (@one $check:ident $place:literal $value:tt [$($limit:expr),* $(,)?]) => {{
        #[allow(unused_imports, reason = "a row may have rules only")]
        use $crate::codegen::Limit::*;
        $check.limits($place, $value, &[$($limit),*])
    }};
    (@one $check:ident $place:literal $value:tt (files: [$($limit:expr),* $(,)?])) => {{
        #[allow(unused_imports, reason = "a row may have rules only")]
        use $crate::codegen::Limit::*;
        $check.limits($place, &$crate::codegen::Files::counted($value), &[$($limit),*])
    }};
    (@rule $self:ident $check:ident requires($key:literal => $field:ident, $($other:literal => $also:ident),+ $(,)?)) => {
        $check.requires(($key, &$self.$field), &[$(($other, &$self.$also)),+])
    };
    (@rule $self:ident $check:ident ordered($low:literal => $first:ident, $high:literal => $second:ident $(,)?)) => {
        $check.ordered(($low, &$self.$first), ($high, &$self.$second))
    };
    (@rule $self:ident $check:ident together($($key:literal => $field:ident),+ $(,)?)) => {
        $check.together(&[$(($key, &$self.$field)),+])
    };
    ($name:ident whole $whole:tt $rows:tt) => {
        impl $crate::codegen::Check for $name {
            fn check(&self, check: &mut $crate::codegen::Checker<'_>) {
                $crate::__limits!(@one check "" self $whole);
                $crate::__limits!(@rows self check $rows);
            }
        }
    };
    ($name:ident $rows:tt) => {
        impl $crate::codegen::Check for $name {
            fn check(&self, check: &mut $crate::codegen::Checker<'_>) {
                $crate::__limits!(@rows self check $rows);
            }
        }
    };
}
