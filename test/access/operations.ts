import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  astFromValue,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
} from 'graphql';
import type { TestApp } from '../support/app.js';

type Value = Readonly<Record<string, unknown>>;

/** An operation of the schema as a client would ask it. */
export interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly name: string;
  /** Takes its arguments as variables of the same names and asks for next to nothing. */
  readonly document: string;
  /** The same, but asks for all there is: every field, and what hangs on it, never the same type below itself. */
  readonly deepDocument: string;
  /** What `deepDocument` needs of these variables: what must be given, and a page small enough to be allowed. */
  readonly deepVariables: (sound: Value | undefined) => Value;
  /** Where a scalar goes in, such as "input.records.salesperson", with the name of its type. */
  readonly places: readonly { readonly path: string; readonly type: string }[];
  /** The least that the schema lets through; whether it makes sense is another question. */
  readonly leastVariables: Readonly<Record<string, unknown>>;
}

export function operationsOf(app: TestApp): Operation[] {
  const { schema } = app.app.get(GraphQLSchemaHost);
  const fields = (kind: Operation['kind']) =>
    Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {});
  return (['query', 'mutation'] as const).flatMap((kind) => fields(kind).map((field) => operation(kind, field)));
}

function operation(kind: Operation['kind'], { name, args, type }: GraphQLField<unknown, unknown>): Operation {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}${usual(arg)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const asking = (selection: string): string =>
    args.length === 0 ? `${kind} { ${name}${selection} }` : `${kind}(${declared}) { ${name}(${given})${selection} }`;
  return {
    kind,
    name,
    document: asking(isLeafType(getNamedType(type)) ? '' : ' { __typename }'),
    deepDocument: asking(everythingIn(type, [])),
    deepVariables: (sound = {}) => ({
      ...Object.fromEntries(args.filter(isNeeded).map((arg) => [arg.name, sound[arg.name]])),
      ...(args.some((arg) => arg.name === 'first') ? { first: 5 } : {}),
    }),
    places: args.flatMap((arg) => placesIn(arg.type, arg.name)),
    leastVariables: Object.fromEntries(args.filter(isNeeded).map((arg) => [arg.name, leastOf(arg.type)])),
  };
}

/** A variable of a type that needs a value gets the argument's own where the client gives none. */
function usual({ type, defaultValue }: GraphQLArgument): string {
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return value ? ` = ${print(value)}` : '';
}

function everythingIn(type: GraphQLOutputType, above: readonly string[]): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).filter(
    (field) => !above.includes(getNamedType(field.type).name) && getNamedType(field.type) !== named,
  );
  return ` { __typename ${fields.map((field) => field.name + everythingIn(field.type, [...above, named.name])).join(' ')} }`;
}

function placesIn(type: GraphQLInputType, path: string): { path: string; type: string }[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [{ path, type: named.name }];
  return Object.values(named.getFields()).flatMap((field) => placesIn(field.type, `${path}.${field.name}`));
}

const LEAST: Readonly<Record<string, unknown>> = {
  ID: '00000000-0000-7000-8000-000000000000',
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: false,
};

function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0].name;
  if (!isInputObjectType(named)) return LEAST[named.name];
  const needed = Object.values(named.getFields()).filter(isNeeded);
  return Object.fromEntries(needed.map((field) => [field.name, leastOf(field.type)]));
}

function isNeeded({ type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** The variables with another value at a place; in lists, in every item. */
export function withValueAt(variables: Value, path: string, value: unknown): Value {
  const [first, ...rest] = path.split('.');
  return { ...variables, [first]: replaced(variables[first], rest, value) };
}

function replaced(before: unknown, path: readonly string[], value: unknown): unknown {
  if (Array.isArray(before)) return before.length === 0 ? [value] : before.map((item) => replaced(item, path, value));
  if (path.length === 0) return value;
  return withValueAt((before ?? {}) as Value, path.join('.'), value);
}
