//! No text does more than give an error.

use proptest::prelude::*;

use super::*;

const SMALL: &str = include_str!("../../../../tests/fixtures/plans/v1/small.ron");

#[test]
fn a_file_cut_short_anywhere_gives_an_error() {
    let whole = SMALL.trim_end();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        refusal(&whole[..end]);
    }
}

#[test]
fn nesting_ten_thousand_deep_gives_an_error_and_no_more() {
    for open in ["(", "[", "Some(", "{", "(a: ", "[[(", "/*", "edit(together(label: \"\", edits: [", "r#"] {
        let deep = open.repeat(10_000);
        for text in [
            deep.clone(),
            typed(&format!("workers: {deep}")),
            typed(&format!("scenarios: [(id: \"S1\", name: \"\", changes: [(change: {deep}")),
            typed(&format!("children: [(id: {deep}")),
        ] {
            refusal(&text);
        }
    }
    let closed = format!("teams: {}{}", "Some(".repeat(10_000), ")".repeat(10_000));
    refusal(&typed(&closed));
    let comments = format!("{}{}", "/*".repeat(10_000), "*/".repeat(10_000));
    assert!(read(&typed(&comments)).is_ok());
}

#[test]
fn the_deepest_nesting_that_is_read_fits_a_small_stack() {
    let edits = "together(label: \"\", edits: [".repeat(200);
    let text = typed(&format!("scenarios: [(id: \"S1\", name: \"\", changes: [(change: edit({edits}"));
    std::thread::Builder::new()
        .stack_size(1024 * 1024)
        .spawn(move || {
            refusal(&text);
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn numbers_of_any_size_give_an_error_and_no_more() {
    let huge = "9".repeat(100_000);
    for number in
        [huge.as_str(), "-1", "1e999", "-inf", "0x7f", "1_000_000_000_000", "--1", "1.2.3", "1e", "inf"]
    {
        refusal(&typed(&format!(
            "workers: [(id: \"W1\", name: \"\", role: student, contract: agency, fte: {number})]"
        )));
        refusal(&typed(&format!("demand: (teams: [(team: \"T{huge}\", families_a_week: {number})])")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_with_damaged_bytes_never_panics(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..8)
    ) {
        let mut bytes = SMALL.as_bytes().to_vec();
        for (at, byte, kind) in damage {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        drop(read(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn a_file_with_pieces_moved_about_never_panics(
        pieces in prop::collection::vec(any::<prop::sample::Index>(), 2..40)
    ) {
        let words: Vec<&str> = SMALL.split_inclusive([' ', '(', ')', '[', ']', ',', '"']).collect();
        let mut moved = words.clone();
        for pair in pieces.chunks_exact(2) {
            moved.swap(pair[0].index(words.len()), pair[1].index(words.len()));
        }
        drop(read(&moved.concat()));
    }
}
