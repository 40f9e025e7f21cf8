//! What stands in a cell.

use std::borrow::Cow;

/// The text of a cell without surrounding blanks: UTF-8, and where it is not that, Windows-1252, in which
/// older files were saved.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim()),
        Err(_) => match encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0 {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        },
    }
}

/// Whether a cell says that there is no value: empty, or one of the tokens that NHS publications use.
pub(crate) fn is_absent(text: &str) -> bool {
    matches!(text, "" | "NA" | "N/A" | "ND" | "NS" | "EST" | "." | "-" | "*")
}

/// A count of people, rounded half up where it has decimals; thousands may be marked by commas. `None` for
/// anything else, also for a negative number and for more than ten digits.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let (units, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if units.is_empty() || decimals.is_empty() || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = units.split(',').collect();
    let (first, rest) = groups.split_first()?;
    if !rest.is_empty() && (first.is_empty() || first.len() > 3 || rest.iter().any(|g| g.len() != 3)) {
        return None;
    }
    let digits = groups.concat();
    if digits.is_empty() || digits.len() > 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let up = u64::from(decimals.as_bytes().first().is_some_and(|&tenths| tenths >= b'5'));
    digits.parse::<u64>().ok().map(|n| n + up)
}

/// A coordinate or score: a finite decimal number.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (cell, number) in [
            ("0", Some(0)),
            ("4179", Some(4179)),
            ("4771.66", Some(4772)),
            ("4771.49", Some(4771)),
            ("140,734", Some(140_734)),
            ("1,2345", None),
            (",123", None),
            ("-5", None),
            ("1e3", None),
            ("12.", None),
            (".5", None),
            ("", None),
            ("12 3", None),
            ("99999999999", None),
        ] {
            assert_eq!(whole(cell), number, "{cell:?}");
        }
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(text(" Llanf\u{e9}".as_bytes()), "Llanf\u{e9}");
        assert_eq!(text(b"Dr O\x92Brien "), "Dr O\u{2019}Brien");
    }

    #[test]
    fn only_finite_numbers_are_coordinates() {
        assert_eq!(decimal("nan"), None);
        assert_eq!(decimal("inf"), None);
        assert!(decimal("449119.175").is_some());
    }
}
