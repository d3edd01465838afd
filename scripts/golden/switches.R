# Expected numbers for test/statistics/designs: stepped wedge, crossover and staged rollout.
# Run from the project's root: Rscript scripts/golden/switches.R
suppressPackageStartupMessages({ library(clubSandwich); library(lme4); library(nlme); library(jsonlite) })

tools <- function(...) {
  c(R = as.character(getRversion()), sapply(c(...), function(p) as.character(packageVersion(p))))
}
robust <- function(fit, cluster, wanted) {
  test <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")[wanted, ]
  list(estimate = test$beta, se = test$SE, df = test$df, p = test$p_Satt)
}
set.seed(20261123)

# A stepped wedge: 9 clusters of 2 to 5 units, 5 periods, waves 2 to 4 and one that never switches, some rows missing.
sizes <- c(2, 3, 4, 5, 2, 3, 3, 4, 2)
waves <- c(2, 2, 3, 3, 3, 4, 4, NA, NA)
units <- data.frame(cluster = rep(sprintf("c%d", seq_along(sizes)), sizes), wave = rep(waves, sizes))
units$unit <- sprintf("%s-%02d", units$cluster, ave(seq_len(nrow(units)), units$cluster, FUN = seq_along))
wedge <- merge(units, data.frame(period = 1:5))
wedge$treated <- as.numeric(!is.na(wedge$wave) & wedge$period >= wedge$wave)
own <- setNames(rnorm(length(sizes), 0, 0.5), sprintf("c%d", seq_along(sizes)))
wedge$outcome <- round(exp(4 + own[wedge$cluster] + 0.05 * wedge$period + 0.2 * wedge$treated + rnorm(nrow(wedge), 0, 0.3)), 3)
wedge$sales <- rpois(nrow(wedge), 8)
wedge$offers <- wedge$sales + rpois(nrow(wedge), 12) + 1
wedge$outcome[c(7, 31, 60)] <- NA
wedge <- wedge[order(wedge$cluster, wedge$unit, wedge$period), ]
seen <- wedge[!is.na(wedge$outcome), ]

wedgeFit <- function(rows) lm(y ~ cluster + factor(period) + treated, rows)
onLog <- transform(seen, y = log(outcome))
onRaw <- transform(seen, y = outcome)
R <- sum(wedge$sales) / sum(wedge$offers)
onRatio <- transform(wedge, y = R + (sales - R * offers) / ave(offers, period))
onLog$since <- ifelse(onLog$treated == 1, onLog$period - onLog$wave, -1)
bySince <- lm(y ~ cluster + factor(period) + factor(since), onLog)
since <- coef_test(bySince, vcov = "CR2", cluster = onLog$cluster, test = "Satterthwaite")
since <- since[grep("since", rownames(since)), ]
average <- linear_contrast(bySince, vcov = "CR2", cluster = onLog$cluster, test = "Satterthwaite", contrasts = {
  weights <- as.numeric(grepl("since", names(coef(bySince)))); matrix(weights / sum(weights), 1)
})
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))
mixed <- function(rows) {
  fit <- lmer(y ~ factor(period) + treated + (1 | cluster), rows, REML = TRUE, control = tight)
  inner <- lme(y ~ factor(period) + treated, random = ~1 | cluster, rows, method = "REML",
               control = lmeControl(tolerance = 1e-12, msTol = 1e-12, niterEM = 500))
  row <- coef(summary(fit))["treated", ]
  list(estimate = row[[1]], se = row[[2]], df = summary(inner)$tTable["treated", "DF"],
       nlmeEstimate = summary(inner)$tTable["treated", "Value"], nlmeSe = summary(inner)$tTable["treated", "Std.Error"])
}

