//! A seed -> plausible data of a project: people who work in office hours, some of them a lot, with slow and fast networks.
//!
//! The same seed, size and time give the same rows. All rows of a project are one transaction.

use std::hash::{DefaultHasher, Hash, Hasher};

use fastrand::Rng;
use rusqlite::{Connection, Statement, Transaction, params};

use super::names::{APPLICATIONS, DOMAINS, ENTERPRISE_PROJECTS, NETWORKS, TERMINALS, USERS};
use super::{DbResult, Store};
use crate::times::{DAY, HOUR};

/// How much data a project has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// How many days before now.
    pub(crate) days: u32,
    pub(crate) users: u32,
    /// At least one per user.
    pub(crate) desktops: u32,
}

/// What to generate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Data<'d> {
    pub(crate) project: &'d str,
    pub(crate) seed: u64,
    pub(crate) scale: Scale,
    /// The end of the data, in milliseconds since 1970.
    pub(crate) now: i64,
}

impl Store {
    /// Generates the data of a project, unless it has some. Returns how many connections there are.
    pub(crate) fn fill(&self, data: &Data<'_>) -> DbResult<u64> {
        self.write(|connection| {
            let transaction = connection.transaction()?;
            let known: bool = transaction.query_row(
                "SELECT EXISTS (SELECT 1 FROM projects WHERE id = ?1)",
                [data.project],
                |row| row.get(0),
            )?;
            if !known {
                Generator::new(data, &transaction)?.run()?;
            }
            let count = count(&transaction, data.project)?;
            transaction.commit()?;
            Ok(count)
        })
    }
}

fn count(connection: &Connection, project: &str) -> DbResult<u64> {
    connection.query_row(
        "SELECT count(*) FROM connections JOIN users ON users.id = user_id WHERE project_id = ?1",
        [project],
        |row| row.get(0),
    )
}

struct Generator<'t> {
    data: Data<'t>,
    rng: Rng,
    transaction: &'t Transaction<'t>,
    connections: Statement<'t>,
    sessions: Statement<'t>,
    uses: Statement<'t>,
}

/// A user while the data is made.
struct Person {
    id: i64,
    desktops: Vec<i64>,
    /// How much this user works, from 0 to 1.
    zeal: f64,
    /// The usual round-trip time of this user's network, in milliseconds.
    rtt: f64,
    address: String,
    terminal: &'static str,
}

