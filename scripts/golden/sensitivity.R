# Expected numbers for test/statistics/sensitivity/*.test.ts.
# Run from the project's root: Rscript scripts/golden/sensitivity.R
# Each row of the table by somebody else: sandwich (HC3), clubSandwich (CR3, CR2 and Satterthwaite), estimatr (Lin), metafor (ratio of
# means), wilcox.test and coin (ranks), t.test; the wild cluster bootstrap by fitting lm again for every weighting.
suppressPackageStartupMessages({ library(clubSandwich); library(sandwich); library(estimatr); library(coin); library(metafor); library(jsonlite) })

level <- 0.05
row_of <- function(estimate, se, df) {
  list(estimate = estimate, standardError = se, degreesOfFreedom = df, pValue = 2 * pt(-abs(estimate / se), df),
       interval = estimate + c(-1, 1) * qt(1 - level / 2, df) * se)
}
# One coefficient with CR2 (HC2 where each row is its own cluster) and Satterthwaite degrees of freedom.
satterthwaite <- function(fit, name, cluster = seq_len(nobs(fit))) {
  test <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")
  i <- match(name, names(coef(fit)))
  row_of(test$beta[i], test$SE[i], test$df[i])
}
welch_row <- function(y, treated) {
  w <- t.test(y[treated == 1], y[treated == 0])
  row_of(unname(w$estimate[1] - w$estimate[2]), w$stderr, unname(w$parameter))
}
hc3_row <- function(fit, name) row_of(coef(fit)[[name]], sqrt(vcovHC(fit, type = "HC3")[name, name]), df.residual(fit))
lin_row <- function(fit, name, lin) {
  found <- satterthwaite(fit, name)
  stopifnot(abs(found$standardError / lin$std.error[["treated"]] - 1) < 1e-9, abs(found$estimate / coef(lin)[["treated"]] - 1) < 1e-9)
  found
}
cuped_row <- function(y, x, treated) welch_row(y - cov(x, y) / var(x) * (x - mean(x)), treated)
means_row <- function(y, treated) {
  a <- y[treated == 1]; b <- y[treated == 0]
  found <- escalc("ROM", m1i = mean(a), sd1i = sd(a), n1i = length(a), m2i = mean(b), sd2i = sd(b), n2i = length(b))
  parts <- c(var(a) / length(a) / mean(a)^2, var(b) / length(b) / mean(b)^2)
  stopifnot(abs(sum(parts) / found$vi - 1) < 1e-12)
  row_of(as.numeric(found$yi), sqrt(found$vi), sum(parts)^2 / sum(parts^2 / (c(length(a), length(b)) - 1)))
}
rank_row <- function(y, treated) {
  w <- wilcox.test(y[treated == 1], y[treated == 0], exact = TRUE, conf.int = TRUE, conf.level = 1 - level)
  list(estimate = unname(w$estimate), pValue = w$p.value, interval = as.numeric(w$conf.int))
}
cap <- function(v) pmin(v, quantile(v, 0.95, type = 7))

units_of <- function(seed, n, pilot) {
  set.seed(seed)
  d <- data.frame(unit = sprintf("u%02d", seq_len(n)), treated = as.numeric(seq_len(n) %in% pilot))
  d$arm <- ifelse(d$treated == 1, "pilot", "control")
  d$baseline <- round(exp(rnorm(n, 5, 0.5)), 2)
  d$outcome <- round(exp(1 + 0.8 * log(d$baseline) + 0.3 * d$treated + rnorm(n, 0, 0.3)), 2)
  d
}
versions <- sapply(c("clubSandwich", "sandwich", "estimatr", "coin", "metafor"), function(p) as.character(packageVersion(p)))
out <- list(tool = c(list(R = as.character(getRversion())), as.list(versions)))

