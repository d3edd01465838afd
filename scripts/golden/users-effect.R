# Expected numbers for test/statistics/adoption/users-effect.test.ts.
# Run from the project's root: Rscript scripts/golden/users-effect.R
# Two-stage least squares by AER, its variance and degrees of freedom by clubSandwich and again by estimatr; the first
# stage by clubSandwich. The Anderson-Rubin set by hand: lm of "outcome less b times use" and coef_test for every b tried,
# its ends where |t| is the critical value.
suppressPackageStartupMessages({ library(AER); library(clubSandwich); library(estimatr); library(jsonlite) })

named <- function(W) { colnames(W) <- paste0("w", seq_len(ncol(W))); W }

tested <- function(y, W, z, cluster) {
  Z <- cbind(named(W), z)
  coef_test(lm(y ~ Z - 1), vcov = "CR2", cluster = cluster, test = "Satterthwaite")[ncol(Z), ]
}

summaryOf <- function(y, d, W, z, cluster = seq_along(y), alpha = 0.05) {
  W <- named(W)
  first <- tested(d, W, z, cluster)
  fit <- ivreg(y ~ W + d - 1 | W + z - 1)
  wald <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")[ncol(W) + 1, ]
  again <- iv_robust(y ~ W + d - 1 | W + z - 1, clusters = cluster, se_type = "CR2")
  stopifnot(all.equal(unname(again$std.error["d"]), wald$SE, tolerance = 1e-9),
            all.equal(unname(again$df["d"]), wald$df, tolerance = 1e-7))
  critical <- qt(1 - alpha / 2, wald$df)
  excess <- function(b) { t <- tested(y - b * d, W, z, cluster); abs(t$beta) - critical * t$SE }
  list(estimate = wald$beta, standardError = wald$SE, degreesOfFreedom = wald$df,
       interval = wald$beta + c(-1, 1) * critical * wald$SE,
       firstStage = list(estimate = first$beta, standardError = first$SE, f = (first$beta / first$SE)^2),
       use = list(control = mean(d[z == 0]), pilot = mean(d[z == 1])), excess = excess)
}

# The ends lie where `excess` changes its sign, between the points given.
withEnds <- function(s, low, high) {
  root <- function(span) uniroot(s$excess, span, tol = 1e-14)$root
  s$andersonRubin <- list(low = root(low), high = root(high)); s$excess <- NULL; s
}

people <- function(seed, n, moved) {
  set.seed(seed)
  d <- data.frame(unit = sprintf("u%02d", 1:n), arm = rep(c("pilot", "control"), length.out = n))
  d$z <- as.numeric(d$arm == "pilot"); d$baseline <- round(exp(rnorm(n, 5, 0.5)), 2)
  d$used <- round(pmin(1, runif(n, 0, 0.15) + moved * d$z * runif(n)), 2)
  d
}
out <- list(tool = list(R = as.character(getRversion()), AER = as.character(packageVersion("AER")),
  clubSandwich = as.character(packageVersion("clubSandwich")), estimatr = as.character(packageVersion("estimatr"))))
columns <- c("unit", "arm", "baseline", "outcome", "used")

# Log scale with a baseline
d <- people(11, 30, 0.9)
d$outcome <- round(exp(1 + 0.8 * log(d$baseline) + 0.4 * d$used + rnorm(30, 0, 0.25)), 2)
s <- summaryOf(log(d$outcome), d$used, cbind(1, log(d$baseline)), d$z)
out$log <- c(list(data = d[columns]), withEnds(s, c(s$estimate - 3, s$estimate), c(s$estimate, s$estimate + 3)))

# Raw scale in two strata, some outcomes missing, some use unknown
d <- people(12, 36, 1); d$stratum <- rep(c("north", "south"), each = 18)
d$outcome <- round(20 + 0.3 * d$baseline + 60 * d$used + 15 * (d$stratum == "south") + rnorm(36, 0, 25), 2)
d$outcome[c(3, 8)] <- NA; d$used[c(10, 21)] <- NA
k <- !is.na(d$outcome) & !is.na(d$used)
W <- cbind(1, d$stratum == "south", d$baseline)[k, ]
s <- summaryOf(d$outcome[k], d$used[k], W, d$z[k])
out$raw <- c(list(data = d[c(columns, "stratum")]), withEnds(s, c(s$estimate - 400, s$estimate), c(s$estimate, s$estimate + 400)))

