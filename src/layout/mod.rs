//! Room `layout`.
