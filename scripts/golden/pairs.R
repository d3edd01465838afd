# Expected numbers for test/statistics/comparison/paired-comparison.test.ts and randomisation/sign-flip-test.test.ts.
# Run from the project's root: Rscript scripts/golden/pairs.R
# The model: t.test(paired = TRUE), and lm on the differences within pairs with clubSandwich's CR2 and Satterthwaite degrees of
# freedom, every pair its own cluster. The sign-flip test by brute force: every vector of signs, the whole regression anew for each.
suppressPackageStartupMessages({ library(clubSandwich); library(coin); library(jsonlite) })

pairData <- function(seed, pairs, uplift = 0.2) {
  set.seed(seed)
  level <- sort(rnorm(pairs, 5, 0.6))
  d <- data.frame(pair = rep(sprintf("pair %02d", seq_len(pairs)), each = 2), unit = sprintf("u%02d", seq_len(2 * pairs)))
  d$arm <- as.vector(replicate(pairs, sample(c("pilot", "control"))))
  d$baseline <- round(exp(level[rep(seq_len(pairs), each = 2)] + rnorm(2 * pairs, 0, 0.15)), 2)
  d$outcome <- round(exp(0.5 + 0.9 * log(d$baseline) + uplift * (d$arm == "pilot") + rnorm(2 * pairs, 0, 0.2)), 2)
  d
}
side <- function(d, arm, values) { i <- d$arm == arm; values[i][order(d$pair[i])] }
apart <- function(d, values) side(d, "pilot", values) - side(d, "control", values)
columns <- function(d) d[intersect(c("unit", "pair", "cluster", "arm", "baseline", "outcome", "denominator", "baselineDenominator"), names(d))]

told <- function(test, alpha = 0.05) list(
  estimate = test$beta, standardError = test$SE, degreesOfFreedom = test$df, pValue = test$p_Satt,
  interval = test$beta + c(-1, 1) * qt(1 - alpha / 2, test$df) * test$SE)
byLm <- function(w, dx) coef_test(lm(w ~ dx), vcov = "CR2", cluster = seq_along(w), test = "Satterthwaite")[1, ]
byT <- function(w) { t <- t.test(w); list(beta = unname(t$estimate), SE = t$stderr, df = unname(t$parameter), p_Satt = t$p.value) }

# p y1 + c y0 on the same column, at every ratio r: Fieller
fieller <- function(y1, y0, test, alpha = 0.05) {
  ratio <- test(y1)$beta / test(y0)$beta
  excess <- function(r) { t <- test(y1 - r * y0); abs(t$beta) - qt(1 - alpha / 2, t$df) * t$SE }
  list(estimate = ratio - 1, interval = c(uniroot(excess, c(ratio - 0.9, ratio), tol = 1e-13)$root,
                                          uniroot(excess, c(ratio, ratio + 3), tol = 1e-13)$root) - 1)
}

# --- sign flips ---------------------------------------------------------------------------------------------------------------
hc2 <- function(w, Z, sign) {
  X <- cbind(sign, if (is.null(Z)) NULL else Z)
  bread <- solve(crossprod(X)); h <- rowSums((X %*% bread) * X)
  b <- bread %*% crossprod(X, w); e <- w - X %*% b
  abs(b[1]) / sqrt(sum((X %*% bread)[, 1]^2 * e^2 / (1 - h)))
}
signs <- function(n) as.matrix(expand.grid(rep(list(c(1, -1)), n)))
flipP <- function(w, Z, flips) mean(apply(flips, 1, function(s) hc2(w, Z, s)) >= hc2(w, Z, flips[1, ]) * (1 - 1e-9))
flipInterval <- function(at, Z, flips, start, step, level) {
  end <- function(way) {
    inside <- start; outside <- start + way * step
    while (flipP(at(outside), Z, flips) > level) { inside <- outside; outside <- outside + way * step }
    while (abs(outside - inside) > 1e-8) {
      middle <- (inside + outside) / 2
      if (flipP(at(middle), Z, flips) > level) inside <- middle else outside <- middle
    }
    inside
  }
  c(end(-1), end(1))
}
flipped <- function(at, Z, start, step, level = 0.05) {
  flips <- signs(length(at(0)))
  list(p = flipP(at(0), Z, flips), draws = nrow(flips), interval = flipInterval(at, Z, flips, start, step, level))
}

