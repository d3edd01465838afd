# Makes docs/examples/past-quarters.csv: a fictional company, two quarters in which nothing was tried.
# Run from the project's root: Rscript scripts/examples/past-quarters.R
set.seed(20261126)
n <- 36
region <- rep(c("North", "South", "West"), each = 12)
team <- sprintf("%s %s", region, rep(1:2, each = 6))
level <- rnorm(n, 11.5, 0.45) + rep(rnorm(6, 0, 0.15), each = 6)
closed_before <- 15 + rpois(n, 20)
closed <- 15 + rpois(n, 20)
rate <- plogis(rnorm(n, -0.9, 0.25))
past <- data.frame(
  salesperson = sprintf("S%02d", 1:n), region, team,
  revenue_before = round(exp(level + rnorm(n, 0, 0.25))), revenue = round(exp(level + rnorm(n, 0, 0.25))),
  won_before = rbinom(n, closed_before, rate), closed_before, won = rbinom(n, closed, rate), closed
)
write.csv(past, "docs/examples/past-quarters.csv", row.names = FALSE, quote = FALSE)
