//! See `motcua_fuzz::targets::values`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| motcua_fuzz::targets::values(bytes));
