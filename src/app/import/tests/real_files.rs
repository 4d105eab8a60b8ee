//! The importers on files nobody on this project wrote, where they are there.

use std::path::PathBuf;

use super::super::*;

fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("CASELOAD_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = root.join("data").join(name);
    if path.exists() {
        Some(path)
    } else {
        println!("not tried: {name} is not there (set CASELOAD_SHARED to the folder that holds data/)");
        None
    }
}

#[test]
fn the_public_annex_a_sample_is_read() {
    let Some(path) = shared("annex-a/Annex_A_2021.xlsx") else { return };
    let read = gather(&[&path], &[]);
    assert!(
        read.errors.is_empty() && read.not_understood.is_empty(),
        "{:?} {:?}",
        read.errors,
        read.not_understood
    );
    let all = read.children;
    let per_list: Vec<(u8, usize, usize)> = all.counts.iter().map(|c| (c.list, c.taken, c.refused)).collect();
    let wanted = [(1, 5), (2, 5), (3, 6), (4, 5), (5, 5), (6, 5), (7, 7), (8, 5), (9, 6), (10, 5), (11, 5)];
    assert_eq!(per_list, wanted.map(|(list, taken)| (list, taken, 0)));
    assert_eq!(all.left_out.len(), 10);
    let cin: Vec<&ChildRow> = all.rows.iter().filter(|row| row.list == 6).collect();
    assert!(cin.iter().all(|row| matches!(row.worker, WorkerText::NotAvailable(_)) && row.team.is_none()));
    let twice: Vec<&ChildRow> = all.rows.iter().filter(|row| row.reference == "6537810").collect();
    assert_eq!(twice.iter().map(|row| row.list).collect::<Vec<_>>(), [3, 5]);
    assert_ne!(twice[0].worker, twice[1].worker);
    let people = all.rows.iter().filter(|row| (3..=9).contains(&row.list) && row.list != 6);
    assert!(people.clone().all(|row| row.worker.person().is_some_and(|name| !name.contains('\u{a0}'))));
    for note in &all.not_understood {
        println!("{} | {} | {} | {:?}", note.place, note.text, note.why, note.severity);
    }
}

#[test]
fn the_public_census_sample_is_read() {
    let Some(path) = shared("workforce-census/social_work_workforce_2022.xml") else { return };
    let read = gather(&[&path], &[]);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    let census = &read.censuses[0];
    assert_eq!((census.rows.len(), census.count.refused), (30, 0));
    assert_eq!(census.reference_date, Some("2022-09-30".parse().unwrap()));
    assert_eq!(census.vacancies.agency_headcount, Some(71));
    let lost = read.not_understood.iter().filter(|n| n.severity > Severity::Note).count();
    for note in &read.not_understood {
        println!("{} | {} | {} | {:?}", note.place, note.text, note.why, note.severity);
    }
    assert_eq!(lost, 0);
}
