//! What each figure means, in the words that stand beside it wherever it is shown.

pub mod forecast;

/// A figure's name and meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable key, in snake case.
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What is divided by what, who counts and who does not.
    pub text: &'static str,
}

/// The official average caseload.
pub const AVERAGE_CASELOAD: Definition = Definition {
    key: "average_caseload",
    label: "Average caseload, as DfE computes it",
    text: "Children held by social workers, agency included, divided by the full-time equivalent of the social \
           workers who hold at least one child. Managers count on neither side, so a child whom a manager, a duty \
           rota, a tray or nobody holds is left out",
};
/// The same with everyone counted.
pub const AVERAGE_EVERYONE: Definition = Definition {
    key: "average_everyone",
    label: "Average caseload, everyone counted",
    text: "All open children, whoever holds them or nobody, divided by the same full-time equivalent as the average \
           that DfE computes: what each would hold if every open child were with a social worker",
};
/// Share of case holders over their cap.
pub const OVER_CAP: Definition = Definition {
    key: "over_cap",
    label: "Social workers over their cap",
    text: "Social workers who hold more children, or more points where the council weights cases, than their cap on \
           the day, divided by all who hold at least one child, by headcount. The cap is scaled by full-time \
           equivalent, by the first year or weeks in post and by a phased return; exactly at the cap is not over it",
};
/// Vacancy rate.
pub const VACANCY: Definition = Definition {
    key: "vacancy",
    label: "Vacancy rate",
    text: "Vacant social worker posts divided by vacant posts and social workers in post, full-time equivalent. A post \
           that an agency worker covers or that is held open counts as vacant; agency workers are not in post",
};
/// Agency rate.
pub const AGENCY: Definition = Definition {
    key: "agency",
    label: "Agency rate",
    text: "Agency social workers divided by agency social workers and social workers in post, full-time equivalent",
};
/// Vacancies covered by agency.
pub const VACANCIES_COVERED: Definition = Definition {
    key: "vacancies_covered",
    label: "Vacancies covered by agency",
    text: "Vacant social worker posts that an agency worker covers divided by all vacant social worker posts, \
           full-time equivalent",
};
/// Turnover rate.
pub const TURNOVER: Definition = Definition {
    key: "turnover",
    label: "Turnover rate",
    text: "Social workers who left in the twelve months before the day divided by social workers in post on the day, \
           full-time equivalent, agency excluded. Only leavers who are in the plan can be counted",
};
/// Absence rate.
pub const ABSENCE: Definition = Definition {
    key: "absence",
    label: "Sickness absence rate",
    text: "Working days lost to sickness in the twelve months to the day divided by social workers in post, full-time \
           equivalent, times 253 working days, agency excluded. Only absences that are in the plan can be counted",
};
/// Children whom the official average leaves out.
pub const LEFT_OUT: Definition = Definition {
    key: "left_out",
    label: "Children left out of the official average",
    text: "Open children whom no social worker in post holds: the difference between the two averages",
};
/// Distribution of caseloads.
pub const BANDS: Definition = Definition {
    key: "bands",
    label: "Caseloads by size",
    text: "Social workers who hold at least one child, by how many children they hold for each full-time \
           equivalent, in the bands that DfE published for 2021: headcount and full-time equivalent. Somebody without \
           contracted time, or with more than 50 for each, is in no band",
};
/// Spans of control.
pub const SPANS: Definition = Definition {
    key: "spans",
    label: "Spans of control",
    text: "Each manager in post on the day, the staff in post whose supervisor they are, and the children whom they \
           hold themselves",
};
