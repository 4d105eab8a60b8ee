//! Children a day through a network of stages when work in equals work out: v = λ + Pᵀv.

use super::law::{mean_days, sane};
use crate::domain::plan::{CaseType, Journey, Outcome};

/// An exit so rare that nobody would ever take it.
const NO_EXIT: f64 = 1e-9;

/// Where the children of one stage go next: stage and share; the rest closes.
pub(super) type Next = Vec<(usize, f64)>;

/// Why there is no balance.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NeverEnds(pub(super) Vec<usize>);

/// How many pass through each stage, for so many that begin at each.
///
/// # Errors
/// The stages that children reach and never leave.
pub(super) fn flows(begin: &[f64], next: &[Next]) -> Result<Vec<f64>, NeverEnds> {
    let mut flow = vec![0.0; begin.len()];
    let reached = reached(begin, next);
    let stuck = stuck(&reached, next);
    if !stuck.is_empty() {
        return Err(NeverEnds(stuck));
    }
    // One row an equation: v_i − Σ_j P_ji v_j = λ_i.
    let size = reached.len();
    let mut row_of = vec![usize::MAX; begin.len()];
    for (row, stage) in reached.iter().enumerate() {
        row_of[*stage] = row;
    }
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|row| {
            let mut line = vec![0.0; size + 1];
            line[row] = 1.0;
            line[size] = begin[reached[row]];
            line
        })
        .collect();
    for (column, stage) in reached.iter().enumerate() {
        for (to, share) in &next[*stage] {
            rows[row_of[*to]][column] -= share;
        }
    }
    let solved = eliminate(rows).ok_or_else(|| NeverEnds(reached.clone()))?;
    for (stage, value) in reached.into_iter().zip(solved) {
        flow[stage] = value.max(0.0);
    }
    Ok(flow)
}

/// The stages that children come to.
fn reached(begin: &[f64], next: &[Next]) -> Vec<usize> {
    let mut seen: Vec<bool> = begin.iter().map(|count| *count > 0.0).collect();
    let mut todo: Vec<usize> = (0..begin.len()).filter(|stage| seen[*stage]).collect();
    while let Some(stage) = todo.pop() {
        for (to, _) in &next[stage] {
            if !seen[*to] {
                seen[*to] = true;
                todo.push(*to);
            }
        }
    }
    (0..begin.len()).filter(|stage| seen[*stage]).collect()
}

/// Of them, those from which no way leads out.
fn stuck(reached: &[usize], next: &[Next]) -> Vec<usize> {
    let exit = |stage: usize| 1.0 - next[stage].iter().map(|(_, share)| share).sum::<f64>() > NO_EXIT;
    let mut leads_out: Vec<bool> = (0..next.len()).map(exit).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for stage in reached {
            if !leads_out[*stage] && next[*stage].iter().any(|(to, _)| leads_out[*to]) {
                leads_out[*stage] = true;
                changed = true;
            }
        }
    }
    reached.iter().copied().filter(|stage| !leads_out[*stage]).collect()
}

/// Gaussian elimination with the largest pivot of each column. `None` when there is no one answer.
fn eliminate(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = rows.len();
    for column in 0..size {
        let largest =
            (column..size).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, largest);
        let pivot = rows[column][column];
        if pivot.abs() < 1e-14 {
            return None;
        }
        let line = rows[column].clone();
        for row in &mut rows[column + 1..] {
            let factor = row[column] / pivot;
            if factor != 0.0 {
                for (value, above) in row[column..].iter_mut().zip(&line[column..]) {
                    *value -= factor * above;
                }
            }
        }
    }
    let mut answer = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| rows[row][column] * answer[column]).sum();
        answer[row] = (rows[row][size] - known) / rows[row][row];
    }
    answer.iter().all(|value| value.is_finite()).then_some(answer)
}

/// What follows a type of work, as types and shares. Shares that come to more than 1 are scaled down; what is missing closes.
pub(super) fn onward(journey: &Journey) -> Vec<(CaseType, f64)> {
    let all: f64 = journey.then.iter().map(|next| sane(next.share, 1e6)).sum();
    journey
        .then
        .iter()
        .filter_map(|next| match next.outcome {
            Outcome::Becomes(case_type) => Some((case_type, sane(next.share, 1e6) / all.max(1.0))),
            Outcome::Closes => None,
        })
        .filter(|(_, share)| *share > 0.0)
        .collect()
}

/// The place of a case type in lists by case type.
pub(super) fn place(case_type: CaseType) -> usize {
    case_type as usize
}

/// Children a day of each type, for so many a day that begin; and how many are open at once.
pub(super) fn by_type(journeys: &[Journey], begin: &[f64; 10]) -> Option<([f64; 10], [f64; 10])> {
    let mut next: Vec<Next> = vec![Vec::new(); 10];
    let mut days = [0.0; 10];
    // The first line for a type counts, as everywhere.
    for journey in journeys.iter().rev() {
        let stage = place(journey.case_type);
        next[stage] = onward(journey).into_iter().map(|(to, share)| (place(to), share)).collect();
        days[stage] = mean_days(journey.length);
    }
    let flow: [f64; 10] = flows(begin, &next).ok()?.try_into().ok()?;
    let mut open = [0.0; 10];
    for (open, (flow, days)) in open.iter_mut().zip(flow.iter().zip(days)) {
        *open = flow * days;
    }
    Some((flow, open))
}
