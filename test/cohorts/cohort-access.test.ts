import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { draftPilot, pilotingWorkspace, REGISTER, register } from '../pilots/piloting.js';
import { DRAW, MEMBERS, type Members, PREVIEW, READINESS, REDRAW } from './cohort-queries.js';

describe.each(BOTH_DATABASES)('who may see cohorts on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  it('shows who is in which arm to managers and analysts only, page by page and never by name', async () => {
    const space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space);
    await register(app, space, drafted);
    for (const token of [space.viewer, space.salesperson])
      expect(await refusalOf(app, MEMBERS, { token, variables: { id: drafted.id, first: 5 } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    const pageAfter = (after: string | null): Promise<Members> =>
      ask<Members>(app, MEMBERS, {
        token: space.analyst,
        variables: { id: drafted.id, arm: 'pilot', first: 5, after },
      });
    let { cohortMembers } = await pageAfter(null);
    const pages = [...cohortMembers.nodes];
    while (cohortMembers.pageInfo.hasNextPage) {
      ({ cohortMembers } = await pageAfter(cohortMembers.pageInfo.endCursor));
      pages.push(...cohortMembers.nodes);
    }
    expect(cohortMembers.totalCount).toBe(12);
    expect(new Set(pages.map(({ pseudonym }) => pseudonym)).size).toBe(12);
    const everything = JSON.stringify([
      pages,
      await ask(app, DRAW, { token: space.manager, variables: { id: drafted.id } }),
    ]);
    expect(everything).not.toMatch(/Real Name|crm-/);
  });

  it('is not open to leadership, analysts, salespeople, or another workspace', async () => {
    const [space, other] = [await pilotingWorkspace(app), await pilotingWorkspace(app, 4)];
    const { id } = await draftPilot(app, space);
    const input = { pilotId: id, version: 1 };
    for (const token of [space.viewer, space.analyst, space.salesperson])
      expect(await refusalOf(app, REGISTER, { token, variables: { input } })).toMatchObject({ code: 'NOT_ALLOWED' });
    for (const query of [READINESS, PREVIEW, REDRAW, DRAW])
      expect(await refusalOf(app, query, { token: other.manager, variables: { id } })).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await refusalOf(app, REGISTER, { token: other.manager, variables: { input } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusalOf(app, REDRAW, { token: space.manager, variables: { id } })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});