# Log scale with a baseline, 12 pilot units and 16 of control
d <- units_of(11, 28, seq(2, 24, 2))
y <- log(d$outcome); x <- log(d$baseline); xc <- x - mean(x); t <- d$treated
out$log <- list(data = d[c("unit", "arm", "baseline", "outcome")], rows = list(
  REGISTERED = satterthwaite(lm(y ~ t + x), "t"), HC3 = hc3_row(lm(y ~ t + x), "t"), WELCH = welch_row(y, t), MANN_WHITNEY = rank_row(y, t),
  LIN_INTERACTED = lin_row(lm(y ~ t * xc), "t", lm_lin(y ~ treated, ~ x, data.frame(y, treated = t, x), se_type = "HC2")),
  CUPED = cuped_row(y, x, t), DIFFERENCE_IN_DIFFERENCES = welch_row(y - x, t), RAW_SCALE = satterthwaite(lm(outcome ~ treated + baseline, d), "treated"),
  RATIO_OF_MEANS = means_row(d$outcome, t), WINSORISED = satterthwaite(lm(cap(y) ~ t + cap(x)), "t")))

# The same arms as if people had chosen them: changes are compared
change <- y - x
out$chosen <- list(data = out$log$data, rows = list(
  REGISTERED = welch_row(change, t), HC3 = hc3_row(lm(change ~ t), "t"), MANN_WHITNEY = rank_row(change, t), ANCOVA = satterthwaite(lm(y ~ t + x), "t"),
  RAW_SCALE = welch_row(d$outcome - d$baseline, t), WINSORISED = welch_row(cap(change), t)))

# The same in three strata, 15 units an arm
d <- units_of(12, 30, seq(2, 30, 2)); d$stratum <- rep(c("north", "south", "west"), each = 10)
y <- log(d$outcome); x <- log(d$baseline); t <- d$treated
Z <- scale(cbind(model.matrix(~ stratum, d)[, -1], x), scale = FALSE)
out$strata <- list(data = d[c("unit", "arm", "stratum", "baseline", "outcome")], rows = list(
  HC3 = hc3_row(lm(y ~ stratum + t + x, d), "t"),
  LIN_INTERACTED = lin_row(lm(y ~ t * Z), "t", lm_lin(y ~ treated, ~ stratum + x, data.frame(y, treated = t, x, stratum = d$stratum), se_type = "HC2")),
  DIFFERENCE_IN_DIFFERENCES = satterthwaite(lm(I(y - x) ~ stratum + t, d), "t"), WELCH = welch_row(y, t), WINSORISED = satterthwaite(lm(cap(y) ~ stratum + t + cap(x), d), "t")))

# Raw scale: a zero, and outcomes in whole numbers with ties; no baseline
d <- units_of(13, 19, 1:8); d$outcome <- round(d$outcome / 40); d$outcome[c(3, 12)] <- 0
exact <- pvalue(wilcox_test(outcome ~ factor(arm, c("pilot", "control")), d, distribution = "exact"))
differences <- sort(outer(d$outcome[1:8], d$outcome[9:19], "-")); cut <- qwilcox(level / 2, 8, 11)
out$raw <- list(data = d[c("unit", "arm", "outcome")], rows = list(REGISTERED = welch_row(d$outcome, d$treated), HC3 = hc3_row(lm(outcome ~ treated, d), "treated"),
  MANN_WHITNEY = list(estimate = median(differences), pValue = as.numeric(exact), interval = c(differences[cut], differences[89 - cut])),
  RATIO_OF_MEANS = means_row(d$outcome, d$treated), WINSORISED = welch_row(cap(d$outcome), d$treated)))

