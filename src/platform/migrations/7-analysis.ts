import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  belongsTo,
  day,
  flag,
  id,
  instant,
  json,
  perhaps,
  real,
  reference,
  table,
  text,
  whole,
  word,
} from './columns.js';

const NULLABLE_NUMBERS = [
  'controlMean',
  'pilotMean',
  'estimate',
  'standardError',
  'degreesOfFreedom',
  'pValue',
  'randomisationPValue',
  'absoluteUplift',
  'absoluteLow',
  'absoluteHigh',
  'relativeUplift',
  'relativeLow',
  'relativeHigh',
];

export class Analysis1700000000007 implements MigrationInterface {
  name = 'Analysis1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'analysis',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          whole('look'),
          word('standing'),
          perhaps(word, 'officialKey'),
          perhaps(word, 'verdict'),
          day('cutOffOn'),
          flag('simulated'),
          word('planHash'),
          word('inputsSha256'),
          word('engine'),
          whole('smallestCohort'),
          json('result'),
          reference('madeById'),
          instant('madeAt'),
        ],
        [belongsTo('pilot', 'pilotId'), belongsTo('user', 'madeById', 'NO ACTION')],
        { uniques: [['officialKey']], indices: [['workspaceId', 'pilotId'], ['madeById']] },
      ),
    );
    await runner.createTable(
      table(
        'decision',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          reference('analysisId'),
          word('kind'),
          text('reason'),
          word('state'),
          perhaps(reference, 'madeKey'),
          reference('byId'),
          instant('at'),
          perhaps(reference, 'confirmedById'),
          perhaps(instant, 'confirmedAt'),
        ],
        [
          belongsTo('analysis', 'analysisId'),
          belongsTo('user', 'byId', 'NO ACTION'),
          belongsTo('user', 'confirmedById', 'NO ACTION'),
        ],
        {
          uniques: [['madeKey']],
          indices: [['workspaceId', 'pilotId'], ['analysisId'], ['byId'], ['confirmedById']],
        },
      ),
    );
    await runner.createTable(
      table(
        'result',
        [
          id(),
          reference('workspaceId'),
          reference('analysisId'),
          reference('pilotId'),
          text('pilotName'),
          text('playName'),
          word('playKind'),
          whole('playVersion'),
          whole('look'),
          word('standing'),
          word('verdict'),
          day('cutOffOn'),
          flag('simulated'),
          ...['metric', 'role', 'unit', 'direction', 'method', 'scale'].map((name) => word(name)),
          whole('controlUnits'),
          whole('pilotUnits'),
          ...NULLABLE_NUMBERS.map((name) => perhaps(real, name)),
          real('level'),
          flag('significant'),
          perhaps(real, 'marginShare'),
          perhaps(word, 'judgement'),
          perhaps(word, 'refusal'),
          whole('smallestCohort'),
        ],
        [belongsTo('analysis', 'analysisId')],
        { indices: [['workspaceId', 'metric'], ['analysisId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['result', 'decision', 'analysis']) await runner.dropTable(name);
  }
}
