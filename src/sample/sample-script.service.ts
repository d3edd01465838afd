import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { SampleFacts, type SampleEffect } from './sample-facts.service.js';
import { COST_QUESTION_IN_GERMAN, WRITTEN_AGENDA_IN_GERMAN } from './sample.german.js';
import { SamplePilots } from './sample-pilots.service.js';
import {
  CALENDAR,
  CONFIGURATOR_PILOT,
  COST_QUESTION_PILOT,
  NEW_CUSTOMER_PILOT,
  WRITTEN_AGENDA_PILOT,
} from './sample.pilots.js';
import { CONFIGURATOR, COST_QUESTION, NEW_CUSTOMER_OPENER, WRITTEN_AGENDA } from './sample.plays.js';
import { SampleResults } from './sample-results.service.js';

type Say = (step: string) => void;

/** Fixed chance for the three draws, in hex: fractional parts of the square roots of 2, 3 and 5, nothing up the sleeve. */
const CHANCE = {
  costQuestion: '6a09e667f3bcc908b2fb1366ea957d3e3adec17512775099da2f590b0667322a',
  writtenAgenda: 'bb67ae8584caa73b25742d7078b83b8925d834cc53da4798c720a6486e45a6e2',
  configurator: '3c6ef372fe94f82be73980c0b9db906821044ed7e744e4a3f0d8d423a1831d2a',
} as const;

/**
 * A year at the sample company, played through the product's own doors: what the pilots come to is computed from the
 * deals, never written down. The clock of the workspace moves as it would have.
 */
@Injectable()
export class SampleScript {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly facts: SampleFacts,
    private readonly pilots: SamplePilots,
    private readonly results: SampleResults,
  ) {}

  async play(viewer: Viewer, say: Say): Promise<void> {
    say('  people, accounts and half a year of deals ...');
    await this.facts.bringRoster(viewer);
    await this.facts.pass({ from: CALENDAR.historyFrom, to: CALENDAR.firstExportOn }, [], viewer);
    await this.facts.bringDeals(CALENDAR.firstExportOn, viewer);
    say('  two pilots, registered and drawn ...');
    const effects = await this.firstPilots(viewer);
    await this.facts.pass({ from: '2025-11-24', to: '2026-04-19' }, effects, viewer);
    say('  a third one, and what the field reports ...');
    const third = await this.thirdPilot(viewer);
    await this.facts.pass({ from: '2026-04-20', to: CALENDAR.today }, [...effects, third], viewer);
    for (const effect of effects)
      await this.pilots.recordUse(
        effect.pilot,
        await this.facts.useOf(effect, { from: '2026-01-05', to: '2026-03-29' }, viewer),
        viewer,
      );
    say('  looks, decisions and stories ...');
    await this.workspaces.advanceClock(CALENDAR.lookAt, viewer);
    await this.facts.bringDeals(CALENDAR.lookOn, viewer);
    await this.concludeFirst(effects, viewer);
    await this.workspaces.advanceClock(CALENDAR.todayAt, viewer);
    await this.facts.bringDeals(CALENDAR.today, viewer);
    await this.pilots.recordUse(
      third.pilot,
      await this.facts.useOf(third, { from: '2026-05-18', to: '2026-05-31' }, viewer),
      viewer,
    );
    await this.pilots.draft(NEW_CUSTOMER_OPENER, NEW_CUSTOMER_PILOT, viewer);
  }

  private async firstPilots(viewer: Viewer): Promise<SampleEffect[]> {
    const question = await this.pilots.draft(COST_QUESTION, COST_QUESTION_PILOT, viewer);
    const agenda = await this.pilots.draft(WRITTEN_AGENDA, WRITTEN_AGENDA_PILOT, viewer);
    const registered = [
      await this.pilots.register(question, CHANCE.costQuestion, viewer),
      await this.pilots.register(agenda, CHANCE.writtenAgenda, viewer),
    ];
    await this.workspaces.advanceClock(CALENDAR.startedAt, viewer);
    const [first, second] = await Promise.all(registered.map((pilot) => this.pilots.start(pilot, viewer)));
    return [
      {
        pilot: first,
        from: '2025-12-08',
        lift: { winLogit: 0.5, discountShare: -0.004 },
        useInPilot: 0.74,
        useInControl: 0.03,
      },
      { pilot: second, from: '2025-12-08', lift: { valueFactor: 1.06 }, useInPilot: 0.66, useInControl: 0.02 },
    ];
  }

  private async thirdPilot(viewer: Viewer): Promise<SampleEffect> {
    await this.workspaces.advanceClock(CALENDAR.thirdPilotRegisteredAt, viewer);
    const drafted = await this.pilots.draft(CONFIGURATOR, CONFIGURATOR_PILOT, viewer);
    const registered = await this.pilots.register(drafted, CHANCE.configurator, viewer);
    await this.workspaces.advanceClock(CALENDAR.thirdPilotStartedAt, viewer);
    const pilot = await this.pilots.start(registered, viewer);
    return { pilot, from: '2026-05-04', lift: { discountShare: -0.012 }, useInPilot: 0.58, useInControl: 0.01 };
  }

  private async concludeFirst([question, agenda]: readonly SampleEffect[], viewer: Viewer): Promise<void> {
    const completed = await this.pilots.complete(question.pilot, viewer);
    await this.results.conclude(completed, COST_QUESTION_IN_GERMAN, viewer);
    const other = await this.pilots.complete(agenda.pilot, viewer);
    await this.results.conclude(other, WRITTEN_AGENDA_IN_GERMAN, viewer);
    await this.pilots.review(
      other,
      'Orders rose a little in both arms; twenty people are too few to tell them apart.',
      'We keep the three questions and test them again in two regions.',
      viewer,
    );
  }
}
