import { Access1700000000001 } from './1-access.js';

/** In the order in which they run. TypeORM wants 13 digits behind each name; they never change. */
export const MIGRATIONS = [Access1700000000001] as const;
