//! Runnable examples; each runs against the emulator
