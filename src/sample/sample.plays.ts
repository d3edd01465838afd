import type { ProposePlayInput } from '../plays/play.input.js';
import { PlayKind } from '../plays/play.rules.js';

/** The plays of the sample company, in its own words. */
export const COST_QUESTION: ProposePlayInput = {
  name: 'Ask the costly question first',
  kind: PlayKind.ARGUMENT,
  card: {
    customerSituation:
      'Buyers of wire harnesses compare part prices. What a stopped line costs is three budgets away and rarely on the table.',
    before: 'Let me show you our new range, and then we will find a price.',
    after: 'When did a line of yours last wait for a harness? What does an hour of that cost you?',
    steps: [
      'Take the line-stop card to the visit.',
      'Ask the cost question before you show any product.',
      'Write the figure the customer names into the opportunity.',
    ],
    notFor: 'Tenders that are decided on price alone.',
  },
};

export const WRITTEN_AGENDA: ProposePlayInput = {
  name: 'Written agenda before each visit',
  kind: PlayKind.PROCEDURE,
  card: {
    customerSituation: 'Visits drift. Half of them end without anybody knowing what was agreed.',
    before: 'We call in, have a coffee and see what comes up.',
    after: 'We send three questions the day before and ask the customer to add a fourth.',
    steps: [
      'Send the three questions a day ahead.',
      'Open the visit with the customer\u2019s own question.',
      'Close with what each side does next, and by when.',
    ],
    notFor: null,
  },
};

export const CONFIGURATOR: ProposePlayInput = {
  name: 'Configure at the customer\u2019s table',
  kind: PlayKind.TOOL,
  card: {
    customerSituation: 'A first offer takes four days, is wrong in some detail, and the correction costs a concession.',
    before: 'I take your drawing with me, and you will have our offer next week.',
    after: 'Let us lay out the harness here on the tablet; you see what each choice costs.',
    steps: [
      'Open the configurator together with the customer.',
      'Lay out the harness and let the customer choose.',
      'Send the offer before you leave.',
    ],
    notFor: 'Harnesses with safety approval: those go through engineering.',
  },
};

export const NEW_CUSTOMER_OPENER: ProposePlayInput = {
  name: 'The new-customer opener',
  kind: PlayKind.ARGUMENT,
  card: {
    customerSituation: 'A company that has never bought from us, and has no reason to talk to one more supplier.',
    before: 'We are Halden, we make cable assemblies, and I would like to introduce myself.',
    after:
      'Three makers of your kind of machine had the same fault in the field last winter. May I show you what it was?',
    steps: [
      'Choose the fault that fits the machine.',
      'Call, and tell the fault in two sentences.',
      'Ask for twenty minutes.',
    ],
    notFor: null,
  },
};
