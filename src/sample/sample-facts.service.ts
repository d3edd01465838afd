import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { CohortService } from '../cohorts/cohort.service.js';
import { ImportTargetName } from '../facts/imports/import.rules.js';
import { ImportService } from '../facts/imports/import.service.js';
import { Outcome } from '../facts/opportunity.rules.js';
import type { Pilot } from '../pilots/pilot.entity.js';
import { type SampleUse, weeksOfUse } from './adoption.rules.js';
import { companyFrom } from './company.rules.js';
import {
  accountsCsv,
  dealsCreated,
  exportedOn,
  type Lift,
  rosterCsv,
  type SampleDeal,
  type Span,
} from './deals.rules.js';

const COMPANY_SEED = 20_250_505;

/** What a pilot does to the deals of its pilot arm from a day on, and how far it is used. */
export interface SampleEffect {
  readonly pilot: Pilot;
  readonly from: string;
  readonly lift: Lift;
  readonly useInPilot: number;
  readonly useInControl: number;
}

/** The sample company's people and deals, brought in as CSV files through the same import as everybody's. */
@Injectable()
export class SampleFacts {
  private readonly company = companyFrom(COMPANY_SEED);
  private deals: readonly SampleDeal[] = [];

  constructor(
    private readonly imports: ImportService,
    private readonly cohorts: CohortService,
  ) {}

  async bringRoster(viewer: Viewer): Promise<void> {
    await this.imports.importText(
      {
        target: ImportTargetName.SALESPEOPLE,
        fileName: 'salespeople.csv',
        csv: rosterCsv(this.company),
        mapping: {
          fields: columns({
            externalKey: 'Key',
            name: 'Name',
            pseudonym: 'Pseudonym',
            team: 'Team',
            region: 'Region',
            profile: 'Profile',
          }),
        },
      },
      viewer,
    );
    await this.imports.importText(
      {
        target: ImportTargetName.ACCOUNTS,
        fileName: 'accounts.csv',
        csv: accountsCsv(this.company),
        mapping: {
          fields: [
            ...columns({ externalKey: 'Key', name: 'Name', sector: 'Sector', owner: 'Owner', potential: 'Potential' }),
            { field: 'currency', value: 'EUR' },
          ],
        },
      },
      viewer,
    );
  }

  /** Lets time pass: the deals of a span are created, as the pilots that run make them turn out. */
  async pass(span: Span, effects: readonly SampleEffect[], viewer: Viewer): Promise<void> {
    const arms = await Promise.all(effects.map(({ pilot }) => this.pilotArm(pilot, viewer)));
    const liftOf = (personKey: string, day: string): Lift | null => {
      const at = effects.findIndex(({ from }, index) => day >= from && arms[index].has(personKey));
      return at < 0 ? null : effects[at].lift;
    };
    const seed = Number(span.from.replaceAll('-', ''));
    const created = dealsCreated(this.company, span, { seed, liftOf: ({ key }, day) => liftOf(key, day) });
    this.deals = [...this.deals, ...created];
  }

  /** Brings in what the company's CRM would export on a day. */
  async bringDeals(day: string, viewer: Viewer): Promise<void> {
    await this.imports.importText(
      {
        target: ImportTargetName.OPPORTUNITIES,
        fileName: `opportunities-${day}.csv`,
        csv: exportedOn(this.deals, day),
        mapping: {
          fields: [
            ...columns({
              externalId: 'Deal',
              owner: 'Owner',
              account: 'Account',
              createdOn: 'Created',
              closedOn: 'Closed',
              stage: 'Stage',
              value: 'Value',
              listValue: 'List value',
            }),
            { field: 'currency', value: 'EUR' },
          ],
          stages: [
            { stage: 'Quoted', outcome: Outcome.OPEN },
            { stage: 'Closed Won', outcome: Outcome.WON },
            { stage: 'Closed Lost', outcome: Outcome.LOST },
          ],
        },
      },
      viewer,
    );
  }

  /** What the field reports of the use of a play, in both arms. */
  async useOf({ pilot, useInPilot, useInControl }: SampleEffect, span: Span, viewer: Viewer): Promise<SampleUse[]> {
    const pilotArm = await this.pilotArm(pilot, viewer);
    const members = new Set((await this.cohorts.members(pilot.id, viewer.workspaceId)).map(({ unitKey }) => unitKey));
    return weeksOfUse(
      this.deals.filter(({ ownerKey }) => members.has(ownerKey)),
      span,
      { seed: Number(span.to.replaceAll('-', '')), shareOf: (key) => (pilotArm.has(key) ? useInPilot : useInControl) },
    );
  }

  private async pilotArm(pilot: Pilot, { workspaceId }: Viewer): Promise<Set<string>> {
    const members = await this.cohorts.members(pilot.id, workspaceId);
    return new Set(members.filter(({ armKey }) => armKey !== 'control').map(({ unitKey }) => unitKey));
  }
}

function columns(byField: Readonly<Record<string, string>>): { field: string; column: string }[] {
  return Object.entries(byField).map(([field, column]) => ({ field, column }));
}
