#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| conformance::targets::link_header(data));
