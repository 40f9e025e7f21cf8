//! Texts in XML.

/// The text as it may stand in XML, in an element or in an attribute. Characters that XML 1.0 cannot hold (section 2.2) become U+FFFD.
///
/// ```
/// use locality::report::xml::escaped;
/// assert_eq!(escaped("O'Neill & \"Sons\" <1>"), "O&#39;Neill &amp; &quot;Sons&quot; &lt;1&gt;");
/// assert_eq!(escaped("\u{0}]]>"), "\u{FFFD}]]&gt;");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(letter),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}
