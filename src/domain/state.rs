//! The states a child can be in, and what each is called.

use crate::domain::plan::words::words;

words!(
    /// The state of a child on a day. Every open child is in exactly one.
    ChildState {
        /// A registered social worker in post and at work.
        Named, "named", "Named";
        /// Their worker is away, and a present social worker is named as cover.
        NamedCovered, "named_covered", "Named, covered";
        /// Their worker is away, and nobody present is named as cover.
        NamedAway, "named_away", "Named, away";
        /// Their worker's last day has passed.
        Left, "left", "Worker left";
        /// A manager's name stands for a worker's.
        ManagerHeld, "manager_held", "Manager-held";
        /// Held by a designated duty worker.
        DutyNamed, "duty_named", "Duty, named";
        /// Held by whoever is on duty.
        DutyRota, "duty_rota", "Duty, rota";
        /// In a team's tray, or with nobody.
        AwaitingAllocation, "awaiting_allocation", "Awaiting allocation";
        /// Due to move; the sending worker is still named.
        TransferNamed, "transfer_named", "In transfer, named";
        /// Sent and not yet picked up; the receiving team's manager answers for the child.
        TransferNobody, "transfer_nobody", "In transfer, nobody";
        /// A lead practitioner who is not a social worker.
        OtherPractitioner, "other_practitioner", "Other practitioner";
        /// A care leaver over 18 with a personal adviser alone.
        PersonalAdviserOnly, "personal_adviser_only", "Personal adviser only";
        /// The work has ended and the closure is not yet authorised.
        AwaitingClosure, "awaiting_closure", "Awaiting closure";
    }
);
