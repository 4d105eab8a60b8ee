//! The fixed words of version 1, as they stand in the file.

use serde::{Deserialize, Serialize};

use crate::domain::{calendar, plan, state};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $domain:path { $($variant:ident $key:literal,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Serialize, Deserialize)]
        pub(super) enum $name { $(#[serde(rename = $key)] $variant,)+ }

        impl From<$domain> for $name {
            fn from(word: $domain) -> Self {
                use $domain as Domain;
                match word { $(Domain::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $domain {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant,)+ }
            }
        }
    )+ };
}

words! {
    /// What the work with a child is.
    CaseType = plan::CaseType {
        Assessment "assessment",
        ChildInNeed "child_in_need",
        ChildProtection "child_protection",
        PreProceedings "pre_proceedings",
        Court "court",
        LookedAfter "looked_after",
        CareLeaver "care_leaver",
        DisabledChild "disabled_child",
        PrivateFostering "private_fostering",
        AsylumSeeking "unaccompanied_asylum_seeking",
    }
    /// What a member of staff does.
    Role = plan::Role {
        SocialWorker "social_worker",
        SeniorPractitioner "senior_practitioner",
        PracticeManager "practice_manager",
        TeamManager "team_manager",
        ServiceManager "service_manager",
        PersonalAdviser "personal_adviser",
        FamilyPractitioner "family_practitioner",
        Student "student",
        NonCaseHolding "non_case_holding",
    }
    /// How long one duty turn is.
    DutyUnit = plan::DutyUnit {
        Week "week",
        Day "day",
    }
    /// How someone is employed.
    Contract = plan::Contract {
        Permanent "permanent",
        Agency "agency",
        FixedTerm "fixed_term",
    }
    /// What the date of new posts is.
    Recruited = plan::Recruited {
        Starts "starts",
        Advertised "advertised",
    }
    /// Why someone is away.
    AbsenceKind = plan::AbsenceKind {
        AnnualLeave "annual_leave",
        Sickness "sickness",
        Parental "parental",
        Training "training",
        Special "special",
        PublicDuties "public_duties",
        Unpaid "unpaid",
    }
    /// Asked for or agreed.
    AbsenceStatus = plan::AbsenceStatus {
        Requested "requested",
        Agreed "agreed",
    }
    /// How pressing an allocation is.
    Priority = plan::Priority {
        Urgent "urgent",
        High "high",
        Medium "medium",
        Low "low",
    }
    /// Why a child changed social worker: the codes of the SSDA903 return.
    ChangeReason = plan::ChangeReason {
        ManagingCaseloads "MANAGE",
        FirstContact "FCONTA",
        WorkerLeft "LEFTRL",
        Restructure "ORGRST",
        StandardTransfer "TSPROC",
        AbsenceCover "ABSENC",
        ChildAsked "CHCHAN",
        ParentAsked "PCCHAN",
        WorkerDied "SWDIED",
        Other "OTHERS",
    }
    /// What falls due for a child.
    DueKind = plan::DueKind {
        Visit "visit",
        Review "review",
        Assessment "assessment",
        Conference "conference",
        Meeting "meeting",
        Court "court",
        Other "other",
    }
    /// Where a member of staff is known from.
    KnownFrom = plan::KnownFrom {
        StaffList "staff_list",
        ChildListOnly "child_list_only",
        Typed "typed",
    }
    /// The state of a child on a day.
    ChildState = state::ChildState {
        Named "named",
        NamedCovered "named_covered",
        NamedAway "named_away",
        Left "left",
        ManagerHeld "manager_held",
        DutyNamed "duty_named",
        DutyRota "duty_rota",
        AwaitingAllocation "awaiting_allocation",
        TransferNamed "transfer_named",
        TransferNobody "transfer_nobody",
        OtherPractitioner "other_practitioner",
        PersonalAdviserOnly "personal_adviser_only",
        AwaitingClosure "awaiting_closure",
    }
    /// Whether brothers and sisters go to one worker.
    SiblingRule = plan::SiblingRule {
        WherePossible "where_possible",
        Always "always",
        Off "off",
    }
    /// How visit intervals are counted.
    VisitClock = plan::VisitClock {
        DayAfter "day_after",
        DayOfVisit "day_of_visit",
    }
    /// Whose bank holidays.
    Division = calendar::Division {
        EnglandAndWales "england_and_wales",
        Scotland "scotland",
        NorthernIreland "northern_ireland",
    }
}

/// Words of the file for words of the plan, and back.
pub(super) fn all<A: Copy, B: From<A>>(words: &[A]) -> Vec<B> {
    words.iter().map(|word| B::from(*word)).collect()
}

#[expect(clippy::derivable_impls, reason = "what a field is when it is left out is part of the version")]
impl Default for Recruited {
    fn default() -> Self {
        Self::Starts
    }
}
