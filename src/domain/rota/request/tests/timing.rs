//! Temporary.
use super::*;
use std::time::Instant;
#[test]
fn timing_of_the_largest() {
    let plan = crate::app::invent::large(2_400, 150, 1);
    let calendar = plan.calendar.compile();
    let t = Instant::now();
    let sight = Sight::new(&plan, &calendar);
    let outlook = Outlook::new(&sight);
    println!("sight+outlook {:?}", t.elapsed());
    let t = Instant::now();
    let from = plan.about.as_at;
    let mut reds = 0;
    for team in &plan.teams {
        reds += crate::domain::rota::days::team_days(
            &sight,
            &outlook,
            team.id,
            from,
            from + chrono::Duration::days(182),
        )
        .iter()
        .map(|d| d.red.len())
        .sum::<usize>();
    }
    println!("team_days {} teams {:?} reds {reds}", plan.teams.len(), t.elapsed());
    let t = Instant::now();
    println!("problems {} {:?}", crate::domain::rota::cover::problems(&sight, &outlook).len(), t.elapsed());
    let mut worst = std::time::Duration::ZERO;
    let mut n = 0;
    let all = Instant::now();
    for worker in plan.workers.iter().take(60) {
        let t = Instant::now();
        let v = judge(
            &plan,
            &calendar,
            &Request {
                worker: worker.id,
                kind: AbsenceKind::AnnualLeave,
                first_day: from + chrono::Duration::days(40),
                last_day: from + chrono::Duration::days(60),
                cover: vec![],
                absence: None,
            },
        )
        .unwrap();
        if t.elapsed() > worst {
            worst = t.elapsed();
            println!(
                "{:?} {} {} alts {} cover {}",
                worst,
                worker.id,
                v.sentence,
                v.alternatives.len(),
                v.cover.len()
            );
        }
        n += 1;
    }
    println!("judged {n} {:?} worst {:?}", all.elapsed(), worst);
}
