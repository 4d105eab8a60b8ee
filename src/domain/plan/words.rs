//! The field's fixed lists of words, each with the key that files and edits use and the label that people read.

/// A fixed list of words: every value has a stable key and a readable label.
pub trait Words: Copy + PartialEq + 'static {
    /// All values, in the order in which people expect them.
    const ALL: &'static [Self];
    /// The key in files, edits and the terminal's JSON: small letters and underscores, never changed once released.
    fn key(self) -> &'static str;
    /// What people read, in sentence case.
    fn label(self) -> &'static str;

    /// The value with this key.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.key() == key.trim())
    }
    /// The value with this key or label, whatever the case of its letters.
    fn from_words(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.iter().copied().find(|v| v.key() == text || v.label().eq_ignore_ascii_case(text))
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident, $key:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $crate::domain::plan::words::Words for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn key(self) -> &'static str { match self { $(Self::$variant => $key,)+ } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }
    };
}
pub(crate) use words;

words!(
    /// What the work with a child is. One child has one case type at a time.
    CaseType {
        /// Child and family assessment, section 17 or section 47.
        Assessment, "assessment", "Assessment";
        /// Child in need plan, section 17.
        ChildInNeed, "child_in_need", "Child in need";
        /// Child protection plan.
        ChildProtection, "child_protection", "Child protection";
        /// Public law outline before proceedings.
        PreProceedings, "pre_proceedings", "Pre-proceedings";
        /// Care proceedings.
        Court, "court", "Court";
        /// Looked after, section 20 or a care order.
        LookedAfter, "looked_after", "Looked after";
        /// Care leaver.
        CareLeaver, "care_leaver", "Care leaver";
        /// Disabled child supported by a specialist team.
        DisabledChild, "disabled_child", "Disabled child";
        /// Privately fostered child.
        PrivateFostering, "private_fostering", "Private fostering";
        /// Unaccompanied asylum-seeking child.
        AsylumSeeking, "unaccompanied_asylum_seeking", "Unaccompanied asylum-seeking";
    }
);

words!(
    /// What a member of staff does.
    Role {
        /// Registered social worker who holds cases.
        SocialWorker, "social_worker", "Social worker";
        /// Senior or advanced practitioner who holds cases.
        SeniorPractitioner, "senior_practitioner", "Senior practitioner";
        /// Practice, assistant or deputy team manager.
        PracticeManager, "practice_manager", "Practice manager";
        /// Team manager.
        TeamManager, "team_manager", "Team manager";
        /// Service manager, group manager or head of service.
        ServiceManager, "service_manager", "Service manager";
        /// Personal adviser to care leavers; not a social worker.
        PersonalAdviser, "personal_adviser", "Personal adviser";
        /// Family support or family help practitioner; not a social worker.
        FamilyPractitioner, "family_practitioner", "Family practitioner";
        /// Student or apprentice on placement; not yet registered.
        Student, "student", "Student social worker";
        /// Registered social worker in a role that holds no cases, such as an independent reviewing officer.
        NonCaseHolding, "non_case_holding", "Social worker without cases";
    }
);

impl Role {
    /// Registered with Social Work England, so that the role may be a child's named social worker or their manager.
    pub fn is_registered(self) -> bool {
        !matches!(self, Self::PersonalAdviser | Self::FamilyPractitioner | Self::Student)
    }
    /// A role whose work is to hold cases: who is given a child, or named as cover. A social worker in another
    /// registered role that is not a manager's who holds a child all the same is still their named social worker.
    pub fn holds_cases(self) -> bool {
        matches!(self, Self::SocialWorker | Self::SeniorPractitioner)
    }
    /// A manager: a child in their name has no named social worker.
    pub fn is_manager(self) -> bool {
        matches!(self, Self::PracticeManager | Self::TeamManager | Self::ServiceManager)
    }
}

words!(
    /// How someone is employed.
    Contract {
        /// Permanent.
        Permanent, "permanent", "Permanent";
        /// Agency: not paid directly by the council.
        Agency, "agency", "Agency";
        /// Fixed term.
        FixedTerm, "fixed_term", "Fixed term";
    }
);

words!(
    /// Why someone is away.
    AbsenceKind {
        /// Annual leave, flexi-leave and time off in lieu.
        AnnualLeave, "annual_leave", "Annual leave";
        /// Sickness.
        Sickness, "sickness", "Sickness";
        /// Maternity, paternity, adoption and shared parental leave.
        Parental, "parental", "Parental leave";
        /// Training, study leave and the ASYE's protected days.
        Training, "training", "Training";
        /// Compassionate, carer's and other special leave.
        Special, "special", "Special leave";
        /// Jury service, reservist and other public duties.
        PublicDuties, "public_duties", "Public duties";
        /// Unpaid leave, career break, suspension or unauthorised absence.
        Unpaid, "unpaid", "Unpaid or other";
    }
);

words!(
    /// Whether an absence has been agreed. Only agreed absences count in what is known ahead.
    AbsenceStatus {
        /// Asked for, not yet agreed.
        Requested, "requested", "Requested";
        /// Agreed, or happening.
        Agreed, "agreed", "Agreed";
    }
);

words!(
    /// How pressing a child's allocation is.
    Priority {
        /// Today.
        Urgent, "urgent", "Urgent";
        /// Before others.
        High, "high", "High";
        /// In turn.
        Medium, "medium", "Medium";
        /// After others.
        Low, "low", "Low";
    }
);

words!(
    /// Why a child changed social worker: the codes of the SSDA903 return's social worker episodes (from 2023/24).
    ChangeReason {
        /// MANAGE.
        ManagingCaseloads, "MANAGE", "Managing caseloads";
        /// FCONTA.
        FirstContact, "FCONTA", "First contact or re-referral";
        /// LEFTRL.
        WorkerLeft, "LEFTRL", "Worker left the role";
        /// ORGRST.
        Restructure, "ORGRST", "Restructure";
        /// TSPROC.
        StandardTransfer, "TSPROC", "Standard-process transfer";
        /// ABSENC.
        AbsenceCover, "ABSENC", "Absence cover or return";
        /// CHCHAN.
        ChildAsked, "CHCHAN", "Child asked";
        /// PCCHAN.
        ParentAsked, "PCCHAN", "Parent or carer asked";
        /// SWDIED.
        WorkerDied, "SWDIED", "Worker died";
        /// OTHERS.
        Other, "OTHERS", "Other";
    }
);

words!(
    /// What falls due for a child.
    DueKind {
        /// A social work visit.
        Visit, "visit", "Visit";
        /// A review of the plan, a looked-after review or a pathway plan review.
        Review, "review", "Review";
        /// Completion of the assessment.
        Assessment, "assessment", "Assessment";
        /// A child protection conference.
        Conference, "conference", "Conference";
        /// A core group or child in need meeting.
        Meeting, "meeting", "Core group or meeting";
        /// A court hearing or filing date.
        Court, "court", "Court";
        /// Something else.
        Other, "other", "Other";
    }
);

words!(
    /// Where a member of staff is known from.
    KnownFrom {
        /// A staff list or census.
        StaffList, "staff_list", "Staff list";
        /// Named in a child list and on no staff list: kept, and listed as a problem until confirmed.
        ChildListOnly, "child_list_only", "Child list only";
        /// Typed in.
        Typed, "typed", "Typed in";
    }
);
