//! The store: one folder per import, never rewritten.
