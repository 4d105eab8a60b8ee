//! The whole of import on files nobody on this project wrote, where they are there.

use std::path::PathBuf;

use super::*;
use crate::app::import::gather;
use crate::domain::plan::CaseType;

fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("CASELOAD_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = root.join("data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("not tried: {name} is not there (set CASELOAD_SHARED to the folder that holds data/)");
    None
}

#[test]
fn the_public_annex_a_sample_becomes_a_plan() {
    let Some(path) = shared("annex-a/Annex_A_2021.xlsx") else { return };
    let gathered = gather(&[&path], &[]);
    let shown = look(None, &gathered, &on("2021-04-30"));
    println!("{}", crate::app::view::import::summary(&shown, 0).sentence);
    println!("{:?}", reasons_left_out(&shown.reconcile.children));
    for note in &shown.not_understood {
        println!("{} | {} | {}", note.place, note.text, note.why);
    }
    for child in &shown.plan.children {
        println!(
            "{} {:?} {} {}",
            child.reference,
            child.case_type,
            holder(&shown.plan, &child.reference),
            team_name(&shown.plan, child)
        );
    }
    // In lists 3 and 5 with different workers: one child. The conference made a plan, but list 7 does not have it.
    assert_eq!(child(&shown.plan, "6537810").case_type, CaseType::ChildProtection);
    assert_eq!(notes(&shown, "but the child is not in list 7").len(), 3);
    // Children in need have #N/A for worker and team: nobody holds them.
    let in_need = shown.plan.children.iter().filter(|child| child.case_type == CaseType::ChildInNeed);
    for child in in_need {
        assert_eq!(holder(&shown.plan, &child.reference), "nobody");
    }
}

#[test]
fn the_public_census_sample_becomes_staff() {
    let Some(path) = shared("workforce-census/social_work_workforce_2022.xml") else { return };
    let gathered = gather(&[&path], &[]);
    let options = Options {
        census: CensusChoice::AddAnonymous { team: None },
        census_vacancies: true,
        ..on("2022-09-30")
    };
    let shown = look(None, &gathered, &options);
    let census = &shown.reconcile.census[0];
    println!("{census:?}");
    assert_eq!((census.rows_read, shown.plan.workers.len()), (30, census.taken));
}
