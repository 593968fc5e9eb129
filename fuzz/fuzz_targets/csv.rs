//! Any bytes behind a line that makes them separated values.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    motcua_fuzz::read([b"a;b;c\n1;2;3\n", bytes].concat());
});
