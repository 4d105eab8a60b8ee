//! Staff lists, names spelt two ways, and the census.

use super::*;
use crate::domain::plan::{Contract, PostFilling, Words as _};
use crate::domain::units::Fte;

const HEADINGS: &str =
    "Name,Team,Role,FTE,Contract,Start date,Leaving date,Caseload cap,ASYE,Manager,Working days,SWE number\n";

fn staff(rows: &str) -> Gathered {
    files(&[("staff.csv", &format!("{HEADINGS}{rows}"))])
}

#[test]
fn people_and_vacancies_come_from_a_staff_list() {
    let gathered = staff(
        "Ada Brook,Willow,Senior Practitioner,0.8,Permanent,01/09/2024,,14,,Petra Lane,Mon-Thu,SW1\n\
         Tom Field,Willow,NQSW,1,Fixed term,01/09/2026,,,,Petra Lane,,\n\
         Petra Lane,Willow,Team Manager,1,Permanent,,,,,Nobody Known,,\n\
         Vacant,Willow,Social Worker,1,,,,,,,,\n\
         Vacant,Willow,Social Worker,1,,01/11/2026,,,,,,\n\
         \"Brook, Ada\",Oak,Senior Practitioner,0.2,Permanent,,,,,,,SW1\n\
         Sam Hill,Willow,Business Support,1,Permanent,,,,,,,\n\
         Team Two,,,,,,,,,,,\n",
    );
    let shown = look(None, &gathered, &on("2026-09-07"));
    let plan = &shown.plan;
    // 8 rows: 3 people, 2 vacant posts, 1 second row of Ada's, 1 in business support, 1 refused.
    let list = &shown.reconcile.staff[0];
    assert_eq!(
        (list.rows_read, list.taken, list.vacancies, list.merged, list.left_out_rows(), list.refused),
        (8, 3, 2, 1, 1, 1)
    );
    let ada = worker(plan, "Ada Brook");
    assert_eq!((ada.role.label(), ada.fte), ("Senior practitioner", Fte::FULL)); // 0.8 in Willow and 0.2 in Oak
    assert_eq!((ada.cap.unwrap().children, ada.working_days.text().as_str()), (14, "Mon Tue Wed Thu"));
    assert_eq!((ada.supervisor, ada.registration.as_str()), (Some(worker(plan, "Petra Lane").id), "SW1"));
    let tom = worker(plan, "Tom Field");
    assert_eq!((tom.role, tom.asye_start), (Role::SocialWorker, Some(day("2026-09-01"))));
    assert_eq!(tom.contract, Contract::FixedTerm);
    let expected: Vec<_> = plan
        .posts
        .iter()
        .map(|post| match &post.filling {
            PostFilling::Vacant { expected, .. } => *expected,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(expected, [None, Some(day("2026-11-01"))]);
    assert_eq!(notes(&shown, "Nobody Known is named as manager").len(), 1);
}

#[test]
fn next_months_staff_list_updates_what_it_says_and_keeps_the_rest() {
    let plan = look(
        None,
        &staff(
            "Ada Brook,Willow,Social Worker,1,Permanent,01/09/2024,,14,,,Mon-Thu,SW1\n\
             Tom Field,Willow,Social Worker,1,Agency,,,,,,,\nVacant,Willow,Social Worker,1,,,,,,,,\n",
        ),
        &on("2026-09-07"),
    )
    .plan;
    // Married, promoted; Tom is not in the list; the vacancy is still there, and there is one more.
    let gathered = staff(
        "Ada Marsh,Willow,Senior Practitioner,0.6,,,,,,,,SW1\nVacant,Willow,Social Worker,1,,,,,,,,\nVacant,Willow,Social Worker,1,,,,,,,,\n",
    );
    let shown = look(Some(&plan), &gathered, &on("2026-10-05"));
    let ada = worker(&shown.plan, "Ada Brook");
    assert_eq!(ada.also_known_as, ["Ada Marsh"]);
    assert_eq!(
        (ada.role, ada.cap.unwrap().children, ada.first_day),
        (Role::SeniorPractitioner, 14, Some(day("2024-09-01")))
    );
    assert_eq!((shown.plan.posts.len(), shown.plan.workers.len()), (2, 2));
    let lines: Vec<_> =
        shown.changes.iter().map(|l| (l.reference.as_str(), l.field, l.after.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("Ada Brook", "Role", "Senior practitioner"),
            ("Ada Brook", "FTE", "0.6"),
            ("Tom Field", "Staff list", "Kept"),
        ]
    );
}

#[test]
fn two_spellings_are_offered_and_an_accepted_one_is_found_next_week() {
    let list = "Name,Team,Role,FTE\nDustin Hazlett,Willow,Social Worker,1\nAnna Smith,Willow,Social Worker,1\nAnne Smith,Willow,Social Worker,1\n";
    let children = "Child ID,Case type,Team,Worker,Last seen\n1,CIN,Willow,Dustin Hazlett,\n2,CIN,Willow,Dustin Hazlet,\n3,CIN,Willow,Dustin Hazlet,\n";
    let gathered = files(&[("children.csv", children), ("staff.csv", list)]);
    let mut options = on("2026-09-07");
    let shown = look(None, &gathered, &options);
    // Anna and Anne are both on the staff list: two people, not asked.
    let [Question::SamePerson { a, b, likely, .. }] = &shown.questions[..] else {
        panic!("{:?}", shown.questions)
    };
    assert_eq!((a.name.as_str(), a.children, a.in_staff_list), ("Dustin Hazlett", 1, true));
    assert_eq!((b.name.as_str(), b.children, b.in_staff_list, *likely), ("Dustin Hazlet", 2, false, true));
    assert_eq!(worker(&shown.plan, "Dustin Hazlet").known_from, KnownFrom::ChildListOnly);

    // Accepting after a first import has made two entries: they become one.
    options.one_person("Dustin Hazlet", "Dustin Hazlett");
    let merged = look(Some(&shown.plan), &gathered, &options);
    assert_eq!((merged.plan.workers.len(), holder(&merged.plan, "3").as_str()), (3, "worker Dustin Hazlett"));
    // Accepting in the first preview: never two entries.
    let accepted = look(None, &gathered, &options);
    assert_eq!(accepted.questions, []);
    assert_eq!(worker(&accepted.plan, "Dustin Hazlett").also_known_as, ["Dustin Hazlet"]);
    // Next week, without the decision at hand.
    let next = look(Some(&accepted.plan), &gathered, &on("2026-09-14"));
    assert_eq!((next.questions.len(), next.plan.workers.len()), (0, 3));
    assert_eq!(holder(&next.plan, "2"), "worker Dustin Hazlett");

    let mut apart = on("2026-09-07");
    apart.two_people("Dustin Hazlett", "Dustin Hazlet");
    assert_eq!(look(None, &gathered, &apart).questions, []);
}

#[test]
fn a_name_the_manager_calls_a_manager_holds_as_one() {
    let children = "Child ID,Case type,Team,Worker,Last seen\n1,CIN,Willow,Petra Lane,\n2,CIN,Willow,Kit Moss,\n3,CIN,Willow,Screening,\n";
    let mut options = on("2026-09-07");
    options.is_manager("Petra Lane");
    options.has_role("Kit Moss", Role::PersonalAdviser);
    let shown = look(None, &files(&[("children.csv", children)]), &options);
    assert_eq!(holder(&shown.plan, "1"), "manager Petra Lane");
    assert_eq!(holder(&shown.plan, "2"), "adviser Kit Moss");
    // Kept by the role, so next week needs no telling.
    let next = look(Some(&shown.plan), &files(&[("children.csv", children)]), &on("2026-09-14"));
    assert_eq!(holder(&next.plan, "1"), "manager Petra Lane");
}

#[test]
fn a_worker_of_the_child_list_only_stands_in_the_team_of_most_of_their_children() {
    let children = "Child ID,Case type,Team,Worker,Last seen\n1,CIN,Willow,Ada Brook,\n2,CIN,Oak,Ada Brook,\n3,CIN,Oak,Ada Brook,\n";
    let shown = look(None, &files(&[("children.csv", children)]), &on("2026-09-07"));
    let ada = worker(&shown.plan, "Ada Brook");
    let team = shown.plan.teams.get(ada.team.unwrap()).unwrap();
    assert_eq!((team.name.as_str(), ada.known_from), ("Oak", KnownFrom::ChildListOnly));
    // Once on a staff list, they are known from there.
    let staff = look(Some(&shown.plan), &staff("Ada Brook,Oak,Social Worker,1,,,,,,,,\n"), &on("2026-09-14"));
    assert_eq!(worker(&staff.plan, "Ada Brook").known_from, KnownFrom::StaffList);
}

#[test]
fn a_census_is_matched_or_added_as_the_manager_says() {
    let worker_xml = |number: &str, rest: &str| {
        format!(
            "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>{number}</SWENo><FTE>0.5</FTE>{rest}</CSWWWorker>\n"
        )
    };
    let text = format!(
        "<Message><Header><CollectionDetails><Collection>CSWW</Collection><ReferenceDate>2026-09-30</ReferenceDate></CollectionDetails></Header>\
         <LALevelVacancies><NumberOfVacancies>2.5</NumberOfVacancies></LALevelVacancies>\n{}{}{}</Message>",
        worker_xml("SW0000000001", "<OrgRole>4</OrgRole><Cases30>72</Cases30>"),
        worker_xml(
            "SW0000000002",
            "<OrgRole>5</OrgRole><RoleStartDate>2026-09-01</RoleStartDate><CFKSSstatus>1</CFKSSstatus>"
        ),
        worker_xml("SW0000000003", "<OrgRole>5</OrgRole><RoleEndDate>2026-01-31</RoleEndDate>"),
    );
    let plan =
        look(None, &staff("Ada Brook,Willow,Social Worker,1,,,,,,,,SW0000000001\n"), &on("2026-09-07")).plan;
    let gathered = gather_bytes(&[("census.xml", text.as_bytes())], &[]);

    let matched = look(Some(&plan), &gathered, &on("2026-10-01"));
    let ada = worker(&matched.plan, "Ada Brook");
    assert_eq!((ada.role, ada.fte), (Role::SeniorPractitioner, Fte::from_parts(5000)));
    assert_eq!(ada.notes, "Census of 30/09/2026: 72 cases");
    assert_eq!((matched.plan.workers.len(), matched.plan.children.len()), (1, 0));
    assert_eq!(matched.reconcile.census[0].left_out.get(&LeftOut::NotMatched), Some(&2));

    let team = plan.teams.at(0).map(|team| team.id);
    let census = CensusChoice::AddAnonymous { team };
    let options = Options { census, census_vacancies: true, ..on("2026-10-01") };
    let added = look(Some(&plan), &gathered, &options);
    let new = worker(&added.plan, "Census worker 2");
    assert_eq!((new.asye_start, new.team), (Some(day("2026-09-01")), team));
    assert_eq!(added.plan.workers.len(), 2); // The third had left.
    // 2.5 full-time equivalent: two whole posts and a half.
    assert_eq!(
        added.plan.posts.iter().map(|post| post.fte.parts()).collect::<Vec<_>>(),
        [10_000, 10_000, 5000]
    );

    let left = Options { census: CensusChoice::Leave, ..on("2026-10-01") };
    assert_eq!(
        look(Some(&plan), &gathered, &left).reconcile.census[0].left_out.get(&LeftOut::NotAsked),
        Some(&3)
    );
}
