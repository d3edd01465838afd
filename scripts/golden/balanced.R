# Expected numbers for test/statistics/randomisation/balanced-draw.test.ts, by brute force: every assignment is written down, those
# whose standardised differences are all within the threshold are kept, and the whole regression is fitted again for each of them.
# Run from the project's root: Rscript scripts/golden/balanced.R
suppressPackageStartupMessages(library(jsonlite))

smd <- function(x, drawn) (mean(x[drawn == 1]) - mean(x[drawn == 0])) / sqrt((var(x[drawn == 1]) + var(x[drawn == 0])) / 2)
assignments <- function(pilot, stratum) {
  choices <- lapply(unique(stratum), function(s) {
    members <- which(stratum == s)
    combn(length(members), sum(pilot[members]), function(k) members[k], simplify = FALSE)
  })
  grid <- expand.grid(lapply(choices, seq_along))
  apply(grid, 1, function(row) {
    drawn <- integer(length(pilot))
    for (s in seq_along(row)) drawn[choices[[s]][[row[s]]]] <- 1L
    drawn
  }, simplify = FALSE)
}
hc2 <- function(y, drawn, Z) {
  X <- cbind(Z, drawn); bread <- solve(crossprod(X)); h <- rowSums((X %*% bread) * X)
  b <- bread %*% crossprod(X, y); e <- y - X %*% b; k <- ncol(X)
  abs(b[k]) / sqrt(sum((X %*% bread)[, k]^2 * e^2 / (1 - h)))
}

answer <- function(seed, n, pilots, strata, threshold, level) {
  set.seed(seed)
  stratum <- rep(seq_len(strata), each = n / strata)
  d <- data.frame(unit = sprintf("u%02d", 1:n), x1 = round(rnorm(n, 50, 10), 2), x2 = round(rexp(n), 3))
  possible <- assignments(rep(rep(c(1L, 0L), c(pilots, n / strata - pilots)), strata), stratum)
  accepted <- Filter(function(drawn) max(abs(smd(d$x1, drawn)), abs(smd(d$x2, drawn))) <= threshold, possible)
  pilot <- accepted[[ceiling(length(accepted) / 3)]]
  y <- round(100 + 0.5 * d$x1 + 4 * pilot + 2 * stratum + rnorm(n, 0, 3), 2)
  Z <- if (strata > 1) model.matrix(~ 0 + factor(stratum)) else matrix(1, n, 1)
  at <- function(tau) {
    left <- y - tau * pilot
    mean(sapply(accepted, function(drawn) hc2(left, drawn, Z)) >= hc2(left, pilot, Z) * (1 - 1e-9))
  }
  end <- function(way) {
    inside <- 4; outside <- 4 + way
    while (at(outside) > level) { inside <- outside; outside <- outside + way }
    while (abs(outside - inside) > 1e-8) { middle <- (inside + outside) / 2; if (at(middle) > level) inside <- middle else outside <- middle }
    inside
  }
  list(data = cbind(d, pilot = pilot, stratum = stratum, outcome = y), threshold = threshold, level = level,
       possible = length(possible), accepted = length(accepted), p = at(0), interval = c(end(-1), end(1)))
}

write_json(list(tool = list(R = as.character(getRversion())),
  complete = answer(1, 12, 6, 1, 0.3, 0.1), unequal = answer(2, 11, 4, 1, 0.4, 0.1), stratified = answer(3, 12, 3, 2, 0.4, 0.1)),
  "test/data/golden/balanced.json", digits = I(17), auto_unbox = TRUE)
