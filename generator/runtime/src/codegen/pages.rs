//! `pages!`: where a paged list keeps its offset, items and total.

/// Writes [`OffsetPages`] from one line.
///
/// ```text
/// pages!(ListPets { offset: offset, items: pets as Pet, total: count });
/// ```
/// `offset` is a field of the arguments, `items` and `total` of the reply; `total` may be left out.
/// A longer way into the reply stands in parentheses, with a `?` where it may end early: `items: (data?.pets) as Pet`. Without items
/// a page is empty.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($name:ident {
        offset: $offset:ident,
        items: $items:tt as $item:ty
        $(, total: $total:tt)? $(,)?
    }) => {
        impl $crate::codegen::OffsetPages for $name {
            type Item = $item;

            fn offset(&self) -> ::core::option::Option<u64> {
                $crate::codegen::PageNumber::number(&self.$offset)
            }

            fn set_offset(&mut self, offset: u64) -> ::core::option::Option<()> {
                $crate::codegen::PageNumber::set_number(&mut self.$offset, offset)
            }

            fn total(answer: &Self::Success) -> ::core::option::Option<u64> {
                $crate::__pages!(@total answer $($total)?)
            }

            fn items(answer: Self::Success) -> ::core::option::Option<::std::vec::Vec<$item>> {
                ::core::option::Option::Some($crate::codegen::PageItems::into_items($crate::__pages!(@at answer $items)))
            }
        }
    };
    (@total $answer:ident) => {{
        let _ = $answer;
        ::core::option::Option::None
    }};
    (@total $answer:ident $total:tt) => { $crate::codegen::PageNumber::number(&$crate::__pages!(@at $answer $total)) };
    (@at $answer:ident ($($path:tt)+)) => { $answer.$($path)+ };
    (@at $answer:ident $field:ident) => { $answer.$field };
}