# Ratio of sums with a baseline
d <- people(13, 28, 0.8)
d$baselineDenominator <- rpois(28, 30) + 5; skill <- plogis(rnorm(28, -0.4, 0.4))
d$baseline <- rbinom(28, d$baselineDenominator, skill); d$denominator <- rpois(28, 25) + 5
d$outcome <- rbinom(28, d$denominator, pmin(skill + 0.2 * d$used, 1))
response <- numeric(28)
for (a in 0:1) {
  i <- d$z == a; R <- sum(d$outcome[i]) / sum(d$denominator[i])
  response[i] <- R + (d$outcome[i] - R * d$denominator[i]) / mean(d$denominator[i])
}
pre <- (d$baseline - sum(d$baseline) / sum(d$baselineDenominator) * d$baselineDenominator) / mean(d$baselineDenominator)
s <- summaryOf(response, d$used, cbind(1, pre), d$z)
out$ratio <- c(list(data = d[c(columns, "denominator", "baselineDenominator")]),
  withEnds(s, c(s$estimate - 2, s$estimate), c(s$estimate, s$estimate + 2)))

# Several salespeople a team, teams assigned
set.seed(14); sizes <- c(3, 4, 5, 2, 6, 3, 4, 5, 3, 4, 6, 2); n <- sum(sizes); team <- rep(seq_along(sizes), sizes)
d <- data.frame(unit = sprintf("u%02d", 1:n), cluster = sprintf("team %02d", team), z = team %% 2)
d$arm <- ifelse(d$z == 1, "pilot", "control"); d$baseline <- round(exp(rnorm(n, 4, 0.4)), 2)
d$used <- round(pmin(1, runif(n, 0, 0.1) + d$z * runif(n, 0.3, 0.9)), 2)
d$outcome <- round(exp(0.6 + 0.9 * log(d$baseline) + 0.3 * d$used + rnorm(12, 0, 0.1)[team] + rnorm(n, 0, 0.2)), 2)
s <- summaryOf(log(d$outcome), d$used, cbind(1, log(d$baseline)), d$z, d$cluster)
out$teams <- c(list(data = d[c(columns, "cluster")]), withEnds(s, c(s$estimate - 5, s$estimate), c(s$estimate, s$estimate + 5)))

# Matched pairs: differences within pairs on the differences of the baselines; the intercept is the instrument
d <- people(17, 24, 0.9); d$pair <- sprintf("pair %02d", rep(1:12, each = 2))
d$outcome <- round(exp(1 + 0.8 * log(d$baseline) + 0.3 * d$used + rnorm(24, 0, 0.2)), 2)
d$outcome[6] <- NA
gap <- function(x) x[d$z == 1] - x[d$z == 0]
k <- !is.na(gap(d$outcome))
s <- summaryOf(gap(log(d$outcome))[k], gap(d$used)[k], cbind(gap(log(d$baseline))[k]), rep(1, sum(k)))
kept <- rep(k, each = 2)
s$use <- list(control = mean(d$used[kept & d$z == 0]), pilot = mean(d$used[kept & d$z == 1]))
out$pairs <- c(list(data = d[c(columns, "pair")]), withEnds(s, c(s$estimate - 5, s$estimate), c(s$estimate, s$estimate + 5)))

# Hardly used: the first stage is weak; what is rejected lies between two rays
d <- people(15, 24, 0.06)
d$outcome <- round(50 + 0.2 * d$baseline + 30 * d$z + rnorm(24, 0, 12), 2)
s <- summaryOf(d$outcome, d$used, cbind(1, d$baseline), d$z)
grid <- sinh(seq(-12, 12, length.out = 4001)); turns <- which(diff(sign(sapply(grid, s$excess))) != 0)
stopifnot(length(turns) == 2, s$excess(grid[1]) < 0, s$firstStage$f < 10)
out$rays <- c(list(data = d[columns]), withEnds(s, grid[turns[1] + 0:1], grid[turns[2] + 0:1]))

# Hardly used, and nothing changed: nothing is rejected
d <- people(16, 24, 0.03); d$outcome <- round(50 + 0.2 * d$baseline + rnorm(24, 0, 12), 2)
s <- summaryOf(d$outcome, d$used, cbind(1, d$baseline), d$z)
stopifnot(all(sapply(grid, s$excess) < 0))
s$excess <- NULL
out$everything <- c(list(data = d[columns]), s)

write_json(out, "test/data/golden/users-effect.json", digits = I(17), auto_unbox = TRUE, na = "null", pretty = TRUE)
