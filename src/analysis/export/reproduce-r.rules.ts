/** Below what the generated settings say: the headline from the unit table, with base R, sandwich and clubSandwich. */
export const R_SCRIPT = String.raw`
options(digits = 10)
library(sandwich)
library(clubSandwich)

text_columns <- c("unit", "arm", "cluster", "stratum", "pair")
header <- names(read.csv("units.csv", nrows = 1, check.names = FALSE))
table <- read.csv("units.csv", check.names = FALSE, na.strings = "", fileEncoding = "UTF-8",
  colClasses = ifelse(header %in% text_columns, "character", "numeric"))
is_ratio <- scale == "ratio"

# A ratio of sums as one number a row: its mean is the ratio, its variance over n that of the ratio.
linearised <- function(y, d) {
  ratio <- sum(y) / sum(d)
  list(ratio = ratio, deviations = (y - ratio * d) / mean(d))
}

# On the scale of the model; a ratio around that of the own arm.
response <- function(y, d, treated) {
  if (scale == "log") return(log(y))
  if (!is_ratio) return(y)
  value <- numeric(length(y))
  for (arm in 0:1) {
    own <- linearised(y[treated == arm], d[treated == arm])
    value[treated == arm] <- own$ratio + own$deviations
  }
  value
}

# NA where it is not known; a ratio around that of both arms together.
baseline_on_scale <- function(units) {
  x <- units$baseline
  if (is.null(x)) return(rep(NA_real_, nrow(units)))
  if (scale == "log") return(log(ifelse(!is.na(x) & x > 0, x, NA)))
  d <- units$baselineDenominator
  if (!is_ratio || is.null(d)) return(x)
  known <- !is.na(x) & !is.na(d)
  value <- rep(NA_real_, length(x))
  if (any(known)) value[known] <- linearised(x[known], d[known])$deviations
  value
}

assigned_name <- function(units)
  if (is.null(units$cluster)) units$unit else ifelse(is.na(units$cluster), units$unit, units$cluster)

covariates_of <- function(units) units[grepl("^covariate: ", names(units))]

is_seen <- function(units) !is.na(units$outcome) & (if (is_ratio) !is.na(units$denominator) else TRUE)

# HC2, or CR2 where rows share what was assigned, with Satterthwaite degrees of freedom.
robust <- function(fit, column, group) {
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = group, type = "CR2"), test = "Satterthwaite")
  row <- test[match(column, names(coef(fit))), ]
  if (length(unique(group)) == length(group)) {
    hc2 <- sqrt(vcovHC(fit, type = "HC2")[column, column])
    if (abs(hc2 / row$SE - 1) > 1e-8) stop("sandwich and clubSandwich disagree")
  }
  c(row$beta, row$SE, row[[grep("^df", names(row))[1]]])
}

of_t_test <- function(test, estimate) c(estimate, test$stderr, unname(test$parameter))

of_arms <- function(units, pilot) {
  treated <- as.numeric(units$arm == pilot)
  seen <- is_seen(units)
  assigned <- assigned_name(units)
  y <- response(units$outcome[seen], units$denominator[seen], treated[seen])
  stratum <- if (is.null(units$stratum)) rep("", nrow(units)) else ifelse(is.na(units$stratum), "", units$stratum)
  frame <- data.frame(treated = treated)
  if (length(unique(stratum[seen])) > 1) frame$stratum <- factor(stratum)
  room <- length(unique(assigned[seen]))
  groups <- if (room < 8) 0 else 1 + floor((room - 8) / 10)
  columns <- list()
  if (chosen) {
    before <- response(units$baseline[seen], units$baselineDenominator[seen], treated[seen])
    y <- y - before + mean(before)
  } else {
    x <- baseline_on_scale(units)
    missing <- as.numeric(is.na(x))
    if (!all(is.na(x))) {
      own <- list(baseline = ifelse(is.na(x), mean(x, na.rm = TRUE), x))
      absent <- tapply(units$unit[missing == 1], factor(treated[missing == 1], 0:1), function(u) length(unique(u)))
      if (all(!is.na(absent)) && all(absent >= 2)) {
        told <- model.matrix(~ ., data.frame(frame, missing))
        if (qr(told)$rank == ncol(told)) own$missing <- missing
      }
      columns <- list(as.data.frame(own))
    }
  }
  more <- covariates_of(units)
  columns <- c(columns, lapply(seq_along(more), function(j) setNames(more[j], paste0("covariate", j))))
  frame <- do.call(cbind, c(list(frame), head(columns, groups)))[seen, , drop = FALSE]
  if (!is.null(frame$stratum)) frame$stratum <- droplevels(frame$stratum)
  group <- assigned[seen]
  if (ncol(frame) == 1 && length(unique(group)) == length(group)) {
    test <- t.test(y[frame$treated == 1], y[frame$treated == 0])
    return(of_t_test(test, mean(y[frame$treated == 1]) - mean(y[frame$treated == 0])))
  }
  frame$y <- y
  robust(lm(y ~ ., data = frame), "treated", group)
}

# Complete pairs only; of a ratio the sums of each member's rows, otherwise the mean of each member's rows.
of_pairs <- function(units, pilot) {
  complete <- intersect(units$pair[is_seen(units) & units$arm == pilot], units$pair[is_seen(units) & units$arm != pilot])
  units <- units[units$pair %in% complete, ]
  if (is_ratio) units <- member_sums(units[is_seen(units), ])
  x <- baseline_on_scale(units)
  seen <- is_seen(units)
  treated <- as.numeric(units$arm == pilot)
  y <- response(units$outcome[seen], units$denominator[seen], treated[seen])
  difference <- function(values) {
    cell <- list(factor(units$pair[seen], sort(complete)), factor(treated[seen], 0:1))
    means <- tapply(values, cell, mean, na.rm = TRUE)
    unname(means[, "1"] - means[, "0"])
  }
  dy <- difference(y)
  dx <- difference(x[seen])
  dx[is.na(dx)] <- 0
  pairs <- length(complete)
  if (pairs < 8) dy <- dy - dx
  columns <- if (pairs >= 8 && any(dx != 0)) list(dx) else list()
  columns <- c(columns, lapply(covariates_of(units), function(values) difference(values[seen])))
  columns <- head(columns, if (pairs < 8) 0 else 1 + floor((pairs - 8) / 10))
  if (length(columns) == 0) return(of_t_test(t.test(dy), mean(dy)))
  frame <- setNames(as.data.frame(columns), paste0("x", seq_along(columns)))
  frame$dy <- dy
  robust(lm(dy ~ ., data = frame), "(Intercept)", seq_along(dy))
}

member_sums <- function(units) {
  members <- split(units, list(units$pair, units$arm), drop = TRUE)
  do.call(rbind, lapply(members, function(own) {
    row <- own[1, ]
    row$outcome <- sum(own$outcome)
    row$denominator <- sum(own$denominator)
    if (!is.null(own$baselineDenominator)) {
      known <- !is.na(own$baseline) & !is.na(own$baselineDenominator)
      row$baseline <- if (any(known)) sum(own$baseline[known]) else NA
      row$baselineDenominator <- if (any(known)) sum(own$baselineDenominator[known]) else NA
    }
    for (name in names(covariates_of(own))) row[[name]] <- mean(own[[name]])
    row
  }))
}

agrees <- TRUE
for (comparison in comparisons) {
  units <- table[table$arm %in% c(control, comparison$pilot), ]
  units <- units[order(units$unit), ]
  if (chosen) units <- units[!is.na(units$baseline) & (if (is_ratio) !is.na(units$baselineDenominator) else TRUE), ]
  found <- if (is.null(units$pair)) of_arms(units, comparison$pilot) else of_pairs(units, comparison$pilot)
  margin <- qt(level / 2, found[3], lower.tail = FALSE) * found[2]
  theirs <- c(found, 2 * pt(-abs(found[1] / found[2]), found[3]), found[1] - margin, found[1] + margin)
  # The estimate and its bounds in standard errors, the rest as shares.
  difference <- abs(theirs - comparison$ours) / comparison$ours[c(2, 2, 3, 4, 2, 2)]
  cat(comparison$pilot, "against", control, "by", comparison$method, "on the", scale, "scale\n")
  print(data.frame(Fieldproof = comparison$ours, R = theirs, difference = signif(difference, 2),
    row.names = c("estimate", "standard error", "degrees of freedom", "p-value", "lower bound", "upper bound")))
  agrees <- agrees && all(difference < tolerance)
}
cat(if (agrees) "The same numbers.\n" else "NOT the same numbers.\n")
quit(status = if (agrees) 0 else 1)
`;
