//! `x-rules` -> rules between fields. A rule that names a field which does not exist is rejected.

use serde_json::Value;

use super::context::Lowering;
use super::presumed::is_presumed;
use super::schema::strings;
use crate::diagnostic::{Code, Pointer, show};
use crate::ir::{FieldName, Rule};

impl Lowering<'_, '_> {
    /// The rules under `at`. `lookup` finds a field by its wire name.
    ///
    /// ```yaml
    /// x-rules:
    ///   - requires: {field: sort_type, also: [sort_field]}   # if sort_type is set, so is sort_field
    ///   - ordered: [min_hours, max_hours]                    # if both are set, the first is at most the second
    ///   - together: [start_time, end_time]                   # both or neither
    ///   - {together: [a, b], presumed: the old page}         # documented, not checked
    /// ```
    ///
    /// The loader reports rules of an unknown form.
    pub(super) fn rules(
        &mut self,
        rules: Option<&Value>,
        at: &Pointer,
        lookup: &dyn Fn(&str) -> Option<FieldName>,
    ) -> Vec<Rule> {
        let list = rules.and_then(Value::as_array).into_iter().flatten();
        let checked = list.enumerate().filter(|(_, rule)| !is_presumed(rule));
        checked
            .filter_map(|(index, rule)| self.rule(rule, &at.index(index), lookup))
            .collect()
    }

    /// One rule; `None` if it names a field that does not exist, which is reported.
    fn rule(
        &mut self,
        rule: &Value,
        at: &Pointer,
        lookup: &dyn Fn(&str) -> Option<FieldName>,
    ) -> Option<Rule> {
        if let Some(requires) = rule.get("requires") {
            let at = at.child("requires");
            let field =
                self.rule_field(requires.get("field")?.as_str()?, &at.child("field"), lookup);
            let also = self.all(requires.get("also"), &at.child("also"), lookup);
            return Some(Rule::Requires(field?, also?));
        }
        if let Some(ordered) = rule.get("ordered") {
            let fields = self.all(Some(ordered), &at.child("ordered"), lookup)?;
            let Ok([first, second]) = <[FieldName; 2]>::try_from(fields) else {
                let at = at.child("ordered");
                return self.reject(Code::BadExtension, &at, "`ordered` takes two fields");
            };
            return Some(Rule::Ordered(first, second));
        }
        let together = Some(rule.get("together")?);
        let fields = self.all(together, &at.child("together"), lookup)?;
        Some(Rule::Together(fields))
    }

    /// The fields of a list of names; `None` if one does not exist.
    fn all(
        &mut self,
        names: Option<&Value>,
        at: &Pointer,
        lookup: &dyn Fn(&str) -> Option<FieldName>,
    ) -> Option<Vec<FieldName>> {
        let names = strings(names).into_iter().enumerate();
        let found: Vec<Option<FieldName>> = names
            .map(|(index, name)| self.rule_field(name, &at.index(index), lookup))
            .collect();
        found.into_iter().collect()
    }

    /// One field by its wire name; reports that there is none.
    fn rule_field(
        &mut self,
        name: &str,
        at: &Pointer,
        lookup: &dyn Fn(&str) -> Option<FieldName>,
    ) -> Option<FieldName> {
        let missing = || format!("there is no field `{}`", show(name));
        self.or_report(lookup(name), Code::UndefinedField, at, missing)
    }
}
