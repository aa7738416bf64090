//! The tables. Times are milliseconds since 1970, in UTC.

/// Creates what is missing.
pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS projects (
    id TEXT PRIMARY KEY,
    -- Whether its data is complete. Without this row, the generator was interrupted, and all of it was rolled back.
    seed INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    domain TEXT NOT NULL,
    enterprise_project_id TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
CREATE TABLE IF NOT EXISTS desktops (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    computer_name TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS connections (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    desktop_id INTEGER NOT NULL REFERENCES desktops (id),
    start_time INTEGER NOT NULL,
    end_time INTEGER NOT NULL,
    terminal_type TEXT NOT NULL,
    public_ip TEXT NOT NULL,
    e2e_rtt INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS connections_by_start ON connections (start_time);
CREATE TABLE IF NOT EXISTS app_sessions (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    application TEXT NOT NULL,
    start_time INTEGER NOT NULL,
    failed INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS app_sessions_by_start ON app_sessions (start_time);
CREATE TABLE IF NOT EXISTS assistant_uses (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    time INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS assistant_uses_by_time ON assistant_uses (time);
CREATE TABLE IF NOT EXISTS tasks (
    -- The order of creation: two tasks of one millisecond have an order, too.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    -- What to export, as JSON.
    report TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'CREATING' CHECK (status IN ('CREATING', 'SUCCESS', 'FAIL', 'EXPIRED')),
    attempts INTEGER NOT NULL DEFAULT 0,
    fail_reason TEXT,
    error_code TEXT,
    create_time INTEGER NOT NULL,
    end_time INTEGER,
    is_download INTEGER NOT NULL DEFAULT 0,
    -- The file, once there is one.
    bytes INTEGER,
    etag TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS tasks_by_project ON tasks (project_id, create_time);
";
