//! Sheets as one XLSX file that people can use who hear it read out.
//!
//! It follows the government's guidance "Releasing statistics in spreadsheets" (Analysis Function, 2021, updated since): a cover, contents
//! and notes, one table a worksheet from column A, no merged cells, no blank rows, real tables with names and headers, nothing
//! said by colour alone, no empty cells in a table.

mod page;

use super::sheet::{Cell, Sheet};
use page::{heading, write_page};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook as Xlsx, Worksheet, XlsxError};

/// What stands in a cell of which nothing is known (the guidance's shorthand for "not available").
const NOT_AVAILABLE: &str = "[x]";

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
    pub(super) tables: Vec<Page>,
}

/// A worksheet with one table.
#[derive(Clone, Debug)]
pub(super) struct Page {
    name: String,
    pub title: String,
    pub columns: Vec<Head>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column's head, and the note that its marker leads to.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub title: String,
    pub note: String,
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
