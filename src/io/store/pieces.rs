//! Parquet files of which only what is asked for is read.
//!
//! The reader wants a whole file in the memory and looks at its footer and at the columns and row
//! groups that it is asked for. Those are read; zeros stand in the place of the others, which cost
//! nothing, because memory that nobody touches is none.

use std::fs::File;
use std::io::{Cursor, Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use polars::prelude::{FileMetadataRef, ParquetReader, SerReader};

/// Length of the footer's length and of the letters at the end.
const END: u64 = 8;

/// A column of a row group.
pub(super) struct Chunk {
    pub column: String,
    pub rows: Range<usize>,
    pub bytes: Range<u64>,
}

/// In the order of the file.
pub(super) fn chunks(metadata: &FileMetadataRef) -> Vec<Chunk> {
    let (mut chunks, mut row) = (Vec::new(), 0);
    for group in &metadata.row_groups {
        let rows = row..row + group.num_rows();
        row = rows.end;
        for column in group.parquet_columns() {
            let path = &column.descriptor().path_in_schema;
            let column_name = path.first().map(|name| name.to_string()).unwrap_or_default();
            chunks.push(Chunk { column: column_name, rows: rows.clone(), bytes: column.byte_range() });
        }
    }
    chunks
}

/// A file whose bytes are there as far as they were asked for.
pub(super) struct Pieces {
    file: File,
    bytes: Vec<u8>,
}

impl Pieces {
    pub(super) fn open(path: &Path) -> Result<Pieces> {
        let file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).map_err(Error::other)?;
        Ok(Pieces { file, bytes: vec![0; length] })
    }

    /// Reads these bytes and shows them.
    pub(super) fn fill(&mut self, range: Range<u64>) -> Result<&[u8]> {
        let missing = || Error::from(ErrorKind::UnexpectedEof);
        let (start, end) = (range.start as usize, range.end as usize);
        let place = self.bytes.get_mut(start..end).ok_or_else(missing)?;
        self.file.seek(SeekFrom::Start(range.start))?;
        self.file.read_exact(place)?;
        Ok(place)
    }

    /// Where the footer stands.
    pub(super) fn footer(&mut self) -> Result<Range<u64>> {
        let length = self.bytes.len() as u64;
        let start = length.checked_sub(END).ok_or(ErrorKind::UnexpectedEof)?;
        let end = self.fill(start..length)?;
        let footer = u32::from_le_bytes([end[0], end[1], end[2], end[3]]);
        Ok(start.checked_sub(footer.into()).ok_or(ErrorKind::UnexpectedEof)?..length)
    }

    /// What the footer says, which must be there.
    pub(super) fn metadata(&self) -> Result<FileMetadataRef> {
        let mut reader = ParquetReader::new(Cursor::new(&self.bytes));
        reader.get_metadata().cloned().map_err(Error::other)
    }

    pub(super) fn reader(self) -> ParquetReader<Cursor<Vec<u8>>> {
        ParquetReader::new(Cursor::new(self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::*;

    #[test]
    fn rows_of_a_column_come_from_its_bytes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let mut frame =
            df!("a" => (0..100).collect::<Vec<i64>>(), "b" => (100..200).collect::<Vec<i64>>()).unwrap();
        let file = File::create(&path).unwrap();
        ParquetWriter::new(file).with_row_group_size(Some(30)).finish(&mut frame).unwrap();

        let mut pieces = Pieces::open(&path).unwrap();
        let footer = pieces.footer().unwrap();
        pieces.fill(footer).unwrap();
        let metadata = pieces.metadata().unwrap();
        let all = chunks(&metadata);
        assert_eq!(all.len(), 6);
        let wanted: Vec<&Chunk> = all.iter().filter(|c| c.column == "b" && c.rows.contains(&40)).collect();
        assert_eq!((wanted.len(), wanted[0].rows.clone()), (1, 33..66));
        pieces.fill(wanted[0].bytes.clone()).unwrap();
        let reader = pieces.reader().with_columns(Some(vec!["b".into()])).with_slice(Some((35, 20)));
        assert_eq!(reader.finish().unwrap(), frame.slice(35, 20).select(["b"]).unwrap());
    }

    #[test]
    fn what_is_no_parquet_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        for bytes in [&b"PAR1"[..], b"\xff\xff\xff\xffPAR1", b""] {
            std::fs::write(&path, bytes).unwrap();
            assert!(Pieces::open(&path).unwrap().footer().is_err());
        }
    }
}
