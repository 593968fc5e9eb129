//! Room `derive`.
