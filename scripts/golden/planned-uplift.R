# Expected numbers for test/statistics/planning/unit-history.test.ts, detectable-uplift.test.ts and sample-size-suggestions.test.ts.
# Run from the project's root: Rscript scripts/golden/planned-uplift.R
suppressPackageStartupMessages(library(jsonlite))
set.seed(20261124)

# Past rows: totals, totals with a zero and an unknown baseline, ratios, all in three strata; and clusters of people.
n <- 18
stratum <- rep(c("North", "South", "West"), length.out = n)
level <- rnorm(n, 11, 0.5) + 0.3 * (stratum == "South")
totals <- data.frame(unit = sprintf("u%02d", 1:n), stratum,
                     baseline = round(exp(level + rnorm(n, 0, 0.3))), outcome = round(exp(level + rnorm(n, 0, 0.3))))
gaps <- totals
gaps$outcome[5] <- 0
gaps$baseline[c(2, 9)] <- NA
ratios <- data.frame(unit = totals$unit, stratum, baselineDenominator = rpois(n, 30) + 5, denominator = rpois(n, 35) + 5)
rate <- plogis(rnorm(n, -0.5, 0.4))
ratios$baseline <- rbinom(n, ratios$baselineDenominator, rate)
ratios$outcome <- rbinom(n, ratios$denominator, rate)
sizes <- c(3, 5, 4, 6, 3, 8, 4, 5, 2)
cluster <- rep(sprintf("team%d", seq_along(sizes)), sizes)
team <- rnorm(length(sizes), 10, 0.4)[rep(seq_along(sizes), sizes)]
people <- data.frame(unit = sprintf("p%02d", seq_along(cluster)), cluster,
                     baseline = round(exp(team + rnorm(length(cluster), 0, 0.4))),
                     outcome = round(exp(team + rnorm(length(cluster), 0, 0.4))))

# Residuals within strata: their sigma, and their correlation.
within <- function(y, x, s) {
  if (length(unique(s)) == 1) { ry <- y - mean(y); rx <- x - mean(x) } else { ry <- resid(lm(y ~ s)); rx <- resid(lm(x ~ s)) }
  list(spread = sqrt(sum(ry^2) / (length(y) - length(unique(s)))), correlation = sum(ry * rx) / sqrt(sum(ry^2) * sum(rx^2)))
}
known <- function(x) ifelse(is.na(x), mean(x, na.rm = TRUE), x)
linear <- function(y, d) (y - sum(y) / sum(d) * d) / mean(d)
one <- function(rows) rep("all", nrow(rows))
byteam <- aggregate(cbind(y = log(outcome), x = log(baseline)) ~ cluster, people, mean)
histories <- list(
  log = c(within(log(totals$outcome), log(totals$baseline), stratum), mean = mean(totals$outcome)),
  unstratified = c(within(log(totals$outcome), log(totals$baseline), one(totals)), mean = mean(totals$outcome)),
  raw = c(within(gaps$outcome, known(gaps$baseline), stratum), mean = mean(gaps$outcome)),
  ratio = c(within(linear(ratios$outcome, ratios$denominator), linear(ratios$baseline, ratios$baselineDenominator), stratum),
            mean = sum(ratios$outcome) / sum(ratios$denominator)),
  clusters = c(within(byteam$y, byteam$x, one(byteam)), mean = mean(people$outcome))
)

# What a pilot of some size finds with 80 % power, as a share; and the chance to find 20 %.
mde <- function(h, log, n1, n0, strata, level) {
  rho <- if (n1 + n0 < 8) 0 else h$correlation
  df <- n1 + n0 - 1 - strata - (n1 + n0 >= 8)
  se <- h$spread * sqrt((1 - rho^2) * (1 / n1 + 1 / n0))
  d <- (qt(1 - level / 2, df) + qt(0.8, df)) * se
  effect <- if (log) log(1.2) else 0.2 * h$mean
  q <- qt(1 - level / 2, df)
  list(uplift = if (log) exp(d) - 1 else d / h$mean,
       power = pt(q, df, effect / se, lower.tail = FALSE) + pt(-q, df, effect / se))
}
plans <- list(
  c(list(history = "log", pilot = 9, control = 9, strata = 3, level = 0.05), mde(histories$log, TRUE, 9, 9, 3, 0.05)),
  c(list(history = "raw", pilot = 20, control = 60, strata = 3, level = 0.0363), mde(histories$raw, FALSE, 20, 60, 3, 0.0363)),
  c(list(history = "ratio", pilot = 12, control = 8, strata = 1, level = 0.05), mde(histories$ratio, FALSE, 12, 8, 1, 0.05)),
  c(list(history = "clusters", pilot = 5, control = 4, strata = 1, level = 0.05), mde(histories$clusters, TRUE, 5, 4, 1, 0.05)),
  c(list(history = "unstratified", pilot = 3, control = 3, strata = 1, level = 0.05), mde(histories$unstratified, TRUE, 3, 3, 1, 0.05))
)

# Windows twice as long, from the covariance matrix of windows that share one correlation: var(mean y | mean x).
conditional <- function(rho, p, r) {
  S <- matrix(rho, p + r, p + r); diag(S) <- 1
  w <- c(rep(0, p), rep(1 / r, r)); v <- c(rep(1 / p, p), rep(0, r))
  drop(t(w) %*% S %*% w - (t(w) %*% S %*% v)^2 / (t(v) %*% S %*% v))
}
after <- function(h, p, r, n1, n0, level) {
  df <- n1 + n0 - 3
  exp((qt(1 - level / 2, df) + qt(0.8, df)) * h$spread * sqrt(conditional(h$correlation, p, r) * (1 / n1 + 1 / n0))) - 1
}
h <- histories$unstratified
needed <- function(share, wanted) {
  n <- 8
  repeat {
    n1 <- round(n * share)
    if (mde(h, TRUE, n1, n - n1, 1, 0.05)$uplift <= wanted) return(n)
    n <- n + 1
  }
}
suggestions <- list(
  pilot = 10, control = 30, level = 0.05, wanted = 0.1, unitsNeeded = needed(0.25, 0.1),
  even = mde(h, TRUE, 20, 20, 1, 0.05)$uplift, units = mde(h, TRUE, 20, 60, 1, 0.05)$uplift,
  measurement = after(h, 1, 2, 10, 30, 0.05), baseline = after(h, 2, 1, 10, 30, 0.05))

write_json(list(tool = list(R = as.character(getRversion())), totals = totals, gaps = gaps, ratios = ratios, people = people,
                histories = histories, plans = plans, suggestions = suggestions),
           "test/data/golden/planned-uplift.json", digits = I(15), auto_unbox = TRUE, na = "null")
