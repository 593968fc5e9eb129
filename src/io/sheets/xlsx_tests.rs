//! The short way through plain cells takes nothing that needs the long one.

use super::*;

#[test]
fn positions() {
    assert_eq!(position(b"A1"), Some((0, 0)));
    assert_eq!(position(b"XFD1048576"), Some((1_048_575, 16_383)));
    assert_eq!(position(b"xfe1"), Some((0, 16_384)), "outside: the intake refuses it");
    for wrong in ["A0", "1", "A", "", "AAAAA1", "É1", "A1x", "A-1"] {
        assert_eq!(position(wrong.as_bytes()), None, "{wrong}");
    }
}

#[test]
fn plain_cells_are_known_and_nothing_else() {
    let read = |xml: &str| {
        plain_cell(xml.as_bytes())
            .map(|(head, value, length)| (head.row, head.column, head.format, value.to_vec(), length))
    };
    let cell = "<c r=\"B7\" s=\"3\" t=\"s\"><v>12</v></c>";
    assert_eq!(read(&format!("{cell}<c")), Some((6, 1, Some(3), b"12".to_vec(), cell.len())));
    assert_eq!(read("<c r=\"A1\"><v>-1.5E3</v></c>").map(|c| c.3), Some(b"-1.5E3".to_vec()));
    for other in [
        "<c r=\"B7\" t=\"str\"><v>x</v></c>",
        "<c r=\"B7\" t=\"s\"><f>1</f><v>1</v></c>",
        "<c t=\"s\" r=\"B7\"><v>1</v></c>",
        "<c r=\"B7\"><v>&#49;</v></c>",
        "<c r=\"B7\" s=\"3\" t=\"s\"><v>12</v></c",
        "<c r=\"B7\"/>",
    ] {
        assert!(read(other).is_none(), "{other}");
    }
}
