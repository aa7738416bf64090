//! One item of `actions` -> an action ([Action Object](https://spec.openapis.org/overlay/v1.1.0.html#action-object)).

use serde_json::{Map, Value};

use super::action::{Action, ActionEffect, OverlayVersion};
use super::overlay_file::OverlayReader;
use crate::diagnostic::{Code, Place, Pointer, escape};
use crate::json_path::{self, JsonPath};

impl OverlayReader<'_> {
    /// An action; `None` if it cannot be applied, which is reported.
    pub(super) fn action(
        &mut self,
        at: Pointer,
        action: Value,
        version: OverlayVersion,
    ) -> Option<Action> {
        let Value::Object(mut action) = action else {
            self.report(Code::WrongType, &at, "this action is not an object");
            return None;
        };
        let mut known = vec!["target", "description", "update", "remove", "copy"];
        known.truncate(match version {
            OverlayVersion::V1_0 if !action.contains_key("copy") => 4,
            OverlayVersion::V1_0 | OverlayVersion::V1_1 => 5,
        });
        self.keys(&at, &action, &known, "Action");
        if !action.contains_key("target") {
            self.report(Code::MissingKey, &at, "this action has no `target`");
        }
        let target = self.query(&at, &action, "target");
        let effect = self.effect(&at, &mut action, version);
        Some(Action {
            target: target?,
            effect: effect?,
            at,
            selected: 0,
        })
    }

    /// The query under a key; anything else is reported.
    fn query(&mut self, at: &Pointer, action: &Map<String, Value>, key: &str) -> Option<JsonPath> {
        let text = self.text(at, action, key)?;
        match json_path::parse(&text) {
            Ok(query) => Some(query),
            Err(error) => {
                let place = Place::value(self.file, at.child(key));
                let (problem, character) = (escape(&error.problem), error.character);
                let message =
                    format!("`{key}` is not a JSONPath query: {problem} (character {character})");
                let report = self.diagnostics.report(Code::BadQuery, &place, message);
                if let Some(help) = error.help {
                    report.help(help);
                }
                None
            }
        }
    }

    /// What an action does: one of `update`, `copy` and `remove`.
    fn effect(
        &mut self,
        at: &Pointer,
        action: &mut Map<String, Value>,
        version: OverlayVersion,
    ) -> Option<ActionEffect> {
        let removes = match action.get("remove") {
            Some(Value::Bool(removes)) => *removes,
            Some(_) => {
                let message = "`remove` is neither `true` nor `false`";
                self.report(Code::WrongType, &at.child("remove"), message);
                return None;
            }
            None => false,
        };
        let (updates, copies) = (action.contains_key("update"), action.contains_key("copy"));
        if removes {
            for (other, _) in [("update", updates), ("copy", copies)]
                .into_iter()
                .filter(|(_, is_there)| *is_there)
            {
                let message = format!("`{other}` has no effect beside `remove: true`");
                let place = Place::key(self.file, at.child(other));
                self.loose(Code::BadAction, place, message);
            }
            return Some(ActionEffect::Remove);
        }
        if version == OverlayVersion::V1_0 && copies {
            let place = Place::key(self.file, at.child("copy"));
            let message = "version 1.0 has no `copy`";
            let report = self.diagnostics.report(Code::BadAction, &place, message);
            report.help("write `overlay: 1.1.0`, which has it");
            return None;
        }
        if updates && copies {
            let message =
                "`update` and `copy` in one action: neither has an effect beside the other";
            self.report(Code::BadAction, at, message);
            return None;
        }
        if copies {
            return self.query(at, action, "copy").map(ActionEffect::Copy);
        }
        let update = action.shift_remove("update").map(ActionEffect::Update);
        if update.is_none() {
            let message = match version {
                OverlayVersion::V1_0 => "this action has neither `update` nor `remove: true`",
                OverlayVersion::V1_1 => {
                    "this action has none of `update`, `copy` and `remove: true`"
                }
            };
            self.report(Code::BadAction, at, message);
        }
        update
    }
}