# Ratio of sums with a baseline; one unit has neither numerator nor denominator
set.seed(14); n <- 26
d <- data.frame(unit = sprintf("u%02d", 1:n), arm = rep(c("pilot", "control"), n / 2)); d$treated <- as.numeric(d$arm == "pilot")
skill <- plogis(rnorm(n, -0.4, 0.5))
d$baselineDenominator <- rpois(n, 30) + 1; d$baseline <- rbinom(n, d$baselineDenominator, skill)
d$denominator <- rpois(n, 25) + 1; d$outcome <- rbinom(n, d$denominator, pmin(skill + 0.07 * d$treated, 1))
d$denominator[9] <- 0; d$outcome[9] <- 0
by_arm <- function(y, n) {
  response <- numeric(length(y))
  for (a in 0:1) { i <- d$treated == a; R <- sum(y[i]) / sum(n[i]); response[i] <- R + (y[i] - R * n[i]) / mean(n[i]) }
  response
}
response <- by_arm(d$outcome, d$denominator); change <- response - by_arm(d$baseline, d$baselineDenominator)
pre <- (d$baseline - sum(d$baseline) / sum(d$baselineDenominator) * d$baselineDenominator) / mean(d$baselineDenominator)
own <- subset(transform(d, y = outcome / denominator, x = baseline / baselineDenominator), denominator > 0)
t <- d$treated; centred <- pre - mean(pre)
out$ratio <- list(data = d[c("unit", "arm", "outcome", "denominator", "baseline", "baselineDenominator")], rows = list(
  HC3 = hc3_row(lm(response ~ t + pre), "t"), WELCH = welch_row(response, t),
  LIN_INTERACTED = satterthwaite(lm(response ~ t * centred), "t"), CUPED = cuped_row(response, pre, t), DIFFERENCE_IN_DIFFERENCES = welch_row(change, t),
  MEAN_OF_RATIOS = satterthwaite(lm(y ~ treated + x, own), "treated"),
  WINSORISED = satterthwaite(lm(cap(response) ~ t + cap(pre)), "t")))

# Salespeople in ten teams, teams assigned; and the wild cluster bootstrap over all 1,024 sign weightings
set.seed(15); sizes <- c(2, 3, 5, 4, 6, 3, 2, 7, 4, 5)
d <- data.frame(team = rep(seq_along(sizes), sizes)); d$cluster <- sprintf("team %02d", d$team); d$unit <- sprintf("u%02d", seq_len(nrow(d)))
d$treated <- d$team %% 2; d$arm <- ifelse(d$treated == 1, "pilot", "control"); d$baseline <- round(exp(rnorm(nrow(d), 4, 0.4)), 2)
d$outcome <- round(exp(0.6 + 0.9 * log(d$baseline) + 0.35 * d$treated + rnorm(10, 0, 0.2)[d$team] + rnorm(nrow(d), 0, 0.2)), 2)
y <- log(d$outcome); x <- log(d$baseline); t <- d$treated; fit <- lm(y ~ t + x)
means <- aggregate(cbind(y, x, t) ~ team, data.frame(y, x, t, team = d$team), mean)
weights <- as.matrix(expand.grid(rep(list(c(-1, 1)), 10))); X <- cbind(1, t, x)
clustered_t <- function(y, tau) {
  f <- lm.fit(X, y); bread <- solve(crossprod(X)); scores <- rowsum(X * f$residuals, d$team)
  (f$coefficients[2] - tau) / sqrt((bread %*% crossprod(scores) %*% bread)[2, 2])
}
bootstrap_p <- function(tau) {
  null <- lm.fit(X[, c(1, 3)], y - tau * t)
  drawn <- apply(weights, 1, function(w) clustered_t(tau * t + null$fitted.values + w[d$team] * null$residuals, tau))
  mean(abs(drawn) >= abs(clustered_t(y, tau)) * (1 - 1e-9))
}
# The outermost effect that is not rejected, between one that is not and one that is.
edge <- function(inside, outside) {
  stopifnot(bootstrap_p(inside) > level, bootstrap_p(outside) <= level)
  for (i in 1:44) { middle <- (inside + outside) / 2; if (bootstrap_p(middle) <= level) outside <- middle else inside <- middle }
  inside
}
b <- coef(fit)[["t"]]
wild <- list(estimate = b, pValue = bootstrap_p(0), interval = c(edge(b, b - 1), edge(b, b + 1)))
cr3 <- sqrt(vcovCR(fit, cluster = d$team, type = "CR3")["t", "t"])
out$teams <- list(data = d[c("unit", "cluster", "arm", "baseline", "outcome")], rows = list(
  REGISTERED = satterthwaite(fit, "t", d$team), CR3 = row_of(b, cr3, 9), CLUSTER_MEANS = satterthwaite(lm(y ~ t + x, means), "t"),
  WILD_CLUSTER_BOOTSTRAP = wild, WELCH = welch_row(means$y, means$t), MANN_WHITNEY = rank_row(means$y, means$t),
  CUPED = cuped_row(means$y, means$x, means$t),
  DIFFERENCE_IN_DIFFERENCES = satterthwaite(lm(I(y - x) ~ t), "t", d$team), RAW_SCALE = satterthwaite(lm(outcome ~ treated + baseline, d), "treated", d$team),
  RATIO_OF_MEANS = { m <- aggregate(outcome ~ team + treated, d, mean); means_row(m$outcome, m$treated) },
  WINSORISED = satterthwaite(lm(cap(y) ~ t + cap(x)), "t", d$team)))

