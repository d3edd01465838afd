import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { GraphQLFormattedError } from 'graphql';
import type { Request, Response } from 'express';
import { costLimit } from './cost-limit.js';
import { depthLimit } from './depth-limit.js';

export interface GraphqlContext {
  readonly req: Request;
  readonly res: Response;
  /** DataLoaders of this one request, made on first use (see loader.ts). */
  readonly loaders: Map<unknown, unknown>;
}

/** A story with its analysis, pilot, play and author is six deep; nothing honest needs fifteen. */
const DEEPEST_QUERY = 12;
const MOST_TOKENS = 4_000;
const MOST_OBJECTS = 50_000;

const GRAPHQL_PATH = '/graphql';

export function graphqlOptions(): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    introspection: true,
    allowBatchedHttpRequests: false,
    // Clients send their documents whole; nobody without a token shall leave any with us.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [depthLimit(DEEPEST_QUERY)],
    plugins: [costLimit(MOST_OBJECTS)],
    formatError,
    context: ({ req, res }: { req: Request; res: Response }): GraphqlContext => ({ req, res, loaders: new Map() }),
  };
}

/** Faults of ours reach the client as INTERNAL, without their text; Nest has logged them whole. */
function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') return formatted;
  return {
    message: 'Something went wrong on our side. It has been logged.',
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL' },
  };
}
