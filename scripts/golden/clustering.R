# Expected numbers for test/statistics/comparison/clustering.test.ts.
# Run from the project's root: Rscript scripts/golden/clustering.R
# The mean squares are aov's, of the residuals of lm; ICC and design effect by the formulas of Donner (1986) and Eldridge et al. (2006).
suppressPackageStartupMessages(library(jsonlite))

set.seed(20261130); sizes <- c(2, 3, 5, 4, 6, 3, 2, 7, 4, 5)
d <- data.frame(cluster = sprintf("team %02d", rep(seq_along(sizes), sizes)))
d$unit <- sprintf("u%02d", seq_len(nrow(d))); d$treated <- rep(seq_along(sizes) %% 2, sizes)
d$arm <- ifelse(d$treated == 1, "pilot", "control")
d$baseline <- round(exp(rnorm(nrow(d), 4, 0.4)), 2)
d$outcome <- round(exp(0.6 + 0.9 * log(d$baseline) + 0.5 * d$treated + rep(rnorm(length(sizes), 0, 0.2), sizes) + rnorm(nrow(d), 0, 0.2)), 2)

d$left <- residuals(lm(log(outcome) ~ treated + log(baseline), d))
squares <- summary(aov(left ~ factor(cluster), d))[[1]][["Mean Sq"]]
n0 <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)
icc <- (squares[1] - squares[2]) / (squares[1] + (n0 - 1) * squares[2])
cv2 <- mean((sizes - mean(sizes))^2) / mean(sizes)^2
effect <- 1 + ((1 + cv2) * mean(sizes) - 1) * icc

write_json(list(tool = list(R = as.character(getRversion())), data = d[c("unit", "cluster", "arm", "baseline", "outcome")],
  correlation = icc, designEffect = effect, effectiveRows = sum(sizes) / effect),
  "test/data/golden/clustering.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
