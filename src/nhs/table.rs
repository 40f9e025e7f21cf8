//! A file as a table: a header, then rows, whether it is a CSV file or a sheet of a workbook.

use super::bytes::Stream;
use super::column::{Column, Header};
use super::limits::{COLUMNS, TooLarge};
use super::report::{Report, Unreadable};
use super::source::Found;
use super::{bytes, value, workbook};
use crate::fault::{Fault, FaultCode};
use csv::ByteRecord;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

/// A table that is read row by row; no more than one row of a CSV file is in memory.
pub(crate) struct Table {
    header: Header,
    rows: Rows,
    record: ByteRecord,
    line: u64,
    /// How many rows have been read, without the header.
    pub count: usize,
}

enum Rows {
    /// With the bytes that have been read since the last row.
    Csv(csv::Reader<Stream>, Rc<Cell<u64>>),
    /// With the number of each row.
    Sheet(std::vec::IntoIter<(u64, ByteRecord)>),
}

/// One row of a table.
pub(crate) struct Row<'a> {
    header: &'a Header,
    record: &'a ByteRecord,
    /// The line in the file (of a sheet: the row), counted from 1.
    pub line: u64,
}

/// A reader of comma separated values in which each row may have its own number of cells, so that a wrong
/// number is ours to report, with the line and the advice. Rows end at the line feed alone: where the reader
/// looks for carriage returns too, it counts a line too few; the carriage return is trimmed with the blanks.
pub(crate) fn csv_reader<R: Read>(stream: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(1 << 16)
        .from_reader(stream)
}

impl Table {
    /// Opens the table at its first row of data.
    pub fn open(found: &Found, report: &mut Report) -> Result<Self, Unreadable> {
        let mut rows = match &found.sheet {
            Some(sheet) => match workbook::rows(&found.path, found.given.as_ref(), sheet, found.limits) {
                Ok(rows) => Rows::Sheet(rows.into_iter()),
                Err(why) => return Err(report.fatal(Fault::new(why.code(), why.to_string()))),
            },
            None => match bytes::open(&found.path, found.given.as_ref(), found.limits) {
                Ok(stream) => {
                    let row = stream.row();
                    Rows::Csv(csv_reader(stream), row)
                }
                Err(why) => {
                    return Err(report.fatal(Fault::new(FaultCode::FileNotOpened, why.to_string())));
                }
            },
        };
        let mut line = 0;
        let header = match found.columns {
            Some(names) => Header::supplied(names),
            None => {
                let mut first = ByteRecord::new();
                rows.read(&mut first, &mut line, report)?;
                let names: Vec<Cow<'_, str>> = first.iter().map(value::text).collect();
                Header::new(names.iter().map(AsRef::as_ref))
            }
        };
        Ok(Self {
            header,
            rows,
            record: ByteRecord::new(),
            line,
            count: 0,
        })
    }

    pub fn find(&self, column: &Column) -> Option<usize> {
        self.header.find(column)
    }

    /// The position of a column without which the file is of no use.
    pub fn need(&self, column: &Column, report: &mut Report) -> Result<usize, Unreadable> {
        self.find(column).ok_or_else(|| {
            let what = format!("there is no column {}", column.name);
            report.fatal(
                Fault::new(FaultCode::ColumnMissing, what)
                    .line(1)
                    .column(column.name),
            )
        })
    }

    /// The next row; `None` after the last.
    pub fn next(&mut self, report: &mut Report) -> Result<Option<Row<'_>>, Unreadable> {
        if !self.rows.read(&mut self.record, &mut self.line, report)? {
            return Ok(None);
        }
        self.count += 1;
        Ok(Some(Row {
            header: &self.header,
            record: &self.record,
            line: self.line,
        }))
    }
}

impl Rows {
    fn read(
        &mut self,
        record: &mut ByteRecord,
        line: &mut u64,
        report: &mut Report,
    ) -> Result<bool, Unreadable> {
        match self {
            Self::Sheet(rows) => match rows.next() {
                Some((number, row)) => (*line, *record) = (number, row),
                None => return Ok(false),
            },
            Self::Csv(reader, bytes_of_row) => {
                bytes_of_row.set(0);
                let more = reader.read_byte_record(record);
                *line = record.position().map_or(*line, csv::Position::line);
                match more {
                    Ok(true) => {}
                    Ok(false) => return Ok(false),
                    Err(why) => {
                        let code = match why.kind() {
                            csv::ErrorKind::Io(why) if TooLarge::ended(why) => FaultCode::FileTooLarge,
                            _ => FaultCode::FileDamaged,
                        };
                        let what = format!("it cannot be read beyond this line: {why}");
                        return Err(report.fatal(Fault::new(code, what).line(*line)));
                    }
                }
                if record.len() > COLUMNS {
                    let what = format!(
                        "a row of {} cells, and no more than {COLUMNS} are read",
                        record.len()
                    );
                    return Err(report.fatal(Fault::new(FaultCode::FileTooLarge, what).line(*line)));
                }
                // No publication has a line break inside a data cell, but a quotation mark that is never
                // closed swallows all the rows that follow it.
                if *line > 1 && record.as_slice().contains(&b'\n') {
                    let what = "a quotation mark opens here and is not closed on its line";
                    return Err(report.fatal(Fault::new(FaultCode::FileDamaged, what).line(*line)));
                }
            }
        }
        Ok(true)
    }
}

impl Row<'_> {
    /// The text of a cell without surrounding blanks; empty where the row is too short.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        value::text(self.record.get(at).unwrap_or_default())
    }

    /// The text of a cell of a column that may be absent altogether.
    pub fn optional(&self, at: Option<usize>) -> Cow<'_, str> {
        at.map_or(Cow::Borrowed(""), |at| self.text(at))
    }

    /// Whether all cells are empty, as in the remains of a spreadsheet.
    pub fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// Whether the row has as many cells as the header; empty cells too many are forgiven. Where it has not,
    /// its cells may stand under wrong names, so none of them may be used.
    pub fn fits(&self, report: &mut Report) -> bool {
        let (cells, names) = (self.record.len(), self.header.len());
        let surplus = self
            .record
            .iter()
            .skip(names)
            .any(|cell| !cell.trim_ascii().is_empty());
        let fits = cells >= names && !surplus;
        if !fits {
            let what = format!("{cells} cells, and the header has {names}");
            report.fault(Fault::new(FaultCode::RowMisfit, what).line(self.line));
        }
        fits
    }

    /// Reports that a cell is not what it should be, such as "a postcode".
    pub fn unreadable(&self, report: &mut Report, at: usize, wanted: &str) {
        let what = format!("{:?} is not {wanted}", self.text(at));
        self.fault(report, at, FaultCode::ValueUnreadable, what);
    }

    pub fn fault(&self, report: &mut Report, at: usize, code: FaultCode, what: String) {
        report.fault(
            Fault::new(code, what)
                .line(self.line)
                .column(self.header.shown(at)),
        );
    }

    /// A cell that may be empty, parsed; a cell that is neither is a fault and counts as empty.
    pub fn parsed<T: std::str::FromStr>(
        &self,
        report: &mut Report,
        at: Option<usize>,
        wanted: &str,
    ) -> Option<T> {
        let at = at?;
        let text = self.text(at);
        if value::is_absent(&text) {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.unreadable(report, at, wanted);
        }
        parsed
    }
}
