"""票决 — one year of 民生实事项目人大代表票决制, from a resident's suggestion to the archived evaluation."""
