//! Writing results: temporary file, sync, rename.
