import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ApiToken } from '../access/api-token.entity.js';
import { TokenService } from '../access/token.service.js';
import { SETTINGS } from '../platform/platform.module.js';
import { Refusal } from '../platform/refusal.js';
import type { Settings } from '../platform/settings.js';
import { Transactions } from '../platform/transactions.js';

const NAME = 'Printed at the start';
const OWNER_ONLY = 0o600;

/**
 * The token that every start prints. Tokens are kept as hashes, so this one also lies in a file that only the owner of
 * the server reads. It is made when the sample is complete: an administrator without one has an unfinished sample.
 */
@Injectable()
export class SampleToken {
  private readonly file: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly tokens: TokenService,
  ) {
    this.file = join(dirname(settings.uploadsDirectory), 'sample-token');
  }

  exists(userId: string): Promise<boolean> {
    return this.database.getRepository(ApiToken).existsBy({ userId, name: NAME });
  }

  /** The token in the file where it still opens the door, else a new one. */
  async of(userId: string): Promise<string> {
    const kept = await readFile(this.file, 'utf8').catch(() => null);
    if (kept !== null && (await this.opens(kept.trim(), userId))) return kept.trim();
    const { secret } = await this.transactions.run((manager) => this.tokens.create(manager, userId, { name: NAME }));
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, `${secret}\n`, { mode: OWNER_ONLY });
    return secret;
  }

  private async opens(secret: string, userId: string): Promise<boolean> {
    try {
      return (await this.tokens.viewerOf(`Bearer ${secret}`)).userId === userId;
    } catch (refusal) {
      if (refusal instanceof Refusal) return false;
      throw refusal;
    }
  }
}
