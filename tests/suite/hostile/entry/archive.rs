//! Zip archives, written by hand, so that wrong ones can be made too.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// How a part is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored = 0,
    /// Deflated.
    Deflated = 8,
}

/// An archive of these parts: name and content.
#[must_use]
pub fn zip(parts: &[(&str, &[u8])], method: Method) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let packed = match method {
            Method::Stored => content.to_vec(),
            Method::Deflated => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(content).expect("memory");
                encoder.finish().expect("memory")
            }
        };
        let mut crc = Crc::new();
        crc.update(content);
        let mut about = Vec::new();
        // Version 2.0, no flags, the method, no time, no day.
        for half in [20, 0, method as u16, 0, 33] {
            about.extend(half.to_le_bytes());
        }
        for word in [crc.sum(), packed.len() as u32, content.len() as u32] {
            about.extend(word.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0; 2]);
        let start = all.len() as u32;
        all.extend(b"PK\x03\x04");
        all.extend(&about);
        all.extend(name.as_bytes());
        all.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, parts) = (all.len() as u32, parts.len() as u16);
    let length = directory.len() as u32;
    all.extend(directory);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend(parts.to_le_bytes());
    all.extend(parts.to_le_bytes());
    all.extend(length.to_le_bytes());
    all.extend(start.to_le_bytes());
    all.extend([0; 2]);
    all
}
