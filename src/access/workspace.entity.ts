import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity } from 'typeorm';
import { Id, Instant, Text, Whole, Word } from '../platform/columns.js';
import { WorkspaceKind } from './access.rules.js';

registerEnumType(WorkspaceKind, {
  name: 'WorkspaceKind',
  description: 'Whether a workspace lives in real time or has a clock of its own.',
  valuesMap: {
    REAL: { description: 'Lives in real time; nothing in it can be backdated.' },
    SIMULATED: { description: 'A sample or a rehearsal with its own clock; everything in it says "simulated".' },
  },
});

@Entity('workspace')
@ObjectType({ description: 'One organisation, or one rehearsal, with everything in it. Nothing crosses its border.' })
export class Workspace {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Text()
  @Field({ description: 'Name of the organisation or the rehearsal.' })
  name: string;

  @Word()
  @Field(() => WorkspaceKind, { description: 'Real time or simulated; fixed when created.' })
  kind: WorkspaceKind;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The simulated clock (ISO 8601, UTC); null in real time.' })
  simulatedNowAt: string | null;

  @Whole()
  @Field(() => Int, { description: 'Fewest distinct salespeople per arm for which a result is shown.' })
  minimumCohort: number;

  @Word()
  @Field({ description: 'ISO 4217 currency in which all money of this workspace is kept.' })
  currency: string;

  @Instant()
  @Field({ description: 'When it was created, in real time (ISO 8601, UTC).' })
  createdAt: string;
}
