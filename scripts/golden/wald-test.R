# Expected numbers for test/statistics/numbers/wald-test.test.ts.
# Run from the project's root: Rscript scripts/golden/wald-test.R
suppressPackageStartupMessages({ library(clubSandwich); library(jsonlite) })

# "All these coefficients are zero", by Hotelling's T-squared with the degrees of freedom of Zhang (HTZ).
joint <- function(fit, cluster, columns) {
  test <- Wald_test(fit, constraints = constrain_zero(columns), vcov = "CR2", cluster = cluster, test = "HTZ")
  list(columns = columns - 1, f = test$Fstat, df1 = test$df_num, df2 = test$df_denom, p = test$p_val)
}

set.seed(20261123)
n <- 48
regions <- data.frame(
  region = rep(1:4, each = n / 4),
  treated = rep(c(1, 0), n / 2),
  baseline = round(exp(rnorm(n, 4, 0.5)), 3)
)
regions$outcome <- round(exp(
  0.8 * log(regions$baseline) + 0.8 + (0.1 + 0.15 * (regions$region == 3)) * regions$treated + rnorm(n, 0, 0.25)), 3)
rows <- lm(log(outcome) ~ factor(region) + treated + log(baseline) + factor(region):treated, regions)

sizes <- c(1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12, 2, 4, 5, 3, 6)
teams <- data.frame(team = rep(seq_along(sizes), sizes))
teams$region <- (teams$team - 1) %/% 2 %% 3 + 1
teams$treated <- as.numeric(teams$team %% 2 == 0)
teams$baseline <- round(rnorm(nrow(teams), 50, 10), 3)
teams$outcome <- round(
  0.7 * teams$baseline + (3 + 4 * (teams$region == 2)) * teams$treated +
    rnorm(length(sizes), 0, 4)[teams$team] + rnorm(nrow(teams), 0, 5), 3)
clustered <- lm(outcome ~ factor(region) + treated + baseline + factor(region):treated, teams)

colombia <- subset(read.csv("test/data/ritest_colombia_rct.csv"), !is.na(dayscorab))
vendors <- lm(dayscorab ~ factor(b_pair) + b_treat + b_dayscorab + miss_b_dayscorab + round2 + round3, colombia)
pairs <- length(unique(colombia$b_pair))

write_json(
  list(
    tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))),
    rows = list(data = regions, interaction = joint(rows, seq_len(n), 7:9), everything = joint(rows, seq_len(n), 5:9),
                one = joint(rows, seq_len(n), 5)),
    clusters = list(data = teams, interaction = joint(clustered, teams$team, 6:7),
                    everything = joint(clustered, teams$team, 4:7)),
    colombia = joint(vendors, colombia$b_block, pairs + 1:5)
  ),
  "test/data/golden/wald-test.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE
)
