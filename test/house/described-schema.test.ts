import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { startApp, type TestApp } from '../support/app.js';

describe('the GraphQL schema', () => {
  let app: TestApp;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    app = await startApp('sqlite');
    schema = app.app.get(GraphQLSchemaHost).schema;
  });
  afterAll(() => app.close());

  it('describes every type, field, argument and value', () => {
    const silent: string[] = [];
    const note = (name: string, description: string | null | undefined) => {
      if ((description ?? '').trim() === '') silent.push(name);
    };
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (!['Query', 'Mutation', 'Subscription'].includes(type.name)) note(type.name, type.description);
      if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field.description);
      if (isObjectType(type))
        for (const field of Object.values(type.getFields())) {
          note(`${type.name}.${field.name}`, field.description);
          // An input object says what it is where it is declared.
          for (const argument of field.args.filter(({ name }) => name !== 'input'))
            note(`${type.name}.${field.name}(${argument.name})`, argument.description);
        }
    }
    expect(silent).toEqual([]);
  });

  it('names its inputs, mutations and lists as the house does', () => {
    const types = Object.values(schema.getTypeMap());
    const inputs = types.filter(isInputObjectType).map(({ name }) => name);
    expect(inputs.filter((name) => !name.endsWith('Input'))).toEqual([]);
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThan(0);
    expect(mutations.filter((name) => !/^[a-z]+[A-Z]/.test(name))).toEqual([]);
  });
});
