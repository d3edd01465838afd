# Expected numbers for test/statistics/designs/*.test.ts and for chosen arms in test/statistics/comparison.
# Run from the project's root: Rscript scripts/golden/chosen-arms.R
# Changes are compared by t.test (Welch) on units and by clubSandwich (CR2) on teams; the breakdown of relative magnitudes
# asks t.test again for every size of the drift.
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

out <- list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))))

chosenData <- function(seed, n, effect, drift = 0) {
  set.seed(seed)
  pilot <- rep(c(TRUE, FALSE), length.out = n)
  level <- exp(rnorm(n, ifelse(pilot, 5.3, 5), 0.4))
  window <- function(at) round(level * exp(0.02 * at + drift * at * pilot + rnorm(n, 0, 0.1)), 3)
  d <- data.frame(unit = sprintf("u%02d", seq_len(n)), arm = ifelse(pilot, "pilot", "control"))
  d$h1 <- window(-3); d$h2 <- window(-2); d$h3 <- window(-1); d$baseline <- window(0)
  d$outcome <- round(window(1) * exp(effect * pilot), 3)
  d
}

rows <- function(d, history = c("h1", "h2", "h3")) {
  lapply(seq_len(nrow(d)), function(i) {
    row <- as.list(d[i, setdiff(names(d), history)])
    row$history <- I(as.numeric(d[i, history]))
    row
  })
}

# Welch's t of the pilot arm minus control.
welch <- function(y, pilot, level = 0.05) t.test(y[pilot], y[!pilot], conf.level = 1 - level)
told <- function(t) list(estimate = unname(t$estimate[1] - t$estimate[2]), standardError = t$stderr,
  degreesOfFreedom = unname(t$parameter), pValue = t$p.value, interval = as.numeric(t$conf.int))

# Fieller on arm means that were set on the mean baseline.
fieller <- function(y, pilot, alpha = 0.05) {
  m <- tapply(y, pilot, mean); v <- tapply(y, pilot, var) / tapply(y, pilot, length); n <- tapply(y, pilot, length)
  excess <- function(r) {
    parts <- c(r^2 * v[["FALSE"]], v[["TRUE"]])
    df <- sum(parts)^2 / sum(parts^2 / (c(n[["FALSE"]], n[["TRUE"]]) - 1))
    abs(m[["TRUE"]] - r * m[["FALSE"]]) - qt(1 - alpha / 2, df) * sqrt(sum(parts))
  }
  ratio <- m[["TRUE"]] / m[["FALSE"]]
  list(estimate = ratio - 1, interval = c(uniroot(excess, c(ratio - 1, ratio), tol = 1e-13)$root,
    uniroot(excess, c(ratio, ratio + 1), tol = 1e-13)$root) - 1)
}

# Everything that is said about the time before the pilot, for units on one scale: windows by column, the outcome last.
before <- function(W, pilot) {
  k <- ncol(W) - 1
  at <- seq_len(k) - mean(seq_len(k))
  slopes <- as.numeric(W[, seq_len(k)] %*% (at / sum(at^2)))
  long <- data.frame(
    y = as.numeric(W[, seq_len(k)]), unit = factor(rep(seq_len(nrow(W)), k)),
    window = factor(rep(seq_len(k), each = nrow(W)), levels = c(k, seq_len(k - 1))), pilot = rep(pilot, k)
  )
  # Two-way fixed effects with every lead but the baseline: the usual event study of the time before.
  X <- model.matrix(~ window * pilot, long)[, -1]
  leads <- X[, grepl(":", colnames(X))]
  colnames(leads) <- paste0("lead", seq_len(ncol(leads)))
  study <- lm(y ~ 0 + unit + window + leads, long)
  columns <- grep("^leads", names(coef(study)))
  joint <- Wald_test(study, constraints = constrain_zero(columns, coef(study)), vcov = "CR2", cluster = long$unit, test = "HTZ")
  change <- W[, k + 1] - W[, k]
  clearance <- function(drift) function(m) {
    t <- welch(change - m * drift, pilot)
    side <- sign(mean(change[pilot]) - mean(change[!pilot]))
    min(side * t$conf.int)
  }
  drifts <- lapply(seq_len(k - 1), function(j) W[, j + 1] - W[, j])
  reach <- sapply(c(drifts, lapply(drifts, `-`)), function(drift) {
    f <- clearance(drift)
    if (f(0) <= 0) 0 else if (f(1000) > 0) Inf else uniroot(f, c(0, 1000), tol = 1e-13)$root
  })
  list(
    trend = told(welch(slopes, pilot)),
    placebo = told(welch(W[, k] - W[, k - 1], pilot)),
    leads = list(fStatistic = joint$Fstat, numeratorFreedom = joint$df_num, denominatorFreedom = joint$df_denom, pValue = joint$p_val),
    bound = list(times = min(reach), largestDrift = max(sapply(drifts, function(d) abs(mean(d[pilot]) - mean(d[!pilot])))))
  )
}

