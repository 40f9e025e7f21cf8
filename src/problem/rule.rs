//! What every rule can say of itself.

/// A rule in words, and where it comes from.
///
/// A rule is data: it names practices by code and knows nothing of any table. [`ProblemBuilder::build`](super::ProblemBuilder::build)
/// checks it against the practices, `objective` compiles it for the engine, and `assess` checks every plan against it anew.
pub trait Rule {
    /// The rule as a sentence for people, with its numbers, names and reasons.
    fn wording(&self) -> String;

    /// Where it comes from.
    fn source(&self) -> &'static str;
}

/// The first names of a list, and how many more there are.
pub(super) fn some<T: std::fmt::Display>(names: &[T]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = names.iter().take(SHOWN).map(T::to_string).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A reason in brackets, where one is given.
pub(super) fn because(reason: &str) -> String {
    match reason.trim() {
        "" => String::new(),
        reason => format!(" ({reason})"),
    }
}
