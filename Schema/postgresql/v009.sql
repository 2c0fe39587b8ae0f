-- The entries that may open a place or move it, which a figure of a past date reads: all but those
-- of the acts that are most of a journal.
CREATE INDEX IF NOT EXISTS journal_places ON journal (sequence)
    WHERE act NOT IN ('assessPatient', 'finishBookings', 'recordGrade', 'recordMilestone',
        'recordObservation', 'recordTreatment', 'retractMilestone', 'takeReferral',
        'withdrawGrade', 'withdrawObservation');
