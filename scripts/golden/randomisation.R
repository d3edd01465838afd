# Expected numbers for test/statistics/randomisation/randomisation-test.test.ts, by brute force: every admissible assignment is written
# down and the whole regression is fitted again for each. Run from the project's root: Rscript scripts/golden/randomisation.R
suppressPackageStartupMessages({ library(coin); library(jsonlite) })

# --- all assignments that keep the number of pilot units in each stratum -------------------------------------------------
assignments <- function(pilot, stratum) {
  choices <- lapply(unique(stratum), function(s) {
    members <- which(stratum == s)
    combn(length(members), sum(pilot[members]), function(k) members[k], simplify = FALSE)
  })
  grid <- expand.grid(lapply(choices, seq_along))
  t(apply(grid, 1, function(row) {
    drawn <- integer(length(pilot))
    for (s in seq_along(row)) drawn[choices[[s]][[row[s]]]] <- 1L
    drawn
  }))
}

# --- statistics, from the whole design matrix ----------------------------------------------------------------------------
nuisance <- function(covariates, stratum) {
  Z <- if (length(unique(stratum)) > 1) model.matrix(~ 0 + factor(stratum)) else matrix(1, length(stratum), 1)
  if (is.null(covariates)) Z else cbind(Z, covariates)
}

hc2 <- function(y, treated, Z) {
  X <- cbind(Z, treated)
  if (qr(X)$rank < ncol(X)) return(Inf)
  fit <- lm.fit(X, y)
  bread <- solve(crossprod(X))
  h <- rowSums((X %*% bread) * X)
  pull <- (X %*% bread)[, ncol(X)]
  full <- h > 1 - 1e-9
  if (any(abs(pull[full]) > 1e-8 * sqrt(bread[ncol(X), ncol(X)]))) return(Inf)
  b <- fit$coefficients[ncol(X)]
  abs(b) / sqrt(sum((pull^2 * fit$residuals^2 / (1 - h))[!full]))
}

clustered <- function(y, treated, Z, cluster) {
  X <- cbind(Z, treated)
  if (qr(X)$rank < ncol(X)) return(Inf)
  d <- lm.fit(Z, treated)$residuals
  fit <- lm.fit(X, y)
  scores <- tapply(d * fit$residuals, cluster, sum)
  abs(fit$coefficients[ncol(X)]) * sum(d^2) / sqrt(sum(scores^2))
}

# --- p at a supposed effect, and the interval --------------------------------------------------------------------------------
# rows: assigned (index of the unit or cluster), outcome, perhaps denominator and covariates. roster: pilot, stratum.
p_at <- function(case, tau, draws = assignments(case$pilot, case$stratum)) {
  rows <- case$rows
  treated <- case$pilot[rows$assigned]
  y <- if (is.null(rows$denominator)) rows$outcome - tau * treated else {
    left <- rows$outcome - tau * treated * rows$denominator
    ratio <- sum(left) / sum(rows$denominator)
    (left - ratio * rows$denominator) / mean(rows$denominator)
  }
  Z <- nuisance(as.matrix(rows[grep("^x", names(rows))]), case$stratum[rows$assigned])
  statistic <- function(drawn) {
    if (anyDuplicated(rows$assigned)) clustered(y, drawn[rows$assigned], Z, rows$assigned) else hc2(y, drawn[rows$assigned], Z)
  }
  observed <- statistic(case$pilot)
  mean(apply(draws, 1, statistic) >= observed * (1 - 1e-9))
}

interval <- function(case, level, start, step) {
  draws <- assignments(case$pilot, case$stratum)
  end <- function(side) {
    inside <- start
    outside <- start + side * step
    while (p_at(case, outside, draws) > level) {
      inside <- outside
      outside <- outside + side * step
    }
    while (abs(outside - inside) > 1e-8) {
      middle <- (inside + outside) / 2
      if (p_at(case, middle, draws) > level) inside <- middle else outside <- middle
    }
    inside
  }
  c(end(-1), end(1))
}

answer <- function(case, taus, level = NULL, start = NULL, step = NULL) {
  c(case, list(
    assignments = nrow(assignments(case$pilot, case$stratum)),
    at = lapply(taus, function(tau) list(effect = tau, p = p_at(case, tau))),
    level = level,
    interval = if (is.null(level)) NULL else interval(case, level, start, step)
  ))
}

set.seed(20261123)
unit_case <- function(pilot, stratum, covariates = 1, effect = 0.6, missing = integer(0)) {
  n <- length(pilot)
  rows <- data.frame(assigned = seq_len(n))
  for (j in seq_len(covariates)) rows[[paste0("x", j)]] <- round(rnorm(n), 3)
  slope <- if (covariates > 0) 0.8 * rows$x1 else 0
  rows$outcome <- round(5 + slope + effect * pilot + stratum / 2 + rnorm(n, 0, 0.5), 3)
  list(pilot = pilot, stratum = stratum, rows = if (length(missing)) rows[-missing, ] else rows)
}
alternate <- function(n) rep(c(1L, 0L), length.out = n)

