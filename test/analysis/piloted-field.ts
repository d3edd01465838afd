import { DataSource } from 'typeorm';
import { TokenService } from '../../src/access/token.service.js';
import { CohortRegistration } from '../../src/cohorts/cohort-registration.service.js';
import { Opportunity } from '../../src/facts/opportunity.entity.js';
import { dayAfter } from '../../src/platform/days.js';
import { newId } from '../../src/platform/new-id.js';
import { Transactions } from '../../src/platform/transactions.js';
import { Salesperson } from '../../src/roster/salesperson.entity.js';
import { Random } from '../../src/statistics/index.js';
import { type FieldDeal, settle } from '../metrics/field.js';
import type { TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';

/** A pilot on revenue per salesperson: baseline to the draw, twelve weeks of measurement, one look. */
export const DRAFT = {
  hypothesis: 'Showing the cost of doing nothing sells more.',
  windows: {
    baseline: { from: '2025-10-01', to: '2026-01-14' },
    measurement: { from: '2026-02-02', to: '2026-04-26' },
    maturationDays: 14,
  },
  primary: { metric: 'revenue@1', minimumEffectShare: 0.05 },
  secondary: ['win_rate@1'],
  guardrails: [{ metric: 'discount_rate@1', marginShare: 0.3 }],
  looks: ['2026-05-10'],
  adoptionThresholdShare: 0.5,
  decision: { dueOn: '2026-06-30', options: ['ROLL_OUT', 'REDESIGN', 'STOP'] },
};
const DRAWN_ON = '2026-01-15T09:00:00.000Z';
export const LOOK_ON = '2026-05-10T09:00:00.000Z';

export interface PilotedField {
  readonly workspaceId: string;
  /** The administrator's token. */
  readonly secret: string;
  readonly pilotId: string;
}

export interface Piloting {
  /** Names the pilot. */
  readonly name: string;
  /** How many salespeople, two arms together. */
  readonly people: number;
  /** What the pilot arm's revenue is multiplied by. */
  readonly uplift: number;
  /** The same in a team of its own. */
  readonly upliftIn?: Readonly<Record<string, number>>;
  /** Chance of the draw, in hex, so that both databases draw the same. */
  readonly randomness: string;
  readonly draft?: object;
  readonly kind?: 'IMPACT' | 'FEASIBILITY';
  /** Name of the team of each salesperson. */
  readonly teams?: readonly string[];
  /** Last days in the field, by the salesperson's number. */
  readonly left?: Readonly<Record<number, string>>;
  /** Share of eligible deals in which each arm used the play; null: nobody reports. */
  readonly use?: Readonly<Record<string, number>> | null;
  /** In place of the uplift: what an arm's revenue is multiplied by on a day. */
  readonly factorOn?: (armKey: string, day: string) => number;
  /** When the first of the weekly deals of the pilot closes, and how many weeks there are. */
  readonly dealsAfter?: { readonly from: string; readonly weeks: number };
  /** In place of the use: the share by arm and week, over these weeks. */
  readonly useIn?: { readonly weeks: readonly string[]; readonly share: (armKey: string, week: string) => number };
  /** For how many stretches as long as the baseline deals are known before it; default none. */
  readonly past?: number;
}

/** A field whose pilot has run: registered, started, its deals closed, its use reported. The clock stands before the look. */
export async function pilotedField(app: TestApp, piloting: Piloting): Promise<PilotedField> {
  const random = new Random(2_026);
  const skills = Array.from({ length: piloting.people }, () => Math.exp(0.6 * spread(random)));
  const dealsBefore = skills.flatMap((skill, owner) => dealsOf(owner, skill, { from: '2025-10-06', random }));
  const earlier = Array.from({ length: piloting.past ?? 0 }, (_, at) => dayAfter('2025-10-06', -106 * (at + 1)));
  const before = [
    ...dealsBefore,
    ...earlier.flatMap((from) => skills.flatMap((skill, owner) => dealsOf(owner, skill, { from, random }))),
  ];
  const { teams = [] } = piloting;
  const field = { people: piloting.people, accounts: [], deals: before, teams };
  const { workspaceId, secret, people } = await settle(app, field, DRAWN_ON);
  const pilotId = await registeredPilot(app, secret, piloting);
  const armOf = await armsByPseudonym(app, secret, pilotId);
  const after = skills.flatMap((skill, owner) => {
    const uplift = piloting.upliftIn?.[teams[owner]] ?? piloting.uplift;
    const { factorOn = (armKey: string) => (armKey === 'control' ? 1 : uplift) } = piloting;
    return dealsOf(owner, skill, {
      ...(piloting.dealsAfter ?? { from: '2026-02-09' }),
      random,
      factorOn: (day) => factorOn(armOf.get(pseudonym(owner)) ?? '', day),
    });
  });
  await writeDeals(app, workspaceId, { people, deals: after });
  await ask(app, 'mutation { advanceClock(to: "2026-05-09T09:00:00.000Z") { id } }', { token: secret });
  await changePilot(app, secret, { pilotId, mutation: 'startPilot' });
  const { use = { control: 0, pilot: 0.8 }, left = {} } = piloting;
  for (const [number, leftOn] of Object.entries(left))
    await app.app
      .get(Transactions)
      .run((manager) => manager.update(Salesperson, { id: people[Number(number)] }, { leftOn }));
  const { useIn = use && { weeks: ['2026-03-02'], share: (armKey: string) => use[armKey] ?? 0 } } = piloting;
  if (useIn) await recordUse(app, secret, { pilotId, armOf, useIn });
  return { workspaceId, secret, pilotId };
}

/** Moves a pilot on, with the version it has now. */
export async function changePilot(
  app: TestApp,
  token: string,
  { pilotId, mutation }: { pilotId: string; mutation: 'startPilot' | 'completePilot' },
): Promise<void> {
  const { pilot } = await ask<{ pilot: { version: number } }>(app, 'query($id: ID!) { pilot(id: $id) { version } }', {
    token,
    variables: { id: pilotId },
  });
  await ask(app, `mutation($input: SeenPilotInput!) { ${mutation}(input: $input) { state } }`, {
    token,
    variables: { input: { pilotId, version: pilot.version } },
  });
}

async function registeredPilot(app: TestApp, token: string, piloting: Piloting): Promise<string> {
  const { proposePlay } = await ask<{ proposePlay: { latestVersion: { id: string } } }>(
    app,
    `mutation($name: String!) { proposePlay(input: { name: $name, kind: ARGUMENT, card: {
      customerSituation: "The customer waits.", before: "We ask again.", after: "We show what waiting costs.", steps: ["Add it up."]
    } }) { latestVersion { id } } }`,
    { token, variables: { name: `Play of ${piloting.name}` } },
  );
  const { draftPilot } = await ask<{ draftPilot: { id: string; version: number } }>(
    app,
    'mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id version } }',
    {
      token,
      variables: {
        input: {
          name: piloting.name,
          kind: piloting.kind ?? 'IMPACT',
          playVersionId: proposePlay.latestVersion.id,
          draft: { ...DRAFT, ...piloting.draft },
        },
      },
    },
  );
  // The API has no way to fix the chance of a draw; this test needs the same one on both databases.
  const viewer = await app.app.get(TokenService).viewerOf(`Bearer ${token}`);
  const seen = { pilotId: draftPilot.id, version: draftPilot.version };
  await app.app.get(CohortRegistration).register(seen, viewer, piloting.randomness);
  return draftPilot.id;
}

async function armsByPseudonym(app: TestApp, token: string, pilotId: string): Promise<Map<string, string>> {
  const { cohortMembers } = await ask<{ cohortMembers: { nodes: { pseudonym: string; armKey: string }[] } }>(
    app,
    'query($pilotId: ID!) { cohortMembers(pilotId: $pilotId, first: 200) { nodes { pseudonym armKey } } }',
    { token, variables: { pilotId } },
  );
  return new Map(cohortMembers.nodes.map((member) => [member.pseudonym, member.armKey]));
}

async function recordUse(
  app: TestApp,
  token: string,
  { pilotId, armOf, useIn }: { pilotId: string; armOf: Map<string, string>; useIn: NonNullable<Piloting['useIn']> },
): Promise<void> {
  const records = [...armOf].flatMap(([salesperson, arm]) =>
    useIn.weeks.map((weekStartsOn) => ({
      salesperson,
      weekStartsOn,
      eligible: 10,
      used: Math.round(10 * useIn.share(arm, weekStartsOn)),
    })),
  );
  await ask(app, 'mutation($input: RecordAdoptionInput!) { recordAdoption(input: $input) { armKey } }', {
    token,
    variables: { input: { pilotId, records } },
  });
}

interface Dealing {
  /** The day on which the first deal is decided. */
  readonly from: string;
  readonly weeks?: number;
  readonly random: Random;
  readonly factorOn?: (day: string) => number;
}

/** A deal a week, ten if not said otherwise: six of ten won at a tenth off the list, four lost, each decided after three weeks. */
function dealsOf(owner: number, skill: number, { from, weeks = 10, random, factorOn = () => 1 }: Dealing): FieldDeal[] {
  return Array.from({ length: weeks }, (_, week) => {
    const closedOn = dayAfter(from, 7 * week);
    const value = Math.round(1_000_000 * (skill * factorOn(closedOn)) * Math.exp(0.2 * spread(random)));
    return {
      owner,
      account: null,
      outcome: week % 5 < 3 ? 'WON' : 'LOST',
      createdOn: dayAfter(closedOn, -21),
      closedOn,
      value,
      listValue: Math.round(value / (0.9 + 0.02 * spread(random))),
      cost: null,
    };
  });
}

/** Between -1 and 1, more often near 0. */
function spread(random: Random): number {
  return (random.below(1_000) + random.below(1_000)) / 1_000 - 1;
}

function pseudonym(owner: number): string {
  return `P-${String(owner).padStart(3, '0')}`;
}

/** The deals of the pilot come later than those of the baseline, when it is known who is in which arm. */
async function writeDeals(
  { app }: TestApp,
  workspaceId: string,
  { people, deals }: { people: readonly string[]; deals: readonly FieldDeal[] },
): Promise<void> {
  const [known] = await app.get(DataSource).getRepository(Opportunity).find({ where: { workspaceId }, take: 1 });
  const rows = deals.map((deal, number) => ({
    ...known,
    id: newId(),
    externalId: `P-${String(number).padStart(6, '0')}`,
    ownerId: people[deal.owner ?? 0],
    outcome: deal.outcome,
    createdOn: deal.createdOn,
    closedOn: deal.closedOn,
    valueMinor: deal.value,
    listValueMinor: deal.listValue,
  }));
  await app.get(Transactions).run(async (manager) => {
    for (let at = 0; at < rows.length; at += 100) await manager.insert(Opportunity, rows.slice(at, at + 100));
  });
}
