//! The fields of requests and responses that pages need: numbers, cursors and lists, optional or not.

use crate::codec::Nullable;

/// A field that counts items: an integer of any width, optional or not.
pub trait PageNumber {
    /// The number, if it is set and not negative.
    fn number(&self) -> Option<u64>;
    /// Sets the number; `None` if it does not fit.
    fn set_number(&mut self, number: u64) -> Option<()>;
}

macro_rules! page_numbers {
    ($($integer:ty),*) => {
        $(impl PageNumber for $integer {
            fn number(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }

            fn set_number(&mut self, number: u64) -> Option<()> {
                *self = <$integer>::try_from(number).ok()?;
                Some(())
            }
        }

        impl PageCursor for $integer {
            fn text(&self) -> Option<String> {
                Some(self.to_string())
            }

            fn set_text(&mut self, text: &str) -> Option<()> {
                // One parser for all widths.
                *self = text.parse::<i128>().ok()?.try_into().ok()?;
                Some(())
            }
        })*
    };
}
page_numbers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl<T: PageNumber + Default> PageNumber for Option<T> {
    fn number(&self) -> Option<u64> {
        self.as_ref()?.number()
    }

    fn set_number(&mut self, number: u64) -> Option<()> {
        self.get_or_insert_default().set_number(number)
    }
}

impl<T: PageNumber + Default> PageNumber for Nullable<T> {
    fn number(&self) -> Option<u64> {
        self.as_option()?.number()
    }

    fn set_number(&mut self, number: u64) -> Option<()> {
        let mut value = T::default();
        value.set_number(number)?;
        *self = Nullable::Value(value);
        Some(())
    }
}

/// A field that has a cursor: a string or an integer of any width, optional or not.
pub trait PageCursor {
    /// The cursor as text; `None` if it is absent, null or empty.
    fn text(&self) -> Option<String>;
    /// Sets the cursor; `None` if it does not fit.
    fn set_text(&mut self, text: &str) -> Option<()>;
}

impl PageCursor for String {
    fn text(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.clone())
    }

    fn set_text(&mut self, text: &str) -> Option<()> {
        text.clone_into(self);
        Some(())
    }
}

impl<T: PageCursor + Default> PageCursor for Option<T> {
    fn text(&self) -> Option<String> {
        self.as_ref()?.text()
    }

    fn set_text(&mut self, text: &str) -> Option<()> {
        self.get_or_insert_default().set_text(text)
    }
}

impl<T: PageCursor + Default> PageCursor for Nullable<T> {
    fn text(&self) -> Option<String> {
        self.as_option()?.text()
    }

    fn set_text(&mut self, text: &str) -> Option<()> {
        let mut value = T::default();
        value.set_text(text)?;
        *self = Nullable::Value(value);
        Some(())
    }
}

/// A field that holds items: a list, optional or not.
pub trait PageItems<T> {
    /// The items.
    fn into_items(self) -> Vec<T>;
}

impl<T> PageItems<T> for Vec<T> {
    fn into_items(self) -> Vec<T> {
        self
    }
}

impl<T, I: PageItems<T>> PageItems<T> for Option<I> {
    fn into_items(self) -> Vec<T> {
        self.map(I::into_items).unwrap_or_default()
    }
}

impl<T, I: PageItems<T>> PageItems<T> for Nullable<I> {
    fn into_items(self) -> Vec<T> {
        self.into_option().into_items()
    }
}
