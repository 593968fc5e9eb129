//! Containers: bytes of a file → [`Workbook`](crate::domain::cell::Workbook), told by content.
