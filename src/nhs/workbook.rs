//! The sheets of an XLSX workbook as rows of text.

use super::bytes;
use super::limits::{COLUMNS, Limits, TooLarge};
use super::unpacked::{self, WorkbookError};
use calamine::{Data, Reader, Xlsx};
use csv::ByteRecord;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A sheet of Excel has no more rows.
const ROWS: u32 = 1 << 20;
/// So much of the memory a cell is counted to take besides its text.
const CELL: u64 = 16;

/// The first rows of every sheet: its name, its header and the row below. The cells of the sheets are not
/// read beyond them.
pub(crate) fn heads(
    path: &Path,
    given: Option<&Arc<[u8]>>,
    limits: Limits,
) -> Result<Vec<(String, Vec<ByteRecord>)>, WorkbookError> {
    with_book(path, given, limits, |book| {
        let mut heads = Vec::new();
        for sheet in book.sheet_names() {
            let mut rows = vec![ByteRecord::new(), ByteRecord::new()];
            each_row(book, &sheet, limits, |number, record| {
                match rows.get_mut(number as usize) {
                    Some(row) => {
                        *row = record;
                        ControlFlow::Continue(())
                    }
                    None => ControlFlow::Break(()),
                }
            })?;
            heads.push((sheet, rows));
        }
        Ok(heads)
    })
}

/// All rows of one sheet that are not empty, each with its number, counted from 1.
pub(crate) fn rows(
    path: &Path,
    given: Option<&Arc<[u8]>>,
    sheet: &str,
    limits: Limits,
) -> Result<Vec<(u64, ByteRecord)>, WorkbookError> {
    with_book(path, given, limits, |book| {
        let mut rows = Vec::new();
        each_row(book, sheet, limits, |number, record| {
            rows.push((u64::from(number) + 1, record));
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    })
}

/// Opens a workbook that does not unpack to more than it may, and reads it. The crate that reads workbooks reckons some numbers of damaged
/// files without care: where it panics, the file is damaged, and nothing of it is kept.
fn with_book<T>(
    path: &Path,
    given: Option<&Arc<[u8]>>,
    limits: Limits,
    read: impl FnOnce(&mut Book) -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    let mut archive = Vec::new();
    let file = bytes::raw(path, given).map_err(WorkbookError::damaged)?;
    let most = limits.workbook;
    let taken = file
        .take(most.saturating_add(1))
        .read_to_end(&mut archive)
        .map_err(WorkbookError::damaged)?;
    if taken as u64 > most {
        return Err(TooLarge {
            what: "the workbook",
            most,
        }
        .into());
    }
    unpacked::check(&archive, most)?;
    let reading = || read(&mut Xlsx::new(Cursor::new(archive)).map_err(WorkbookError::damaged)?);
    catch_unwind(AssertUnwindSafe(reading))
        .unwrap_or_else(|_| Err(WorkbookError::damaged("its numbers make no sense")))
}

/// Hands over every row of a sheet that is not empty, with its number, counted from 0, until there is enough.
fn each_row(
    book: &mut Book,
    sheet: &str,
    limits: Limits,
    mut take: impl FnMut(u32, ByteRecord) -> ControlFlow<()>,
) -> Result<(), WorkbookError> {
    let mut cells = book
        .worksheet_cells_reader(sheet)
        .map_err(WorkbookError::damaged)?;
    let mut left = limits.workbook;
    let (mut number, mut record) = (0, ByteRecord::new());
    while let Some(cell) = cells.next_cell().map_err(WorkbookError::damaged)? {
        let (row, column) = cell.get_position();
        let text = text(&Data::from(cell.get_value().clone()));
        // What is formatted but empty may reach to the end of the sheet.
        if text.is_empty() {
            continue;
        }
        if row != number {
            if !record.is_empty() && take(number, std::mem::take(&mut record)).is_break() {
                return Ok(());
            }
            number = row;
        }
        if row >= ROWS || column as usize >= COLUMNS || (column as usize) < record.len() {
            return Err(WorkbookError::damaged(format!(
                "a cell in row {} and column {} after others",
                u64::from(row) + 1,
                u64::from(column) + 1
            )));
        }
        let padding = column as usize - record.len();
        left = left
            .checked_sub(CELL * (padding as u64 + 1) + text.len() as u64)
            .ok_or(TooLarge {
                what: "what its cells hold",
                most: limits.workbook,
            })?;
        (0..padding).for_each(|_| record.push_field(b""));
        record.push_field(text.as_bytes());
    }
    if !record.is_empty() {
        let _ = take(number, record);
    }
    Ok(())
}

/// A cell as a CSV file would have it: dates as `2022-01-31`.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
