# Expected numbers for test/cli/analyze.test.ts: what an analyst gets in R from the same files.
# Run from the project's root: Rscript scripts/golden/analyze.R
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

satterthwaite <- function(fit, cluster) {
  found <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite", coefs = "b_treat")
  list(estimate = found$beta, standardError = found$SE, degreesOfFreedom = found$df, pValue = found$p_Satt)
}

colombia <- read.csv("test/data/ritest_colombia_rct.csv")
colombia <- colombia[complete.cases(colombia$dayscorab), ]
kept <- lm(dayscorab ~ b_treat + b_dayscorab + miss_b_dayscorab + round2 + round3 + factor(b_pair), colombia)

gathered <- function(how) {
  blocks <- aggregate(cbind(dayscorab, b_dayscorab) ~ b_block + b_pair + b_treat, colombia, how)
  satterthwaite(lm(dayscorab ~ b_treat + b_dayscorab + factor(b_pair), blocks), blocks$b_block)
}

bookstore <- read.csv("test/data/mcgrath_bookstore_rct.csv")
welch <- t.test(bookstore$book[bookstore$treatment == 1], bookstore$book[bookstore$treatment == 0])

expected <- list(
  tools = paste0(R.version.string, ", clubSandwich ", packageVersion("clubSandwich")),
  kept = satterthwaite(kept, colombia$b_block),
  summed = gathered(sum),
  averaged = gathered(mean),
  welch = list(
    estimate = unname(welch$estimate[1] - welch$estimate[2]), standardError = welch$stderr,
    degreesOfFreedom = unname(welch$parameter), pValue = welch$p.value, interval = as.numeric(welch$conf.int),
    adjustedMeans = list(pilot = unname(welch$estimate[1]), control = unname(welch$estimate[2]))
  )
)
write(toJSON(expected, auto_unbox = TRUE, digits = NA, pretty = TRUE), "test/data/golden/analyze.json")
