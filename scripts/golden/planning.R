# Expected numbers for test/statistics/planning/minimum-detectable-effect.test.ts and intraclass-correlation.test.ts.
# Run from the project's root: Rscript scripts/golden/planning.R
suppressPackageStartupMessages({ library(lme4); library(jsonlite) })

power_of <- function(pilot, control, spread, correlation, columns, level, effect) {
  df <- pilot + control - columns
  ncp <- effect / (spread * sqrt((1 - correlation^2) * (1 / pilot + 1 / control)))
  q <- qt(1 - level / 2, df)
  pt(q, df, ncp, lower.tail = FALSE) + pt(-q, df, ncp)
}
plans <- list(
  list(pilot = 6, control = 6, spread = 0.65, correlation = 0.8, columns = 3, level = 0.05, effect = 0.7),
  list(pilot = 20, control = 14, spread = 12, correlation = 0.3, columns = 5, level = 0.0363, effect = -9),
  list(pilot = 4, control = 4, spread = 1, correlation = 0, columns = 2, level = 0.05, effect = 0.2)
)
twoSample <- power.t.test(n = 20, delta = 0.8, sd = 1, strict = TRUE)$power

# Balanced: the ANOVA estimate is REML's. Unbalanced: from aov's mean squares (Donner 1986).
set.seed(20261123)
balanced <- data.frame(cluster = rep(1:9, each = 6))
balanced$value <- round(50 + rnorm(9, 0, 4)[balanced$cluster] + rnorm(54, 0, 6), 2)
v <- as.data.frame(VarCorr(lmer(value ~ 1 + (1 | cluster), balanced, control = lmerControl(optCtrl = list(xtol_rel = 1e-14, ftol_rel = 1e-14)))))$vcov
sizes <- c(2, 9, 4, 1, 7, 5, 3)
unbalanced <- data.frame(cluster = rep(seq_along(sizes), sizes))
unbalanced$value <- round(20 + rnorm(7, 0, 3)[unbalanced$cluster] + rnorm(sum(sizes), 0, 3), 2)
squares <- summary(aov(value ~ factor(cluster), unbalanced))[[1]][["Mean Sq"]]
n0 <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)
icc <- (squares[1] - squares[2]) / (squares[1] + (n0 - 1) * squares[2])
cv2 <- mean((sizes - mean(sizes))^2) / mean(sizes)^2

write_json(
  list(tool = list(R = as.character(getRversion()), lme4 = as.character(packageVersion("lme4"))),
       power = lapply(plans, function(p) c(p, list(power = do.call(power_of, p)))), twoSample = twoSample,
       balanced = list(cluster = balanced$cluster, value = balanced$value, icc = v[1] / sum(v)),
       unbalanced = list(cluster = unbalanced$cluster, value = unbalanced$value, icc = icc,
                         designEffect = 1 + ((1 + cv2) * mean(sizes) - 1) * icc)),
  "test/data/golden/planning.json", digits = I(15), auto_unbox = TRUE)
