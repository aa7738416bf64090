//! Keeps `src/api/` up to date with `../spec/iam.yaml`; with `CI` set it only compares.

fn main() {
    bindwright::Build::new("../spec/iam.yaml")
        .modules_into("src/api")
        .nested()
        .run();
}
