//! Cuts RON text into tokens, for everything that has to be known *about* a file rather than read out of it: its
//! header, the place of a value, the bracket that was never closed.
//!
//! Never fails, never recurses: text that is not RON gives odd tokens, and the parser proper says what is wrong.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier: a field, a word, `true`.
    Word,
    /// Text in double quotes, plain or raw. The token holds the quotes.
    Text,
    /// A number.
    Number,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `:`.
    Colon,
    /// `,`.
    Comma,
    /// Anything else.
    Other,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As written.
    pub text: &'a str,
    /// Bytes from the start of the file.
    pub offset: usize,
}

impl<'a> Token<'a> {
    /// The inside of a plain text without its quotes, escapes as written.
    pub fn inside(&self) -> &'a str {
        self.text.trim_start_matches(['r', '#']).trim_end_matches('#').trim_matches('"')
    }
}

/// The tokens of a text, in order, without spaces and comments.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    last_comment: usize,
}

impl<'a> Tokens<'a> {
    /// From the start.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, last_comment: 0 }
    }

    /// Goes through all of them, and gives the offset of the last comment.
    pub fn last_comment(mut self) -> usize {
        while self.next().is_some() {}
        self.last_comment
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space_and_comments(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start().len();
            let comment = match rest.get(space..).unwrap_or("") {
                comment if comment.starts_with("//") => comment.find('\n').unwrap_or(comment.len()),
                comment if comment.starts_with("/*") => block_comment(comment),
                _ => 0,
            };
            if comment == 0 {
                self.at += space;
                return;
            }
            self.last_comment = self.at + space;
            self.at += space + comment;
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space_and_comments();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '(' | '[' | '{' => (Kind::Open, 1),
            ')' | ']' | '}' => (Kind::Close, 1),
            ':' => (Kind::Colon, 1),
            ',' => (Kind::Comma, 1),
            '"' => (Kind::Text, plain_text(rest)),
            'r' if is_raw_text(rest) => (Kind::Text, raw_text(rest)),
            '0'..='9' | '+' | '-' | '.' => {
                (Kind::Number, 1 + span(&rest[1..], |c| c.is_ascii_alphanumeric() || "._+-".contains(c)))
            }
            c if c.is_alphabetic() || c == '_' => {
                (Kind::Word, span(rest, |c| c.is_alphanumeric() || c == '_'))
            }
            c => (Kind::Other, c.len_utf8()),
        };
        let token = Token { kind, text: rest.get(..length)?, offset: self.at };
        self.at += length;
        Some(token)
    }
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut level, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => (level, at) = (level + 1, at + 2),
            (b'*', Some(b'/')) => (level, at) = (level.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if level == 0 {
            return at;
        }
    }
    text.len()
}

/// Length of a text in quotes, to the end of the file if it is never closed.
fn plain_text(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_raw_text(text: &str) -> bool {
    text[1..].trim_start_matches('#').starts_with('"')
}

/// Length of a raw text: `r"…"`, `r#"…"#`.
fn raw_text(text: &str) -> usize {
    let hashes = span(&text[1..], |c| c == '#');
    let end = format!("\"{}", "#".repeat(hashes));
    let start = 2 + hashes;
    text[start..].find(&end).map_or(text.len(), |at| start + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Kind, &str)> {
        Tokens::new(text).map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn comments_and_brackets_inside_texts_are_not_tokens() {
        let text = r##"( /* [ /* ( */ ] */ a: "x // \" (", // (
            b: r#"] " ["#, c: -1.5e3)"##;
        assert_eq!(
            tokens(text),
            [
                (Kind::Open, "("),
                (Kind::Word, "a"),
                (Kind::Colon, ":"),
                (Kind::Text, r#""x // \" (""#),
                (Kind::Comma, ","),
                (Kind::Word, "b"),
                (Kind::Colon, ":"),
                (Kind::Text, r##"r#"] " ["#"##),
                (Kind::Comma, ","),
                (Kind::Word, "c"),
                (Kind::Colon, ":"),
                (Kind::Number, "-1.5e3"),
                (Kind::Close, ")"),
            ]
        );
    }

    #[test]
    fn what_is_never_closed_ends_with_the_text() {
        for text in ["\"abc", "\"abc\\", "/* /* */", "r#\"abc\"", "é", "r", "r#", "“", "'"] {
            assert!(tokens(text).len() <= 2, "{text}");
        }
    }
}
