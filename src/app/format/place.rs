//! Where in the text a value stands: from its path in the plan to a line and a column.

use std::collections::BTreeMap;

use super::lexer::{Kind, Tokens};

/// A line and a column, both from 1; columns count letters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// From an offset in bytes.
pub(super) fn place_at(text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place { line: 1 + before.matches('\n').count(), column: 1 + before[line_start..].chars().count() }
}

/// A bracket of a walk, and what has been reached inside it.
enum Inside<'a> {
    /// `(`: the field being read, if fields have names here.
    Fields(Option<&'a str>),
    /// `[`: the position.
    List(usize),
}

/// The place of every path that can be found, in the order given; for one that cannot, that of its nearest parent.
///
/// A path is field names and positions with a slash after each: `plan/workers/12/last_day/`. The text has been read
/// by the parser before, so it nests only as deep as that allows.
pub(super) fn places(text: &str, paths: &[&str]) -> Vec<Option<Place>> {
    let mut wanted: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for path in paths {
        for (end, _) in path.match_indices('/') {
            wanted.insert(&path[..=end], None);
        }
    }
    walk(text, |path, offset| {
        if let Some(slot @ None) = wanted.get_mut(path) {
            *slot = Some(offset);
        }
    });
    let lines = line_starts(text);
    paths
        .iter()
        .map(|path| {
            let ends: Vec<usize> = path.match_indices('/').map(|(end, _)| end).collect();
            let offset = ends.iter().rev().find_map(|end| wanted.get(&path[..=*end]).copied().flatten())?;
            let line = lines.partition_point(|start| *start <= offset);
            let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
            Some(Place { line, column: 1 + text.get(start..offset)?.chars().count() })
        })
        .collect()
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Calls `found` with the path and the offset of every value.
fn walk(text: &str, mut found: impl FnMut(&str, usize)) {
    let mut tokens = Tokens::new(text).peekable();
    let mut inside: Vec<Inside> = Vec::new();
    let mut path = String::new();
    let mut value_comes = true;
    while let Some(token) = tokens.next() {
        let is_field = token.kind == Kind::Word && tokens.peek().is_some_and(|next| next.kind == Kind::Colon);
        if let (true, Some(Inside::Fields(field))) = (is_field, inside.last_mut()) {
            *field = Some(token.text);
            value_comes = false;
            continue;
        }
        if value_comes && !matches!(token.kind, Kind::Close | Kind::Comma) {
            write_path(&mut path, &inside);
            found(&path, token.offset);
            value_comes = false;
        }
        match token.kind {
            Kind::Open if token.text == "[" => {
                inside.push(Inside::List(0));
                value_comes = true;
            }
            Kind::Open => {
                inside.push(Inside::Fields(None));
                value_comes = true;
            }
            Kind::Close => {
                inside.pop();
                value_comes = false;
            }
            Kind::Colon => value_comes = true,
            Kind::Comma => {
                match inside.last_mut() {
                    Some(Inside::List(position)) => *position += 1,
                    Some(Inside::Fields(field)) => *field = None,
                    None => {}
                }
                value_comes = true;
            }
            _ => {}
        }
    }
}

fn write_path(path: &mut String, inside: &[Inside]) {
    use std::fmt::Write as _;
    path.clear();
    for bracket in inside {
        match bracket {
            Inside::Fields(Some(field)) => {
                path.push_str(field);
                path.push('/');
            }
            Inside::Fields(None) => {}
            Inside::List(position) => {
                // Writing to a String cannot fail.
                write!(path, "{position}/").unwrap_or_default();
            }
        }
    }
}

/// The bracket that is closed by another kind, or never: its offset and itself.
pub(super) fn unclosed_bracket(text: &str) -> Option<(usize, &str)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    for token in Tokens::new(text) {
        match token.kind {
            Kind::Open => open.push((token.offset, token.text)),
            Kind::Close => {
                let last = open.pop()?;
                if !matches!((last.1, token.text), ("(", ")") | ("[", "]") | ("{", "}")) {
                    return Some(last);
                }
            }
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// (a: [\n(\n  plan: (\n    workers: [\n      (id: \"W1\"),\n      (id: \"W2\", last_day: Some(\"x\"), holder: transfer(to: \"T\")),\n    ],\n  ),\n)\n";

    #[test]
    fn a_value_is_found_by_its_path_and_a_missing_one_by_its_parent() {
        let place = |line, column| Some(Place { line, column });
        assert_eq!(
            places(
                TEXT,
                &[
                    "plan/workers/1/last_day/",
                    "plan/workers/1/holder/to/",
                    "plan/workers/0/fte/",
                    "plan/",
                    "x/"
                ]
            ),
            [place(6, 28), place(6, 60), place(5, 7), place(3, 9), None]
        );
    }

    #[test]
    fn the_bracket_that_is_not_closed_is_found() {
        assert_eq!(unclosed_bracket("(a: [1, 2, (3) )"), Some((4, "[")));
        assert_eq!(unclosed_bracket("(a: [1, 2"), Some((4, "[")));
        assert_eq!(unclosed_bracket("(a: [1, 2])"), None);
        assert_eq!(place_at("ab\né(", 5), Place { line: 2, column: 2 });
    }
}
