//! Keeps `src/tokens/` and `src/metadata/` up to date with their documents; with `CI` set it only compares.

fn main() {
    for (document, folder) in [("iam", "tokens"), ("metadata", "metadata")] {
        bindwright::Build::new(format!("../spec/{document}.yaml"))
            .modules_into(format!("src/{folder}"))
            .nested()
            .run();
    }
}
