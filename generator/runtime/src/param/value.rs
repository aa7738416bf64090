//! The value of a parameter that is written: a scalar as a text, or a tree.

use super::Param;
use crate::codec::Value;

/// The value of a parameter.
#[derive(Clone, Copy)]
pub(crate) enum ParamValue<'v> {
    /// A scalar as a text.
    Text(&'v str),
    Tree(&'v Value),
}

impl<'v> ParamValue<'v> {
    /// The value, if it is a text.
    pub(crate) fn text(self) -> Option<&'v str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Tree(tree) => tree.as_str(),
        }
    }

    /// Writes the value at the end of a string; false if it is written as nothing.
    pub(crate) fn write(self, param: &Param, out: &mut String) -> Result<bool, String> {
        match self {
            Self::Text(text) => param.append_text(out, text).map(|()| true),
            Self::Tree(tree) => param.append(out, tree),
        }
    }

    /// The same behind a separator, unless what comes before or the value is nothing.
    pub(crate) fn write_behind(
        self,
        between: &str,
        param: &Param,
        out: &mut String,
    ) -> Result<(), String> {
        let before = out.len();
        if before > 0 {
            out.push_str(between);
        }
        let start = out.len();
        self.write(param, out)?;
        if out.len() == start {
            out.truncate(before);
        }
        Ok(())
    }
}
