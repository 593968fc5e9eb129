"""Writes a list as `.xlsb` with shared strings, record by record ([MS-XLSB]); no library writes that form."""

import struct
import zipfile

ROW, REAL, SHARED, STRING = 0, 5, 7, 0x13
BOOK = '<Relationships>{}</Relationships>'
RELATION = '<Relationship Id="rId{}" Type="http://x/relationships/{}" Target="{}"/>'


def record(kind, content=b""):
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(content)
    while rest >= 0x80:
        size, rest = size + bytes([rest & 0x7F | 0x80]), rest >> 7
    return head + size + bytes([rest]) + content


def text(value):
    wide = value.encode("utf-16-le")
    return struct.pack("<I", len(wide) // 2) + wide


def sheet_of(rows, strings):
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    yield record(0x81) + record(0x94, size) + record(0x91)
    for i, row in enumerate(rows):
        cells = [record(ROW, struct.pack("<II", i, 0) + bytes(9))]
        for j, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                nth = strings.setdefault(value, len(strings))
                cells.append(record(SHARED, struct.pack("<III", j, 0, nth)))
            else:
                cells.append(record(REAL, struct.pack("<IId", j, 0, value)))
        yield b"".join(cells)
    yield record(0x92) + record(0x82)


def write(to, rows):
    relations = [
        (1, "worksheet", "worksheets/sheet1.bin"), (2, "styles", "styles.bin"),
        (3, "sharedStrings", "sharedStrings.bin"),
    ]
    format_ = struct.pack("<8H", 0, 0, 0, 0, 0, 0, 0, 0)
    parts = {
        "_rels/.rels": BOOK.format(RELATION.format(1, "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": BOOK.format("".join(RELATION.format(*r) for r in relations)),
        "xl/workbook.bin": record(0x83) + record(0x99, bytes(12)) + record(0x8F)
        + record(0x9C, struct.pack("<II", 0, 1) + text("rId1") + text("DanhSach"))
        + record(0x90) + record(0x9D, bytes(26)) + record(0x84),
        "xl/styles.bin": record(0x116) + record(0x269, struct.pack("<I", 1)) + record(0x2F, format_)
        + record(0x26A) + record(0x117),
    }
    strings = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.bin", "w", force_zip64=True) as sheet:
            for part in sheet_of(rows, strings):
                sheet.write(part)
        with book.open("xl/sharedStrings.bin", "w", force_zip64=True) as shared:
            shared.write(record(0x9F, struct.pack("<II", len(strings), len(strings))))
            for value in strings:
                shared.write(record(STRING, b"\0" + text(value)))
            shared.write(record(0xA0))
