//! Targets, edits and text.
