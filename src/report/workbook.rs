//! Sheets as one XLSX file that people can use who hear it read out.
//!
//! It follows the government's guidance "Releasing statistics in spreadsheets" (Analysis Function, 2021, updated since): a cover, contents
//! and notes, one table a worksheet from column A, no merged cells, no blank rows, real tables with names and headers, nothing
//! said by colour alone, no empty cells in a table.

use super::column::Kind;
use super::sheet::{Cell, Sheet};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Table, TableColumn, TableStyle, Workbook as Xlsx, Worksheet,
    XlsxError,
};

/// What stands in a cell of which nothing is known (the guidance's shorthand for "not available").
const NOT_AVAILABLE: &str = "[x]";

/// The first row of a table, after title and description.
const TABLE_ROW: u32 = 3;

/// Columns are between so many characters wide.
const WIDTH: std::ops::RangeInclusive<usize> = 9..=60;

/// Whole numbers up to this are exact in a cell; greater ones are written as text.
const EXACT: i128 = 1 << 53;

/// A workbook in the making.
///
/// ```
/// use locality::assess::assess;
/// use locality::plan::Plan;
/// use locality::problem::Problem;
/// use locality::report::{Workbook, networks_sheet};
/// let problem = Problem::builder(locality::synthetic::county()).build()?;
/// let today = assess(&problem, &Plan::today(problem.practices()));
/// let mut workbook = Workbook::new("Networks of Kelland", &["Today's networks of a made-up county."]);
/// workbook.table("Networks", "Networks of the plan", &networks_sheet(&problem, &today));
/// let bytes = workbook.to_xlsx()?;
/// assert_eq!(bytes, workbook.to_xlsx()?, "the same bytes each time");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Workbook {
    title: String,
    cover: Vec<String>,
    tables: Vec<Page>,
}

/// A worksheet with one table.
#[derive(Clone, Debug)]
struct Page {
    name: String,
    title: String,
    columns: Vec<Head>,
    rows: Vec<Vec<Cell>>,
}

/// A column's head, and the note that its marker leads to.
#[derive(Clone, Debug)]
struct Head {
    title: String,
    note: String,
}

impl Workbook {
    /// A workbook with this title, and on its cover these paragraphs: what it is about, where the data comes from, under which licence.
    #[must_use]
    pub fn new(title: &str, cover: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            cover: cover.iter().map(|&line| line.to_owned()).collect(),
            tables: Vec::new(),
        }
    }

    /// Adds a worksheet of this name with this title and one table, in place of one of this name that is there. The name is cut to what Excel takes: 31 characters, none of
    /// `[ ] : * ? / \`.
    pub fn table<const N: usize>(&mut self, name: &str, title: &str, sheet: &Sheet<N>) {
        let allowed = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
        let name: String = allowed.take(31).collect();
        self.tables.retain(|page| page.name != name);
        self.tables.push(Page {
            name,
            title: title.to_owned(),
            columns: (sheet.columns().iter())
                .map(|column| Head {
                    title: column.title(),
                    note: column.meaning().to_owned(),
                })
                .collect(),
            rows: sheet.rows().iter().map(|row| row.to_vec()).collect(),
        });
    }

    /// The file. The same workbook gives the same bytes: its day of creation is 1 January 2000 on every machine.
    ///
    /// # Errors
    /// Where a table has more rows or longer cells than Excel takes (1,048,576 and 32,767), or a name is there twice.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut xlsx = Xlsx::new();
        let properties = DocProperties::new()
            .set_title(&self.title)
            .set_author("Locality")
            .set_subject("GP practices in networks")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        xlsx.set_properties(&properties);
        self.write_cover(xlsx.add_worksheet())?;
        write_page(xlsx.add_worksheet(), &self.contents(), None)?;
        write_page(xlsx.add_worksheet(), &self.notes(), None)?;
        let mut note = 1;
        for page in &self.tables {
            write_page(xlsx.add_worksheet(), page, Some(note))?;
            note += page.columns.len();
        }
        xlsx.save_to_buffer()
    }

    /// The worksheets, a row each.
    fn contents(&self) -> Page {
        let own = [
            ("Contents", "The worksheets of this file"),
            ("Notes", "What the columns mean"),
        ];
        let tables = self.tables.iter().map(|page| (&*page.name, &*page.title));
        let rows = own.into_iter().chain(tables);
        let rows = rows.map(|(name, title)| vec![Cell::text(name), Cell::text(title)]);
        Page::of_texts("Contents", &["Worksheet", "What it holds"], rows.collect())
    }

    /// The columns of all tables, a row each, numbered through.
    fn notes(&self) -> Page {
        let heads = (self.tables.iter()).flat_map(|page| page.columns.iter().map(|head| (&page.name, head)));
        let row = |(number, (name, head)): (u32, (&String, &Head))| {
            let number = format!("note {number}");
            [&number, name, &head.title, &head.note]
                .map(|text| Cell::text(text))
                .to_vec()
        };
        let rows = (1..).zip(heads).map(row).collect();
        Page::of_texts("Notes", &["Note", "Worksheet", "Column", "What it means"], rows)
    }

    fn write_cover(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name("Cover")?;
        sheet.set_column_width(0, 90)?;
        sheet.write_string_with_format(0, 0, &self.title, &heading())?;
        let wrapped = Format::new().set_text_wrap();
        let help = [
            format!("A cell with {NOT_AVAILABLE} has no value: it is not known, or there is none."),
            "Markers such as [note 1] in the heads of columns lead to the worksheet Notes.".to_owned(),
        ];
        for (row, line) in (1..).zip(self.cover.iter().chain(&help)) {
            sheet.write_string_with_format(row, 0, line, &wrapped)?;
        }
        Ok(())
    }
}

impl Page {
    fn of_texts(name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Self {
        let head = |title: &&str| Head {
            title: (*title).to_owned(),
            note: String::new(),
        };
        Self {
            name: name.to_owned(),
            title: name.to_owned(),
            columns: columns.iter().map(head).collect(),
            rows,
        }
    }
}

fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// Writes title, description and table; `first_note` is the number of the first column's note.
fn write_page(sheet: &mut Worksheet, page: &Page, first_note: Option<usize>) -> Result<(), XlsxError> {
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
