/* The yardstick of bench-statistics.mjs: random re-draws of a difference in means, with the engine's generator
 * (xoshiro128++, Lemire's indices, partial Fisher-Yates), so that both loops make the same draws and count the same.
 *
 *   cc -O2 -o difference-in-means difference-in-means.c -lm
 *   difference-in-means S0 S1 S2 S3 DRAWS REPEATS CHOSEN < OUTCOMES
 *
 * S0 to S3 are the first four words of the generator's state; outcomes one a line, the chosen arm's first.
 * Prints for each repeat: milliseconds of processor time, and how many draws were at least as extreme.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_UNITS 4096

struct generator {
  uint32_t a, b, c, d;
};

static inline uint32_t rotated(uint32_t word, int by) { return (word << by) | (word >> (32 - by)); }

static inline uint32_t next_word(struct generator *random) {
  uint32_t result = rotated(random->a + random->d, 7) + random->a;
  uint32_t shifted = random->b << 9;
  random->c ^= random->a;
  random->d ^= random->b;
  random->b ^= random->c;
  random->a ^= random->d;
  random->c ^= shifted;
  random->d = rotated(random->d, 11);
  return result;
}

static inline uint32_t below(struct generator *random, uint32_t bound) {
  uint64_t product = (uint64_t)next_word(random) * bound;
  if ((uint32_t)product < bound) {
    uint32_t biased = -bound % bound;
    while ((uint32_t)product < biased) product = (uint64_t)next_word(random) * bound;
  }
  return product >> 32;
}

static long as_extreme(struct generator random, const double *outcome, int units, int chosen, long draws) {
  static int order[MOST_UNITS];
  double total = 0, observed = 0;
  for (int i = 0; i < units; i++) {
    order[i] = i;
    total += outcome[i];
    if (i < chosen) observed += outcome[i];
  }
  double expected = total * chosen / units;
  double threshold = fabs(observed - expected) * (1 - 1e-9);
  long count = 0;
  for (long draw = 0; draw < draws; draw++) {
    double sum = 0;
    for (int i = 0; i < chosen; i++) {
      int other = i + (int)below(&random, units - i);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
      sum += outcome[order[i]];
    }
    if (fabs(sum - expected) >= threshold) count++;
  }
  return count;
}

int main(int argc, char **argv) {
  if (argc != 8) return 64;
  uint32_t seed[4];
  for (int i = 0; i < 4; i++) seed[i] = (uint32_t)strtoul(argv[1 + i], NULL, 10);
  struct generator random = {seed[0], seed[1], seed[2], seed[3]};
  long draws = atol(argv[5]);
  int repeats = atoi(argv[6]), chosen = atoi(argv[7]), units = 0;
  static double outcome[MOST_UNITS];
  while (units < MOST_UNITS && scanf("%lf", &outcome[units]) == 1) units++;
  for (int repeat = 0; repeat < repeats; repeat++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    long count = as_extreme(random, outcome, units, chosen, draws);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    printf("%.6f %ld\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6, count);
  }
  return 0;
}
