//! Tables + calendar + as_of → the derived columns that SQL may use.
//!
//! Why the room exists: working time, date-only instants and due dates moved by suspensions are
//! computed once, natively, so that every query is plain SQL over columns.
//! Promises: the list of all derived columns is [`list::DOSSIERS`] and [`list::SUSPENSIONS`]; NULL
//! means what is written there; nothing here fails on data; the order of rows changes nothing.

pub mod list;
