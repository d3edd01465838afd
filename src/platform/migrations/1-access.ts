import type { MigrationInterface, QueryRunner } from 'typeorm';
import { belongsTo, flag, id, instant, perhaps, reference, table, text, whole, word } from './columns.js';

export class Access1700000000001 implements MigrationInterface {
  name = 'Access1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      table('workspace', [
        id(),
        text('name'),
        word('kind'),
        perhaps(instant, 'simulatedNowAt'),
        whole('minimumCohort'),
        word('currency'),
        instant('createdAt'),
      ]),
    );
    await runner.createTable(
      table(
        'user',
        [id(), reference('workspaceId'), text('name'), word('role'), flag('mayCreateWorkspaces'), instant('createdAt')],
        [belongsTo('workspace', 'workspaceId')],
        { indices: [['workspaceId']] },
      ),
    );
    await runner.createTable(
      table(
        'api_token',
        [id(), reference('userId'), text('name'), word('hash'), instant('createdAt'), perhaps(instant, 'revokedAt')],
        [belongsTo('user', 'userId')],
        { uniques: [['hash']], indices: [['userId']] },
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['api_token', 'user', 'workspace']) await runner.dropTable(name);
  }
}