out <- list(tool = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich")),
                        coin = as.character(packageVersion("coin"))))

# Ten pairs on the log scale, with a baseline
d <- pairData(1, 10); dy <- apart(d, log(d$outcome)); dx <- apart(d, log(d$baseline)); s <- told(byLm(dy, dx))
fixed <- lm(log(outcome) ~ factor(pair) + I(arm == "pilot") + log(baseline), d)
control <- mean(d$outcome * exp(-s$estimate * (d$arm == "pilot")))
out$log <- c(list(data = columns(d)), s, list(fixedEffects = unname(coef(fixed)['I(arm == "pilot")TRUE']), control = control,
  relative = expm1(c(s$estimate, s$interval)), flips = flipped(function(tau) dy - tau, dx, s$estimate, 0.1)))

# The same where one unit's baseline is not known: its partner's stands for it
d <- pairData(2, 9); d$baseline[5] <- NA; dx <- apart(d, log(d$baseline)); dx[is.na(dx)] <- 0
out$unknown <- c(list(data = columns(d)), told(byLm(apart(d, log(d$outcome)), dx)))

# Ten pairs on the raw scale, one outcome of zero: Fieller
d <- pairData(3, 10); d$outcome[7] <- 0; y1 <- side(d, "pilot", d$outcome); y0 <- side(d, "control", d$outcome); dx <- apart(d, d$baseline)
s <- told(byLm(y1 - y0, dx))
out$raw <- c(list(data = columns(d)), s, list(adjustedMeans = list(pilot = byLm(y1, dx)$beta, control = byLm(y0, dx)$beta),
  relative = fieller(y1, y0, function(w) byLm(w, dx)), flips = flipped(function(tau) y1 - y0 - tau, dx, s$estimate, 20)))

# Without a baseline: the paired t-test, and coin's exact symmetry test of the same data
d <- pairData(4, 12); d$baseline <- NULL; y1 <- side(d, "pilot", d$outcome); y0 <- side(d, "control", d$outcome)
t <- t.test(y1, y0, paired = TRUE)
out$plain <- list(data = columns(d), estimate = unname(t$estimate), standardError = t$stderr, degreesOfFreedom = unname(t$parameter),
  pValue = t$p.value, interval = as.numeric(t$conf.int), relative = fieller(y1, y0, byT),
  flips = flipped(function(tau) y1 - y0 - tau, NULL, unname(t$estimate), 20),
  coin = as.numeric(pvalue(symmetry_test(outcome ~ factor(arm) | factor(pair), d, distribution = exact()))))

# Six pairs: the paired t-test of the changes
d <- pairData(5, 6); change <- log(d$outcome) - log(d$baseline)
t <- t.test(side(d, "pilot", change), side(d, "control", change), paired = TRUE)
out$change <- list(data = columns(d), estimate = unname(t$estimate), standardError = t$stderr, degreesOfFreedom = unname(t$parameter),
  pValue = t$p.value, interval = as.numeric(t$conf.int),
  flips = flipped(function(tau) apart(d, change) - tau, NULL, unname(t$estimate), 0.1, 0.1))

