//! The day for which a file was extracted, in the spellings in which publications write it.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A day of the calendar, such as the extract date of a publication.
///
/// ```
/// use locality::nhs::Date;
/// let day: Date = "01Jan2022".parse()?;
/// assert_eq!(day.to_string(), "1 January 2022");
/// assert_eq!("20220101".parse::<Date>()?, day);
/// # Ok::<(), locality::nhs::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a date (01Jan2022, 20220101, 2022-01-01 or 01/01/2022)")]
pub struct DateError {
    /// The text as given.
    pub text: String,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    fn new(year: &str, month: u8, day: &str) -> Option<Self> {
        let year: u16 = year.parse().ok()?;
        let day: u8 = day.parse().ok()?;
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let good = (1800..=2999).contains(&year) && (1..=last).contains(&day);
        good.then_some(Self { year, month, day })
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() {
            return None;
        }
        let month = |digits: &str| digits.parse::<u8>().ok();
        match (text.len(), text.find(['-', '/'])) {
            (8, None) => Self::new(&text[..4], month(&text[4..6])?, &text[6..]),
            (9, None) => {
                let name = text[2..5].to_ascii_lowercase();
                let at = MONTHS.iter().position(|m| m[..3].eq_ignore_ascii_case(&name))?;
                Self::new(&text[5..], at as u8 + 1, &text[..2])
            }
            (10.., Some(4)) => Self::new(&text[..4], month(&text[5..7])?, &text[8..10]),
            (10.., Some(2)) => Self::new(&text[6..10], month(&text[3..5])?, &text[..2]),
            _ => None,
        }
    }
}

impl FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::read(text).ok_or_else(|| DateError {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = MONTHS.get(usize::from(self.month) - 1).unwrap_or(&"");
        write!(f, "{} {name} {}", self.day, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_the_same_day() {
        for text in [
            "04JAN2021",
            "04Jan2021",
            "20210104",
            "2021-01-04",
            "04/01/2021",
            " 2021-01-04T00:00:00 ",
        ] {
            let day: Date = text.parse().expect(text);
            assert_eq!(day.to_string(), "4 January 2021");
        }
    }

    #[test]
    fn later_days_are_greater() {
        let day = |text: &str| text.parse::<Date>().expect(text);
        assert!(day("01Oct2025") < day("01Jan2026"));
        assert!(day("20240229") < day("20240301"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "20230229",
            "31Apr2022",
            "00Jan2022",
            "2022",
            "01Foo2022",
            "2022-13-01",
            "é1Jan202",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text:?} was accepted");
        }
    }
}
