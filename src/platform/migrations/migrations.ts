import { Access1700000000001 } from './1-access.js';
import { Roster1700000000002 } from './2-roster.js';
import { Facts1700000000003 } from './3-facts.js';
import { Plays1700000000004 } from './4-plays.js';
import { Pilots1700000000005 } from './5-pilots.js';
import { Cohorts1700000000006 } from './6-cohorts.js';
import { Analysis1700000000007 } from './7-analysis.js';
import { Stories1700000000008 } from './8-stories.js';
import { Segments1700000000009 } from './9-segments.js';
import { AddedLooks1700000000010 } from './10-added-looks.js';

/** In the order in which they run. TypeORM wants 13 digits behind each name; they never change. */
export const MIGRATIONS = [
  Access1700000000001,
  Roster1700000000002,
  Facts1700000000003,
  Plays1700000000004,
  Pilots1700000000005,
  Cohorts1700000000006,
  Analysis1700000000007,
  Stories1700000000008,
  Segments1700000000009,
  AddedLooks1700000000010,
] as const;