# Two pairs lost a member
d <- pairData(6, 11); gone <- c(3, 16); lost <- d$pair[gone]; d$outcome[gone] <- NA; k <- d[!d$pair %in% lost, ]
fit <- lm(apart(k, log(k$outcome)) ~ apart(k, log(k$baseline)))
worst <- unname(coef(fit)[1] + quantile(residuals(fit), if (coef(fit)[1] > 0) 0.1 else 0.9, type = 7) * 2 / 11)
out$lost <- c(list(data = columns(d), lost = sort(lost), supposed = worst), told(byLm(apart(k, log(k$outcome)), apart(k, log(k$baseline)))))

# Teams assigned in pairs: means of the logarithms over the people of a team
teams <- pairData(7, 9); set.seed(70); size <- sample(2:5, 18, TRUE)
d <- teams[rep(1:18, size), c("pair", "arm")]; d$cluster <- rep(teams$unit, size); d$unit <- sprintf("p%02d", seq_len(nrow(d)))
d$baseline <- round(rep(teams$baseline, size) * exp(rnorm(nrow(d), 0, 0.3)), 2)
d$outcome <- round(rep(teams$outcome, size) * exp(rnorm(nrow(d), 0, 0.3)), 2); rownames(d) <- NULL
m <- aggregate(cbind(y = log(outcome), x = log(baseline)) ~ pair + arm, d, mean)
out$teams <- c(list(data = columns(d)), told(byLm(apart(m, m$y), apart(m, m$x))),
  list(flips = flipped(function(tau) apart(m, m$y) - tau, apart(m, m$x), 0.2, 0.1)))

# A ratio of sums, of units and of teams
ratioOf <- function(d) {
  response <- numeric(nrow(d))
  for (a in c("pilot", "control")) {
    i <- d$arm == a; R <- sum(d$outcome[i]) / sum(d$denominator[i])
    response[i] <- R + (d$outcome[i] - R * d$denominator[i]) / mean(d$denominator[i])
  }
  pre <- (d$baseline - sum(d$baseline) / sum(d$baselineDenominator) * d$baselineDenominator) / mean(d$baselineDenominator)
  dx <- apart(d, pre); s <- told(byLm(apart(d, response), dx))
  at <- function(tau) {
    left <- d$outcome - tau * (d$arm == "pilot") * d$denominator
    apart(d, (left - sum(left) / sum(d$denominator) * d$denominator) / mean(d$denominator))
  }
  c(s, list(relative = fieller(side(d, "pilot", response), side(d, "control", response), function(w) byLm(w, dx)),
            flips = flipped(at, dx, s$estimate, 0.05)))
}
set.seed(8); d <- pairData(8, 9)[c("pair", "unit", "arm")]; skill <- plogis(rnorm(9, -0.3, 0.4))[rep(1:9, each = 2)]
d$baselineDenominator <- rpois(18, 40) + 1; d$baseline <- rbinom(18, d$baselineDenominator, skill)
d$denominator <- rpois(18, 35) + 1; d$outcome <- rbinom(18, d$denominator, pmin(skill + 0.09 * (d$arm == "pilot"), 1))
out$ratio <- c(list(data = columns(d)), ratioOf(d))
parts <- do.call(rbind, lapply(1:18, function(i) {
  n <- i %% 3 + 1; cut <- function(total) as.vector(rmultinom(1, total, rep(1, n)))
  data.frame(pair = d$pair[i], cluster = d$unit[i], arm = d$arm[i], denominator = cut(d$denominator[i]), outcome = cut(d$outcome[i]),
             baselineDenominator = cut(d$baselineDenominator[i]), baseline = cut(d$baseline[i]))
}))
parts$unit <- sprintf("p%02d", seq_len(nrow(parts)))
out$ratioTeams <- columns(parts)

sleepTest <- t.test(sleep$extra[11:20], sleep$extra[1:10], paired = TRUE)
out$sleep <- list(estimate = unname(sleepTest$estimate), degreesOfFreedom = unname(sleepTest$parameter), pValue = sleepTest$p.value)

write_json(out, "test/data/golden/pairs.json", digits = I(17), auto_unbox = TRUE, na = "null", pretty = FALSE)
