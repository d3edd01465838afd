import { Inject, Injectable } from '@nestjs/common';
import { FirstStart } from '../access/first-start.js';
import { SETTINGS } from '../platform/platform.module.js';
import type { Settings } from '../platform/settings.js';
import { SampleScript } from './sample-script.service.js';
import { SampleToken } from './sample-token.service.js';
import { SampleWorkspace } from './sample-workspace.service.js';

/** Fills the sample workspace once, on the first start, and knows its token. */
@Injectable()
export class SampleService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly firstStart: FirstStart,
    private readonly workspace: SampleWorkspace,
    private readonly token: SampleToken,
    private readonly script: SampleScript,
  ) {}

  /** Returns the token that opens the sample; null where there is none. A sample that was cut off is filled anew. */
  async prepare(say: (step: string) => void): Promise<string | null> {
    if (!this.settings.sample) return null;
    const administrator = await this.workspace.administrator();
    if (administrator && (await this.token.exists(administrator.id))) return this.token.of(administrator.id);
    if (administrator) await this.workspace.remove(administrator);
    else if (!this.firstStart.foundNothing) return null;
    say('Filling the sample workspace (once):');
    const viewer = await this.workspace.create();
    await this.script.play(viewer, say);
    return this.token.of(viewer.userId);
  }
}
