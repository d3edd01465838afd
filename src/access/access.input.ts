import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { IsInstant } from '../platform/days.js';
import { Line } from '../platform/prose.js';
import { DEFAULT_MINIMUM_COHORT, Role, SMALLEST_MINIMUM_COHORT, WorkspaceKind } from './access.rules.js';

const LONGEST_NAME = 200;

@InputType({ description: 'A new workspace and its first administrator.' })
export class CreateWorkspaceInput {
  @Field({ description: 'Name of the organisation or the rehearsal.' })
  @Line(LONGEST_NAME)
  name: string;

  @Field(() => WorkspaceKind, { defaultValue: WorkspaceKind.REAL, description: 'Cannot be changed later.' })
  @IsIn(Object.values(WorkspaceKind))
  kind: WorkspaceKind = WorkspaceKind.REAL;

  @Field(() => String, {
    nullable: true,
    description: 'Where the clock of a simulated workspace starts (ISO 8601, UTC); not for real ones.',
  })
  @IsOptional()
  @IsInstant()
  simulatedNowAt?: string | null;

  @Field({ description: 'ISO 4217 currency of all its money, for example EUR.' })
  @Matches(/^[A-Z]{3}$/, { message: 'must be three capital letters, for example EUR' })
  currency: string;

  @Field(() => Int, { defaultValue: DEFAULT_MINIMUM_COHORT, description: 'Fewest salespeople per arm to be shown.' })
  @IsInt()
  @Min(SMALLEST_MINIMUM_COHORT)
  @Max(100)
  minimumCohort: number = DEFAULT_MINIMUM_COHORT;

  @Field({ description: 'Name of its first administrator.' })
  @Line(LONGEST_NAME)
  administratorName: string;
}

@InputType({ description: 'A new person in the workspace.' })
export class AddUserInput {
  @Field({ description: 'Name as colleagues know it.' })
  @Line(LONGEST_NAME)
  name: string;

  @Field(() => Role, { description: 'What this person may do.' })
  @IsIn(Object.values(Role))
  role: Role;
}

@InputType({ description: 'A new key for a program.' })
export class CreateTokenInput {
  @Field(() => ID, { description: 'As whom the token acts.' })
  @IsUUID()
  userId: string;

  @Field({ description: 'What the token is for.' })
  @Line(LONGEST_NAME)
  name: string;
}

@ArgsType()
export class AdvanceClockArgs {
  @Field({ description: 'Where to move it: an ISO 8601 instant, UTC.' })
  @IsInstant()
  to: string;
}
