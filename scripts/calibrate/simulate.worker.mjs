import { parentPort } from 'node:worker_threads';
import { analysedPilot } from './analysed-pilot.mjs';
import { CELLS } from './cells.mjs';
import { effectOn, simulatedPilot } from './simulated-pilot.mjs';

/** Apart, so that no two pilots of the table share a seed. */
const SEEDS_A_CELL = 1_000_000;

/** Counts over the pilots `from` to `to` of one cell. A pilot is known by its number alone, whichever thread simulates it. */
parentPort.on('message', ({ cell, isEffective, from, to, seed }) => {
  const design = CELLS[cell];
  const counts = {};
  for (let pilot = from; pilot < to; pilot += 1) {
    const own = seed * SEEDS_A_CELL * CELLS.length + cell * SEEDS_A_CELL + pilot;
    const people = simulatedPilot(design, own, isEffective);
    const truth = isEffective ? effectOn(design) : 0;
    for (const [name, value] of Object.entries(analysedPilot(people, design, { seed: own, truth, isEffective })))
      counts[name] = (counts[name] ?? 0) + value;
  }
  parentPort.postMessage({ cell, isEffective, counts });
});
