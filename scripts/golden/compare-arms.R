# Expected numbers for test/statistics/comparison/compare-arms.test.ts and its neighbours.
# Run from the project's root: Rscript scripts/golden/compare-arms.R
# Standard errors and degrees of freedom come from clubSandwich (CR2 with every row its own cluster is HC2); Fieller's
# interval re-parametrises the model so that the contrast is a coefficient, and asks clubSandwich again at every ratio.
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

pilotData <- function(seed, n) {
  set.seed(seed)
  d <- data.frame(
    unit = sprintf("u%02d", seq_len(n)),
    arm = rep(c("pilot", "control"), length.out = n),
    baseline = round(exp(rnorm(n, 5, 0.5)), 2)
  )
  d$outcome <- round(exp(1 + 0.8 * log(d$baseline) + 0.15 * (d$arm == "pilot") + rnorm(n, 0, 0.3)), 2)
  d
}

# c'b by clubSandwich: the column space of X rewritten so that the contrast is the first coefficient.
contrastTest <- function(X, y, contrast, cluster = seq_along(y)) {
  pivot <- which.max(abs(contrast))
  A <- diag(ncol(X)); A[pivot, ] <- contrast
  Z <- X %*% solve(A); colnames(Z) <- paste0("z", seq_len(ncol(X)))
  fit <- lm(y ~ Z - 1)
  coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")[pivot, ]
}

combine <- function(X, y, p, q, cluster = seq_along(y)) {
  contrast <- (p + q) * colMeans(X)
  contrast["treated"] <- p
  contrastTest(X, y, contrast, cluster)
}

summaryOf <- function(X, y, alpha = 0.05, cluster = seq_along(y)) {
  uplift <- combine(X, y, 1, -1, cluster)
  margin <- qt(1 - alpha / 2, uplift$df) * uplift$SE
  list(estimate = uplift$beta, standardError = uplift$SE, degreesOfFreedom = uplift$df, pValue = uplift$p_Satt,
       interval = uplift$beta + c(-1, 1) * margin)
}

fieller <- function(test, alpha = 0.05) {
  ratio <- test(1, 0)$beta / test(0, 1)$beta
  excess <- function(r) { t <- test(1, -r); abs(t$beta) - qt(1 - alpha / 2, t$df) * t$SE }
  # One unit of ratio for each side is far enough for these data.
  low <- uniroot(excess, c(ratio - 1, ratio), tol = 1e-13)$root
  high <- uniroot(excess, c(ratio, ratio + 1), tol = 1e-13)$root
  list(estimate = ratio - 1, interval = c(low, high) - 1)
}

adjusted <- function(X, y) {
  list(control = combine(X, y, 0, 1)$beta, pilot = combine(X, y, 1, 0)$beta)
}

welchTest <- function(y, treated) function(p, q) {
  m <- tapply(y, treated, mean); v <- tapply(y, treated, var) / tapply(y, treated, length); n <- tapply(y, treated, length)
  parts <- c(q^2 * v["0"], p^2 * v["1"])
  list(beta = unname(p * m["1"] + q * m["0"]), SE = sqrt(sum(parts)), df = sum(parts)^2 / sum(parts^2 / (c(n["0"], n["1"]) - 1)))
}

out <- list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))))

# Log scale with a baseline
d <- pilotData(1, 24); d$treated <- as.numeric(d$arm == "pilot")
X <- model.matrix(~ treated + log(baseline), d); s <- summaryOf(X, log(d$outcome))
control <- mean(d$outcome * exp(-s$estimate * d$treated))
out$log <- c(list(data = d[c("unit", "arm", "baseline", "outcome")]), s, list(
  control = control, relative = list(estimate = expm1(s$estimate), interval = expm1(s$interval)),
  absolute = list(estimate = expm1(s$estimate) * control, interval = expm1(s$interval) * control)))

# Log scale in three strata, two units of each arm without a baseline (one of them zero)
d <- pilotData(2, 30); d$treated <- as.numeric(d$arm == "pilot")
d$stratum <- rep(c("north", "south", "west"), each = 10)
unknown <- c(3, 4, 11, 26); known <- setdiff(1:30, unknown)
logged <- log(d$baseline); logged[unknown] <- mean(logged[known])
d$baseline[unknown] <- NA; d$baseline[26] <- 0
X <- model.matrix(~ factor(stratum) + treated + logged + missing, cbind(d, logged, missing = as.numeric(1:30 %in% unknown)))
out$logStrata <- c(list(data = d[c("unit", "arm", "stratum", "baseline", "outcome")]), summaryOf(X, log(d$outcome)))

# The same with one unit without a baseline: filled in, no indicator
d <- pilotData(3, 16); d$treated <- as.numeric(d$arm == "pilot")
logged <- log(d$baseline); logged[5] <- mean(logged[-5]); d$baseline[5] <- NA
X <- model.matrix(~ treated + logged, cbind(d, logged))
out$logOneUnknown <- c(list(data = d[c("unit", "arm", "baseline", "outcome")]), summaryOf(X, log(d$outcome)))

