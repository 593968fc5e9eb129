//! Any bytes are told to be something, and are read as that.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = motcua_fuzz::io::sheets::sniff::sniff(bytes);
    motcua_fuzz::read(bytes.to_vec());
});
