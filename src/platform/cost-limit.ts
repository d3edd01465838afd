import type { ApolloServerPlugin } from '@apollo/server';
import {
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getNullableType,
  type GraphQLField,
  GraphQLError,
  type GraphQLObjectType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** How long a list without pages is taken to be: arms, versions, weeks. */
const USUAL_LIST = 10;

interface Asked {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What fragments come to, by name and page size, so that each is read once however often it is spread. */
  readonly known: Map<string, number>;
}

/**
 * Refuses operations whose answer could hold more than `most` objects. Depth does not see lists in lists: a play with
 * ten versions, each with its play, and so on, is a hundred thousand objects before it is twelve fields deep.
 */
export function costLimit(most: number): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ schema, document, operation, request }) {
          const root = operation && schema.getRootType(operation.operation);
          if (!root) return Promise.resolve();
          const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
          const objects = objectsIn(root, operation.selectionSet, {
            fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
            variables: request.variables ?? {},
            known: new Map(),
          });
          if (objects > most)
            throw new GraphQLError(
              `The answer could hold ${String(objects)} objects; ${String(most)} is the limit. Ask for smaller pages, or in several queries.`,
              { extensions: { code: 'INVALID_INPUT' } },
            );
          return Promise.resolve();
        },
      }),
  };
}

/** Objects below one object of a type; its lists are as long as the page that was asked for, if it is a page. */
function objectsIn(type: GraphQLObjectType, set: SelectionSetNode, asked: Asked, page = USUAL_LIST): number {
  let objects = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      objects += objectsInFragment(type, selection.name.value, asked, page);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      objects += objectsIn(type, selection.selectionSet, asked, page);
    } else {
      const field = type.getFields()[selection.name.value] as GraphQLField<unknown, unknown> | undefined;
      const below = field && getNamedType(field.type);
      if (!field || !selection.selectionSet || !isObjectType(below)) continue;
      const { first } = field.args.some(({ name }) => name === 'first')
        ? getArgumentValues(field, selection, asked.variables)
        : {};
      const each = 1 + objectsIn(below, selection.selectionSet, asked, lengthOf(first));
      objects += isListType(getNullableType(field.type)) ? page * each : each;
    }
  }
  return objects;
}

/** Whether so many may be asked for is another check's business; here nothing may count below zero. */
function lengthOf(first: unknown): number {
  return typeof first === 'number' ? Math.max(0, first) : USUAL_LIST;
}

function objectsInFragment(type: GraphQLObjectType, name: string, asked: Asked, page: number): number {
  const fragment = asked.fragments.get(name);
  if (!fragment) return 0;
  const key = `${name} ${String(page)}`;
  const objects = asked.known.get(key) ?? objectsIn(type, fragment.selectionSet, asked, page);
  asked.known.set(key, objects);
  return objects;
}
