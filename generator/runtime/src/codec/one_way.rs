//! Members that only one side sends: `readOnly` and `writeOnly`
//! (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>).
//!
//! One type is the body of requests and of responses, so such a member is an `Option`. What the
//! type cannot say is checked where the body is written and read:
//!
//! | member | client sends | server reads | server sends | client reads |
//! |---|---|---|---|---|
//! | `readOnly` | leaves it out | ignores it | must be set, if required | must be there, if required |
//! | `writeOnly` | must be set, if required | must be there, if required | leaves it out | reads it |
//!
//! A value that is not a body (in a file, in a test) is written and read as it is.

/// The direction of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// A member of an object that bodies of one direction have only.
#[derive(Debug, Clone, Copy)]
pub struct OneWay {
    name: &'static str,
    direction: Direction,
    required: bool,
}

impl OneWay {
    /// `readOnly`: a member of responses.
    #[must_use]
    pub const fn responses(name: &'static str) -> Self {
        Self {
            name,
            direction: Direction::Response,
            required: false,
        }
    }

    /// `writeOnly`: a member of requests.
    #[must_use]
    pub const fn requests(name: &'static str) -> Self {
        Self {
            name,
            direction: Direction::Request,
            required: false,
        }
    }

    /// The same member, which bodies of its direction must have.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The members of one object that go one way, and the direction of the body, if it is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct OneWayMembers {
    pub(super) members: &'static [OneWay],
    pub(super) direction: Option<Direction>,
}

impl OneWayMembers {
    /// Before anything is known about an object.
    pub(super) fn of(direction: Option<Direction>) -> Self {
        Self {
            members: &[],
            direction,
        }
    }

    /// Whether the body is one of a request.
    pub(super) fn is_request(&self) -> bool {
        self.direction == Some(Direction::Request)
    }

    /// The members of the object that begins; the next object has its own.
    pub(super) fn take(&mut self) -> Self {
        let members = std::mem::take(&mut self.members);
        Self { members, ..*self }
    }

    /// Whether bodies of this direction do not have the member.
    pub(super) fn exclude(&self, name: &str) -> bool {
        let mut members = self.members.iter();
        self.direction.is_some_and(|direction| {
            members.any(|one| one.direction != direction && one.name == name)
        })
    }

    /// Whether bodies of this direction must have the member.
    pub(super) fn require(&self, name: &str) -> bool {
        let mut members = self.members.iter();
        self.direction.is_some_and(|direction| {
            members.any(|one| one.required && one.direction == direction && one.name == name)
        })
    }
}
