//! Small documents -> assertions on the IR.
