//! Job titles and contract words as staff lists write them.
//!
//! The local words only: which role may hold which child is for the plan to say.

use super::headings::heading_key;

/// What a job title means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleText {
    /// A social worker with no other title.
    SocialWorker,
    /// Senior social worker.
    SeniorSocialWorker,
    /// Senior practitioner.
    SeniorPractitioner,
    /// Advanced practitioner.
    AdvancedPractitioner,
    /// Consultant social worker.
    ConsultantSocialWorker,
    /// Newly qualified, in the assessed and supported year.
    Asye,
    /// Practice manager, practice supervisor or practice lead.
    PracticeManager,
    /// Assistant or deputy team manager.
    AssistantTeamManager,
    /// Team manager.
    TeamManager,
    /// Group manager.
    GroupManager,
    /// Service manager.
    ServiceManager,
    /// Head of service, assistant director or director.
    HeadOfService,
    /// Personal adviser of care leavers.
    PersonalAdviser,
    /// Family support worker.
    FamilySupportWorker,
    /// Family practitioner, family help worker or early help worker.
    FamilyPractitioner,
    /// Social work assistant.
    SocialWorkAssistant,
    /// Student social worker.
    Student,
    /// Social work apprentice.
    Apprentice,
    /// Independent reviewing officer or conference chair.
    ReviewingOfficer,
    /// Business support or administration.
    Administration,
}

/// Whole titles and short forms.
const EXACT: [(&str, RoleText); 45] = [
    ("sw", RoleText::SocialWorker),
    ("qsw", RoleText::SocialWorker),
    ("ssw", RoleText::SeniorSocialWorker),
    ("sp", RoleText::SeniorPractitioner),
    ("snr prac", RoleText::SeniorPractitioner),
    ("senior prac", RoleText::SeniorPractitioner),
    ("senior", RoleText::SeniorPractitioner),
    ("ap", RoleText::AdvancedPractitioner),
    ("asw", RoleText::AdvancedPractitioner),
    ("csw", RoleText::ConsultantSocialWorker),
    ("asye", RoleText::Asye),
    ("nqsw", RoleText::Asye),
    ("pm", RoleText::PracticeManager),
    ("ps", RoleText::PracticeManager),
    ("atm", RoleText::AssistantTeamManager),
    ("dtm", RoleText::AssistantTeamManager),
    ("assistant manager", RoleText::AssistantTeamManager),
    ("deputy manager", RoleText::AssistantTeamManager),
    ("tm", RoleText::TeamManager),
    ("manager", RoleText::TeamManager),
    ("unit manager", RoleText::TeamManager),
    ("team leader", RoleText::TeamManager),
    ("gm", RoleText::GroupManager),
    ("sm", RoleText::ServiceManager),
    ("operations manager", RoleText::ServiceManager),
    ("area manager", RoleText::ServiceManager),
    ("service lead", RoleText::ServiceManager),
    ("hos", RoleText::HeadOfService),
    ("director", RoleText::HeadOfService),
    ("assistant director", RoleText::HeadOfService),
    ("ad", RoleText::HeadOfService),
    ("dcs", RoleText::HeadOfService),
    ("pa", RoleText::PersonalAdviser),
    ("leaving care adviser", RoleText::PersonalAdviser),
    ("leaving care worker", RoleText::PersonalAdviser),
    ("fsw", RoleText::FamilySupportWorker),
    ("swa", RoleText::SocialWorkAssistant),
    ("social work assistant", RoleText::SocialWorkAssistant),
    ("social worker assistant", RoleText::SocialWorkAssistant),
    ("student", RoleText::Student),
    ("iro", RoleText::ReviewingOfficer),
    ("cp chair", RoleText::ReviewingOfficer),
    ("admin", RoleText::Administration),
    ("business support", RoleText::Administration),
    ("business support officer", RoleText::Administration),
];

/// Words that must all stand in the title, tried in order: the more particular come first.
const CONTAINS: [(&str, RoleText); 38] = [
    ("asye", RoleText::Asye),
    ("nqsw", RoleText::Asye),
    ("newly qualified", RoleText::Asye),
    ("assessed supported year", RoleText::Asye),
    ("student", RoleText::Student),
    ("apprentice", RoleText::Apprentice),
    ("personal adviser", RoleText::PersonalAdviser),
    ("personal advisor", RoleText::PersonalAdviser),
    ("reviewing officer", RoleText::ReviewingOfficer),
    ("conference chair", RoleText::ReviewingOfficer),
    ("head service", RoleText::HeadOfService),
    ("service manager", RoleText::ServiceManager),
    ("group manager", RoleText::GroupManager),
    ("assistant team manager", RoleText::AssistantTeamManager),
    ("deputy team manager", RoleText::AssistantTeamManager),
    ("asst team manager", RoleText::AssistantTeamManager),
    ("deputy manager", RoleText::AssistantTeamManager),
    ("assistant team leader", RoleText::AssistantTeamManager),
    ("practice manager", RoleText::PracticeManager),
    ("practice supervisor", RoleText::PracticeManager),
    ("practice lead", RoleText::PracticeManager),
    ("practice leader", RoleText::PracticeManager),
    ("team manager", RoleText::TeamManager),
    ("team leader", RoleText::TeamManager),
    ("consultant social worker", RoleText::ConsultantSocialWorker),
    ("consultant practitioner", RoleText::ConsultantSocialWorker),
    ("advanced practitioner", RoleText::AdvancedPractitioner),
    ("advanced social worker", RoleText::AdvancedPractitioner),
    ("senior practitioner", RoleText::SeniorPractitioner),
    ("senior social worker", RoleText::SeniorSocialWorker),
    ("senior sw", RoleText::SeniorSocialWorker),
    ("social work assistant", RoleText::SocialWorkAssistant),
    ("social worker", RoleText::SocialWorker),
    ("family support", RoleText::FamilySupportWorker),
    ("family practitioner", RoleText::FamilyPractitioner),
    ("family help", RoleText::FamilyPractitioner),
    ("early help", RoleText::FamilyPractitioner),
    ("family worker", RoleText::FamilySupportWorker),
];

