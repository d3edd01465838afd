import type { TestApp } from './app.js';
import { ask } from './ask.js';

type Role = 'ADMIN' | 'MANAGER' | 'ANALYST' | 'VIEWER' | 'SALESPERSON';

/** The token of a new user with this role, in the workspace of the token given (by default the administrator's). */
export async function tokenFor(app: Pick<TestApp, 'url'>, role: Role, by?: string): Promise<string> {
  const asked = by === undefined ? {} : { token: by };
  const { addUser } = await ask<{ addUser: { id: string } }>(
    app,
    'mutation($role: Role!) { addUser(input: { name: "Someone", role: $role }) { id } }',
    { ...asked, variables: { role } },
  );
  const { createToken } = await ask<{ createToken: { secret: string } }>(
    app,
    'mutation($id: ID!) { createToken(input: { userId: $id, name: "test" }) { secret } }',
    { ...asked, variables: { id: addUser.id } },
  );
  return createToken.secret;
}

/** The token of the administrator of a new workspace; simulated where an instant is given. */
export async function newWorkspace(app: Pick<TestApp, 'url'>, simulatedNowAt: string | null = null): Promise<string> {
  const { createWorkspace } = await ask<{ createWorkspace: { secret: string } }>(
    app,
    `mutation($kind: WorkspaceKind!, $at: String) { createWorkspace(input: {
      name: "Another", kind: $kind, simulatedNowAt: $at, currency: "EUR", administratorName: "Someone else"
    }) { secret } }`,
    { variables: { kind: simulatedNowAt === null ? 'REAL' : 'SIMULATED', at: simulatedNowAt } },
  );
  return createWorkspace.secret;
}
