# Expected numbers for test/statistics/numbers/robust-variance.test.ts.
# Run from the project's root: Rscript scripts/golden/robust-variance.R
suppressPackageStartupMessages({ library(clubSandwich); library(sandwich); library(jsonlite) })

tools <- function(...) {
  c(R = as.character(getRversion()), sapply(c(...), function(p) as.character(packageVersion(p))))
}

# One contrast per coefficient: estimate, CR2 error, Satterthwaite df, CR1S and HC3 errors.
robust <- function(fit, cluster) {
  test <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")
  list(
    coefficients = unname(coef(fit)),
    cr2 = test$SE,
    df = test$df,
    cr1s = unname(sqrt(diag(vcovCR(fit, cluster = cluster, type = "CR1S")))),
    hc3 = unname(sqrt(diag(vcovHC(fit, type = "HC3"))))
  )
}

set.seed(20261123)
n <- 40
pilot <- data.frame(
  treated = rep(c(1, 0), n / 2),
  baseline = round(exp(rnorm(n, 4, 0.5)), 3),
  stratum = rep(1:4, each = n / 4)
)
pilot$outcome <- round(exp(0.8 * log(pilot$baseline) + 0.8 + 0.2 * pilot$treated + rnorm(n, 0, 0.25)), 3)
rows <- lm(log(outcome) ~ factor(stratum) + treated + log(baseline), pilot)

sizes <- c(1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12, 2)
clustered <- data.frame(cluster = rep(seq_along(sizes), sizes))
clustered$treated <- as.numeric(clustered$cluster %% 2 == 0)
clustered$baseline <- round(rnorm(nrow(clustered), 50, 10), 3)
clustered$outcome <- round(
  0.7 * clustered$baseline + 3 * clustered$treated + rnorm(length(sizes), 0, 4)[clustered$cluster] +
    rnorm(nrow(clustered), 0, 5), 3)
teams <- lm(outcome ~ treated + baseline, clustered)

colombia <- subset(read.csv("test/data/ritest_colombia_rct.csv"), !is.na(dayscorab))
vendors <- lm(dayscorab ~ factor(b_pair) + b_treat + b_dayscorab + miss_b_dayscorab + round2 + round3, colombia)
effect <- coef_test(vendors, vcov = "CR2", cluster = colombia$b_block, test = "Satterthwaite")["b_treat", ]
usual <- coef_test(vendors, vcov = "CR1S", cluster = colombia$b_block, test = "naive-t")["b_treat", ]

write_json(
  list(
    tool = as.list(tools("clubSandwich", "sandwich")),
    rows = c(list(data = pilot), robust(rows, seq_len(n))),
    clusters = c(list(data = clustered), robust(teams, clustered$cluster)),
    colombia = list(estimate = effect$beta, cr2 = effect$SE, df = effect$df, p = effect$p_Satt,
                    cr1s = usual$SE, usualP = usual$p_t)
  ),
  "test/data/golden/robust-variance.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE
)
