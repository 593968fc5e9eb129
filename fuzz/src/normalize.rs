//! The parsers of cells, without the tables that are made of them.

#[path = "../../src/normalize/categories.rs"]
pub mod categories;
#[path = "../../src/normalize/clean.rs"]
pub mod clean;
#[path = "../../src/normalize/codes.rs"]
pub mod codes;
#[path = "../../src/normalize/dates.rs"]
pub mod dates;
#[path = "../../src/normalize/flags.rs"]
pub mod flags;
#[path = "../../src/normalize/masking.rs"]
pub mod masking;
#[path = "../../src/normalize/numbers.rs"]
pub mod numbers;
