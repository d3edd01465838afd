import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { User } from '../../access/user.entity.js';
import { Workspace } from '../../access/workspace.entity.js';
import { Id, Instant, Json, Reference, Text, Whole, Word } from '../../platform/columns.js';
import { type ImportMapping, ImportPreset, ImportState, ImportTargetName } from './import.rules.js';

registerEnumType(ImportTargetName, {
  name: 'ImportTarget',
  description: 'What a file is imported as.',
  valuesMap: {
    OPPORTUNITIES: { description: 'Deals of a CRM.' },
    SALESPEOPLE: { description: 'The roster: who sells, in which team and territory.' },
    ACCOUNTS: { description: 'Customers and who is responsible for them.' },
    ADOPTION: { description: 'How often the play was used, by salesperson and week.' },
  },
});

registerEnumType(ImportPreset, {
  name: 'ImportPreset',
  description: 'A known shape of file.',
  valuesMap: {
    SALESFORCE_REPORT: { description: 'A Salesforce report exported as details.' },
    SALESFORCE_DATA_LOADER: { description: 'A Salesforce Data Loader export of the Opportunity object.' },
    FREE: { description: 'Any other file: the mapping says which column holds what.' },
  },
});

registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'How far an import has come.',
  valuesMap: {
    UPLOADED: { description: 'The file is here; nothing has been imported.' },
    RUNNING: { description: 'Being imported; nothing of it is visible yet.' },
    COMMITTED: { description: 'Imported, all at once.' },
    FAILED: { description: 'It stopped before its end; nothing of it was kept. It can be committed again.' },
    DISCARDED: { description: 'Given up; the file has been removed.' },
  },
});

@ObjectType({ description: 'Something about accepted rows that deserves a look.' })
export class ImportNote {
  @Field({ description: 'What it is about, as a code from a closed list (see docs/imports.md).' })
  code: string;

  @Field(() => Int, { description: 'How many rows it concerns.' })
  count: number;

  @Field({ description: 'What it means.' })
  message: string;
}

@Entity('import')
@Index(['workspaceId', 'state'])
@ObjectType({
  description: 'One file on its way into Fieldproof. Accepted and rejected rows together are the rows read.',
})
export class Import {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Word()
  @Field(() => ImportTargetName, { description: 'What it is imported as.' })
  target: ImportTargetName;

  @Word()
  @Field(() => ImportState, { description: 'How far it has come.' })
  state: ImportState;

  @Text()
  @Field({ description: 'Name of the file as it was uploaded.' })
  fileName: string;

  @Word()
  @Field({ description: 'SHA-256 of the file, hex.' })
  fileSha256: string;

  @Whole()
  @Field(() => Float, { description: 'Size of the file in bytes.' })
  fileBytes: number;

  @Word()
  @Field({ description: 'How its characters are encoded: utf-8, utf-16le, utf-16be or windows-1252.' })
  encoding: string;

  @Word()
  @Field({ description: 'What stands between its cells.' })
  delimiter: string;

  @Json()
  @Field(() => [String], { description: 'Its column names, in order.' })
  header: string[];

  @Word()
  headerHash: string;

  @Whole()
  headerLine: number;

  @Word()
  @Field(() => ImportPreset, { description: 'The shape of the file, as far as its header tells.' })
  preset: ImportPreset;

  @Whole()
  @Field(() => Int, { description: 'Rows with data in them; accepted and rejected together are as many.' })
  read: number;

  @Whole()
  @Field(() => Int, { description: 'Rows taken over: inserted, replaced and unchanged together.' })
  accepted: number;

  @Whole()
  @Field(() => Int, { description: 'Rows not taken over, each with its line and reason.' })
  rejected: number;

  @Whole()
  @Field(() => Int, { description: 'Accepted rows that were new.' })
  inserted: number;

  @Whole()
  @Field(() => Int, { description: 'Accepted rows that replaced an earlier version of themselves.' })
  replaced: number;

  @Whole()
  @Field(() => Int, { description: 'Accepted rows that were already here exactly so.' })
  unchanged: number;

  @Whole()
  @Field(() => Int, { description: 'Empty lines, passed over and not counted as read.' })
  blankLines: number;

  @Whole()
  @Field(() => Int, { description: "Lines of the report's footer, passed over and not counted as read." })
  footerLines: number;

  @Json()
  @Field(() => [ImportNote], { description: 'What was accepted but deserves a look.' })
  notes: ImportNote[];

  /** What it was committed with, decided formats included. */
  @Json({ nullable: true })
  mapping: ImportMapping | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  failure: string | null;

  @Reference()
  uploadedById: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'uploadedById' })
  uploadedBy?: User;

  @Instant()
  @Field({ description: "When it was uploaded, by the workspace's clock (ISO 8601, UTC)." })
  uploadedAt: string;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: "When it was committed, by the workspace's clock." })
  committedAt: string | null;
}
