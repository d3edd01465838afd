# Expected numbers for test/statistics/comparison/segment-effects.test.ts.
# Run from the project's root: Rscript scripts/golden/segment-effects.R
# Standard errors, degrees of freedom and the joint test come from clubSandwich (CR2 with every row its own cluster is HC2); a
# contrast becomes a coefficient by re-parametrising the model, and Fieller's interval asks clubSandwich again at every ratio.
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

contrastTest <- function(X, y, contrast, cluster) {
  pivot <- which.max(abs(contrast))
  A <- diag(ncol(X)); A[pivot, ] <- contrast
  Z <- X %*% solve(A); colnames(Z) <- paste0("z", seq_len(ncol(X)))
  coef_test(lm(y ~ Z - 1), vcov = "CR2", cluster = cluster, test = "Satterthwaite")[pivot, ]
}

joint <- function(X, y, columns, cluster) {
  test <- Wald_test(lm(y ~ X - 1), constraints = constrain_zero(columns), vcov = "CR2", cluster = cluster, test = "HTZ")
  list(f = test$Fstat, df1 = test$df_num, df2 = test$df_denom, p = test$p_val)
}

# p times the pilot mean plus q times the control mean of one segment, at its own rows' means of all other columns.
combine <- function(X, y, segment, level, cluster) {
  own <- colMeans(X[segment == level, ])
  function(p, q) {
    contrast <- (p + q) * own
    contrast["treated"] <- p
    others <- grep("^in_", colnames(X))
    contrast[others] <- 0
    mine <- match(paste0("in_", level), colnames(X))
    if (!is.na(mine)) contrast[mine] <- p
    contrastTest(X, y, contrast, cluster)
  }
}

fieller <- function(test, alpha) {
  ratio <- test(1, 0)$beta / test(0, 1)$beta
  excess <- function(r) { t <- test(1, -r); abs(t$beta) - qt(1 - alpha / 2, t$df) * t$SE }
  list(estimate = ratio - 1,
       interval = c(uniroot(excess, c(ratio - 1, ratio), tol = 1e-13)$root,
                    uniroot(excess, c(ratio, ratio + 1), tol = 1e-13)$root) - 1)
}

effects <- function(X, y, segment, cluster = seq_along(y), alpha = 0.05, ratios = TRUE) {
  levels <- sort(unique(segment))
  list(
    interaction = joint(X, y, grep("^in_", colnames(X)), cluster),
    segments = lapply(levels, function(level) {
      test <- combine(X, y, segment, level, cluster)
      uplift <- test(1, -1)
      margin <- qt(1 - alpha / 2, uplift$df) * uplift$SE
      c(list(segment = level, estimate = uplift$beta, standardError = uplift$SE, degreesOfFreedom = uplift$df,
             pValue = uplift$p_Satt, interval = uplift$beta + c(-1, 1) * margin),
        if (ratios) list(control = test(0, 1)$beta, pilot = test(1, 0)$beta, relative = fieller(test, alpha)))
    })
  )
}

withInteractions <- function(X, segment, treated) {
  levels <- sort(unique(segment))[-1]
  marks <- sapply(levels, function(level) as.numeric(segment == level) * treated)
  colnames(marks) <- paste0("in_", levels)
  cbind(X, marks)
}

out <- list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))))

set.seed(20261123)
# Log scale, three regions of unequal size, the play works in the south only
n <- 54
d <- data.frame(unit = sprintf("u%02d", 1:n), arm = rep(c("pilot", "control"), n / 2),
                segment = rep(c("north", "south", "west"), c(24, 18, 12)), baseline = round(exp(rnorm(n, 5, 0.5)), 2))
d$treated <- as.numeric(d$arm == "pilot")
d$outcome <- round(exp(1 + 0.8 * log(d$baseline) + 0.35 * d$treated * (d$segment == "south") + rnorm(n, 0, 0.3)), 2)
X <- withInteractions(model.matrix(~ segment + treated + log(baseline), d), d$segment, d$treated)
out$log <- c(list(data = d[c("unit", "arm", "segment", "baseline", "outcome")]),
             effects(X, log(d$outcome), d$segment, ratios = FALSE))

# Raw scale, drawn within four strata, two of which lie in one segment each and two in both
d <- data.frame(unit = sprintf("u%02d", 1:40), arm = rep(c("pilot", "control"), 20),
                stratum = rep(c("a", "b", "c", "d"), each = 10),
                segment = c(rep("hunter", 10), rep("farmer", 10), rep(c("hunter", "hunter", "farmer", "farmer", "hunter"), 4)))
d$treated <- as.numeric(d$arm == "pilot")
d$outcome <- round(40 + 5 * match(d$stratum, c("a", "b", "c", "d")) + 6 * d$treated * (d$segment == "hunter") + rnorm(40, 0, 6), 1)
X <- withInteractions(model.matrix(~ stratum + segment + treated, d), d$segment, d$treated)
out$strata <- c(list(data = d[c("unit", "arm", "stratum", "segment", "outcome")]), effects(X, d$outcome, d$segment))

# A ratio of sums, teams assigned, two profiles in every team
sizes <- c(4, 5, 6, 4, 7, 5, 4, 6, 8, 4, 5, 6)
d <- data.frame(cluster = sprintf("team %02d", rep(seq_along(sizes), sizes)))
n <- nrow(d)
d$unit <- sprintf("u%02d", 1:n)
d$arm <- ifelse(match(d$cluster, unique(d$cluster)) %% 2 == 0, "pilot", "control")
d$segment <- rep(c("hunter", "farmer"), length.out = n)
d$treated <- as.numeric(d$arm == "pilot")
d$denominator <- 10 + rpois(n, 15)
d$outcome <- rbinom(n, d$denominator, 0.3 + 0.12 * d$treated * (d$segment == "hunter"))
z <- numeric(n)
for (cell in split(1:n, list(d$segment, d$arm))) {
  R <- sum(d$outcome[cell]) / sum(d$denominator[cell])
  z[cell] <- R + (d$outcome[cell] - R * d$denominator[cell]) / mean(d$denominator[cell])
}
X <- withInteractions(model.matrix(~ segment + treated, d), d$segment, d$treated)
out$ratio <- c(list(data = d[c("unit", "arm", "cluster", "segment", "outcome", "denominator")]),
               effects(X, z, d$segment, cluster = d$cluster, alpha = 0.1))

write_json(out, "test/data/golden/segment-effects.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
