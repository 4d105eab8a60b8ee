//! Tells whether a file still holds what was read from it, whatever its date says.

use std::fmt;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// The content of a file, boiled down to its length and a SHA-256.
///
/// By content and not by date, because cloud-synchronised folders and network drives touch dates at will, and a
/// file written twice within one tick of a coarse clock keeps its date. A cryptographic hash, because saving over
/// a colleague's changes must not hang on two contents happening to collide; keeping the bytes would double the
/// memory of a large plan. `sha2` is pure Rust, needs no C compiler and is the one the encryption crates use.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    length: u64,
    hash: [u8; 32],
}

impl Fingerprint {
    /// The fingerprint of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, hash: Sha256::digest(bytes).into() }
    }

    /// The fingerprint of everything `reader` gives, a piece at a time.
    pub(super) fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut piece = vec![0; 64 * 1024];
        let mut length = 0;
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(Self { length, hash: hasher.finalize().into() }),
                Ok(read) => {
                    hasher.update(&piece[..read]);
                    length += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The SHA-256 in hexadecimal digits.
    pub fn sha256(&self) -> String {
        self.hash.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// As text that [`Self::from_text`] reads, for keeping with unsaved work.
    pub(super) fn to_text(&self) -> String {
        format!("{}:{}", self.length, self.sha256())
    }

    /// Reads what [`Self::to_text`] wrote.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let (length, digits) = text.split_once(':')?;
        let mut hash = [0; 32];
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        for (index, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self { length: length.parse().ok()?, hash })
    }

    /// Length of the content in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({} bytes, ", self.length)?;
        for byte in &self.hash[..4] {
            write!(f, "{byte:02x}")?;
        }
        write!(f, "…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_by_bytes_and_by_reading() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
        assert_eq!(Fingerprint::of_reader(bytes.as_slice()).unwrap(), Fingerprint::of(&bytes));
        assert_ne!(Fingerprint::of(b"a"), Fingerprint::of(b"b"));
        assert_eq!(Fingerprint::of(&bytes).length(), 200_000);
        assert_eq!(Fingerprint::from_text(&Fingerprint::of(&bytes).to_text()), Some(Fingerprint::of(&bytes)));
        assert_eq!(Fingerprint::from_text("3:abc"), None);
    }
}
