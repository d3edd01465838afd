import type { TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace } from '../support/make.js';
import { type Counts, importCsv } from '../support/upload.js';

/** How the columns of test/data/imports/deals.csv are to be understood. */
export const MAPPING = {
  source: 'ERP',
  fields: [
    { field: 'externalId', column: 'deal' },
    { field: 'owner', column: 'rep' },
    { field: 'account', column: 'customer' },
    { field: 'stage', column: 'stage' },
    { field: 'createdOn', column: 'opened' },
    { field: 'closedOn', column: 'closed' },
    { field: 'value', column: 'amount' },
    { field: 'listValue', column: 'list' },
  ],
  stages: [
    { stage: 'Won', outcome: 'WON' },
    { stage: 'Lost', outcome: 'LOST' },
    { stage: 'Working', outcome: 'OPEN' },
  ],
};

export const csv = (...rows: string[]): string =>
  ['deal,rep,customer,stage,opened,closed,amount,list', ...rows, ''].join('\n');

interface Rejections {
  totalCount: number;
  nodes: { line: number; column: string | null; cell: string | null; code: string; message: string }[];
}

const DEALS = `{ opportunities { nodes {
  externalId source name stage outcome createdOn closedOn valueMinor listValueMinor currency isNewCustomer
  accountKey owner { pseudonym } account { name } import { fileName } } } }`;

/** A workspace of its own, with the salespeople Ada Berg (u1, "Kestrel") and Bo Lind (u2) and the account Harbour Ltd (a1). */
export class DealBench {
  private constructor(
    readonly app: TestApp,
    readonly token: string,
  ) {}

  static async in(app: TestApp): Promise<DealBench> {
    const token = await newWorkspace(app);
    await ask(
      app,
      `mutation {
        saveSalespeople(input: [
          { externalKey: "u1", name: "Ada Berg", pseudonym: "Kestrel" }, { externalKey: "u2", name: "Bo Lind" }
        ]) { id }
        saveAccounts(input: [{ externalKey: "a1", name: "Harbour Ltd" }]) { id }
      }`,
      { token },
    );
    return new DealBench(app, token);
  }

  commit(body: string | Buffer, mapping: object = MAPPING): Promise<Counts & { id: string }> {
    return importCsv(this.app, body, { mapping, token: this.token });
  }

  async deals(): Promise<Record<string, unknown>[]> {
    const { opportunities } = await this.ask<{ opportunities: { nodes: Record<string, unknown>[] } }>(DEALS);
    return opportunities.nodes;
  }

  async rejections(importId: string): Promise<Rejections> {
    const query = `query($id: ID!) { importRejections(importId: $id) { totalCount nodes { line column cell code message } } }`;
    return (await this.ask<{ importRejections: Rejections }>(query, { id: importId })).importRejections;
  }

  async preview<Data>(importId: string, mapping: object, fields: string): Promise<Data> {
    const query = `query($input: RunImportInput!) { previewImport(input: $input) { ${fields} } }`;
    return (await this.ask<{ previewImport: Data }>(query, { input: { importId, mapping } })).previewImport;
  }

  ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return ask<Data>(this.app, query, { token: this.token, variables });
  }

  refusal(query: string, variables: Record<string, unknown> = {}): ReturnType<typeof refusalOf> {
    return refusalOf(this.app, query, { token: this.token, variables });
  }
}