/// The role a job title means; `None` where the title is not known.
pub fn parse_role(text: &str) -> Option<RoleText> {
    let key = heading_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let bare: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| !matches!(*w, "agency" | "locum" | "temporary" | "interim" | "acting" | "the"))
        .collect();
    let bare_key = bare.join(" ");
    if let Some((_, role)) = EXACT.iter().find(|(title, _)| *title == bare_key) {
        return Some(*role);
    }
    CONTAINS
        .iter()
        .find(|(title, _)| title.split(' ').all(|word| bare.contains(&word)))
        .map(|(_, role)| *role)
}

/// Whether a job title or contract says agency.
pub fn says_agency(text: &str) -> bool {
    heading_key(text)
        .split(' ')
        .any(|word| matches!(word, "agency" | "locum" | "agy" | "umbrella" | "contractor"))
}

/// Terms a person works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContractText {
    /// Permanent.
    Permanent,
    /// For a fixed term.
    FixedTerm,
    /// Covering someone's maternity or other long leave.
    MaternityCover,
    /// Agency or locum.
    Agency,
    /// On secondment.
    Secondment,
    /// Casual, bank or sessional.
    Casual,
}

/// The contract a text means; `None` where it is not known.
pub fn parse_contract(text: &str) -> Option<ContractText> {
    let key = heading_key(text);
    let has = |wanted: &str| key.split(' ').any(|word| word == wanted);
    if says_agency(text) {
        Some(ContractText::Agency)
    } else if has("maternity") || has("mat") || has("paternity") || has("cover") {
        Some(ContractText::MaternityCover)
    } else if has("fixed") || has("ftc") || has("temp") || has("temporary") {
        Some(ContractText::FixedTerm)
    } else if has("seconded") || has("secondment") {
        Some(ContractText::Secondment)
    } else if has("casual") || has("bank") || has("sessional") || has("zero") || has("relief") {
        Some(ContractText::Casual)
    } else if key.starts_with("perm") || has("permanent") || has("substantive") || has("established") {
        Some(ContractText::Permanent)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_titles_as_staff_lists_write_them() {
        use RoleText as R;
        for (text, role) in [
            ("Social Worker", R::SocialWorker),
            ("SW", R::SocialWorker),
            ("Social Worker (Level 2)", R::SocialWorker),
            ("Agency Social Worker", R::SocialWorker),
            ("Senior Social Worker", R::SeniorSocialWorker),
            ("Senior  Practitioner", R::SeniorPractitioner),
            ("Advanced Practitioner", R::AdvancedPractitioner),
            ("ASYE", R::Asye),
            ("NQSW", R::Asye),
            ("Social Worker - ASYE", R::Asye),
            ("Newly Qualified Social Worker", R::Asye),
            ("Practice Manager", R::PracticeManager),
            ("Assistant Team Manager", R::AssistantTeamManager),
            ("Deputy Team Manager", R::AssistantTeamManager),
            ("Team Manager", R::TeamManager),
            ("Interim Team Manager", R::TeamManager),
            ("Group Manager", R::GroupManager),
            ("Service Manager", R::ServiceManager),
            ("Head of Service", R::HeadOfService),
            ("Personal Adviser", R::PersonalAdviser),
            ("Personal Advisor", R::PersonalAdviser),
            ("PA", R::PersonalAdviser),
            ("Family Support Worker", R::FamilySupportWorker),
            ("Family Practitioner", R::FamilyPractitioner),
            ("Student Social Worker", R::Student),
            ("IRO", R::ReviewingOfficer),
            ("Social Work Assistant", R::SocialWorkAssistant),
        ] {
            assert_eq!(parse_role(text), Some(role), "{text}");
        }
        for text in ["", "Gardener", "Systems Lead"] {
            assert_eq!(parse_role(text), None, "{text}");
        }
    }

    #[test]
    fn contracts_as_staff_lists_write_them() {
        use ContractText as C;
        for (text, contract) in [
            ("Perm", C::Permanent),
            ("Permanent", C::Permanent),
            ("Permanent (full time)", C::Permanent),
            ("Agency", C::Agency),
            ("Locum", C::Agency),
            ("Fixed Term", C::FixedTerm),
            ("FTC", C::FixedTerm),
            ("Fixed-term maternity cover", C::MaternityCover),
            ("Mat cover", C::MaternityCover),
            ("Secondment", C::Secondment),
        ] {
            assert_eq!(parse_contract(text), Some(contract), "{text}");
        }
        assert_eq!(parse_contract("weekly"), None);
    }
}
