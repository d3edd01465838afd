import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ALLOWED_ROLES, OPEN_TO_EVERYBODY } from '../../src/access/allow.js';
import { startApp, type TestApp } from '../support/app.js';

/** Doors that open without a token, on purpose. A new one belongs here, with its reason. */
const OPEN_ON_PURPOSE = [
  // The start page, its files and GraphiQL hold no data: they ask the API with the person's own token.
  'GraphiqlPage.page',
  'GraphiqlPage.vendor',
  'StartPage.file',
  'StartPage.page',
  // Stories are shared with people without an account, by signed and expiring links.
  'StoryLinkController.read',
];

interface Door {
  readonly name: string;
  readonly guarded: boolean;
  readonly open: boolean;
}

describe('every operation and route', () => {
  let app: TestApp;
  let doors: Door[];
  beforeAll(async () => {
    app = await startApp('sqlite');
    doors = doorsOf(app);
  });
  afterAll(() => app.close());

  it('is found by this test: a house without doors would pass unseen', () => {
    expect(doors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['AccessResolver.me', 'AccessResolver.createToken']),
    );
  });

  it('says who may enter', () => {
    expect(doors.filter(({ guarded, open }) => guarded === open).map(({ name }) => name)).toEqual([]);
  });

  it('is open without a token only where that is meant', () => {
    const open = doors.filter((door) => door.open).map(({ name }) => name);
    expect(open.sort()).toEqual(OPEN_ON_PURPOSE.filter((name) => doors.some((door) => door.name === name)).sort());
  });
});

function doorsOf({ app }: TestApp): Door[] {
  const scanner = new MetadataScanner();
  const doors = new Map<string, Door>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { instance, metatype } of [...module.providers.values(), ...module.controllers.values()]) {
      if (!metatype || typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      for (const method of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (!isDoor(handler)) continue;
        const name = `${metatype.name}.${method}`;
        const allowed = Reflect.getMetadata(ALLOWED_ROLES, handler) as unknown[] | undefined;
        const open = Reflect.getMetadata(OPEN_TO_EVERYBODY, handler) === true;
        doors.set(name, { name, guarded: (allowed?.length ?? 0) > 0, open });
      }
    }
  }
  return [...doors.values()];
}

function isDoor(handler: object): boolean {
  const operation = Reflect.getMetadata('graphql:resolver_type', handler) as string | undefined;
  return ['Query', 'Mutation', 'Subscription'].includes(operation ?? '') || Reflect.hasMetadata('path', handler);
}
