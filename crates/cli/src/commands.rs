//! The commands.

pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod emulator;
mod event;
pub(crate) mod events;
pub(crate) mod hooks;
pub(crate) mod listen;
pub(crate) mod logs;
pub(crate) mod trigger;
