//! Keeps `generated/` up to date with `spec/workspace.yaml`; with `CI` set it only compares.

fn main() {
    bindwright::Build::new("spec/workspace.yaml")
        .modules_into("generated")
        .run();
}
