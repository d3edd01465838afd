# Expected intervals of single arms' adjusted means for test/statistics/comparison/adjusted-intervals.test.ts, for data that
# compare-arms.R made. Run from the project's root: Rscript scripts/golden/adjusted-intervals.R
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

made <- fromJSON("test/data/golden/compare-arms.json")

# Interval of one arm's mean at the average baseline: the model centred there and without an intercept has it as a coefficient.
armIntervals <- function(y, x, arm, level = 0.05) {
  fit <- lm(y ~ 0 + factor(arm) + I(x - mean(x)))
  test <- coef_test(fit, vcov = "CR2", cluster = seq_along(y), test = "Satterthwaite")[1:2, ]
  margin <- qt(1 - level / 2, test$df_Satt) * test$SE
  list(low = test$beta - margin, high = test$beta + margin, margin = margin)
}

raw <- with(made$raw$data, armIntervals(outcome, baseline, arm))
log <- with(made$log$data, armIntervals(log(outcome), log(baseline), arm))
out <- list(
  tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))),
  raw = list(control = c(raw$low[1], raw$high[1]), pilot = c(raw$low[2], raw$high[2])),
  # On the log scale: how far the interval reaches, as a factor.
  logFactor = list(control = exp(log$margin[1]), pilot = exp(log$margin[2]))
)
write_json(out, "test/data/golden/adjusted-intervals.json", auto_unbox = TRUE, digits = NA, pretty = TRUE)
