/** The public list of the engine. */
export * from './finding.js';
export {
  chiSquareUpperTail,
  fUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  tQuantile,
  tUpperQuantile,
  tUpperTail,
} from './distributions.js';
