# Makes docs/examples/call-plan.csv, invented: 24 salespeople, 11 of whom their managers picked for a new call plan.
# The picked ones sell more from the start; the plan adds about a tenth. Run from the project's root: Rscript scripts/examples/call-plan.R
set.seed(20261123)
n <- 24
picked <- seq_len(n) %in% sample(n, 11)
level <- exp(rnorm(n, ifelse(picked, 11.1, 10.9), 0.35))
quarter <- function(at, effect = 0) round(level * exp(0.015 * at + effect * picked + rnorm(n, 0, 0.09)))
d <- data.frame(
  salesperson = sprintf("S%02d", seq_len(n)), group = ifelse(picked, "call plan", "others"),
  q1 = quarter(1), q2 = quarter(2), q3 = quarter(3), q4 = quarter(4), q5 = quarter(5, 0.12)
)
write.csv(d, "docs/examples/call-plan.csv", row.names = FALSE, quote = FALSE)
