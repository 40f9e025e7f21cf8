//! The sheets of an XLSX workbook as rows of text.

use calamine::{Data, Reader, Xlsx, open_workbook};
use csv::ByteRecord;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

type Book = Xlsx<BufReader<File>>;

/// The first rows of every sheet: its name, its header and the row below. The cells of the sheets are not
/// read beyond them.
pub(crate) fn heads(path: &Path) -> Result<Vec<(String, Vec<ByteRecord>)>, String> {
    let mut book: Book = open_workbook(path).map_err(|why: calamine::XlsxError| why.to_string())?;
    let mut heads = Vec::new();
    for sheet in book.sheet_names() {
        let mut cells = book
            .worksheet_cells_reader(&sheet)
            .map_err(|why| why.to_string())?;
        let mut rows: Vec<Vec<String>> = vec![Vec::new(), Vec::new()];
        while let Some(cell) = cells.next_cell().map_err(|why| why.to_string())? {
            let (row, column) = cell.get_position();
            let Some(cells_of_row) = rows.get_mut(row as usize) else {
                break;
            };
            cells_of_row.resize(column as usize, String::new());
            cells_of_row.push(text(&Data::from(cell.get_value().clone())));
        }
        heads.push((sheet, rows.into_iter().map(ByteRecord::from).collect()));
    }
    Ok(heads)
}

/// All rows of one sheet.
pub(crate) fn rows(path: &Path, sheet: &str) -> Result<Vec<ByteRecord>, String> {
    let mut book: Book = open_workbook(path).map_err(|why: calamine::XlsxError| why.to_string())?;
    let range = book.worksheet_range(sheet).map_err(|why| why.to_string())?;
    let row = |cells: &[Data]| ByteRecord::from(cells.iter().map(text).collect::<Vec<String>>());
    Ok(range.rows().map(row).collect())
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
