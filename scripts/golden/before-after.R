# Expected numbers for test/statistics/designs/before-after.test.ts.
# Run from the project's root: Rscript scripts/golden/before-after.R
# Units are compared with themselves by t.test(paired = TRUE), teams by clubSandwich (CR2) on the mean of the changes.
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

out <- list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))))

set.seed(11)
n <- 14
level <- exp(rnorm(n, 5, 0.5))
window <- function(at) round(level * exp(0.03 * at + rnorm(n, 0, 0.12)), 3)
d <- data.frame(unit = sprintf("u%02d", 1:n), arm = "pilot", h1 = window(-2), h2 = window(-1), baseline = window(0), outcome = window(2))
rows <- function(d, history = c("h1", "h2")) lapply(seq_len(nrow(d)), function(i) {
  row <- as.list(d[i, setdiff(names(d), history)])
  row$history <- I(as.numeric(d[i, history]))
  row
})
told <- function(t) list(estimate = unname(t$estimate), standardError = t$stderr, degreesOfFreedom = unname(t$parameter),
  interval = as.numeric(t$conf.int))

# The ratios r for which the mean of after - r before is not told from zero.
fieller <- function(after, before) {
  excess <- function(r) { t <- t.test(after - r * before); abs(t$statistic) - qt(0.975, t$parameter) }
  ratio <- mean(after) / mean(before)
  list(estimate = ratio - 1, interval = c(uniroot(excess, c(ratio - 1, ratio), tol = 1e-13)$root,
    uniroot(excess, c(ratio, ratio + 1), tol = 1e-13)$root) - 1)
}
slope <- function(W) as.numeric(W %*% ((1:ncol(W) - mean(1:ncol(W))) / sum((1:ncol(W) - mean(1:ncol(W)))^2)))

out$raw <- c(list(data = rows(d)), told(t.test(d$outcome, d$baseline, paired = TRUE)),
  list(means = c(mean(d$baseline), mean(d$outcome)), relative = fieller(d$outcome, d$baseline),
    trend = told(t.test(slope(as.matrix(d[, c("h1", "h2", "baseline")])))), level = mean(d$baseline)))
change <- t.test(log(d$outcome), log(d$baseline), paired = TRUE)
out$log <- c(told(change), list(before = mean(d$baseline),
  relative = list(estimate = unname(expm1(change$estimate)), interval = expm1(as.numeric(change$conf.int))),
  trend = told(t.test(slope(log(as.matrix(d[, c("h1", "h2", "baseline")])))))))

set.seed(12)
r <- data.frame(unit = sprintf("r%02d", 1:n), arm = "pilot", denominator = rpois(n, 40) + 2, baselineDenominator = rpois(n, 40) + 2)
r$baseline <- rbinom(n, r$baselineDenominator, 0.3); r$outcome <- rbinom(n, r$denominator, 0.42)
linear <- function(y, d) { R <- sum(y) / sum(d); R + (y - R * d) / mean(d) }
after <- linear(r$outcome, r$denominator); before <- linear(r$baseline, r$baselineDenominator)
out$ratio <- c(list(data = r), told(t.test(after - before)), list(means = c(mean(before), mean(after)), relative = fieller(after, before)))

set.seed(13)
sizes <- c(3, 4, 5, 6, 3, 4, 7)
team <- rep(seq_along(sizes), sizes)
t <- data.frame(unit = sprintf("p%02d", seq_along(team)), arm = "pilot", cluster = paste0("team", team))
t$baseline <- round(rnorm(length(team), 100, 15), 3)
t$outcome <- round(t$baseline + 6 + rnorm(length(sizes), 0, 5)[team] + rnorm(length(team), 0, 8), 3)
test <- coef_test(lm(outcome - baseline ~ 1, t), vcov = "CR2", cluster = t$cluster, test = "Satterthwaite")
out$teams <- list(data = t, estimate = test$beta, standardError = test$SE, degreesOfFreedom = test$df,
  interval = test$beta + c(-1, 1) * qt(0.975, test$df) * test$SE)

write(toJSON(out, auto_unbox = TRUE, digits = I(17)), "test/data/golden/before-after.json")
