//! Tables keep their columns.

use locality::report::table::{Side, Table};

#[test]
fn names_beyond_ascii_and_line_breaks_keep_the_columns() {
    let mut table = Table::new([("n", Side::Right), ("name", Side::Left), ("km", Side::Right)]);
    table.row(["1".into(), "Dŵr Café".into(), "12".into()]);
    table.row(["12".into(), "two\nlines".into(), "3".into()]);
    let expected = " n  name       km\n--  ---------  --\n 1  Dŵr Café   12\n12  two lines   3\n";
    assert_eq!(table.to_string(), expected);
}

#[test]
fn a_table_without_rows_is_its_header() {
    let table = Table::new([("network", Side::Left), ("patients", Side::Right)]);
    assert_eq!(table.to_string(), "network  patients\n-------  --------\n");
}
