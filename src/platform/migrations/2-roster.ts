import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, day, id, money, perhaps, reference, table, text, word } from './columns.js';

export class Roster1700000000002 implements MigrationInterface {
  name = 'Roster1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table('team', [id(), reference('workspaceId'), text('name')], [belongsTo('workspace', 'workspaceId')], {
        uniques: [['workspaceId', 'name']],
      }),
    );
    await runner.createTable(
      table(
        'territory',
        [id(), reference('workspaceId'), text('name'), perhaps(text, 'region')],
        [belongsTo('workspace', 'workspaceId')],
        { uniques: [['workspaceId', 'name']] },
      ),
    );
    await runner.createTable(
      table(
        'salesperson',
        [
          id(),
          reference('workspaceId'),
          text('externalKey'),
          text('name'),
          text('pseudonym'),
          perhaps(reference, 'teamId'),
          perhaps(reference, 'territoryId'),
          perhaps(text, 'region'),
          word('profile'),
          perhaps(day, 'startedOn'),
          perhaps(day, 'leftOn'),
        ],
        [
          belongsTo('workspace', 'workspaceId'),
          belongsTo('team', 'teamId', 'SET NULL'),
          belongsTo('territory', 'territoryId', 'SET NULL'),
        ],
        {
          uniques: [
            ['workspaceId', 'externalKey'],
            ['workspaceId', 'pseudonym'],
          ],
          indices: [['teamId'], ['territoryId']],
        },
      ),
    );
    await runner.createTable(
      table(
        'account',
        [
          id(),
          reference('workspaceId'),
          text('externalKey'),
          text('name'),
          perhaps(reference, 'ownerId'),
          perhaps(reference, 'territoryId'),
          perhaps(text, 'sector'),
          perhaps(money, 'potentialMinor'),
        ],
        [
          belongsTo('workspace', 'workspaceId'),
          belongsTo('salesperson', 'ownerId', 'SET NULL'),
          belongsTo('territory', 'territoryId', 'SET NULL'),
        ],
        {
          uniques: [['workspaceId', 'externalKey']],
          indices: [['ownerId'], ['territoryId'], ['workspaceId', 'name']],
        },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['account', 'salesperson', 'territory', 'team']) await runner.dropTable(name);
  }
}
