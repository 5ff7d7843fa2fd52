//! Identifiers from a seed: the same seed and the same calls give the same ids, so that a test can be repeated.

/// `SplitMix64`. Nothing here is secret: an emulated org has nothing to protect.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

const ALPHANUMERIC: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// `length` letters and digits.
    pub(crate) fn alphanumeric(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| {
                let index = usize::try_from(self.next() % 62).unwrap_or_default();
                char::from(ALPHANUMERIC.get(index).copied().unwrap_or(b'0'))
            })
            .collect()
    }

    /// A 20-character id in Okta's style: `who` and 17 letters and digits for a hook.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        format!("{prefix}{}", self.alphanumeric(20_usize.saturating_sub(prefix.len())))
    }

    /// The value of an `X-Okta-Request-Id` header, 27 characters as recorded answers have it.
    pub(crate) fn request_id(&mut self) -> String {
        format!("{}AAB0M", self.alphanumeric(22))
    }

    /// A number below this one, which is not 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Another order, every one as likely (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            let other = usize::try_from(self.below(index as u64 + 1)).unwrap_or_default();
            items.swap(index, other);
        }
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let high = self.next();
        let low = self.next();
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0x0FFF,
            (low >> 48) & 0x3FFF | 0x8000,
            low & 0xFFFF_FFFF_FFFF,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_same_ids() {
        let mut one = Random::new(7);
        let mut two = Random::new(7);
        assert_eq!(one.id("who"), two.id("who"));
        assert_ne!(one.id("who"), Random::new(8).id("who"));
        assert_eq!(one.id("who").len(), 20);
        assert_eq!(one.request_id().len(), 27);
    }

    #[test]
    fn uuid_is_version_4() {
        let uuid = Random::new(1).uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uuid}");
    }
}