# Raw scale, one zero, with a baseline: Fieller
d <- pilotData(4, 20); d$treated <- as.numeric(d$arm == "pilot"); d$outcome[7] <- 0
X <- model.matrix(~ treated + baseline, d)
out$raw <- c(list(data = d[c("unit", "arm", "baseline", "outcome")]), summaryOf(X, d$outcome), list(
  adjustedMeans = adjusted(X, d$outcome), relative = fieller(function(p, q) combine(X, d$outcome, p, q))))

# Raw scale without a baseline: Welch, Fieller with Welch's degrees of freedom at every ratio
d <- pilotData(5, 17); d$treated <- as.numeric(d$arm == "pilot")
w <- t.test(outcome ~ treated, d)
out$welch <- list(data = d[c("unit", "arm", "outcome")], estimate = unname(w$estimate[2] - w$estimate[1]), standardError = w$stderr,
  degreesOfFreedom = unname(w$parameter), pValue = w$p.value, interval = -rev(as.numeric(w$conf.int)),
  relative = fieller(welchTest(d$outcome, d$treated)))

# Ratio of sums, without and with a baseline; one unit has neither numerator nor denominator
set.seed(6); n <- 26
d <- data.frame(unit = sprintf("u%02d", 1:n), arm = rep(c("pilot", "control"), n / 2))
d$treated <- as.numeric(d$arm == "pilot")
skill <- plogis(rnorm(n, -0.4, 0.5))
d$baselineDenominator <- rpois(n, 30) + 1; d$baseline <- rbinom(n, d$baselineDenominator, skill)
d$denominator <- rpois(n, 25) + 1; d$outcome <- rbinom(n, d$denominator, pmin(skill + 0.07 * d$treated, 1))
d$denominator[9] <- 0; d$outcome[9] <- 0
response <- numeric(n)
for (a in 0:1) {
  i <- d$treated == a; R <- sum(d$outcome[i]) / sum(d$denominator[i])
  response[i] <- R + (d$outcome[i] - R * d$denominator[i]) / mean(d$denominator[i])
}
pre <- (d$baseline - sum(d$baseline) / sum(d$baselineDenominator) * d$baselineDenominator) / mean(d$baselineDenominator)
w <- t.test(response ~ d$treated)
out$ratio <- list(data = d[c("unit", "arm", "outcome", "denominator", "baseline", "baselineDenominator")],
  plain = list(estimate = unname(w$estimate[2] - w$estimate[1]), standardError = w$stderr, degreesOfFreedom = unname(w$parameter),
    pValue = w$p.value, interval = -rev(as.numeric(w$conf.int)), relative = fieller(welchTest(response, d$treated))))
X <- model.matrix(~ treated + pre, d)
out$ratio$adjusted <- c(summaryOf(X, response), list(adjustedMeans = adjusted(X, response),
  relative = fieller(function(p, q) combine(X, response, p, q))))

# Several salespeople a team, teams assigned
set.seed(7); sizes <- c(2, 3, 5, 4, 6, 3, 2, 7, 4, 5, 3, 4)
d <- data.frame(team = sprintf("team %02d", rep(seq_along(sizes), sizes)))
d$unit <- sprintf("u%02d", seq_len(nrow(d))); d$treated <- rep(seq_along(sizes) %% 2, sizes)
d$arm <- ifelse(d$treated == 1, "pilot", "control"); d$baseline <- round(exp(rnorm(nrow(d), 4, 0.4)), 2)
d$outcome <- round(exp(0.6 + 0.9 * log(d$baseline) + 0.1 * d$treated + rep(rnorm(length(sizes), 0, 0.2), sizes) + rnorm(nrow(d), 0, 0.2)), 2)
X <- model.matrix(~ treated + log(baseline), d)
out$teams <- c(list(data = data.frame(unit = d$unit, cluster = d$team, arm = d$arm, baseline = d$baseline, outcome = d$outcome)),
  summaryOf(X, log(d$outcome), cluster = d$team))

# Missing outcomes, two pilot units and one control unit, where they lie against a small uplift (up, then down)
worstCase <- function(seed, share) {
  d <- pilotData(seed, 32); d$treated <- as.numeric(d$arm == "pilot"); gone <- c(1, 10, 15)
  d$outcome <- round(d$outcome * exp(share * d$treated), 2); d$outcome[gone] <- NA
  seen <- lm(log(outcome) ~ treated + log(baseline), d); uplift <- unname(coef(seen)["treated"])
  tails <- quantile(residuals(seen), if (uplift > 0) c(0.1, 0.9) else c(0.9, 0.1), type = 7)
  filled <- log(d$outcome)
  filled[gone] <- predict(seen, d[gone, ]) + ifelse(d$treated[gone] == 1, tails[1], tails[2])
  supposed <- unname(coef(lm(filled ~ treated + log(baseline), d))["treated"])
  list(data = d[c("unit", "arm", "baseline", "outcome")], seen = uplift, supposed = supposed)
}
out$missing <- list(up = worstCase(8, -0.25), down = worstCase(8, -0.31), holds = worstCase(8, 0))

write_json(out, "test/data/golden/compare-arms.json", digits = I(17), auto_unbox = TRUE, na = "null", pretty = TRUE)
