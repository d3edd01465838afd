# Expected numbers for test/statistics/portfolio.
# Run from the project's root: Rscript scripts/golden/portfolio.R
# metafor: rma with REML and Paule-Mandel, Hartung-Knapp (test = "knha") with its factor held at 1 or more, predict, blup.
# The first data set is metafor's own dat.bcg (Colditz et al. 1994: 13 trials of a vaccine); the others are drawn.
suppressPackageStartupMessages({ library(metafor); library(jsonlite) })
TIGHT <- list(threshold = 1e-15, maxiter = 10000, tol = 1e-14)

pooled <- function(yi, se, df) {
  vi <- (se * qt(0.975, df) / qnorm(0.975))^2
  fit <- rma(yi, vi, method = "REML", test = "knha", control = TIGHT)
  pm <- rma(yi, vi, method = "PM", test = "knha", control = TIGHT)
  # rma's own factor may fall below 1: then the ordinary standard error stands.
  plain <- rma(yi, vi, method = "REML", test = "z", control = TIGHT)
  k <- length(yi); s <- max(fit$se, plain$se); q <- qt(0.975, k - 1); mu <- as.numeric(fit$beta)
  if (fit$se >= plain$se) { p <- predict(fit); stopifnot(isTRUE(all.equal(c(p$pi.lb, p$pi.ub), mu + c(-1, 1) * q * sqrt(s^2 + fit$tau2)))) }
  b <- blup(if (fit$se >= plain$se) fit else plain)
  list(data = data.frame(label = sprintf("pilot %02d", 1:k), estimate = yi, standardError = se, degreesOfFreedom = df),
    estimate = mu, standardError = s, deviation = sqrt(fit$tau2), pauleMandel = pm$tau2, factorBelowOne = fit$se < plain$se,
    interval = mu + c(-1, 1) * q * s, predictionInterval = mu + c(-1, 1) * q * sqrt(s^2 + fit$tau2),
    shrunken = data.frame(estimate = as.numeric(b$pred), deviation = as.numeric(b$se)))
}

e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
out <- list(tool = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor"))))
out$vaccine <- pooled(as.numeric(e$yi), sqrt(as.numeric(e$vi)), rep(1e6, nrow(e)))
set.seed(21); k <- 7; df <- round(runif(k, 8, 40), 1); se <- runif(k, 0.05, 0.2)
out$seven <- pooled(rnorm(k, 0.1, 0.25) + rnorm(k, 0, se), se, df)
set.seed(22); k <- 3; df <- round(runif(k, 6, 30), 1); se <- runif(k, 0.04, 0.1)
out$three <- pooled(rnorm(k, 0.05, 0.3) + rnorm(k, 0, se), se, df)
# Results nearer to each other than chance allows: no variance between them, and a factor below 1
set.seed(23); k <- 11; df <- round(runif(k, 10, 40), 1); se <- runif(k, 0.1, 0.3)
out$alike <- pooled(0.08 + rnorm(k, 0, se / 4), se, df)
# Fisher scoring does not settle here: rma says so too
y <- c(0.099, 0.128, -0.023, 0.05, 0.063, -0.007, -0.041, -0.296, 0.008, 0.056, 0.068)
v <- c(0.018, 0.00087, 0.031, 0.064, 0.025, 0.032, 0.06, 0.0048, 0.0114, 0.051, 0.136)
stopifnot(inherits(try(rma(y, v, method = "REML"), silent = TRUE), "try-error"))
fit <- rma(y, v, method = "PM", test = "knha", control = TIGHT); plain <- rma(y, v, method = "PM", test = "z", control = TIGHT)
out$restless <- list(data = data.frame(label = sprintf("pilot %02d", 1:11), estimate = y, standardError = sqrt(v), degreesOfFreedom = 1e9),
  estimate = as.numeric(fit$beta), standardError = max(fit$se, plain$se), pauleMandel = fit$tau2)
write_json(out, "test/data/golden/portfolio.json", digits = I(17), auto_unbox = TRUE, na = "null", pretty = TRUE)