# All orders of the wedge's waves over clusters, on a smaller roster: |t| with the clustered variance that needs no adjustment.
small <- seen[seen$cluster %in% c("c1", "c3", "c4", "c6", "c7", "c8"), ]
small$y <- log(small$outcome)
smallWaves <- tapply(small$wave, small$cluster, function(w) if (is.na(w[1])) Inf else w[1])
arrange <- function(items) {
  if (length(items) <= 1) return(matrix(items, 1))
  do.call(rbind, lapply(unique(items), function(first) cbind(first, arrange(items[-match(first, items)]))))
}
orders <- arrange(as.numeric(smallWaves))
statistic <- function(order, response = small$y) {
  cells <- data.frame(cluster = small$cluster, period = factor(small$period), response = response)
  cells$switched <- as.numeric(small$period >= order[match(small$cluster, names(smallWaves))])
  d <- resid(lm(switched ~ cluster + period, cells))
  if (sum(d^2) < 1e-9) return(Inf)
  u <- resid(lm(response ~ cluster + period + switched, cells))
  b <- sum(d * response) / sum(d^2)
  abs(b) * sum(d^2) / sqrt(sum(tapply(d * u, cells$cluster, sum)^2))
}
pOf <- function(tau) {
  left <- small$y - tau * small$treated
  mean(apply(orders, 1, statistic, response = left) >= statistic(as.numeric(smallWaves), left) * (1 - 1e-9))
}

# A crossover: 11 clusters of 1 to 3 units in two strata, one unit seen once.
sizes <- c(1, 2, 3, 1, 2, 3, 2, 1, 2, 3, 1)
first <- c(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 2)
cross <- data.frame(cluster = rep(sprintf("t%02d", seq_along(sizes)), sizes), wave = rep(first, sizes),
                    stratum = rep(ifelse(seq_along(sizes) <= 5, "north", "south"), sizes))
cross$unit <- sprintf("%s-%d", cross$cluster, ave(seq_len(nrow(cross)), cross$cluster, FUN = seq_along))
cross <- merge(cross, data.frame(period = 1:2))
cross$treated <- as.numeric(cross$period == cross$wave)
own <- setNames(rnorm(length(sizes), 0, 8), unique(cross$cluster))
cross$outcome <- round(60 + own[cross$cluster] + 4 * cross$period + 5 * cross$treated + rnorm(nrow(cross), 0, 5), 3)
cross <- cross[order(cross$unit, cross$period), ]
cross <- cross[-2, ]
whole <- cross[ave(cross$period, cross$unit, FUN = length) == 2, ]
change <- aggregate(cbind(half = y) ~ unit + cluster + wave + stratum, transform(whole, y = ifelse(period == 2, 1, -1) * outcome / 2), sum)
byCluster <- aggregate(half ~ cluster + wave + stratum, change, mean)
byCluster$second <- as.numeric(byCluster$wave == 2)
crossFit <- function(formula, rows) robust(lm(formula, rows), seq_len(nrow(rows)), "second")

# All sequences of the crossover drawn as a whole, also for the cluster without a difference; |t| with HC2.
hc2 <- function(second, y) {
  X <- cbind(1, second); H <- X %*% solve(crossprod(X), t(X)); e <- y - H %*% y
  w <- solve(crossprod(X), t(X))[2, ]
  abs(sum(w * y)) / sqrt(sum(w^2 * e^2 / (1 - diag(H))))
}
crossP <- {
  roster <- sprintf("t%02d", seq_along(first))
  kept <- match(byCluster$cluster, roster)
  draws <- combn(length(roster), sum(first == 2))
  redrawn <- apply(draws, 2, function(at) hc2(replace(numeric(length(roster)), at, 1)[kept], byCluster$half))
  mean(redrawn >= hc2(byCluster$second, byCluster$half) * (1 - 1e-9))
}

# A staged rollout in a chosen order: 14 territories, 6 periods, waves 1 (always), 3, 4, 6 and never.
wave <- c(1, rep(3, 4), rep(4, 3), rep(6, 2), rep(NA, 4))
staged <- merge(data.frame(unit = sprintf("u%02d", seq_along(wave)), wave = wave), data.frame(period = 1:6))
own <- setNames(rnorm(length(wave), 0, 10), sprintf("u%02d", seq_along(wave)))
staged$outcome <- round(100 + own[staged$unit] + 3 * staged$period +
  ifelse(!is.na(staged$wave) & staged$period >= staged$wave, 6 + 2 * (staged$period - staged$wave), 0) + rnorm(nrow(staged), 0, 4), 3)
