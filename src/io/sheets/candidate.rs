//! Which files of a folder are worth reading as spreadsheets.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{charset, sniff};

/// Extensions under which a person expects a spreadsheet, so that a file of other content is a
/// mistake to be told and not something to pass over.
const EXTENSIONS: [&str; 8] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "mht"];

/// Whether the file calls itself a spreadsheet.
pub fn is_named_spreadsheet(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}

/// Whether the beginning of the file may be that of a spreadsheet. A file that can't be opened may.
pub fn may_be_spreadsheet(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(sniff::HEAD as u64).read_to_end(&mut head));
    if read.is_err() {
        return true;
    }
    match sniff::sniff(&head) {
        sniff::Kind::Zip
        | sniff::Kind::Ole
        | sniff::Kind::Biff { .. }
        | sniff::Kind::Html
        | sniff::Kind::SpreadsheetMl
        | sniff::Kind::Mhtml => true,
        sniff::Kind::Text => is_tabular(&charset::decode(&head, None)),
        _ => false,
    }
}

/// Two lines with the same number of one delimiter.
fn is_tabular(text: &str) -> bool {
    let mut lines = text.lines().collect::<Vec<_>>();
    // The last line of the head may be cut off.
    if lines.len() > 2 {
        lines.pop();
    }
    [',', ';', '\t'].iter().any(|delimiter| {
        let counts: Vec<usize> = lines.iter().map(|line| line.matches(*delimiter).count()).collect();
        counts.windows(2).any(|pair| pair[0] >= 2 && pair[0] == pair[1])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_no_table() {
        assert!(!is_tabular("Read me, please.\nThis is prose, with a comma.\nEnd.\n"));
        assert!(is_tabular("Mã;Tên;Ngày\nH1;A;01/07/2026\n"));
        assert!(is_tabular("SỞ\n\nMã\tTên\tNgày\nH1\tA\t01/07/2026\nx"));
    }
}
