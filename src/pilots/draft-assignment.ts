import { Field, Float, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayUnique, IsIn, IsNumber, IsOptional } from 'class-validator';
import { Line, Prose } from '../platform/prose.js';
import { LONGEST_KEY } from '../roster/roster.rules.js';
import { Mechanism, StratifyBy } from './plan.rules.js';

registerEnumType(Mechanism, {
  name: 'AssignmentMechanism',
  description: 'How the arms of a pilot come about.',
  valuesMap: {
    COMPLETE: { description: 'All units are drawn together.' },
    STRATIFIED: { description: 'Units are drawn within strata, so that every arm has its share of each.' },
    PAIRED: { description: 'Of two units that came to about the same before, one is drawn into the pilot arm.' },
    RERANDOMISED: { description: 'Drawn again until primary metric and guardrails were about alike before.' },
    STEPPED: {
      description: 'All get the play, one wave after the other; the order of the waves is drawn. Arms are the waves.',
    },
    CROSSOVER: {
      description:
        'Half work with the play first and as before then, the other half the other way round; who begins is drawn. Arms are the two orders.',
    },
    STAGED: {
      description: 'Waves as in STEPPED, but their order is chosen, not drawn. At most PROMISING can come of it.',
    },
    CHOSEN: {
      description:
        'The pilot arm is chosen by hand. Changes are compared, and whatever is found is an association: no uplift can be proven.',
    },
  },
});

registerEnumType(StratifyBy, {
  name: 'StratifyBy',
  description: 'What the units of a stratum share.',
  valuesMap: {
    REGION: { description: 'The region.' },
    TEAM: { description: 'The team.' },
    TERRITORY: { description: 'The territory.' },
  },
});

const MOST_CHOSEN = 2_000;
const LONGEST_REASON = 500;

@InputType('PilotAssignmentInput', { description: 'How the arms come about.' })
@ObjectType('PilotAssignment', { description: 'How the arms come about.' })
export class DraftAssignment {
  @Field(() => Mechanism, { defaultValue: Mechanism.COMPLETE, description: 'Drawn, drawn within strata, or chosen.' })
  @IsIn(Object.values(Mechanism))
  mechanism: Mechanism = Mechanism.COMPLETE;

  @Field(() => StratifyBy, {
    nullable: true,
    description: 'What the units of a stratum share; for CHOSEN and COMPLETE there are none.',
  })
  @IsOptional()
  @IsIn(Object.values(StratifyBy))
  stratifyBy: StratifyBy | null = null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Only for CHOSEN: the units in the pilot arm, salespeople by pseudonym, teams and territories by name. Shown to managers and analysts; empty to everybody else.',
  })
  @ArrayMaxSize(MOST_CHOSEN)
  @ArrayUnique()
  @Line(LONGEST_KEY)
  chosenUnits: string[] = [];

  @Field(() => String, {
    nullable: true,
    description:
      'Only for CHOSEN: why these units and no others. An IMPACT pilot needs it: every story says that nobody drew.',
  })
  @IsOptional()
  @Prose(LONGEST_REASON)
  chosenBecause?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Only for RERANDOMISED: the largest difference accepted, in standard deviations; 0.25, if left out.',
  })
  @IsOptional()
  @IsNumber()
  balanceThreshold?: number | null;
}
