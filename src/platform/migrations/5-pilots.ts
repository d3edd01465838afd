import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, id, instant, json, perhaps, reference, table, text, whole, word } from './columns.js';

export class Pilots1700000000005 implements MigrationInterface {
  name = 'Pilots1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'pilot',
        [
          id(),
          reference('workspaceId'),
          text('name'),
          word('kind'),
          word('state'),
          reference('playVersionId'),
          reference('ownerId'),
          json('draft'),
          perhaps(json, 'plan'),
          perhaps(word, 'planHash'),
          perhaps(word, 'primaryMetric'),
          instant('createdAt'),
          perhaps(instant, 'registeredAt'),
          perhaps(reference, 'registeredById'),
          perhaps(instant, 'startedAt'),
          perhaps(instant, 'completedAt'),
          perhaps(instant, 'decidedAt'),
          perhaps(instant, 'cancelledAt'),
          perhaps(reference, 'cancelledById'),
          perhaps(text, 'cancelReason'),
          whole('version'),
        ],
        [
          belongsTo('workspace', 'workspaceId'),
          belongsTo('play_version', 'playVersionId', 'NO ACTION'),
          ...['ownerId', 'registeredById', 'cancelledById'].map((column) => belongsTo('user', column, 'NO ACTION')),
        ],
        {
          indices: [['workspaceId', 'state'], ['playVersionId'], ['ownerId'], ['registeredById'], ['cancelledById']],
        },
      ),
    );
    await runner.createTable(
      table(
        'pilot_amendment',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          text('what'),
          text('why'),
          reference('byId'),
          instant('at'),
        ],
        [belongsTo('pilot', 'pilotId'), belongsTo('user', 'byId', 'NO ACTION')],
        { indices: [['pilotId'], ['byId']] },
      ),
    );
    await runner.createTable(
      table(
        'look_review',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          whole('look'),
          text('saw'),
          text('change'),
          reference('byId'),
          instant('at'),
        ],
        [belongsTo('pilot', 'pilotId'), belongsTo('user', 'byId', 'NO ACTION')],
        { uniques: [['pilotId', 'look']], indices: [['byId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['look_review', 'pilot_amendment', 'pilot']) await runner.dropTable(name);
  }
}
