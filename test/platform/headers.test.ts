import { startApp, type TestApp } from '../support/app.js';

describe('every answer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());

  it.each(['/', '/assets/start.js', '/graphiql', '/nothing', '/imports'])(
    'tells the browser to trust nothing else, and tells others nothing: %s',
    async (path) => {
      const { headers } = await fetch(`${app.url}${path}`);
      const policy = headers.get('content-security-policy')?.split(';') ?? [];
      expect(policy).toEqual(
        expect.arrayContaining(["script-src 'self'", "frame-ancestors 'self'", "base-uri 'self'"]),
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('works over plain HTTP, beside a proxy or in a local network', async () => {
    const { headers } = await fetch(app.url);
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });
});
