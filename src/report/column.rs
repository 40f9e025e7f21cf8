//! What a column of a sheet holds, said where the sheet is made.

use std::borrow::Cow;
use std::fmt;

/// The kind of value in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words for people, such as a name; made harmless in CSV (see [`harmless`](super::sheet::harmless)).
    Text,
    /// A code or a name that other programs look up and that therefore never changes.
    Code,
    /// A whole number.
    Whole,
    /// A number with decimals.
    Decimal,
    /// `true` or `false`.
    Flag,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Text => "text",
            Self::Code => "code",
            Self::Whole => "whole number",
            Self::Decimal => "decimal number",
            Self::Flag => "true or false",
        })
    }
}

/// A column: its name, what it holds, in which unit, and what that means.
///
/// The writers of sheets list these, and nothing else does: the header of the CSV, the heads of the
/// [workbook](super::Workbook) and the [`Dictionary`](super::Dictionary) are all made from the one list.
///
/// ```
/// use locality::report::column::{Column, Kind};
/// let patients = Column::whole("list_size", "patients", "Registered patients of the practice.");
/// assert_eq!(patients.kind(), Kind::Whole);
/// assert_eq!(patients.title(), "List size (patients)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    name: Cow<'static, str>,
    kind: Kind,
    unit: Cow<'static, str>,
    meaning: Cow<'static, str>,
}

impl Column {
    fn new(
        name: impl Into<Cow<'static, str>>,
        kind: Kind,
        unit: impl Into<Cow<'static, str>>,
        meaning: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            name: name.into(),
            kind,
            unit: unit.into(),
            meaning: meaning.into(),
        }
    }

    /// A column of words.
    #[must_use]
    pub fn text(name: impl Into<Cow<'static, str>>, meaning: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Kind::Text, "", meaning)
    }

    /// A column of codes.
    #[must_use]
    pub fn code(name: impl Into<Cow<'static, str>>, meaning: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Kind::Code, "", meaning)
    }

    /// A column of whole numbers in this unit, such as `patients`.
    #[must_use]
    pub fn whole(
        name: impl Into<Cow<'static, str>>,
        unit: impl Into<Cow<'static, str>>,
        meaning: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(name, Kind::Whole, unit, meaning)
    }

    /// A column of numbers with decimals in this unit, such as `pounds`.
    #[must_use]
    pub fn decimal(
        name: impl Into<Cow<'static, str>>,
        unit: impl Into<Cow<'static, str>>,
        meaning: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(name, Kind::Decimal, unit, meaning)
    }

    /// A column of `true` and `false`.
    #[must_use]
    pub fn flag(name: impl Into<Cow<'static, str>>, meaning: impl Into<Cow<'static, str>>) -> Self {
        Self::new(name, Kind::Flag, "", meaning)
    }

    /// Its name in the header of a CSV file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of value it holds.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What its numbers count; empty where there are none.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// What it says, in a sentence.
    #[must_use]
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Its name for people: words with a capital, and the unit where the name does not end in it.
    #[must_use]
    pub fn title(&self) -> String {
        let words = self.name.replace('_', " ");
        let mut letters = words.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string());
        let unit = match self.unit.is_empty() || words.to_lowercase().ends_with(&*self.unit) {
            true => String::new(),
            false => format!(" ({})", self.unit),
        };
        format!("{}{}{unit}", first.unwrap_or_default(), letters.as_str())
    }
}
