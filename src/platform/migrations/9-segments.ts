import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { json, perhaps } from './columns.js';

export class Segments1700000000009 implements MigrationInterface {
  name = 'Segments1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('cohort_member', new TableColumn(perhaps(json, 'segments')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('cohort_member', 'segments');
  }
}