complete <- unit_case(alternate(10), rep(1L, 10))
unequal <- unit_case(c(1L, 0L, 0L, 1L, 0L, 0L, 1L, 0L, 0L), rep(1L, 9), covariates = 0)
stratified <- unit_case(c(1L, 0L, 1L, 0L, 1L, 0L, 1L, 0L, 0L, 1L, 0L, 0L), rep(1:3, c(4, 5, 3)), covariates = 2, effect = 1)
dropped <- unit_case(alternate(12), rep(1L, 12), missing = c(2, 5, 7))
nearly_empty <- unit_case(alternate(8), rep(1L, 8), covariates = 0, effect = 1.2, missing = c(1, 2, 6, 7))

cluster_pilot <- c(1L, 0L, 0L, 1L, 1L, 0L, 1L, 0L)
sizes <- c(1, 2, 3, 4, 2, 5, 3, 1)
rows <- data.frame(assigned = rep(seq_along(sizes), sizes))
rows$x1 <- round(rnorm(nrow(rows)), 3)
rows$x2 <- round(rnorm(nrow(rows))[rows$assigned], 3)
rows$outcome <- round(3 + 0.5 * rows$x1 + 0.9 * cluster_pilot[rows$assigned] + rnorm(8, 0, 0.4)[rows$assigned] + rnorm(nrow(rows), 0, 0.5), 3)
clusters <- list(pilot = cluster_pilot, stratum = rep(1:2, each = 4), rows = rows)

deals <- c(12, 30, 7, 18, 25, 9, 0, 14, 22, 16)
won <- c(5, 11, 3, 5, 13, 2, 0, 4, 12, 5)
ratio <- list(pilot = alternate(10), stratum = rep(1L, 10),
              rows = data.frame(assigned = 1:10, outcome = won, denominator = deals, x1 = round(rnorm(10, 0, 0.1), 3)))

# --- other people's programs ---------------------------------------------------------------------------------------------------
# Equal arms without covariates: |t| grows with the difference in means, so coin's exact permutation p is the same p.
sleepTest <- oneway_test(extra ~ group, sleep, distribution = exact(algorithm = "split-up"))
pairTest <- symmetry_test(extra ~ group | ID, sleep, distribution = exact())

# --- Colombia: 2,346 vendors in 63 blocks, drawn again within pairs ---------------------------------------------------------
# The nuisance columns are projected out of each re-drawn treatment by QR on all rows.
vendors <- read.csv("test/data/ritest_colombia_rct.csv")
blocks <- unique(vendors[c("b_block", "b_pair", "b_treat")])
seen <- subset(vendors, !is.na(dayscorab))
Z <- qr(model.matrix(~ factor(b_pair) + b_dayscorab + miss_b_dayscorab + round2 + round3, seen))
y <- qr.resid(Z, seen$dayscorab)
at <- match(seen$b_block, blocks$b_block)
colombia_t <- function(treat) {
  d <- qr.resid(Z, treat[at])
  b <- sum(d * y) / sum(d^2)
  abs(b) * sum(d^2) / sqrt(sum(tapply(d * (y - b * d), at, sum)^2))
}
observed <- colombia_t(blocks$b_treat)
redraw <- function() ave(blocks$b_treat, blocks$b_pair, FUN = function(arm) arm[sample.int(length(arm))])
extreme <- sum(replicate(9999, colombia_t(redraw())) >= observed * (1 - 1e-9))

write_json(
  list(
    tool = list(R = as.character(getRversion()), coin = as.character(packageVersion("coin"))),
    complete = answer(complete, c(0, 0.5, -0.3), 0.05, 0.6, 0.25),
    unequal = answer(unequal, c(0, 0.4, 1.5), 0.1, 0.6, 0.25),
    stratified = answer(stratified, c(0, 1, 1.8), 0.05, 1, 0.25),
    dropped = answer(dropped, c(0, 0.7), 0.05, 0.6, 0.25),
    nearlyEmpty = answer(nearly_empty, c(0, 0.5)),
    clusters = answer(clusters, c(0, 0.6, 2), 0.1, 0.9, 0.25),
    ratio = answer(ratio, c(0, 0.1, -0.2), 0.05, 0.1, 0.05),
    coin = list(sleep = pvalue(sleepTest), pairs = pvalue(pairTest)),
    colombia = list(t = observed, draws = 9999, p = (1 + extreme) / 10000)
  ),
  "test/data/golden/randomisation.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE
)
