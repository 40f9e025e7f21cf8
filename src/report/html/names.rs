//! Names as people read them: published files write most of them in capitals.

use crate::assess::NetworkMeasures;
use crate::practice::Practices;

/// Words that stay small inside a name.
const SMALL: [&str; 13] = [
    "AND", "AT", "BY", "CUM", "FOR", "IN", "LE", "OF", "ON", "THE", "TO", "UPON", "WITH",
];

/// Short words that are no initials or codes, although they look like them.
const WORDS: [&str; 15] = [
    "AL", "CO", "CTR", "CTRS", "DE", "DR", "DRS", "EL", "LA", "LTD", "MR", "MRS", "MS", "PTNR", "ST",
];

/// Codes that could be taken for words.
const CODES: [&str; 4] = ["CIC", "ICB", "ICS", "III"];

/// The name with capitals where people write them. A name that has a small letter anywhere is as its owner writes it, and stays so; so do
/// codes, initials and whatever has a digit.
pub(super) fn readable(name: &str) -> String {
    let name = name.trim();
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut text = String::with_capacity(name.len());
    let mut word = String::new();
    for letter in name.chars() {
        match letter.is_alphanumeric() || letter == '\'' || letter == '’' {
            true => word.push(letter),
            false => {
                text.push_str(&cased(&std::mem::take(&mut word), &text));
                text.push(letter);
            }
        }
    }
    let last = cased(&word, &text);
    text + &last
}

/// The word after this text.
fn cased(word: &str, before: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let within = before.ends_with([' ', '-']) && !before.ends_with(" - ");
    if SMALL.contains(&word) && within {
        return word.to_lowercase();
    }
    let vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let initials = letters <= 2 || (letters <= 4 && !vowel);
    let code = CODES.contains(&word) || word.contains(|letter: char| letter.is_ascii_digit());
    let plain = WORDS.contains(&word) || SMALL.contains(&word);
    // "PS" are initials, but "P'S" is the end of one.
    if !plain && (code || initials && !word.contains(['\'', '’'])) {
        return word.to_owned();
    }
    match word.strip_prefix("MC").filter(|rest| rest.chars().count() > 2) {
        Some(rest) => format!("Mc{}", capital(rest)),
        None => word
            .split_inclusive(['\'', '’'])
            .enumerate()
            // St Ann's, but O'Brien.
            .map(|(k, part)| match k > 0 && part.chars().count() < 3 {
                true => part.to_lowercase(),
                false => capital(part),
            })
            .collect(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().collect();
    first + &letters.as_str().to_lowercase()
}

/// The part of the area where a network's hub is, by the name of the hub practice: `around Copper End Health Centre`. Empty where it has none.
pub(super) fn around(practices: &Practices, network: &NetworkMeasures) -> String {
    let name = practices
        .get(network.hub)
        .map_or_else(String::new, |hub| readable(&hub.name));
    match name.strip_prefix("The ") {
        _ if name.is_empty() => String::new(),
        Some(rest) => format!("around the {rest}"),
        None => format!("around {name}"),
    }
}

/// A network by its name in the plan and by where it is: `N04, around Copper End Health Centre`.
pub(super) fn full(practices: &Practices, network: &NetworkMeasures) -> String {
    match around(practices, network) {
        none if none.is_empty() => network.network.clone(),
        around => format!("{}, {around}", network.network),
    }
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn names_in_capitals_are_written_as_people_do() {
        for (published, written) in [
            ("THE DENSHAM SURGERY", "The Densham Surgery"),
            ("ST ANN'S MEDICAL CENTRE", "St Ann's Medical Centre"),
            ("TRAMWAYS (O'CONNELL)", "Tramways (O'Connell)"),
            ("MCKENZIE HOUSE SURGERY", "McKenzie House Surgery"),
            ("DR MLR SIDDIQUI'S PRACTICE", "Dr MLR Siddiqui's Practice"),
            ("HENLEY-IN-ARDEN MED CTR", "Henley-in-Arden Med Ctr"),
            ("HARROW ROAD GP CENTRE", "Harrow Road GP Centre"),
            ("HEALTH E1", "Health E1"),
            ("THE OVER-WYRE MED.CTR.", "The Over-Wyre Med.Ctr."),
            ("HOUSE OF THE (THE ELMS)", "House of the (The Elms)"),
            ("HILLFIELDS - THE GROVE", "Hillfields - The Grove"),
            ("A & B PARTNERS", "A & B Partners"),
            ("iCare on the HILL", "iCare on the HILL"),
            ("", ""),
        ] {
            assert_eq!(readable(published), written);
        }
    }
}
