import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { day, perhaps } from './columns.js';

export class AddedLooks1700000000010 implements MigrationInterface {
  name = 'AddedLooks1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('pilot_amendment', new TableColumn(perhaps(day, 'lookOn')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('pilot_amendment', 'lookOn');
  }
}
