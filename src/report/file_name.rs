//! Names of files that are made from names in the data.

use std::fmt::Write;

/// The longest name, in bytes: file systems bear 255, and a temporary name needs some of them.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// The text as the name of a file in a folder, on any system: never a path, never hidden, never a device, never empty, at most 120
/// bytes long.
///
/// Letters and digits of English, `-`, `_` and points inside stay; every other byte becomes `%` and its two hexadecimal digits, as in
/// web addresses, so that different texts have different names. One that is too long is cut and ends in a number made of
/// all of it (FNV-1a, 64 bits). A file system that does not tell capitals from small letters may still take two for one.
///
/// ```
/// use locality::report::safe_name;
/// assert_eq!(safe_name("U12345.plan.csv"), "U12345.plan.csv");
/// assert_eq!(safe_name("../etc/passwd"), "%2E.%2Fetc%2Fpasswd");
/// assert_eq!(safe_name("CON"), "%43ON");
/// assert_eq!(safe_name(""), "%");
/// ```
#[must_use]
pub fn safe_name(text: &str) -> String {
    let stem = text.split('.').next().unwrap_or_default();
    let device = DEVICES.iter().any(|name| stem.eq_ignore_ascii_case(name));
    let last = text.len().saturating_sub(1);
    let mut name = String::new();
    for (k, byte) in text.bytes().enumerate() {
        let stays = match byte {
            b'.' => k > 0 && k < last,
            _ => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        };
        if stays && !(device && k == 0) {
            name.push(char::from(byte));
        } else {
            // Writing into a text does not fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    if name.is_empty() {
        name.push('%');
    }
    if name.len() > LONGEST {
        name.truncate(LONGEST - 17);
        let _ = write!(name, "%{:016X}", fnv_1a(text.as_bytes()));
    }
    name
}

/// Whether the name is that of a file in a folder already.
pub(super) fn is_safe(name: &str) -> bool {
    // Names that were made safe have per cent signs, which would be made safe again.
    let plain = name.replace('%', "x");
    !plain.is_empty() && safe_name(&plain) == plain
}

/// Fowler, Noll and Vo's hash (RFC 9923), 64 bits.
fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
