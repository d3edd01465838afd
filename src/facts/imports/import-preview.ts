import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CellFormat } from '../cells/cell-formats.rules.js';
import { Outcome } from '../opportunity.rules.js';
import { ImportNote } from './import.entity.js';
import { ImportPreset } from './import.rules.js';

@ObjectType({ description: 'Where one field comes from.' })
export class MappedField {
  @Field({ description: 'The field.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'The column it comes from.' })
  column?: string | null;

  @Field(() => String, { nullable: true, description: 'The one value for every row.' })
  value?: string | null;

  @Field(() => CellFormat, { nullable: true, description: 'How the column is written, as decided or as told.' })
  format?: CellFormat | null;
}

@ObjectType({ description: 'What a stage means.' })
class MappedStage {
  @Field({ description: 'The stage as the file writes it.' })
  stage: string;

  @Field(() => Outcome, { description: 'How deals in this stage stand.' })
  outcome: string;
}

@ObjectType({ description: 'Whom an owner in the file stands for.' })
class MappedOwner {
  @Field({ description: 'The owner as the file writes it.' })
  owner: string;

  @Field({ description: 'Key of the salesperson in the roster.' })
  salesperson: string;
}

@ObjectType({ description: 'What a foreign currency is worth.' })
class FixedRate {
  @Field({ description: 'ISO 4217 currency.' })
  currency: string;

  @Field({ description: "What one unit of it is worth in the workspace's currency." })
  rate: number;
}

@ObjectType('ImportMapping', { description: 'How the columns of a file are understood.' })
export class ImportMappingShown {
  @Field(() => ImportPreset, { description: 'The shape of the file.' })
  preset: ImportPreset;

  @Field({ description: 'The system the rows come from.' })
  source: string;

  @Field(() => [MappedField], { description: 'Where each field comes from.' })
  fields: readonly MappedField[];

  @Field(() => [MappedStage], { description: 'What each stage means.' })
  stages: readonly MappedStage[];

  @Field(() => [MappedOwner], { description: 'Whom owners stand for.' })
  owners: readonly MappedOwner[];

  @Field(() => [FixedRate], { description: 'Fixed rates for amounts in another currency.' })
  rates: readonly FixedRate[];
}

@ObjectType({ description: 'A text of the file that nobody knows yet.' })
class UnknownText {
  @Field({ description: 'The field it stands in: stage or owner.' })
  field: string;

  @Field({ description: 'The text.' })
  text: string;

  @Field(() => Int, { description: 'How many rows have it.' })
  count: number;

  @Field(() => Int, { description: 'The line on which it is met first.' })
  line: number;

  @Field({ description: 'Whether nothing can be committed before it is mapped.' })
  blocks: boolean;
}

@ObjectType({ description: 'A row that would not be taken over, and why.' })
class PreviewedRejection {
  @Field(() => Int, { description: 'The line of the file on which the row begins.' })
  line: number;

  @Field(() => String, { nullable: true, description: 'The column at fault; null where the row as a whole is.' })
  column: string | null;

  @Field(() => String, { nullable: true, description: 'What stands in that cell.' })
  cell: string | null;

  @Field({ description: 'Why, as a code.' })
  code: string;

  @Field({ description: 'Why, in a sentence, and what to do.' })
  message: string;
}

@ObjectType({ description: 'How many rows would be rejected for one reason.' })
class RejectionCount {
  @Field({ description: 'The reason, as a code.' })
  code: string;

  @Field(() => Int, { description: 'How many rows.' })
  count: number;
}

@ObjectType({ description: 'One field of a sample row.' })
class SampleCell {
  @Field({ description: 'The field.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'What would be kept.' })
  value: string | null;
}

@ObjectType({ description: 'A row as it would be kept.' })
class SampleRecord {
  @Field(() => Int, { description: 'The line of the file on which it begins.' })
  line: number;

  @Field(() => [SampleCell], { description: 'Its fields.' })
  cells: SampleCell[];
}

@ObjectType({ description: 'What committing an import would do. Nothing has been written.' })
export class ImportPreview {
  @Field(() => ImportMappingShown, { description: 'How the file is understood, decided formats included.' })
  mapping: ImportMappingShown;

  @Field(() => Int, { description: 'Rows with data in them; accepted and rejected together are as many.' })
  read: number;

  @Field(() => Int, { description: 'Rows that would be taken over.' })
  accepted: number;

  @Field(() => Int, { description: 'Rows that would not.' })
  rejected: number;

  @Field(() => Int, { description: 'Accepted rows that are new.' })
  inserted: number;

  @Field(() => Int, { description: 'Accepted rows that would replace an earlier version of themselves.' })
  replaced: number;

  @Field(() => Int, { description: 'Accepted rows that are already here exactly so.' })
  unchanged: number;

  @Field(() => Int, { description: 'Empty lines, passed over.' })
  blankLines: number;

  @Field(() => Int, { description: 'Footer lines, passed over.' })
  footerLines: number;

  @Field(() => [String], { description: 'What these footer lines say, the first twenty.' })
  footer: readonly string[];

  @Field(() => [UnknownText], { description: 'Stages and owners that nobody knows yet.' })
  unknownValues: readonly UnknownText[];

  @Field(() => [ImportNote], { description: 'What would be accepted but deserves a look.' })
  notes: readonly ImportNote[];

  @Field(() => [RejectionCount], { description: 'How many rows would be rejected for which reason.' })
  rejectionCounts: RejectionCount[];

  @Field(() => [PreviewedRejection], { description: 'The first fifty rejections.' })
  rejections: readonly PreviewedRejection[];

  @Field(() => [SampleRecord], { description: 'The first rows as they would be kept.' })
  sample: SampleRecord[];
}
