import request from 'supertest';
import { ADMIN_TOKEN, type TestApp } from './app.js';

interface GraphqlError {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly reasons?: readonly string[] };
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly GraphqlError[];
}

/** Asks over HTTP as a client would. `token: null` sends none. */
export async function answerTo<Data = Record<string, unknown>>(
  { url }: Pick<TestApp, 'url'>,
  query: string,
  { variables = {}, token = ADMIN_TOKEN }: { variables?: Record<string, unknown>; token?: string | null } = {},
): Promise<Answer<Data>> {
  const sent = request(url).post('/graphql').send({ query, variables });
  if (token !== null) sent.set('Authorization', `Bearer ${token}`);
  return (await sent).body as Answer<Data>;
}

/** Asks and expects no error. */
export async function ask<Data = Record<string, unknown>>(
  app: Pick<TestApp, 'url'>,
  query: string,
  options: { variables?: Record<string, unknown>; token?: string | null } = {},
): Promise<Data> {
  const answer = await answerTo<Data>(app, query, options);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  return answer.data;
}

/** Asks and expects a refusal: its code and reasons. */
export async function refusalOf(
  app: Pick<TestApp, 'url'>,
  query: string,
  options: { variables?: Record<string, unknown>; token?: string | null } = {},
): Promise<{ code: string; message: string; reasons: readonly string[] }> {
  const { errors } = await answerTo(app, query, options);
  const error = errors?.[0];
  if (!error) throw new Error('It was not refused.');
  return { code: error.extensions.code, message: error.message, reasons: error.extensions.reasons ?? [] };
}
