import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  belongsTo,
  day,
  flag,
  id,
  instant,
  json,
  money,
  perhaps,
  reference,
  table,
  text,
  whole,
  word,
} from './columns.js';

export class Facts1700000000003 implements MigrationInterface {
  name = 'Facts1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(imports());
    await runner.createTable(
      table(
        'import_rejection',
        [
          id(),
          reference('workspaceId'),
          reference('importId'),
          whole('line'),
          perhaps(text, 'column'),
          perhaps(text, 'cell'),
          word('code'),
          text('message'),
        ],
        [belongsTo('import', 'importId')],
        { indices: [['importId', 'code']] },
      ),
    );
    await runner.createTable(
      table(
        'import_mapping',
        [id(), reference('workspaceId'), word('target'), word('headerHash'), json('mapping'), instant('rememberedAt')],
        [belongsTo('workspace', 'workspaceId')],
        { uniques: [['workspaceId', 'target', 'headerHash']] },
      ),
    );
    await runner.createTable(opportunities());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['opportunity', 'import_mapping', 'import_rejection', 'import']) await runner.dropTable(name);
  }
}

const imports = (): ReturnType<typeof table> =>
  table(
    'import',
    [
      id(),
      reference('workspaceId'),
      word('target'),
      word('state'),
      text('fileName'),
      word('fileSha256'),
      whole('fileBytes'),
      word('encoding'),
      word('delimiter'),
      json('header'),
      word('headerHash'),
      whole('headerLine'),
      word('preset'),
      whole('read'),
      whole('accepted'),
      whole('rejected'),
      whole('inserted'),
      whole('replaced'),
      whole('unchanged'),
      whole('blankLines'),
      whole('footerLines'),
      json('notes'),
      perhaps(json, 'mapping'),
      perhaps(text, 'failure'),
      reference('uploadedById'),
      instant('uploadedAt'),
      perhaps(instant, 'committedAt'),
    ],
    [belongsTo('workspace', 'workspaceId'), belongsTo('user', 'uploadedById')],
    { indices: [['workspaceId', 'state']] },
  );

const opportunities = (): ReturnType<typeof table> =>
  table(
    'opportunity',
    [
      id(),
      reference('workspaceId'),
      text('source'),
      text('externalId'),
      perhaps(reference, 'ownerId'),
      perhaps(reference, 'accountId'),
      perhaps(text, 'accountKey'),
      text('name'),
      text('stage'),
      word('outcome'),
      perhaps(day, 'createdOn'),
      perhaps(day, 'closedOn'),
      perhaps(money, 'valueMinor'),
      perhaps(money, 'listValueMinor'),
      perhaps(money, 'costMinor'),
      word('currency'),
      perhaps(text, 'product'),
      perhaps(text, 'lostReason'),
      perhaps(flag, 'isNewCustomer'),
      reference('importId'),
      word('rowHash'),
    ],
    [
      belongsTo('workspace', 'workspaceId'),
      belongsTo('salesperson', 'ownerId', 'SET NULL'),
      belongsTo('account', 'accountId', 'SET NULL'),
      belongsTo('import', 'importId'),
    ],
    {
      uniques: [['workspaceId', 'source', 'externalId']],
      indices: [
        ['workspaceId', 'ownerId', 'createdOn', 'outcome', 'closedOn', 'valueMinor'],
        ['workspaceId', 'closedOn', 'accountKey', 'outcome', 'ownerId', 'createdOn', 'valueMinor', 'listValueMinor'],
      ],
    },
  );
