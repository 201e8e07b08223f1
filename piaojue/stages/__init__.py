"""The road of one year, in order. A room may use rooms before it, never rooms after it."""

ROAD = ("suggest", "group", "shortlist", "consult", "deliberate", "vote", "deliver", "supervise", "evaluate")
