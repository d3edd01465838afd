import { Outcome } from '../opportunity.rules.js';

/** The stages every Salesforce organisation starts with; its own ones have to be mapped. */
export const SALESFORCE_STAGES: Readonly<Record<string, Outcome>> = {
  Prospecting: Outcome.OPEN,
  Qualification: Outcome.OPEN,
  'Needs Analysis': Outcome.OPEN,
  'Value Proposition': Outcome.OPEN,
  'Id. Decision Makers': Outcome.OPEN,
  'Perception Analysis': Outcome.OPEN,
  'Proposal/Price Quote': Outcome.OPEN,
  'Negotiation/Review': Outcome.OPEN,
  'Closed Won': Outcome.WON,
  'Closed Lost': Outcome.LOST,
};
