import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, id, instant, json, perhaps, reference, table, text, whole, word } from './columns.js';

export class Plays1700000000004 implements MigrationInterface {
  name = 'Plays1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'play',
        [
          id(),
          reference('workspaceId'),
          text('name'),
          word('kind'),
          word('status'),
          perhaps(whole, 'standardNumber'),
          reference('proposedById'),
          instant('createdAt'),
          whole('version'),
        ],
        [belongsTo('workspace', 'workspaceId'), belongsTo('user', 'proposedById', 'NO ACTION')],
        { uniques: [['workspaceId', 'name']], indices: [['proposedById']] },
      ),
    );
    await runner.createTable(
      table(
        'play_version',
        [
          id(),
          reference('workspaceId'),
          reference('playId'),
          whole('number'),
          json('card'),
          perhaps(text, 'note'),
          reference('createdById'),
          instant('createdAt'),
        ],
        [belongsTo('play', 'playId'), belongsTo('user', 'createdById', 'NO ACTION')],
        { uniques: [['playId', 'number']], indices: [['workspaceId'], ['createdById']] },
      ),
    );
    await runner.createTable(
      table(
        'play_feedback',
        [
          id(),
          reference('workspaceId'),
          reference('playVersionId'),
          text('text'),
          reference('byId'),
          instant('at'),
          perhaps(whole, 'takenUpInNumber'),
        ],
        [belongsTo('play_version', 'playVersionId'), belongsTo('user', 'byId', 'NO ACTION')],
        { indices: [['playVersionId'], ['byId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['play_feedback', 'play_version', 'play']) await runner.dropTable(name);
  }
}
