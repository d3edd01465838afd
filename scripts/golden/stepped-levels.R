# Expected numbers for test/statistics/looks/stepped-levels.test.ts, by multivariate normal probabilities (Miwa, Hayter & Kuriki
# 2003) instead of recursive integration. Run from the project's root: Rscript scripts/golden/stepped-levels.R
suppressPackageStartupMessages({ library(mvtnorm); library(jsonlite) })

spent <- function(t, alpha) 4 * pnorm(qnorm(1 - alpha / 4) / sqrt(t), lower.tail = FALSE)

# Two-sided level of the last of the looks: each spends half of its increment on each side.
lastLevel <- function(times, alpha) {
  z <- numeric(0)
  for (k in seq_along(times)) {
    increment <- (spent(times[k], alpha) - if (k > 1) spent(times[k - 1], alpha) else 0) / 2
    if (k == 1) { z <- qnorm(increment, lower.tail = FALSE); next }
    corr <- outer(times[1:k], times[1:k], function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
    crossing <- function(b) pmvnorm(c(-z, b), c(z, Inf), corr = corr, algorithm = Miwa(steps = 4096)) - increment
    z <- c(z, uniroot(crossing, c(1, qnorm(increment, lower.tail = FALSE)), tol = 1e-12)$root)
  }
  2 * pnorm(z[length(z)], lower.tail = FALSE)
}

steps <- function(times, alpha, m) sapply(m:1, function(left) lastLevel(times, alpha / left))

looks <- list(
  list(times = I(c(0.5)), alpha = 0.05, hypotheses = 2),
  list(times = c(0.5, 1), alpha = 0.05, hypotheses = 2),
  list(times = c(0.25, 0.6), alpha = 0.05, hypotheses = 3),
  list(times = c(0.6), alpha = 0.05, hypotheses = 3),
  list(times = c(0.3, 0.7, 1), alpha = 0.1, hypotheses = 4)
)
write_json(
  list(tool = list(R = as.character(getRversion()), mvtnorm = as.character(packageVersion("mvtnorm"))),
       looks = lapply(looks, function(l) {
         list(times = I(as.numeric(l$times)), alpha = l$alpha, hypotheses = l$hypotheses,
              levels = I(steps(l$times, l$alpha, l$hypotheses)))
       })),
  "test/data/golden/stepped-levels.json", digits = I(14), auto_unbox = TRUE, pretty = TRUE)
