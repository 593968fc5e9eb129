//! Room `normalize`.
