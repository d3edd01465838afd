import type { TestApp } from '../support/app.js';
import { answerTo, ask } from '../support/ask.js';
import { tokenFor } from '../support/make.js';
import { LOOK_ON, type PilotedField, pilotedField } from './piloted-field.js';

const PARTS = `
  look standing verdict cutOffOn simulated planHash inputsSha256 engine asOf seed minimumEffectShare verdictReasons
  atLook { number of level }
  primary { ...metric otherArms { arm } }
  secondary { ...metric }
  guardrails { metric judgement marginShare comparison { significant } }
  adoption { known thresholdShare arms { armKey isControl known share eligible used } }
  users {
    arm units { control pilot } use { control pilot } firstStage { estimate standardError f } standardError
    estimate degreesOfFreedom interval andersonRubin { shape low high } refusal { code message reasons }
    relative { estimate interval andersonRubin { shape low high } } absolute { estimate andersonRubin { shape } }
  }
  belief {
    chance weight relative { estimate interval } absolute { estimate interval }
    prior { source pilots mean meanError deviation }
  }
  checks { code severity message }
  weekly { weekStartsOn phase arms { armKey people value } }`;
const METRIC = `fragment metric on MetricResult {
  metric name unit direction
  comparison {
    arm method scale estimate standardError degreesOfFreedom pValue interval significant withheld
    adjustedMeans { control pilot } absolute { estimate interval } relative { estimate interval }
    randomisation { pValue draws exact smallestPossible interval } refusal { code message reasons }
  }
  arms { armKey name isControl units people value interval }
  openShare { armKey share }
}`;
export const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) { id ${PARTS} } } ${METRIC}`;
export const READ = `query($id: ID!) { analysis(id: $id) { id ${PARTS} } } ${METRIC}`;

interface Comparison {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly pValue: number | null;
  readonly interval: (number | null)[];
  readonly significant: boolean;
  readonly relative: { readonly estimate: number };
  readonly randomisation: { readonly pValue: number } | null;
}

export interface Analysed {
  readonly id: string;
  readonly standing: string;
  readonly verdict: string | null;
  readonly verdictReasons: string[];
  readonly primary: { readonly comparison: Comparison; readonly arms: { readonly people: number }[] };
  readonly guardrails: { readonly judgement: string }[];
  readonly secondary: object[];
  readonly users: {
    readonly units: object;
    readonly use: object;
    readonly firstStage: { readonly f: number | null };
    readonly relative: { readonly estimate: number; readonly andersonRubin: { readonly low: number } };
    readonly refusal: object | null;
  } | null;
  readonly belief: {
    readonly chance: number;
    readonly relative: { readonly estimate: number };
    readonly prior: object;
  } | null;
  readonly weekly: { readonly phase: string; readonly arms: { readonly value: number }[] }[];
}

export type Reader = 'ADMIN' | 'MANAGER' | 'ANALYST' | 'VIEWER' | 'SALESPERSON';

/** A pilot of 40 salespeople whose play brought a quarter more revenue, and everybody who may want to know. */
export class Readers {
  private constructor(
    private readonly app: TestApp,
    readonly field: PilotedField,
    readonly tokens: Readonly<Record<Reader, string>>,
  ) {}

  static async of(app: TestApp): Promise<Readers> {
    const field = await pilotedField(app, {
      ...{ name: 'Cost of waiting', people: 40, uplift: 1.25, randomness: 'ab'.repeat(32) },
    });
    const [MANAGER, ANALYST, VIEWER, SALESPERSON] = [
      await tokenFor(app, 'MANAGER', field.secret),
      await tokenFor(app, 'ANALYST', field.secret),
      await tokenFor(app, 'VIEWER', field.secret),
      await tokenFor(app, 'SALESPERSON', field.secret),
    ];
    return new Readers(app, field, { ADMIN: field.secret, MANAGER, ANALYST, VIEWER, SALESPERSON });
  }

  async analyse(as: Reader, look: number | null): Promise<Analysed> {
    const variables = { input: { pilotId: this.field.pilotId, look } };
    return (await ask<{ analysePilot: Analysed }>(this.app, ANALYSE, { token: this.tokens[as], variables }))
      .analysePilot;
  }

  read(as: Reader, id: string) {
    return answerTo<{ analysis: Analysed }>(this.app, READ, { token: this.tokens[as], variables: { id } });
  }

  /** Moves the clock to the day of the look. */
  async untilTheLook(): Promise<void> {
    await ask(this.app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
      token: this.field.secret,
      variables: { to: LOOK_ON },
    });
  }
}
