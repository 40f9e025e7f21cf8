//! One worksheet: a title, a sentence, and a table.

use super::{NOT_AVAILABLE, Page};
use crate::report::column::Kind;
use crate::report::sheet::Cell;
use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Worksheet, XlsxError};

/// The first row of a table, after title and description.
const TABLE_ROW: u32 = 3;

/// Columns are between so many characters wide.
const WIDTH: std::ops::RangeInclusive<usize> = 9..=60;

/// Whole numbers up to this are exact in a cell; greater ones are written as text.
const EXACT: i128 = 1 << 53;

/// How a title looks.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// Writes title, description and table; `first_note` is the number of the first column's note.
pub(super) fn write_page(
    sheet: &mut Worksheet,
    page: &Page,
    first_note: Option<usize>,
) -> Result<(), XlsxError> {
    sheet.set_name(&page.name)?;
    sheet.write_string_with_format(0, 0, &page.title, &heading())?;
    sheet.write_string(1, 0, "This worksheet contains one table.")?;
    let wrapped = Format::new().set_text_wrap();
    let said = match first_note {
        Some(_) => format!(
            "Some cells may hold {NOT_AVAILABLE}, which means not available. Notes are in the worksheet Notes."
        ),
        None => "It lists what is in this workbook.".to_owned(),
    };
    sheet.write_string(2, 0, said)?;
    let mut heads = Vec::new();
    for (k, head) in page.columns.iter().enumerate() {
        let title = match first_note {
            Some(first) => format!("{} [note {}]", head.title, first + k),
            None => head.title.clone(),
        };
        let cells = page.rows.iter().filter_map(|row| row.get(k));
        let longest = cells.map(|cell| cell.as_str().chars().count()).max().unwrap_or(0);
        let width = longest
            .max(title.chars().count() + 3)
            .clamp(*WIDTH.start(), *WIDTH.end());
        sheet.set_column_width(column(k)?, width as f64)?;
        heads.push(TableColumn::new().set_header(title).set_header_format(&wrapped));
    }
    for (row, cells) in (TABLE_ROW + 1..).zip(&page.rows) {
        for (k, cell) in cells.iter().enumerate() {
            write_cell(sheet, row, column(k)?, cell, &wrapped)?;
        }
    }
    if page.rows.is_empty() {
        // A table has a row at least, and no cell of it is empty.
        for k in 0..page.columns.len() {
            sheet.write_string(TABLE_ROW + 1, column(k)?, NOT_AVAILABLE)?;
        }
    }
    let last = TABLE_ROW + u32::try_from(page.rows.len()).unwrap_or(u32::MAX).max(1);
    let name: String = page.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let table = Table::new()
        .set_name(format!("table_{name}"))
        .set_columns(&heads)
        .set_style(TableStyle::Light1)
        .set_banded_rows(false)
        .set_alt_text(&page.title);
    let width = column(page.columns.len().saturating_sub(1))?;
    sheet.add_table(TABLE_ROW, 0, last, width, &table)?;
    sheet.set_freeze_panes(TABLE_ROW + 1, 1)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    wrapped: &Format,
) -> Result<(), XlsxError> {
    let text = cell.as_str();
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    match cell.kind() {
        None => sheet.write_string(row, column, NOT_AVAILABLE)?,
        Some(Kind::Flag) => sheet.write_string(row, column, if text == "true" { "yes" } else { "no" })?,
        Some(Kind::Whole) if text.parse::<i128>().is_ok_and(|whole| whole.abs() <= EXACT) => {
            sheet.write_number(row, column, number(text).unwrap_or_default())?
        }
        Some(Kind::Decimal) => match number(text) {
            Some(number) => sheet.write_number(row, column, number)?,
            None => sheet.write_string(row, column, text)?,
        },
        // A text is never a formula here, so that it needs no apostrophe.
        Some(Kind::Text) => sheet.write_string_with_format(row, column, text, wrapped)?,
        Some(Kind::Code | Kind::Whole) => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

fn column(number: usize) -> Result<u16, XlsxError> {
    u16::try_from(number).map_err(|_| XlsxError::RowColumnLimitError)
}
