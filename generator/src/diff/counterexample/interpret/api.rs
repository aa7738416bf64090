//! An API that is run without compiling it, and what is made of it: once, and for the life of the program.
//!
//! Tables of generated code are constants, so the runtime wants them to live as long as the program. Those here are made when they
//! are first needed, and never freed: the command ends soon after.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::fmt;

use foldhash::HashMap;

use crate::analysis::{self, Analysis};
use crate::ir::{Api, Constraints, Field, ResponseChecks, Struct, Type};

/// How many steps are done with each version, for all changes together. Changes that come after that are not tried.
const STEPS: usize = 20_000_000;

/// A value for the life of the program.
pub(super) fn forever<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// The same for a list.
pub(super) fn all_forever<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(values.into_iter().collect::<Vec<T>>().into_boxed_slice())
}

/// What identifies something that is made once: its type, and where it is from.
type OnceKey = (TypeId, usize, usize);

/// An API whose types and operations are run without compiling them.
pub(in crate::diff::counterexample) struct InterpretedApi {
    pub(in crate::diff::counterexample) api: &'static Api,
    pub(super) analysis: Analysis<'static>,
    made: RefCell<HashMap<OnceKey, &'static dyn Any>>,
    no_limits: Constraints,
    /// What was done so far, in steps.
    work_done: Cell<usize>,
}

/// The indices of operations, by their keys.
#[derive(Default)]
struct OperationKeys(HashMap<String, usize>);

/// The fields of a struct, by their properties.
#[derive(Default)]
struct FieldsByName(HashMap<&'static str, &'static Field>);

impl fmt::Debug for InterpretedApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InterpretedApi")
            .field(&self.api.title)
            .finish()
    }
}

impl InterpretedApi {
    /// Copies the API for the life of the program, as constants of generated code live.
    pub(in crate::diff::counterexample) fn new(api: &Api) -> &'static Self {
        // Responses are checked, too, where somebody asks for it. That changes nothing about how they are read.
        let api: &'static Api = forever(Api {
            response_checks: ResponseChecks::Present,
            ..api.clone()
        });
        forever(Self {
            api,
            analysis: analysis::analyze(api),
            made: RefCell::default(),
            no_limits: Constraints::default(),
            work_done: Cell::new(0),
        })
    }

    /// Whether all steps were done that a search may do.
    pub(in crate::diff::counterexample) fn is_out_of_steps(&self) -> bool {
        self.steps_done() > STEPS
    }

    /// How many steps were done.
    pub(in crate::diff::counterexample) fn steps_done(&self) -> usize {
        self.work_done.get()
    }

    /// Counts steps. One takes about as long as reading a field; what takes longer counts as several. The number does not depend
    /// on the machine.
    pub(in crate::diff::counterexample) fn count_work(&self, steps: usize) {
        let done = self.work_done.get();
        self.work_done.set(done.saturating_add(steps));
    }

    /// Something that is made of the API once for each key.
    pub(in crate::diff::counterexample) fn once<T: 'static>(
        &'static self,
        (one, other): (usize, usize),
        make: impl FnOnce() -> T,
    ) -> &'static T {
        let key = (TypeId::of::<T>(), one, other);
        let known = self.made.borrow().get(&key).copied();
        if let Some(known) = known.and_then(|known| known.downcast_ref()) {
            return known;
        }
        let made = forever(make());
        self.made.borrow_mut().insert(key, made);
        made
    }

    /// The index of the first operation with a key: `GET /pets/{id}`.
    pub(in crate::diff::counterexample) fn operation_index(
        &'static self,
        key: &str,
    ) -> Option<usize> {
        let known = self.once((0, 0), || {
            let mut known = OperationKeys::default();
            for (index, one) in self.api.operations.iter().enumerate() {
                let key = format!("{} {}", one.method.name(), one.path.written);
                known.0.entry(key).or_insert(index);
            }
            known
        });
        known.0.get(key).copied()
    }

    /// The field of a property, as [`Struct::field`], in few steps.
    pub(in crate::diff::counterexample) fn field(
        &'static self,
        data: &'static Struct,
        wire: &str,
    ) -> Option<&'static Field> {
        let known = self.once((std::ptr::from_ref(data).addr(), 0), || {
            let mut known = FieldsByName::default();
            for field in &data.fields {
                known.0.entry(&field.wire).or_insert(field);
            }
            known
        });
        known.0.get(wire).copied()
    }

    /// For a place without limits.
    pub(in crate::diff::counterexample) fn no_limits(&'static self) -> &'static Constraints {
        &self.no_limits
    }

    /// Whether something inside a value is checked.
    pub(super) fn is_checked_inside(&self, ty: &Type) -> bool {
        self.analysis.checked.reaches(ty)
    }
}
