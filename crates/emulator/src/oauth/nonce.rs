use jiff::{SignedDuration, Timestamp};

use crate::random::Random;

/// A nonce is renewed after a day, and an old one is good for three (documented).
const RENEWED: SignedDuration = SignedDuration::from_hours(24);
const ACCEPTED: SignedDuration = SignedDuration::from_hours(3 * 24);

/// The nonces that a server has asked for in DPoP proofs: <https://developer.okta.com/docs/guides/dpop/>.
#[derive(Debug, Clone, Default)]
pub(super) struct Nonces {
    issued: Vec<(Timestamp, String)>,
}

impl Nonces {
    pub(super) fn current(&mut self, random: &mut Random, now: Timestamp) -> String {
        if let Some((at, nonce)) = self.issued.last()
            && now.duration_since(*at) < RENEWED
        {
            return nonce.clone();
        }
        let nonce = random.alphanumeric(32);
        self.issued.retain(|(at, _)| now.duration_since(*at) <= ACCEPTED);
        self.issued.push((now, nonce.clone()));
        nonce
    }

    pub(super) fn accepts(&self, nonce: &str, now: Timestamp) -> bool {
        self.issued.iter().any(|(at, known)| known == nonce && now.duration_since(*at) <= ACCEPTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renewal() {
        let start: Timestamp = "2026-03-16T10:00:00Z".parse().unwrap();
        let at = |hours: i64| start + SignedDuration::from_hours(hours);
        let (mut nonces, mut random) = (Nonces::default(), Random::new(1));
        assert!(!nonces.accepts("", start));
        let first = nonces.current(&mut random, start);
        assert_eq!(nonces.current(&mut random, at(23)), first);
        let second = nonces.current(&mut random, at(24));
        assert_ne!(second, first);
        assert!(nonces.accepts(&first, at(72)) && !nonces.accepts(&first, at(73)));
        assert!(nonces.accepts(&second, at(96)) && !nonces.accepts(&second, at(97)));
        nonces.current(&mut random, at(200));
        assert_eq!(nonces.issued.len(), 1);
    }
}
