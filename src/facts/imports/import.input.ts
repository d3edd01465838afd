import { ArgsType, Field, Float, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsOptional,
  IsPositive,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageArgs } from '../../platform/paging.js';
import { Line } from '../../platform/prose.js';
import { CellFormat } from '../cells/cell-formats.rules.js';
import { Outcome } from '../opportunity.rules.js';
import { ImportPreset, ImportState, ImportTargetName } from './import.rules.js';

registerEnumType(CellFormat, {
  name: 'CellFormat',
  description: 'How a whole column writes its numbers or days.',
  valuesMap: {
    POINT: { description: 'Numbers like 1,234.56.' },
    COMMA: { description: 'Numbers like 1.234,56.' },
    ISO: { description: 'Days like 2026-12-31, also with a time.' },
    DAY_DOTS: { description: 'Days like 31.12.2026.' },
    DAY_SLASHES: { description: 'Days like 31/12/2026.' },
    MONTH_SLASHES: { description: 'Days like 12/31/2026.' },
  },
});

const LONGEST_TEXT = 500;
const MOST_ENTRIES = 1_000;

@InputType({
  description: 'Where one field comes from: a column, or one value for every row; with neither, from nowhere.',
})
export class FieldMappingInput {
  @Field({ description: 'The field, as docs/imports.md lists them for each target.' })
  @Line(LONGEST_TEXT)
  field: string;

  @Field(() => String, { nullable: true, description: 'Name of the column in the file.' })
  @IsOptional()
  @Line(LONGEST_TEXT)
  column?: string | null;

  @Field(() => String, { nullable: true, description: 'One value for every row.' })
  @IsOptional()
  @Line(LONGEST_TEXT)
  value?: string | null;

  @Field(() => CellFormat, { nullable: true, description: 'How the column is written, where its cells do not tell.' })
  @IsOptional()
  @IsIn(Object.values(CellFormat))
  format?: CellFormat | null;
}

@InputType({ description: 'What a stage means.' })
export class StageMappingInput {
  @Field({ description: 'The stage as the file writes it; capitals do not matter.' })
  @Line(LONGEST_TEXT)
  stage: string;

  @Field(() => Outcome, { description: 'How deals in this stage stand.' })
  @IsIn(Object.values(Outcome))
  outcome: Outcome;
}

@InputType({ description: 'Whom an owner in the file stands for.' })
export class OwnerMappingInput {
  @Field({ description: 'The owner as the file writes it; capitals do not matter.' })
  @Line(LONGEST_TEXT)
  owner: string;

  @Field({ description: 'Key of the salesperson in the roster.' })
  @Line(LONGEST_TEXT)
  salesperson: string;
}

@InputType({ description: 'What a foreign currency is worth, for every row of the file.' })
export class RateInput {
  @Field({ description: 'ISO 4217 currency, for example USD.' })
  @Matches(/^[A-Z]{3}$/, { message: 'must be three capital letters, for example USD' })
  currency: string;

  @Field(() => Float, { description: "What one unit of it is worth in the workspace's currency." })
  @IsPositive()
  rate: number;
}

@InputType({
  description:
    'How the columns of a file are to be understood. What is left out comes from the last import with this header, then from the preset.',
})
export class ImportMappingInput {
  @Field(() => ImportPreset, { nullable: true, description: 'The shape of the file, where its header does not tell.' })
  @IsOptional()
  @IsIn(Object.values(ImportPreset))
  preset?: ImportPreset | null;

  @Field(() => String, {
    nullable: true,
    description: 'The system the rows come from, for example SALESFORCE: the same id in two systems is two rows.',
  })
  @IsOptional()
  @Line(64)
  source?: string | null;

  @Field(() => [FieldMappingInput], { nullable: true, description: 'Where each field comes from.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => FieldMappingInput)
  @ArrayMaxSize(MOST_ENTRIES)
  fields?: FieldMappingInput[] | null;

  @Field(() => [StageMappingInput], { nullable: true, description: 'What each stage means.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => StageMappingInput)
  @ArrayMaxSize(MOST_ENTRIES)
  stages?: StageMappingInput[] | null;

  @Field(() => [OwnerMappingInput], {
    nullable: true,
    description: 'Whom owners stand for, where the roster does not tell.',
  })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => OwnerMappingInput)
  @ArrayMaxSize(MOST_ENTRIES)
  owners?: OwnerMappingInput[] | null;

  @Field(() => [RateInput], { nullable: true, description: 'Fixed rates for amounts in another currency.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => RateInput)
  @ArrayMaxSize(MOST_ENTRIES)
  rates?: RateInput[] | null;
}

@InputType({ description: 'An uploaded file and how to understand it.' })
export class RunImportInput {
  @Field(() => ID, { description: 'The import, as the upload has named it.' })
  @IsUUID()
  importId: string;

  @Field(() => ImportMappingInput, {
    nullable: true,
    description: 'How to understand it; what is left out is remembered or known from the preset.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ImportMappingInput)
  mapping?: ImportMappingInput | null;
}

@ArgsType()
export class ImportFilter extends PageArgs {
  @Field(() => ImportTargetName, { nullable: true, description: 'Only this target.' })
  @IsOptional()
  @IsIn(Object.values(ImportTargetName))
  target?: ImportTargetName | null;

  @Field(() => ImportState, { nullable: true, description: 'Only in this state.' })
  @IsOptional()
  @IsIn(Object.values(ImportState))
  state?: ImportState | null;
}

@ArgsType()
export class RejectionFilter extends PageArgs {
  @Field(() => ID, { description: 'The import.' })
  @IsUUID()
  importId: string;

  @Field(() => String, { nullable: true, description: 'Only this reason.' })
  @IsOptional()
  @MaxLength(64)
  code?: string | null;
}
