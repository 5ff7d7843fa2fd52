use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// The org's time: it runs with the machine's or stands still, and a test can move it ahead.
///
/// A running one goes by the machine's monotonic clock, so that a change of the system's time moves no deadline.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    machine: Machine,
    /// What the org's time was at `since`.
    time: Timestamp,
    since: Instant,
    stopped: bool,
}

/// The time of the machine, which clients have too.
#[derive(Debug, Clone, Copy)]
struct Machine {
    time: Timestamp,
    since: Instant,
}

impl Clock {
    /// Stands still at this time, or runs with the machine's.
    pub(super) fn new(stopped_at: Option<Timestamp>) -> Self {
        let machine = Machine { time: Timestamp::now(), since: Instant::now() };
        Self {
            machine,
            time: stopped_at.unwrap_or(machine.time),
            since: machine.since,
            stopped: stopped_at.is_some(),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        if self.stopped { self.time } else { after(self.time, self.since) }
    }

    /// What a client's clock says.
    pub(super) fn of_clients(&self) -> Timestamp {
        after(self.machine.time, self.machine.since)
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    pub(super) fn set(&mut self, time: Timestamp) {
        (self.time, self.since) = (time, Instant::now());
    }

    pub(super) fn stop(&mut self) {
        self.set(self.now());
        self.stopped = true;
    }

    pub(super) fn run(&mut self) {
        self.set(self.now());
        self.stopped = false;
    }
}

/// A time past the end of the calendar is the end of the calendar.
fn after(time: Timestamp, since: Instant) -> Timestamp {
    let elapsed = SignedDuration::try_from(since.elapsed()).unwrap_or(SignedDuration::MAX);
    time.checked_add(elapsed).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_still_until_it_is_moved() {
        let start: Timestamp = "2026-03-16T04:00:00Z".parse().unwrap();
        let mut clock = Clock::new(Some(start));
        assert_eq!((clock.now(), clock.now()), (start, start));
        clock.set(start + SignedDuration::from_hours(24));
        assert_eq!(clock.now(), start + SignedDuration::from_hours(24));
        clock.run();
        assert!(clock.now() >= start + SignedDuration::from_hours(24) && !clock.is_stopped());
        clock.stop();
        let stopped = clock.now();
        assert_eq!(clock.now(), stopped);
        assert!(clock.of_clients() > stopped);
    }
}
