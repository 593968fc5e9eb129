//! The OLE container around `.xls`: streams by name.
//!
//! Promises: a chain of sectors that runs in a circle or leaves the file ends in an error or where
//! the file ends, never in endless growth; only streams at the top count, so that a workbook inside
//! a Word document does not make it a workbook.

/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
const ENTRY: usize = 128;
const MINI: usize = 64;

/// An opened container.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

/// What is wrong with a container, in words for the detail line.
type Flaw = &'static str;

impl<'a> Ole<'a> {
    /// Opens a container. Fails when its tables make no sense.
    pub fn open(bytes: &'a [u8]) -> Result<Ole<'a>, Flaw> {
        let header = bytes.get(..HEADER).ok_or("OLE header")?;
        let sector = match u16_at(header, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err("OLE sector size"),
        };
        let mini_cutoff = u64::from(u32_at(header, 56)).min(1 << 20);
        let mut ole = Ole {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff,
            entries: Vec::new(),
        };
        ole.read_fat(header)?;
        let directory = ole.chain(u32_at(header, 48), u64::MAX)?;
        ole.entries = directory.chunks_exact(ENTRY).map(|entry| Entry::of(entry, sector)).collect();
        let root = ole.entries.first().ok_or("OLE directory")?;
        let (start, size) = (root.start, root.size);
        let mini_fat = ole.chain(u32_at(header, 60), u64::MAX).unwrap_or_default();
        ole.mini_fat = numbers(&mini_fat);
        if !ole.mini_fat.is_empty() {
            ole.mini_stream = ole.chain(start, size)?;
        }
        Ok(ole)
    }

    /// The names of the streams and folders at the top.
    pub fn names(&self) -> Vec<&str> {
        self.top().into_iter().map(|entry| entry.name.as_str()).collect()
    }

    /// A stream at the top, by its name without regard to case.
    pub fn stream(&self, name: &str) -> Result<Vec<u8>, Flaw> {
        let top = self.top();
        let entry = top.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).ok_or("OLE stream")?;
        if entry.size >= self.mini_cutoff {
            return self.chain(entry.start, entry.size);
        }
        let sectors = follow(&self.mini_fat, entry.start, self.mini_stream.len() / MINI)?;
        let pieces = sectors.iter().filter_map(|&id| piece(&self.mini_stream, id as usize * MINI, MINI));
        Ok(joined(pieces, entry.size))
    }

    /// The allocation table: its sectors are listed in the header and in a chain of further lists.
    fn read_fat(&mut self, header: &[u8]) -> Result<(), Flaw> {
        let mut listed = numbers(&header[76..HEADER]);
        let mut next = u32_at(header, 68);
        let n_sectors = self.bytes.len() / self.sector + 1;
        for _ in 0..n_sectors {
            if next >= MARKS {
                break;
            }
            let mut list = self.sector(next).map(numbers).unwrap_or_default();
            next = list.pop().unwrap_or(u32::MAX);
            listed.extend(list);
        }
        if next < MARKS {
            return Err("OLE sectors in a circle");
        }
        for id in listed.into_iter().filter(|id| *id < MARKS).take(n_sectors) {
            // A file cut off has lost a part of its table: the chains through it end there.
            let mut part = self.sector(id).map(numbers).unwrap_or_default();
            part.resize(self.sector / 4, u32::MAX);
            self.fat.extend(part);
        }
        Ok(())
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        piece(self.bytes, start, self.sector)
    }

    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, Flaw> {
        let sectors = follow(&self.fat, start, self.bytes.len() / self.sector + 1)?;
        Ok(joined(sectors.iter().filter_map(|&id| self.sector(id)), size))
    }

    /// The entries in the folder of the root, or all if the tree is broken.
    fn top(&self) -> Vec<&Entry> {
        let mut seen = vec![false; self.entries.len()];
        let mut waiting: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            let Some(entry) = self.entries.get(id as usize) else { continue };
            if !std::mem::replace(&mut seen[id as usize], true) {
                waiting.extend([entry.left, entry.right]);
                found.push(entry);
            }
        }
        if found.is_empty() { self.entries.iter().skip(1).collect() } else { found }
    }
}

impl Entry {
    fn of(bytes: &[u8], sector: usize) -> Entry {
        let units = bytes[..MINI].chunks_exact(2).map(|unit| u16_at(unit, 0)).take_while(|unit| *unit != 0);
        let name = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
        let high = if sector == HEADER { 0 } else { u32_at(bytes, 124) };
        Entry {
            name,
            left: u32_at(bytes, 68),
            right: u32_at(bytes, 72),
            child: u32_at(bytes, 76),
            start: u32_at(bytes, 116),
            size: u64::from(high) << 32 | u64::from(u32_at(bytes, 120)),
        }
    }
}

/// The sectors of a chain; a chain longer than the file runs in a circle.
fn follow(fat: &[u32], start: u32, n_sectors: usize) -> Result<Vec<u32>, Flaw> {
    let mut sectors = Vec::new();
    let mut next = start;
    while next < MARKS {
        if sectors.len() > n_sectors {
            return Err("OLE sectors in a circle");
        }
        sectors.push(next);
        // A table that ends early is a file cut off: what is there is taken.
        next = fat.get(next as usize).copied().unwrap_or(u32::MAX);
    }
    Ok(sectors)
}

fn joined<'b>(pieces: impl Iterator<Item = &'b [u8]>, size: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    pieces.for_each(|piece| bytes.extend_from_slice(piece));
    bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    bytes
}

/// `length` bytes from `start`, fewer at the end of the file, `None` beyond it.
fn piece(bytes: &[u8], start: usize, length: usize) -> Option<&[u8]> {
    let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
    Some(&rest[..rest.len().min(length)])
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0)).collect()
}

/// A little-endian number; 0 beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

/// A little-endian number; 0 beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}
