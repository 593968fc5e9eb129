//! Any bytes inside a page: the grid of its tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    motcua_fuzz::read([b"<html><table>", bytes].concat());
});
