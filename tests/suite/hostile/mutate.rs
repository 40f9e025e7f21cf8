//! Wrong inputs out of right ones: small accidents and large ones, the same for the same seed.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// No input is longer, so that a run has a known end.
const LONGEST: usize = 1 << 16;

/// Words that readers give a meaning.
const WORDS: &[&[u8]] = &[
    b"\xEF\xBB\xBF",
    b"\0",
    b"\xFF",
    b"\xC3",
    b"\xED\xA0\x80",
    b"\r\n",
    b"\r",
    b"\n",
    b",",
    b"\"",
    b"\"\"",
    b"'",
    b"''''''",
    b";",
    b"\t",
    b"NA",
    b"NaN",
    b"inf",
    b"-inf",
    b"null",
    b"true",
    b"-",
    b"*",
    b"99.999999",
    b"=1+1",
    b"1e400",
    b"-1e-400",
    b"0x10",
    b"1_000",
    b"A10001",
    b"A10002",
    b"U10001",
    b"Y58",
    b"E01000001",
    b"W01000001",
    b"TR1 1AA",
    b"01Jan2022",
    b"31Feb2022",
    b"20220101",
    b"0000-00-00",
    b"9999-99-99",
    b"practice_code",
    b"list_size",
    b"easting",
    b"northing",
    b"lat",
    b"lon",
    b"postcode",
    b"ALL",
    b"FTE",
    b"Total",
    b"hub",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"[]",
    b"{}",
    b"\\u0000",
    b"\\ud800",
    b"\"\\",
    b"[[",
    b"]]",
    b"=",
    b"#",
    b"//",
    b".",
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b"<c r=\"ZZZZZZZZZ9\">",
    b"<c r=\"A99999999999\">",
    b"<row r=\"4294967295\">",
    b"t=\"s\"",
    b"&#x0;",
    b"&amp;",
    b"<!--",
    b"<![CDATA[",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\x1F\x8B\x08",
    b"xl/sharedStrings.xml",
];

/// Numbers at the ends of what types hold, and a little beyond.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "2",
    "7",
    "127",
    "128",
    "255",
    "256",
    "32767",
    "65535",
    "65536",
    "99999",
    "1000000",
    "9999999999",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740993",
    "1152921504606846976",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "0.1",
    "1.5",
    "-0.5",
    "1e9",
    "1e18",
    "1e308",
    "1e309",
    "123456789.123456789",
    "00000000000000000001",
];

/// A stream of wrong inputs.
pub struct Mutator(Xoshiro256PlusPlus);

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    /// One of these inputs with one to six accidents, some of them with parts of the others.
    pub fn next(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = pool[self.below(pool.len())].clone();
        for _ in 0..=self.below(6) {
            self.accident(&mut bytes, pool);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn accident(&mut self, bytes: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        match self.below(12) {
            0 => self.each(bytes, at, |byte, luck| byte ^ (1 << (luck & 7))),
            1 => self.each(bytes, at, |_, luck| luck),
            2 => bytes.truncate(at),
            3 => _ = bytes.drain(self.piece(bytes.len())),
            4 => {
                let piece = bytes[self.piece(bytes.len())].to_vec();
                let times = [1, 1, 2, 3, 20][self.below(5)];
                put(bytes, at, &piece.repeat(times));
            }
            5 => {
                let other = &pool[self.below(pool.len())];
                let piece = other[self.piece(other.len())].to_vec();
                put(bytes, at, &piece);
            }
            6 => {
                // The beginning of one with the end of another.
                let other = &pool[self.below(pool.len())];
                bytes.truncate(at);
                bytes.extend(&other[self.below(other.len() + 1)..]);
            }
            7 => put(bytes, at, WORDS[self.below(WORDS.len())]),
            8 => {
                let word = WORDS[self.below(WORDS.len())];
                let piece = self.word(bytes, at);
                bytes.splice(piece, word.iter().copied());
            }
            9 | 10 => self.number(bytes, at),
            _ => {
                let deep: &[u8] =
                    [&b"["[..], b"{\"a\":", b"(", b"\"", b",", b"<x>", b"a.", b"\n"][self.below(8)];
                let times = [2, 100, 3_000][self.below(3)];
                put(bytes, at, &deep.repeat(times));
            }
        }
    }

    fn each(&mut self, bytes: &mut [u8], at: usize, change: impl Fn(u8, u8) -> u8) {
        let luck = self.0.next_u64() as u8;
        if let Some(byte) = bytes.get_mut(at) {
            *byte = change(*byte, luck);
        }
    }

    /// A stretch, mostly a short one.
    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = [4, 40, length][self.below(3)];
        start..length.min(start + self.below(most + 1))
    }

    /// The letters and digits around a place.
    fn word(&mut self, bytes: &[u8], at: usize) -> std::ops::Range<usize> {
        let of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte == b'-';
        let before = bytes[..at].iter().rev().take_while(of_word).count();
        at - before..at + bytes[at..].iter().take_while(of_word).count()
    }

    /// The next number becomes another.
    fn number(&mut self, bytes: &mut Vec<u8>, from: usize) {
        let digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'.' || *byte == b'-';
        let Some(start) = bytes[from..].iter().position(digit).map(|skip| from + skip) else {
            return;
        };
        let end = start + bytes[start..].iter().take_while(|byte| digit(byte)).count();
        bytes.splice(start..end, NUMBERS[self.below(NUMBERS.len())].bytes());
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