d <- chosenData(1, 24, 0.15)
pilot <- d$arm == "pilot"
change <- log(d$outcome) - log(d$baseline)
t <- welch(change, pilot)
control <- mean(d$outcome * exp(-told(t)$estimate * pilot))
out$log <- c(list(data = rows(d)), told(t), list(
  control = control,
  relative = list(estimate = expm1(told(t)$estimate), interval = expm1(as.numeric(t$conf.int))),
  before = before(log(as.matrix(d[, c("h1", "h2", "h3", "baseline", "outcome")])), pilot)
))
raw <- d$outcome - d$baseline + mean(d$baseline)
out$raw <- c(told(welch(raw, pilot)), list(
  adjustedMeans = list(control = mean(raw[!pilot]), pilot = mean(raw[pilot])),
  relative = fieller(raw, pilot),
  before = before(as.matrix(d[, c("h1", "h2", "h3", "baseline", "outcome")]), pilot)
))

# Arms that were going apart all along: nothing was done.
apart <- chosenData(2, 30, 0, 0.06)
out$apart <- list(data = rows(apart),
  before = before(log(as.matrix(apart[, c("h1", "h2", "h3", "baseline", "outcome")])), apart$arm == "pilot"))

# Win rates: the ratio of each arm and window, linearised within the arm.
set.seed(3)
n <- 20
w <- data.frame(unit = sprintf("r%02d", seq_len(n)), arm = rep(c("pilot", "control"), n / 2))
for (at in c("h1", "h2", "h3", "baseline", "outcome")) {
  w[[paste0(at, "D")]] <- rpois(n, 30) + 5
  w[[at]] <- rbinom(n, w[[paste0(at, "D")]], 0.3 + 0.1 * (at == "outcome" & w$arm == "pilot"))
}
pilot <- w$arm == "pilot"
linear <- function(at) {
  y <- w[[at]]; d <- w[[paste0(at, "D")]]; value <- numeric(n)
  for (arm in c(TRUE, FALSE)) {
    own <- pilot == arm
    R <- sum(y[own]) / sum(d[own])
    value[own] <- R + (y[own] - R * d[own]) / mean(d[own])
  }
  value
}
W <- sapply(c("h1", "h2", "h3", "baseline", "outcome"), linear)
response <- W[, 5] - W[, 4] + mean(W[, 4])
out$ratio <- c(
  list(data = lapply(seq_len(n), function(i) list(
    unit = w$unit[i], arm = w$arm[i], outcome = w$outcome[i], denominator = w$outcomeD[i],
    baseline = w$baseline[i], baselineDenominator = w$baselineD[i],
    history = I(as.numeric(w[i, c("h1", "h2", "h3")])), historyDenominators = I(as.numeric(w[i, c("h1D", "h2D", "h3D")]))))),
  told(welch(response, pilot)),
  list(relative = fieller(response, pilot), before = before(W, pilot)))

# Teams were chosen: several salespeople of one team share the choice.
set.seed(4)
sizes <- c(3, 4, 5, 6, 7, 8, 3, 5, 4, 6)
team <- rep(seq_along(sizes), sizes)
teams <- data.frame(unit = sprintf("p%02d", seq_along(team)), cluster = paste0("team", team),
  arm = ifelse(team %% 2 == 0, "pilot", "control"))
shift <- function(sd) rnorm(length(sizes), 0, sd)[team]
teams$baseline <- round(rnorm(length(team), 100, 20) + shift(8), 3)
teams$h3 <- round(teams$baseline + rnorm(length(team), 0, 8) + shift(4), 3)
teams$h2 <- round(teams$h3 + rnorm(length(team), 0, 8) + shift(4), 3)
teams$outcome <- round(teams$baseline + 12 * (teams$arm == "pilot") + rnorm(length(team), 0, 10) + shift(5), 3)
treated <- as.numeric(teams$arm == "pilot")
changed <- lm(outcome - baseline ~ treated, teams)
test <- coef_test(changed, vcov = "CR2", cluster = teams$cluster, test = "Satterthwaite")[2, ]
stacked <- data.frame(y = c(teams$h2 - teams$baseline, teams$h3 - teams$baseline), lead = factor(rep(1:2, each = nrow(teams))),
  treated = rep(treated, 2), team = rep(teams$cluster, 2))
leads <- lm(y ~ lead + lead:treated, stacked)
joint <- Wald_test(leads, constraints = constrain_zero(3:4), vcov = "CR2", cluster = stacked$team, test = "HTZ")
out$teams <- list(data = rows(teams, c("h2", "h3")), estimate = test$beta, standardError = test$SE, degreesOfFreedom = test$df, pValue = test$p_Satt,
  interval = test$beta + c(-1, 1) * qt(0.975, test$df) * test$SE,
  leads = list(fStatistic = joint$Fstat, numeratorFreedom = joint$df_num, denominatorFreedom = joint$df_denom, pValue = joint$p_val))

write(toJSON(out, auto_unbox = TRUE, digits = I(17)), "test/data/golden/chosen-arms.json")
