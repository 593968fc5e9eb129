//! The zip that a workbook is: each entry names the system that made it. Promises: the same document
//! gives the same bytes on Windows as on Unix.

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
const UNIX: u8 = 3;

/// The workbook with Unix as the maker of every entry of its directory.
pub(super) fn as_made_on_unix(mut workbook: Vec<u8>) -> Vec<u8> {
    let mut at = directory(&workbook).unwrap_or(workbook.len());
    while workbook.get(at..).is_some_and(|rest| rest.starts_with(ENTRY) && rest.len() >= ENTRY_LENGTH) {
        workbook[at + 5] = UNIX;
        // Behind the fixed part stand name, extra fields and comment.
        let lengths = [28, 30, 32].map(|field| number(&workbook, at + field, 2));
        at += ENTRY_LENGTH + lengths.iter().sum::<usize>();
    }
    workbook
}

/// Where the directory begins; `None` if this is no zip without a comment.
fn directory(workbook: &[u8]) -> Option<usize> {
    let end = workbook.len().checked_sub(END_LENGTH)?;
    workbook[end..].starts_with(END).then(|| number(workbook, end + 16, 4))
}

/// Little-endian; the caller knows that the bytes are there.
fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_of_windows_becomes_that_of_unix() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let made = as_made_on_unix(book.save_to_buffer().unwrap());
        let entries: Vec<usize> = (0..made.len()).filter(|at| made[*at..].starts_with(ENTRY)).collect();
        assert!(entries.len() > 5);
        assert!(entries.iter().all(|at| made[at + 5] == UNIX));
        let mut windows = made.clone();
        entries.iter().for_each(|at| windows[at + 5] = 0);
        assert!(as_made_on_unix(windows) == made);
        assert_eq!(as_made_on_unix(b"no zip".to_vec()), b"no zip");
    }
}
