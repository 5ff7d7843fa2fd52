//! The body of an answer, read at once.

use uniffi::deps::anyhow::{Context, Result};
use uniffi::{Lift, Lower, MetadataBuffer, RustBuffer, TypeId};

use crate::UniFfiTag;

/// To the languages a `Vec<u8>`, of which uniffi reads each byte by itself: half of the time of a long list.
#[derive(Clone, Debug)]
pub struct Bytes(pub Vec<u8>);

impl TypeId<UniFfiTag> for Bytes {
    const TYPE_ID_META: MetadataBuffer = <Vec<u8> as TypeId<UniFfiTag>>::TYPE_ID_META;
}

// SAFETY: it is read as `Vec<u8>` is written: the length in four bytes, and the bytes.
unsafe impl Lift<UniFfiTag> for Bytes {
    type FfiType = RustBuffer;

    fn try_read(buf: &mut &[u8]) -> Result<Self> {
        let (length, rest) = buf.split_first_chunk().context("the length of bytes is cut short")?;
        let length = usize::try_from(i32::from_be_bytes(*length))?;
        let (bytes, rest) = rest.split_at_checked(length).context("bytes are cut short")?;
        *buf = rest;
        Ok(Self(bytes.to_vec()))
    }

    fn try_lift(buf: RustBuffer) -> Result<Self> {
        Self::try_lift_from_rust_buffer(buf)
    }
}

// SAFETY: it is written as what it holds is.
unsafe impl Lower<UniFfiTag> for Bytes {
    type FfiType = RustBuffer;

    fn write(bytes: Self, buf: &mut Vec<u8>) {
        <Vec<u8> as Lower<UniFfiTag>>::write(bytes.0, buf);
    }

    fn lower(bytes: Self) -> RustBuffer {
        Self::lower_into_rust_buffer(bytes)
    }
}
