//! `pages!`: where a paged list keeps its offset, number or cursor, its items and its total.

/// Writes [`PagedOperation`] from one line.
///
/// ```text
/// pages!(ListPets { offset: offset, items: pets as Pet, total: count });
/// pages!(ListPets { page: page from 1, items: pets as Pet, total: count });
/// pages!(ListPets { cursor: after, next: next_cursor, items: pets as Pet });
/// pages!(ListPets { cursor: after, last: id, items: pets as Pet });
/// pages!(ListPets { url: next_url, items: pets as Pet });
/// pages!(ListPets { link: "next", items: pets as Pet });
/// ```
/// `offset`, `page` and `cursor` are fields of the arguments, `next`, `items` and `total` of the reply, and `last` is a field of
/// the last item; `total` may be left out. `url` is a field of the reply that has the URL of the next page, and `link` a relation of
/// the header `Link`.
/// A longer way into the reply stands in parentheses, with a `?` where it may end early: `items: (data?.pets) as Pet`. Without items
/// a page is empty.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($name:ident {
        offset: $field:ident, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [offset put_number $field] link [] next [] last [] items [$items as $item] total [$($total)?]
        }
    };
    ($name:ident {
        page: $field:ident from $first:literal, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [page put_number $field $first] link [] next [] last [] items [$items as $item] total [$($total)?]
        }
    };
    ($name:ident {
        cursor: $field:ident, next: $next:tt, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [cursor put_text $field] link [] next [$next] last [] items [$items as $item] total [$($total)?]
        }
    };
    ($name:ident {
        cursor: $field:ident, last: $last:tt, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [cursor put_text $field] link [] next [] last [$last] items [$items as $item] total [$($total)?]
        }
    };
    ($name:ident {
        url: $next:tt, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [url] link [] next [$next] last [] items [$items as $item] total [$($total)?]
        }
    };
    ($name:ident {
        link: $relation:literal, items: $items:tt as $item:ty $(, total: $total:tt)? $(,)?
    }) => {
        $crate::__pages! {
            @list $name [url] link [$relation] next [] last [] items [$items as $item] total [$($total)?]
        }
    };
    (@list $name:ident
        $start:tt link [$($relation:literal)?]
        next [$($next:tt)?] last [$($last:tt)?] items [$items:tt as $item:ty] total [$($total:tt)?]
    ) => {
        impl $crate::codegen::PagedOperation for $name {
            type Item = $item;

            $crate::__pages!(@start $start);

            fn total(answer: &Self::Success) -> ::core::option::Option<u64> {
                $crate::__pages!(@read number answer $($total)?)
            }

            fn cursor(answer: &Self::Success) -> ::core::option::Option<::std::string::String> {
                $crate::__pages!(@read text answer $($next)?)
            }

            fn marker(item: &$item) -> ::core::option::Option<::std::string::String> {
                $crate::__pages!(@read text item $($last)?)
            }

            $(fn link(headers: &$crate::http::HeaderMap) -> ::core::option::Option<::std::string::String> {
                $crate::codegen::linked(headers, $relation)
            })?

            fn items(answer: Self::Success) -> ::core::option::Option<::std::vec::Vec<$item>> {
                ::core::option::Option::Some($crate::codegen::PageItems::into_items($crate::__pages!(@at answer $items)))
            }
        }
    };
    (@start [url]) => {
        fn start(&self) -> $crate::codegen::PageStart {
            $crate::codegen::PageStart::Url(::std::string::String::new())
        }

        fn set_start(&mut self, _: &$crate::codegen::PageStart) -> ::core::option::Option<()> {
            ::core::option::Option::Some(())
        }
    };
    (@start [$form:ident $put:ident $field:ident $($first:literal)?]) => {
        fn start(&self) -> $crate::codegen::PageStart {
            $crate::codegen::PageStart::$form(&self.$field $(, $first)?)
        }

        fn set_start(&mut self, start: &$crate::codegen::PageStart) -> ::core::option::Option<()> {
            start.$put(&mut self.$field)
        }
    };
    (@read $form:ident $from:ident) => {{
        let _ = $from;
        ::core::option::Option::None
    }};
    (@read number $from:ident $path:tt) => { $crate::codegen::PageNumber::number(&$crate::__pages!(@at $from $path)) };
    (@read text $from:ident $path:tt) => { $crate::codegen::PageCursor::text(&$crate::__pages!(@at $from $path)) };
    (@at $from:ident ()) => { $from };
    (@at $from:ident ($($path:tt)+)) => { $from.$($path)+ };
    (@at $from:ident $field:ident) => { $from.$field };
}
