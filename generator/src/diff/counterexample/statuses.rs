//! The statuses that replies are sent with.

use std::collections::HashMap;

use bindwright_runtime::http::StatusCode;

use super::interpret::{InterpretedApi, OperationPlan, best_reply_of};
use crate::ir::StatusPattern;

/// Two statuses of each reply of an operation: those of successes, and others.
#[derive(Default)]
pub(super) struct FittingStatuses(HashMap<(bool, StatusPattern), Vec<StatusCode>>);

impl FittingStatuses {
    /// Those of an operation, which are looked for once.
    pub(super) fn of(api: &'static InterpretedApi, plan: &'static OperationPlan) -> &'static Self {
        let key = (std::ptr::from_ref(plan).addr(), 0);
        api.once(key, || {
            let mut fitting = Self::default();
            let success = plan.success.iter().map(|one| (true, one.reply.status));
            let failure = plan.failure.iter().map(|one| (false, one.reply.status));
            for wanted in success.chain(failure) {
                fitting.0.entry(wanted).or_insert_with(|| {
                    let statuses = statuses(wanted.1, wanted.0).into_iter();
                    let fits = |status: &StatusCode| best_reply_of(plan, *status) == Some(wanted);
                    statuses.filter(fits).take(2).collect()
                });
            }
            fitting
        })
    }

    /// Those of the replies of a pattern, common ones first; none if another pattern takes all of them.
    pub(super) fn get(&self, is_success: bool, pattern: StatusPattern) -> &[StatusCode] {
        self.0
            .get(&(is_success, pattern))
            .map_or(&[], Vec::as_slice)
    }
}

/// Statuses of a pattern, common ones first.
pub(super) fn statuses(pattern: StatusPattern, is_success: bool) -> Vec<StatusCode> {
    let codes: Vec<u16> = match pattern {
        StatusPattern::Exact(status) => vec![status],
        StatusPattern::Range(hundred) => {
            let first = u16::from(hundred) * 100;
            (first..first + 100).collect()
        }
        StatusPattern::Default if is_success => (200..300).collect(),
        StatusPattern::Default => [500, 400].into_iter().chain(400..600).collect(),
    };
    let codes = codes.into_iter().map(StatusCode::from_u16);
    codes.flatten().collect()
}
