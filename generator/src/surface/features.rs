//! The Cargo features of a generated crate.

use std::collections::{BTreeMap, BTreeSet};

use super::model::CargoFeature;
use crate::ir::{Api, COMMON_FEATURES};

/// The features that the crate declares, those of every crate included.
pub(super) fn of(api: &Api) -> BTreeMap<String, CargoFeature> {
    let common = COMMON_FEATURES
        .iter()
        .map(|(name, enables)| (*name, enables.to_vec()));
    let all = common.chain(api.document_features());
    let features = all.map(|(name, enables)| {
        // What has a `/` is a feature of the runtime.
        let own = enables.into_iter().filter(|one| !one.contains('/'));
        let enables: BTreeSet<String> = own.map(str::to_owned).collect();
        let is_default = api.is_default_feature(name);
        (
            name.to_owned(),
            CargoFeature {
                is_default,
                enables,
            },
        )
    });
    features.collect()
}
