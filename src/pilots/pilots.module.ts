import { PilotPopulation } from './pilot-population.service.js';
import { DrawBases } from './draw-basis.service.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PlaysModule } from '../plays/plays.module.js';
import { RosterModule } from '../roster/roster.module.js';
import { LookReview } from './look-review.entity.js';
import { PilotAmendment } from './pilot-amendment.entity.js';
import { PilotCourse } from './pilot-course.service.js';
import { AmendmentFields, ArmFields, AssignmentFields, PilotFields, ReviewFields } from './pilot-fields.resolver.js';
import { PilotDesigns } from './pilot-design.service.js';
import { PilotHistory } from './pilot-history.service.js';
import { PilotOutlookService } from './pilot-outlook.service.js';
import { PilotRegistration } from './pilot-registration.service.js';
import { PilotSimulationService } from './pilot-simulation.service.js';
import { Pilot } from './pilot.entity.js';
import { PilotResolver } from './pilot.resolver.js';
import { PilotService } from './pilot.service.js';
import { SimulationThread } from './simulation-thread.js';

@Module({
  imports: [
    AccessModule,
    RosterModule,
    MetricsModule,
    PlaysModule,
    TypeOrmModule.forFeature([Pilot, PilotAmendment, LookReview]),
  ],
  providers: [
    PilotService,
    PilotCourse,
    PilotRegistration,
    PilotDesigns,
    PilotHistory,
    DrawBases,
    PilotPopulation,
    PilotOutlookService,
    SimulationThread,
    PilotSimulationService,
    PilotResolver,
    PilotFields,
    ArmFields,
    AssignmentFields,
    AmendmentFields,
    ReviewFields,
  ],
  exports: [PilotService, PilotCourse, PilotRegistration, PilotOutlookService],
})
export class PilotsModule {}