staged <- staged[order(staged$unit, staged$period), ]
Y <- tapply(staged$outcome, list(staged$unit, staged$period), mean)
G <- ifelse(is.na(wave), Inf, wave)
cells <- subset(expand.grid(t = 1:6, g = c(3, 4, 6)), t != g - 1)
cells$n <- sapply(cells$g, function(g) sum(G == g))
comparison <- function(t, g) which(G > max(t, g - 1) & G != g)
cells$att <- mapply(function(t, g) {
  mean(Y[G == g, t] - Y[G == g, g - 1]) - mean(Y[comparison(t, g), t] - Y[comparison(t, g), g - 1])
}, cells$t, cells$g)
# Weight of every cluster's outcome in a weighted sum of ATT(g,t): the estimate is their sum, each wave an independent sample.
influenceValues <- function(weights) {
  W <- matrix(0, nrow(Y), ncol(Y))
  for (i in seq_len(nrow(cells))) {
    own <- which(G == cells$g[i]); others <- comparison(cells$t[i], cells$g[i]); t <- cells$t[i]; base <- cells$g[i] - 1
    W[own, t] <- W[own, t] + weights[i] / length(own); W[own, base] <- W[own, base] - weights[i] / length(own)
    W[others, t] <- W[others, t] - weights[i] / length(others); W[others, base] <- W[others, base] + weights[i] / length(others)
  }
  # value of a cluster in the mean of its wave
  split(rowSums(W * Y) * ave(G, G, FUN = length), G)[-1]
}
influence <- function(weights) {
  values <- influenceValues(weights)
  parts <- sapply(values, function(v) var(v) / length(v))
  list(estimate = sum(weights * cells$att), se = sqrt(sum(parts)), df = sum(parts)^2 / sum(parts^2 / (sapply(values, length) - 1)))
}
post <- cells$t >= cells$g
perGroup <- ave(as.numeric(post), cells$g, FUN = sum)
groupWeights <- ifelse(post, cells$n / sum(c(4, 3, 2)) / perGroup, 0)
distances <- sort(unique(cells$t - cells$g))
byDistance <- lapply(distances, function(e) {
  at <- cells$t - cells$g == e
  c(list(since = e, clusters = sum(cells$n[at])), influence(ifelse(at, cells$n / sum(cells$n[at]), 0)))
})
# The cluster bootstrap of the effect two periods after the switch, in another stream of random numbers: its p and quantiles of t.
values <- influenceValues(ifelse(cells$t - cells$g == 1, cells$n / sum(cells$n[cells$t - cells$g == 1]), 0))
boot <- {
  centred <- lapply(values, function(v) v - mean(v))
  observed <- sum(sapply(values, mean)) / sqrt(sum(sapply(values, function(v) var(v) / length(v))))
  t <- replicate(2e5, {
    again <- lapply(centred, function(v) v[sample.int(length(v), replace = TRUE)])
    d <- sum(sapply(again, mean)); se <- sqrt(sum(sapply(again, function(v) var(v) / length(v))))
    if (abs(d) < 1e-12) 0 else d / se
  })
  list(p = mean(abs(t) >= abs(observed)), quantiles = unname(quantile(t, c(0.1, 0.9))))
}
treatedNow <- as.numeric(!is.na(staged$wave) & staged$period >= staged$wave)
twoWay <- robust(lm(outcome ~ unit + factor(period) + treatedNow, staged), staged$unit, "treatedNow")

write_json(
  list(
    tool = as.list(tools("clubSandwich", "lme4", "nlme")),
    wedge = list(
      data = wedge,
      log = robust(wedgeFit(onLog), onLog$cluster, "treated"),
      raw = robust(wedgeFit(onRaw), onRaw$cluster, "treated"),
      ratio = robust(wedgeFit(onRatio), onRatio$cluster, "treated"),
      since = list(estimate = since$beta, se = since$SE, df = since$df),
      average = list(estimate = average$Est, se = average$SE, df = average$df),
      mixed = mixed(onLog), mixedRaw = mixed(onRaw)
    ),
    orders = list(data = small[, c("unit", "cluster", "period", "wave", "outcome")], count = nrow(orders), p = pOf(0),
                  shifted = lapply(c(-0.3, -0.1, 0.1, 0.3, 0.5), function(tau) list(tau = tau, p = pOf(tau)))),
    crossover = list(
      data = cross, plain = crossFit(half ~ second, byCluster), strata = crossFit(half ~ stratum + second, byCluster),
      p = crossP, mean = mean(whole$outcome), share = mean(whole$treated)
    ),
    staged = list(data = staged, overall = influence(groupWeights), byDistance = byDistance, twoWay = twoWay, bootstrap = boot)
  ),
  "test/data/golden/switches.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE, na = "null"
)
