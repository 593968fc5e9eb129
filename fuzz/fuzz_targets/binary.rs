//! Any records of a bare BIFF8 stream, and any container of streams.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((0, rest)) => motcua_fuzz::read([b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", rest].concat()),
        _ => motcua_fuzz::read([b"\x09\x08\x10\x00\x00\x06\x05\x00", bytes].concat()),
    }
});
