import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { AdoptionService } from '../cohorts/adoption.service.js';
import { CohortRegistration } from '../cohorts/cohort-registration.service.js';
import type { Pilot } from '../pilots/pilot.entity.js';
import { PilotCourse } from '../pilots/pilot-course.service.js';
import { PilotService } from '../pilots/pilot.service.js';
import type { ProposePlayInput } from '../plays/play.input.js';
import { PlayService } from '../plays/play.service.js';
import type { SampleUse } from './adoption.rules.js';
import type { SamplePilot } from './sample.pilots.js';

const RECORDS_AT_ONCE = 1_000;

/** Plays and pilots of the sample, through the same doors as everybody's. */
@Injectable()
export class SamplePilots {
  constructor(
    private readonly plays: PlayService,
    private readonly pilots: PilotService,
    private readonly course: PilotCourse,
    private readonly registration: CohortRegistration,
    private readonly adoption: AdoptionService,
  ) {}

  async draft(play: ProposePlayInput, pilot: SamplePilot, viewer: Viewer): Promise<Pilot> {
    const { id } = await this.plays.propose(play, viewer);
    const version = await this.plays.latestVersion(id, viewer);
    return this.pilots.draft({ ...pilot, playVersionId: version.id }, viewer);
  }

  /** @param randomness hex: the sample must come out the same every time, so its chance is fixed. */
  register({ id, version }: Pilot, randomness: string, viewer: Viewer): Promise<Pilot> {
    return this.registration.register({ pilotId: id, version }, viewer, randomness);
  }

  start({ id, version }: Pilot, viewer: Viewer): Promise<Pilot> {
    return this.course.start({ pilotId: id, version }, viewer);
  }

  complete({ id, version }: Pilot, viewer: Viewer): Promise<Pilot> {
    return this.course.complete({ pilotId: id, version }, viewer);
  }

  async review({ id }: Pilot, saw: string, change: string, viewer: Viewer): Promise<void> {
    await this.course.review({ pilotId: id, look: 1, saw, change }, viewer);
  }

  async recordUse({ id }: Pilot, weeks: readonly SampleUse[], viewer: Viewer): Promise<void> {
    for (let from = 0; from < weeks.length; from += RECORDS_AT_ONCE) {
      const records = weeks.slice(from, from + RECORDS_AT_ONCE);
      await this.adoption.record({ pilotId: id, records }, viewer);
    }
  }
}
