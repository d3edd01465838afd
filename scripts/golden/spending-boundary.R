# Expected numbers for test/statistics/looks/spending-boundary.test.ts, by multivariate normal probabilities (Miwa, Hayter & Kuriki
# 2003) instead of recursive integration. Run from the project's root: Rscript scripts/golden/spending-boundary.R
suppressPackageStartupMessages({ library(mvtnorm); library(jsonlite) })

spent <- function(t, alpha) 2 * pnorm(qnorm(1 - alpha / 4) / sqrt(t), lower.tail = FALSE)

boundary <- function(times, alpha) {
  z <- numeric(0)
  for (k in seq_along(times)) {
    increment <- spent(times[k], alpha) - if (k > 1) spent(times[k - 1], alpha) else 0
    if (k == 1) { z <- qnorm(increment, lower.tail = FALSE); next }
    corr <- outer(times[1:k], times[1:k], function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
    crossing <- function(b) pmvnorm(c(-z, b), c(z, Inf), corr = corr, algorithm = Miwa(steps = 4096)) - increment
    z <- c(z, uniroot(crossing, c(1, qnorm(increment, lower.tail = FALSE)), tol = 1e-12)$root)
  }
  z
}

designs <- list(
  list(times = c(0.2, 0.4, 0.6, 0.8, 1), alpha = 0.05),
  list(times = c(0.3, 0.45, 0.9, 1), alpha = 0.05),
  list(times = c(0.5, 0.52, 0.55), alpha = 0.05),
  list(times = c(0.35, 0.7, 1), alpha = 0.1 / 3),
  list(times = c(0.25, 1), alpha = 0.2)
)
write_json(
  list(tool = list(R = as.character(getRversion()), mvtnorm = as.character(packageVersion("mvtnorm"))),
       designs = lapply(designs, function(d) c(d, list(z = boundary(d$times, d$alpha))))),
  "test/data/golden/spending-boundary.json", digits = I(12), auto_unbox = TRUE, pretty = TRUE)