impl<'t> Generator<'t> {
    fn new(data: &Data<'t>, transaction: &'t Transaction<'t>) -> DbResult<Self> {
        let mut hasher = DefaultHasher::new();
        data.project.hash(&mut hasher);
        Ok(Self {
            data: *data,
            rng: Rng::with_seed(data.seed ^ hasher.finish()),
            transaction,
            connections: transaction.prepare(
                "INSERT INTO connections (user_id, desktop_id, start_time, end_time, terminal_type, public_ip, e2e_rtt)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?,
            sessions: transaction.prepare(
                "INSERT INTO app_sessions (user_id, application, start_time, failed) VALUES (?1, ?2, ?3, ?4)",
            )?,
            uses: transaction.prepare("INSERT INTO assistant_uses (user_id, time) VALUES (?1, ?2)")?,
        })
    }

    fn run(mut self) -> DbResult<()> {
        let Data {
            project,
            seed,
            scale,
            now,
        } = self.data;
        self.transaction.execute(
            "INSERT INTO projects (id, seed) VALUES (?1, ?2)",
            params![project, seed.cast_signed()],
        )?;
        let mut people = self.people()?;
        let first = (now - i64::from(scale.days) * DAY).div_euclid(DAY) * DAY;
        for day in 0..=i64::from(scale.days) {
            for person in &mut people {
                self.day(person, first + day * DAY)?;
            }
        }
        Ok(())
    }

    fn people(&mut self) -> DbResult<Vec<Person>> {
        let Scale {
            users, desktops, ..
        } = self.data.scale;
        let mut people = Vec::new();
        for number in 0..users {
            let known = USERS.len();
            let base = pick(&USERS, number as usize % known);
            let name = match number as usize / known {
                0 => base.to_owned(),
                again => format!("{base}{}", again + 1),
            };
            let (domain, enterprise) = (self.one(&DOMAINS), self.one(&ENTERPRISE_PROJECTS));
            self.transaction.execute(
                "INSERT INTO users (project_id, name, domain, enterprise_project_id) VALUES (?1, ?2, ?3, ?4)",
                params![self.data.project, name, domain, enterprise],
            )?;
            let id = self.transaction.last_insert_rowid();
            let network = self.one(&NETWORKS);
            people.push(Person {
                id,
                desktops: Vec::new(),
                zeal: 0.15 + 0.85 * self.rng.f64(),
                rtt: 8.0 * (1.0 + 2.5 * self.rng.f64()).powi(3),
                address: format!("{network}.{}", self.rng.u8(1..255)),
                terminal: self.terminal(),
            });
        }
        for number in 0..desktops.max(users) {
            let Some(person) = people.get_mut((number % users.max(1)) as usize) else {
                break;
            };
            let name = format!("DESKTOP-{:07X}", self.rng.u32(..) & 0x0fff_ffff);
            self.transaction.execute(
                "INSERT INTO desktops (user_id, computer_name) VALUES (?1, ?2)",
                params![person.id, name],
            )?;
            person.desktops.push(self.transaction.last_insert_rowid());
        }
        Ok(people)
    }

    /// One day of a user, which may be a day off.
    fn day(&mut self, person: &mut Person, midnight: i64) -> DbResult<()> {
        let weekday = (midnight.div_euclid(DAY) + 3).rem_euclid(7); // 1970-01-01 was a Thursday; Monday is 0
        let works = if weekday < 5 {
            0.55 + 0.45 * person.zeal
        } else {
            0.12 * person.zeal
        };
        if self.rng.f64() > works {
            return Ok(());
        }
        if self.rng.u8(..10) == 0 {
            person.terminal = self.terminal();
            person.address = format!("{}.{}", self.one(&NETWORKS), self.rng.u8(1..255));
        }
        let mut at = midnight + HOUR / 2 * self.rng.i64(14..20) + self.rng.i64(0..HOUR / 2);
        let sittings = 1 + self.rng.u32(..4);
        for _ in 0..sittings {
            let length = HOUR / 12 + (self.rng.f64() * person.zeal * 4.0 * 3_600_000.0) as i64;
            if at + length > self.data.now {
                break;
            }
            self.connect(person, at, at + length)?;
            at += length + HOUR / 12 + self.rng.i64(0..HOUR);
        }
        Ok(())
    }

    /// One connection, with what the user does meanwhile.
    fn connect(&mut self, person: &Person, start: i64, end: i64) -> DbResult<()> {
        let jitter = 0.7 + 0.6 * self.rng.f64();
        // One of fifty networks is bad.
        let slow = if self.rng.u8(..50) == 0 { 6.0 } else { 1.0 };
        let rtt = ((person.rtt * jitter * slow) as i64).clamp(1, 10_000);
        let desktop = person
            .desktops
            .get(self.rng.usize(..person.desktops.len().max(1)));
        self.connections.execute(params![
            person.id,
            desktop,
            start,
            end,
            person.terminal,
            person.address,
            rtt
        ])?;
        if self.rng.u8(..3) == 0 {
            // Who has a bad network fails more often.
            let failed = self.rng.f64() < 0.04 + rtt as f64 / 4_000.0;
            let application = self.one(&APPLICATIONS);
            let at = self.rng.i64(start..end);
            self.sessions
                .execute(params![person.id, application, at, failed])?;
        }
        for _ in 0..self.rng.u32(..3) {
            let at = self.rng.i64(start..end);
            self.uses.execute(params![person.id, at])?;
        }
        Ok(())
    }

    fn terminal(&mut self) -> &'static str {
        let mut left = self.rng.u32(..100);
        for (name, share) in TERMINALS {
            match left.checked_sub(share) {
                Some(rest) => left = rest,
                None => return name,
            }
        }
        "Windows 10"
    }

    fn one(&mut self, words: &[&'static str]) -> &'static str {
        let place = self.rng.usize(..words.len().max(1));
        pick(words, place)
    }
}

fn pick(words: &[&'static str], place: usize) -> &'static str {
    words.get(place).copied().unwrap_or_default()
}
