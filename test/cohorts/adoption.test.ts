import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { importCsv, upload } from '../support/upload.js';
import { advanceTo, draftPilot, type PilotingWorkspace, pilotingWorkspace, register } from '../pilots/piloting.js';

const RECORD = `mutation($input: RecordAdoptionInput!) { recordAdoption(input: $input) {
  armKey people reporting hidden eligible used share contaminated } }`;
const ADOPTION = `query($id: ID!) { pilot(id: $id) { adoption {
  armKey name isControl people reporting hidden eligible used share contaminated } } }`;
const RECORDS = `query($id: ID!, $after: String) { adoptionRecords(pilotId: $id, first: 7, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { weekStartsOn eligible used member { pseudonym armKey } } } }`;

interface ArmAnswer {
  readonly armKey: string;
  readonly reporting: number;
  readonly hidden: boolean;
  readonly share: number | null;
}

interface Records {
  readonly adoptionRecords: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly nodes: { readonly member: { readonly pseudonym: string } }[];
  };
}

describe.each(BOTH_DATABASES)('adoption on %s', (database) => {
  let app: TestApp;
  let space: PilotingWorkspace;
  let pilotId: string;
  let arms: { control: string[]; pilot: string[] };

  beforeAll(async () => {
    app = await startApp(database);
    space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space);
    pilotId = drafted.id;
    await register(app, space, drafted);
    const { cohortMembers } = await ask<{ cohortMembers: { nodes: { pseudonym: string; armKey: string }[] } }>(
      app,
      `{ cohortMembers(pilotId: "${pilotId}", first: 200) { nodes { pseudonym armKey } } }`,
      { token: space.manager },
    );
    const of = (arm: string) =>
      cohortMembers.nodes.filter(({ armKey }) => armKey === arm).map(({ pseudonym }) => pseudonym);
    arms = { control: of('control'), pilot: of('pilot') };
    await advanceTo(app, space, '2026-03-15');
  });
  afterAll(() => app.close());

  const record = async (records: object[], token = space.manager) =>
    (await ask<{ recordAdoption: ArmAnswer[] }>(app, RECORD, { token, variables: { input: { pilotId, records } } }))
      .recordAdoption;
  const weeks = (people: readonly string[], weekStartsOn: string, [eligible, used]: [number, number]) =>
    people.map((salesperson) => ({ salesperson, weekStartsOn, eligible, used }));

  it('hides the numbers of an arm while too few salespeople have reported', async () => {
    const [control, pilot] = await record(weeks(arms.pilot.slice(0, 4), '2026-02-16', [5, 5]));
    expect(pilot).toEqual({
      armKey: 'pilot',
      people: 12,
      reporting: 4,
      hidden: true,
      eligible: null,
      used: null,
      share: null,
      contaminated: null,
    });
    expect(control).toMatchObject({ armKey: 'control', reporting: 0, hidden: true });
  });

  it('is used of eligible in both arms, by pseudonym or by key in the CRM', async () => {
    await record(weeks(arms.pilot.slice(4, 10), '2026-02-16', [5, 2]));
    // P-07 is crm-7
    const byKey = arms.control.slice(0, 6).map((pseudonym) => `crm-${String(Number(pseudonym.slice(2)))}`);
    await record(weeks(byKey, '2026-02-16', [10, 2]));
    const { pilot } = await ask<{ pilot: unknown }>(app, ADOPTION, { token: space.viewer, variables: { id: pilotId } });
    expect(pilot).toEqual({
      adoption: [
        {
          armKey: 'control',
          name: 'Control',
          isControl: true,
          people: 12,
          reporting: 6,
          hidden: false,
          eligible: 60,
          used: 12,
          share: 0.2,
          contaminated: true,
        },
        {
          armKey: 'pilot',
          name: 'Pilot',
          isControl: false,
          people: 12,
          reporting: 10,
          hidden: false,
          eligible: 50,
          used: 32,
          share: 0.64,
          contaminated: false,
        },
      ],
    });
  });

  it('replaces a week that was recorded before, and adds nothing twice', async () => {
    const [control] = await record(weeks(arms.control.slice(0, 6), '2026-02-16', [10, 1]));
    expect(control).toMatchObject({ eligible: 60, used: 6, share: 0.1, contaminated: false });
  });

  it('leaves out the weeks of the ramp', async () => {
    const before = await record(weeks(arms.pilot.slice(0, 1), '2026-02-02', [9, 9]));
    expect(before[1]).toMatchObject({ eligible: 50, used: 32 });
  });

  it('records nothing when one of many weeks is wrong', async () => {
    const records = [
      ...weeks(arms.pilot.slice(0, 1), '2026-03-02', [5, 5]),
      ...weeks(['nobody'], '2026-03-02', [5, 5]),
      ...weeks(arms.pilot.slice(1, 2), '2026-03-16', [5, 6]),
    ];
    expect(
      await refusalOf(app, RECORD, { token: space.manager, variables: { input: { pilotId, records } } }),
    ).toMatchObject({
      code: 'INVALID_INPUT',
      reasons: [
        'records.1: "nobody" is in no cohort of this pilot.',
        'records.2: the week of 2026-03-16 has not begun; today is 2026-03-15.',
        'records.2: used is 6, more than the 5 eligible deals.',
      ],
    });
    const { pilot } = await ask<{ pilot: { adoption: ArmAnswer[] } }>(app, ADOPTION, {
      token: space.manager,
      variables: { id: pilotId },
    });
    expect(pilot.adoption[1]).toMatchObject({ eligible: 50, used: 32 });
  });

  it('shows single weeks to an analyst by pseudonym, to nobody else', async () => {
    const pageAfter = (after: string | null): Promise<Records> =>
      ask<Records>(app, RECORDS, { token: space.analyst, variables: { id: pilotId, after } });
    let { adoptionRecords } = await pageAfter(null);
    const nodes = [...adoptionRecords.nodes];
    while (adoptionRecords.pageInfo.hasNextPage) {
      ({ adoptionRecords } = await pageAfter(adoptionRecords.pageInfo.endCursor));
      nodes.push(...adoptionRecords.nodes);
    }
    expect(adoptionRecords.totalCount).toBe(17);
    expect(nodes).toHaveLength(17);
    expect(nodes[0]).toEqual({
      weekStartsOn: '2026-02-16',
      eligible: 5,
      used: 5,
      member: { pseudonym: arms.pilot[0], armKey: 'pilot' },
    });
    for (const token of [space.manager, space.viewer, space.salesperson])
      expect(await refusalOf(app, RECORDS, { token, variables: { id: pilotId } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
  });

  it('comes from a file as well: every row taken or explained, the same file twice changes nothing', async () => {
    const csv = [
      'who,monday,could,did',
      `${arms.pilot[10]},2026-02-23,8,6`,
      `${arms.pilot[11]},2026-02-23,8,0`,
      `${arms.pilot[0]},2026-02-16,5,5`,
      `${arms.pilot[1]},2026-02-16,6,5`,
      `${arms.pilot[1]},2026-02-16,6,4`,
      'nobody,2026-02-23,1,1',
      `${arms.pilot[2]},2026-02-24,5,6`,
    ].join('\n');
    const mapping = {
      fields: [
        { field: 'pilot', value: pilotId },
        { field: 'salesperson', column: 'who' },
        { field: 'weekStartsOn', column: 'monday' },
        { field: 'eligible', column: 'could' },
        { field: 'used', column: 'did' },
      ],
    };
    const importing = { target: 'ADOPTION', token: space.manager, mapping };
    const first = await importCsv(app, csv, importing);
    expect(first).toMatchObject({ read: 7, accepted: 4, rejected: 3, inserted: 2, replaced: 1, unchanged: 1 });
    const { importRejections } = await ask<{ importRejections: { nodes: object[] } }>(
      app,
      `{ importRejections(importId: "${first.id}") { nodes { line code message } } }`,
      { token: space.manager },
    );
    expect(importRejections.nodes).toMatchObject([
      { line: 6, code: 'DUPLICATE' },
      { line: 7, code: 'UNKNOWN_OWNER', message: '"nobody" is in no cohort of this pilot.' },
      { line: 8, code: 'NOT_CONSISTENT', message: expect.stringContaining('give the Monday') as unknown },
    ]);
    const { pilot } = await ask<{ pilot: { adoption: ArmAnswer[] } }>(app, ADOPTION, {
      token: space.manager,
      variables: { id: pilotId },
    });
    expect(pilot.adoption[1]).toMatchObject({ reporting: 12, eligible: 67, used: 38 });
    expect(await importCsv(app, csv, importing)).toMatchObject({ inserted: 0, replaced: 0, unchanged: 4, rejected: 3 });
    expect(await upload(app, csv, { target: 'ADOPTION', token: space.analyst })).toMatchObject({
      error: { code: 'NOT_ALLOWED' },
    });
  });

  it('is recorded by managers, on pilots of their own workspace that are registered', async () => {
    const records = weeks(arms.pilot.slice(0, 1), '2026-03-02', [5, 5]);
    for (const token of [space.analyst, space.viewer, space.salesperson])
      expect(await refusalOf(app, RECORD, { token, variables: { input: { pilotId, records } } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    const other = await pilotingWorkspace(app, 4);
    expect(
      await refusalOf(app, RECORD, { token: other.manager, variables: { input: { pilotId, records } } }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    const draft = await draftPilot(app, space);
    expect(
      await refusalOf(app, RECORD, { token: space.manager, variables: { input: { pilotId: draft.id, records } } }),
    ).toMatchObject({ code: 'WRONG_STATE' });
  });
});
