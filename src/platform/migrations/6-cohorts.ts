import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, day, id, instant, json, perhaps, real, reference, table, text, whole, word } from './columns.js';

export class Cohorts1700000000006 implements MigrationInterface {
  name = 'Cohorts1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'cohort_draw',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          word('planHash'),
          word('rosterSha256'),
          word('randomness'),
          real('seed'),
          word('mechanism'),
          json('roster'),
          instant('drawnAt'),
        ],
        [belongsTo('pilot', 'pilotId')],
        { uniques: [['pilotId']] },
      ),
    );
    await runner.createTable(
      table(
        'cohort_member',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          reference('unitId'),
          text('unitKey'),
          text('unitLabel'),
          reference('salespersonId'),
          text('pseudonym'),
          perhaps(text, 'stratum'),
          word('armKey'),
        ],
        [belongsTo('pilot', 'pilotId'), belongsTo('salesperson', 'salespersonId', 'NO ACTION')],
        { uniques: [['pilotId', 'salespersonId']], indices: [['salespersonId']] },
      ),
    );
    await runner.createTable(
      table(
        'adoption_record',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          reference('salespersonId'),
          day('weekStartsOn'),
          whole('eligible'),
          whole('used'),
          instant('recordedAt'),
        ],
        [belongsTo('pilot', 'pilotId'), belongsTo('salesperson', 'salespersonId', 'NO ACTION')],
        { uniques: [['pilotId', 'salespersonId', 'weekStartsOn']], indices: [['salespersonId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['adoption_record', 'cohort_member', 'cohort_draw']) await runner.dropTable(name);
  }
}
