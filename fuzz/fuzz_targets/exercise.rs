#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entente_fuzz::timed(entente_fuzz::parsers::exercise, bytes));
