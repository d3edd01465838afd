import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { mayEnter, Role } from '../../src/access/access.rules.js';
import { ALLOWED_ROLES } from '../../src/access/allow.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { operationsOf } from './operations.js';

/** Said twice on purpose: whoever opens one more door to these two has to say so here. */
const OPEN_TO_SALESPEOPLE = [
  ...['givePlayFeedback', 'me', 'metric', 'metrics', 'play', 'playFeedback', 'plays', 'proposePlay'],
  ...['stories', 'story', 'workspace'],
];
const OPEN_TO_LEADERSHIP = [
  ...OPEN_TO_SALESPEOPLE,
  ...['analyses', 'analysis', 'decisions', 'pilot', 'pilots', 'portfolio', 'redrawCohorts'],
];

/** The roles that an operation's own declaration lets in, by the name under which it is asked. */
function declaredRoles({ app }: TestApp): Map<string, readonly Role[]> {
  const scanner = new MetadataScanner();
  const declared = new Map<string, readonly Role[]>();
  for (const module of app.get(ModulesContainer).values())
    for (const { instance } of module.providers.values()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, object> | null;
      for (const method of prototype ? scanner.getAllMethodNames(prototype) : []) {
        const handler = prototype?.[method] ?? {};
        const allowed = Reflect.getMetadata(ALLOWED_ROLES, handler) as Role[] | undefined;
        const name = (Reflect.getMetadata('graphql:resolver_name', handler) as string | undefined) ?? method;
        if (allowed && Reflect.hasMetadata('graphql:resolver_type', handler)) declared.set(name, allowed);
      }
    }
  return declared;
}

describe.each(BOTH_DATABASES)('the doors on %s', (database) => {
  let app: TestApp;
  /** By role, the operations that let it in. */
  const opened = new Map<Role, string[]>();
  beforeAll(async () => {
    app = await startApp(database);
    const admin = await newWorkspace(app, '2026-01-15T09:00:00.000Z');
    for (const role of Object.values(Role)) opened.set(role, await doorsOpenTo(role, await tokenFor(app, role, admin)));
  });
  afterAll(() => app.close());

  async function doorsOpenTo(role: Role, token: string): Promise<string[]> {
    const open: string[] = [];
    for (const { name, document, leastVariables } of operationsOf(app)) {
      const { errors } = await answerTo(app, document, { token, variables: leastVariables });
      const shut = errors?.some(({ message }) => message === `This is not open to the role ${role}.`) ?? false;
      if (!shut) open.push(name);
    }
    return open.sort();
  }

  it('open to each role as they say', () => {
    const declared = declaredRoles(app);
    const names = operationsOf(app).map(({ name }) => name);
    expect([...declared.keys()].sort()).toEqual([...names].sort());
    for (const role of Object.values(Role)) {
      const expected = names.filter((name) => mayEnter(role, declared.get(name) ?? [])).sort();
      expect({ [role]: opened.get(role) }).toEqual({ [role]: expected });
    }
  });

  it('are few for salespeople and leadership, and all are open to somebody', () => {
    expect(opened.get(Role.SALESPERSON)).toEqual([...OPEN_TO_SALESPEOPLE].sort());
    expect(opened.get(Role.VIEWER)).toEqual([...OPEN_TO_LEADERSHIP].sort());
    const everywhere = new Set([...opened.values()].flat());
    expect(operationsOf(app).filter(({ name }) => !everywhere.has(name))).toEqual([]);
  });

  it('are all shut without a token, and with a wrong one', async () => {
    for (const token of [null, 'fp_wrong'])
      for (const { name, document, leastVariables } of operationsOf(app)) {
        const { errors } = await answerTo(app, document, { token, variables: leastVariables });
        expect({ [name]: errors?.[0]?.extensions.code }).toEqual({ [name]: 'NOT_SIGNED_IN' });
      }
  });
});
