# Expected numbers for test/statistics/planning/simulated-power.test.ts: every admissible draw of three small designs, instead of a sample.
# Run from the project's root: Rscript scripts/golden/simulated-power.R
# Model p: clubSandwich (CR2 with Satterthwaite; every row its own cluster is HC2). Re-drawing p: all draws of the design, by matrix algebra.
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

# All ways to choose half of each stratum, one row each.
draws_of <- function(stratum) {
  pieces <- lapply(split(seq_along(stratum), stratum), function(units) {
    chosen <- combn(length(units), length(units) / 2)
    apply(chosen, 2, function(k) as.integer(seq_along(units) %in% k))
  })
  grid <- expand.grid(lapply(pieces, function(p) seq_len(ncol(p))))
  t(apply(grid, 1, function(pick) {
    arm <- integer(length(stratum))
    for (s in seq_along(pieces)) arm[split(seq_along(stratum), stratum)[[s]]] <- pieces[[s]][, pick[[s]]]
    arm
  }))
}

model_of <- function(y, arm, X, cluster) {
  Z <- cbind(arm, X)
  fit <- lm(y ~ Z - 1)
  test <- suppressWarnings(coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite", coefs = 1))
  list(b = test$beta, p = test$p_Satt, df = test$df)
}

# |t| of one draw: HC2 where every row is a unit, b d'd / sqrt(sum_g (d_g'u_g)^2) where rows share a cluster.
studentised <- function(y, arm, X, cluster) {
  H0 <- X %*% solve(crossprod(X), t(X))
  d <- drop(arm - H0 %*% arm); e <- drop(y - H0 %*% y)
  b <- sum(d * e) / sum(d^2); u <- e - b * d
  if (!anyDuplicated(cluster)) {
    h <- diag(H0) + d^2 / sum(d^2)
    return(abs(b) * sum(d^2) / sqrt(sum(d^2 * u^2 / (1 - h))))
  }
  abs(b) * sum(d^2) / sqrt(sum(tapply(d * u, cluster, sum)^2))
}

# For each draw as the registered one: is it significant by both, with nothing withheld?
power_of <- function(rows, stratum, uplift, response, pooled, covariate) {
  unit <- rows$cluster
  names <- unique(unit)
  draws <- draws_of(stratum)
  X <- cbind(1, covariate)
  strata <- stratum[match(unit, names)]
  if (length(unique(strata)) > 1) X <- cbind(X, strata == unique(strata)[2])
  arms <- apply(draws, 1, function(a) a[match(unit, names)])
  outcome <- apply(arms, 2, function(a) {
    y <- rows$outcome * ifelse(a == 1, 1 + uplift, 1)
    m <- model_of(response(y, a), a, X, unit)
    if (m$p > 0.05 || (uplift != 0 && sign(m$b) != sign(uplift))) return(c(model = m$p <= 0.05 && uplift == 0, both = FALSE))
    observed <- studentised(pooled(y), a, X, unit)
    all <- apply(arms, 2, function(other) studentised(pooled(y), other, X, unit))
    p <- mean(all >= observed * (1 - 1e-9))
    alone <- sapply(names, function(out) { keep <- unit != out
      kept <- list(a = a[keep], X = X[keep, , drop = FALSE])
      sign(coef(lm(response(y, a, keep) ~ cbind(kept$a, kept$X) - 1))[1]) })
    c(model = TRUE, both = p <= 0.05 && m$df >= 4 && all(alone == sign(m$b)))
  })
  list(uplift = uplift, draws = ncol(arms), byModel = mean(outcome["model", ]), significant = mean(outcome["both", ]))
}

set.seed(20261125)
n <- 10
base <- rnorm(n, 11, 0.5)
totals <- data.frame(cluster = sprintf("u%02d", 1:n), baseline = round(exp(base + rnorm(n, 0, 0.25))), outcome = round(exp(base + rnorm(n, 0, 0.25))))
log_response <- function(y, a, keep = TRUE) log(y)[keep]
one <- rep("all", n)
total_power <- lapply(c(0, 0.8), function(u) power_of(totals, one, u, log_response, log, log(totals$baseline)))

ratios <- data.frame(cluster = totals$cluster, stratum = rep(c("North", "South"), c(6, 4)), baselineDenominator = rpois(n, 40), denominator = rpois(n, 40))
rate <- plogis(rnorm(n, -0.4, 0.3))
ratios$baseline <- rbinom(n, ratios$baselineDenominator, rate)
ratios$outcome <- rbinom(n, ratios$denominator, rate)
linear <- function(y, d) (y - sum(y) / sum(d) * d) / mean(d)
own_arm <- function(y, a, keep = rep(TRUE, length(y))) {
  y <- y[keep]; a <- a[keep]; d <- ratios$denominator[keep]
  out <- numeric(length(y))
  for (side in 0:1) out[a == side] <- sum(y[a == side]) / sum(d[a == side]) + linear(y[a == side], d[a == side])
  out
}
ratio_power <- lapply(c(0, 0.6), function(u) power_of(ratios, ratios$stratum, u, own_arm,
  function(y) linear(y, ratios$denominator), linear(ratios$baseline, ratios$baselineDenominator)))

teams <- data.frame(cluster = rep(sprintf("team%d", 0:7), c(3, 4, 2, 5, 3, 4, 3, 2)))
level <- rnorm(8, 10, 0.25)[match(teams$cluster, unique(teams$cluster))]
teams$baseline <- round(exp(level + rnorm(nrow(teams), 0, 0.2)))
teams$outcome <- round(exp(level + rnorm(nrow(teams), 0, 0.2)))
team_power <- lapply(c(0, 0.5), function(u) power_of(teams, rep("all", 8), u, log_response, log, log(teams$baseline)))

write_json(list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))),
                totals = list(rows = totals, power = total_power), ratios = list(rows = ratios, power = ratio_power),
                teams = list(rows = teams, power = team_power)),
           "test/data/golden/simulated-power.json", digits = I(15), auto_unbox = TRUE)
