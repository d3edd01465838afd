import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, flag, id, instant, json, reference, table, text, word } from './columns.js';

export class Stories1700000000008 implements MigrationInterface {
  name = 'Stories1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table(
        'story',
        [
          id(),
          reference('workspaceId'),
          reference('pilotId'),
          reference('analysisId'),
          word('kind'),
          word('language'),
          word('verdict'),
          flag('simulated'),
          text('headline'),
          json('document'),
          reference('toldById'),
          instant('toldAt'),
        ],
        [
          belongsTo('pilot', 'pilotId'),
          belongsTo('analysis', 'analysisId'),
          belongsTo('user', 'toldById', 'NO ACTION'),
        ],
        { indices: [['workspaceId', 'pilotId'], ['analysisId'], ['toldById']] },
      ),
    );
    await runner.createTable(
      table(
        'story_link_secret',
        [id(), reference('workspaceId'), word('secret'), instant('createdAt')],
        [belongsTo('workspace', 'workspaceId')],
        { uniques: [['workspaceId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['story_link_secret', 'story']) await runner.dropTable(name);
  }
}
