"""Code lists: the categories of every breakdown, in the order in which they are shown."""

TOTAL = "all"
UNKNOWN = "unknown"

RESIDENCE = ("urban", "rural")
SEX = ("female", "male")
CLOSURE_REASONS = (
    "self_reliance", "employment", "marriage", "death", "return_of_breadwinner", "moved",
    "other_support", "ineligible", "other",
)  # fmt: skip
HEADSHIP_CAUSES = (
    "death", "divorce", "incapacity", "prison", "addiction", "missing", "separation",
    "military_service", "self_headed", "other",
)  # fmt: skip
PAYMENT_KINDS = ("regular", "arrears", "correction")
LEVELS = ("school", "university")
STAGES_BY_LEVEL = {
    "school": ("primary", "lower_secondary", "upper_secondary"),
    "university": ("associate", "bachelor", "master", "doctorate"),
}
STAGES = STAGES_BY_LEVEL["school"] + STAGES_BY_LEVEL["university"]
END_REASONS = ("graduated", "left_education", "case_closed", "other")

HOUSEHOLD_SIZES = ("1", "2", "3", "4", "5+")
LARGEST_HOUSEHOLD_SIZE_SHOWN = 5

# Lower bounds in completed years; the last group is open.
AGE_GROUPS = {
    "under_25": 0, "25_34": 25, "35_44": 35, "45_54": 45, "55_64": 55, "65_plus": 65,
}  # fmt: skip
OPEN_DURATIONS = {
    "under_1": 0, "1_2": 1, "2_5": 2, "5_10": 5, "10_plus": 10,
}  # fmt: skip
CLOSED_WITHIN_MONTHS = ("12", "24", "36")

# A value the register does not hold is counted as unknown where the column may be empty.
BREAKDOWNS: dict[str, tuple[str, ...]] = {
    "residence": (*RESIDENCE, UNKNOWN),
    "household_size": HOUSEHOLD_SIZES,
    "head_sex": SEX,
    "headship_cause": (*HEADSHIP_CAUSES, UNKNOWN),
    "head_age_group": (*AGE_GROUPS, UNKNOWN),
    "open_duration": tuple(OPEN_DURATIONS),
    "closure_reason": CLOSURE_REASONS,
    "within_months": CLOSED_WITHIN_MONTHS,
    "kind": PAYMENT_KINDS,
    "level": LEVELS,
    "stage": STAGES,
    "sex": SEX,
    "end_reason": (*END_REASONS, UNKNOWN),
}