# Eleven matched pairs; and differences with ties and a zero
set.seed(17); pairs <- 11
d <- data.frame(pair = sprintf("pair %02d", rep(1:pairs, 2)), treated = rep(1:0, each = pairs)); d$arm <- ifelse(d$treated == 1, "pilot", "control")
d$unit <- sprintf("u%02d", seq_len(2 * pairs)); shared <- rnorm(pairs, 5, 0.5)
d$baseline <- round(exp(rep(shared, 2) + rnorm(2 * pairs, 0, 0.1)), 2)
d$outcome <- round(exp(1 + 0.8 * rep(shared, 2) + 0.15 * d$treated + rnorm(2 * pairs, 0, 0.2)), 2)
y <- log(d$outcome); x <- log(d$baseline); t <- d$treated; dy <- y[t == 1] - y[t == 0]; dx <- x[t == 1] - x[t == 0]
signed <- wilcox.test(dy, exact = TRUE, conf.int = TRUE, conf.level = 1 - level)
out$pairs <- list(data = d[c("unit", "pair", "arm", "baseline", "outcome")], rows = list(
  REGISTERED = satterthwaite(lm(dy ~ dx), "(Intercept)"), HC3 = hc3_row(lm(dy ~ dx), "(Intercept)"), UNPAIRED = satterthwaite(lm(y ~ t + x), "t"),
  SIGNED_RANK = list(estimate = unname(signed$estimate), pValue = signed$p.value, interval = as.numeric(signed$conf.int))))
d$outcome <- c(9, 4, 7, 7, 3, 8, 12, 6, 6, 10, 5, 5, 3, 7, 4, 4, 5, 6, 5, 7, 8, 4) ; d$outcome[1:2] <- c(0, 14)
tied <- d$outcome[1:11] - d$outcome[12:22]; z <- wilcoxsign_test(d$outcome[1:11] ~ d$outcome[12:22], distribution = "exact", zero.method = "Wilcoxon")
walsh <- sort(outer(tied, tied, "+")[upper.tri(diag(11), diag = TRUE)] / 2); cut <- qsignrank(level / 2, 11)
out$tiedPairs <- list(data = d[c("unit", "pair", "arm", "outcome")], rows = list(
  SIGNED_RANK = list(estimate = median(walsh), pValue = as.numeric(pvalue(z)), interval = c(walsh[cut], walsh[67 - cut]))))

# More than 100 units, with ties: the normal distribution with corrections
set.seed(16); many <- list(pilot = rpois(63, 9), control = rpois(58, 7))
w <- wilcox.test(many$pilot, many$control, exact = FALSE, correct = TRUE)
differences <- sort(outer(many$pilot, many$control, "-")); pairs <- length(differences)
cut <- floor(pairs / 2 - qnorm(1 - level / 2) * sqrt(pairs * 122 / 12))
out$manyRanks <- c(many, list(estimate = median(differences), pValue = w$p.value, interval = c(differences[cut], differences[pairs + 1 - cut])))

set.seed(18); differences <- rpois(120, 9) - 8
w <- wilcox.test(differences, exact = FALSE, correct = TRUE)
walsh <- sort(outer(differences, differences, "+")[upper.tri(diag(120), diag = TRUE)] / 2)
cut <- floor(120 * 121 / 4 - qnorm(1 - level / 2) * sqrt(120 * 121 * 241 / 24))
out$manySignedRanks <- list(differences = differences, estimate = median(walsh), pValue = w$p.value, interval = c(walsh[cut], walsh[length(walsh) + 1 - cut]))

write_json(out, "test/data/golden/sensitivity.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
