/** The part a metric plays in a pilot. */
export const MetricRole = {
  PRIMARY: 'PRIMARY',
  SECONDARY: 'SECONDARY',
  GUARDRAIL: 'GUARDRAIL',
  EXPLORATORY: 'EXPLORATORY',
} as const;
export type MetricRole = (typeof MetricRole)[keyof typeof MetricRole];
