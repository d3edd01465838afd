import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { wrapped } from './plain-figures.js';

/** What the server said no to, or why it could not be asked. */
export class ServerRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly reasons: readonly string[] = [],
  ) {
    super(message);
    this.name = 'ServerRefusal';
  }
}

interface ToldError {
  readonly message: string;
  readonly code?: string;
  readonly reasons?: readonly string[];
  readonly extensions?: { readonly code: string; readonly reasons?: readonly string[] };
}

/** Its code, what is wrong, and what to do about it. */
export function refusalReport({ code, message, reasons }: ServerRefusal): string {
  const lines = [...wrapped(`${code}: ${message}`), ...reasons.flatMap((reason) => wrapped(`- ${reason}`, '  '))];
  return `${lines.join('\n')}\n`;
}

/** A running server, asked as the user of a token. */
export class ServerClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Streams a file to the server; `sent` hears how many bytes have left. */
  async upload(
    file: string,
    { target, fileName, sent }: { target: string; fileName: string; sent: (bytes: number) => void },
  ): Promise<{ readonly id: string; readonly preset: string }> {
    const body = createReadStream(file).on('data', (piece) => {
      sent(piece.length);
    });
    const query = new URLSearchParams({ target, fileName });
    const { id, preset } = await this.send(`/imports?${query.toString()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv' },
      body: Readable.toWeb(body),
      duplex: 'half',
    });
    return { id: String(id), preset: String(preset) };
  }

  async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    const { data } = await this.send('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return data as Data;
  }

  /** The zip archive that computes an analysis again elsewhere. */
  async analysisArchive(analysisId: string): Promise<Uint8Array> {
    const response = await this.reach(`/analyses/${encodeURIComponent(analysisId)}/export.zip`, {});
    if (!response.ok) await this.answerIn(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  async rejectionsCsv(importId: string): Promise<string> {
    return (await this.reach(`/imports/${importId}/rejections.csv`, {})).text();
  }

  private async send(path: string, request: object): Promise<Record<string, unknown>> {
    return this.answerIn(await this.reach(path, request));
  }

  private async answerIn(response: Response): Promise<Record<string, unknown>> {
    const answer = (await response.json().catch(() => ({}))) as { error?: ToldError; errors?: ToldError[] };
    const error = answer.error ?? answer.errors?.at(0);
    if (error) {
      const { code = 'UNKNOWN', reasons = [] } = { ...error, ...error.extensions };
      throw new ServerRefusal(code, error.message, reasons);
    }
    if (!response.ok) throw notFieldproof(this.url, `it answered ${response.status}`);
    return { ...answer };
  }

  private async reach(path: string, request: { headers?: object }): Promise<Response> {
    const headers = { ...request.headers, Authorization: `Bearer ${this.token}` };
    try {
      return await fetch(new URL(path, this.url), { ...request, headers });
    } catch (fault) {
      const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause.message : String(fault);
      throw notFieldproof(this.url, cause);
    }
  }
}

function notFieldproof(url: string, what: string): ServerRefusal {
  return new ServerRefusal('SERVER_NOT_REACHED', `No Fieldproof server could be asked at ${url} (${what}).`, [
    'Start it with "npm start", or give its address with --url.',
    'If the connection broke while importing, look at the import in the server before sending the file again; the same rows twice change nothing.',
  ]);
}
