import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Day, Flag, Id, Money, Reference, Text, Word } from '../platform/columns.js';
import { Account } from '../roster/account.entity.js';
import { Salesperson } from '../roster/salesperson.entity.js';
import { Import } from './imports/import.entity.js';
import { Outcome } from './opportunity.rules.js';

registerEnumType(Outcome, {
  name: 'Outcome',
  description: 'How an opportunity stands.',
  valuesMap: {
    OPEN: { description: 'Not decided yet.' },
    WON: { description: 'The customer bought.' },
    LOST: { description: 'The customer did not buy.' },
    EXCLUDED: { description: 'Counts nowhere: a duplicate, a test, a withdrawn tender.' },
  },
});

@Entity('opportunity')
@Unique(['workspaceId', 'source', 'externalId'])
// Each holds all that the metrics read of a deal, so that summing 1e5 of them does not visit their rows (4 times the time).
@Index(['workspaceId', 'ownerId', 'createdOn', 'outcome', 'closedOn', 'valueMinor'])
@Index(['workspaceId', 'closedOn', 'accountKey', 'outcome', 'ownerId', 'createdOn', 'valueMinor', 'listValueMinor'])
@ObjectType({ description: 'A deal as the CRM knows it.' })
export class Opportunity {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'The system it comes from, for example SALESFORCE.' })
  source: string;

  @Text()
  @Field({ description: 'Its key in that system, unique there.' })
  externalId: string;

  /** The salesperson who owned it in the CRM when it was exported. */
  @Reference({ nullable: true })
  ownerId: string | null;

  @ManyToOne(() => Salesperson, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'ownerId' })
  owner?: Salesperson | null;

  @Reference({ nullable: true })
  accountId: string | null;

  @ManyToOne(() => Account, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'accountId' })
  account?: Account | null;

  /** The account's key where it is in the roster, else what the file said: so customers outside the roster are told apart too. */
  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: "The account's key or name as the CRM gave it." })
  accountKey: string | null;

  @Text()
  @Field({ description: 'What the deal is called.' })
  name: string;

  @Text()
  @Field({ description: 'The stage as the CRM calls it.' })
  stage: string;

  @Word()
  @Field(() => Outcome, { description: 'How it stands.' })
  outcome: Outcome;

  @Day({ nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Day it was created (YYYY-MM-DD); null: undated, and outside every window.',
  })
  createdOn: string | null;

  /** Null while it is open: an expected close date is a hope, not a fact. */
  @Day({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Day it was won or lost (YYYY-MM-DD); null while it is open.' })
  closedOn: string | null;

  @Money({ nullable: true })
  @Field(() => Float, { nullable: true, description: "Net value in minor units of the workspace's currency." })
  valueMinor: number | null;

  @Money({ nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "Value at list price in minor units of the workspace's currency.",
  })
  listValueMinor: number | null;

  @Money({ nullable: true })
  @Field(() => Float, { nullable: true, description: "Cost in minor units of the workspace's currency." })
  costMinor: number | null;

  /** Amounts are always kept in the workspace's currency, converted at the mapping's fixed rate; this is where they came from. */
  @Word()
  @Field({
    description: 'ISO 4217 currency the CRM had it in; the amounts here are already in the workspace currency.',
  })
  currency: string;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'What is sold.' })
  product: string | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was lost, as the CRM says.' })
  lostReason: string | null;

  @Flag({ nullable: true })
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the CRM calls the customer new; null where it does not say.',
  })
  isNewCustomer: boolean | null;

  /** The import that wrote the row as it stands. */
  @Reference()
  importId: string;

  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'importId' })
  import?: Import;

  /** SHA-256 over everything that was imported: equal means that nothing has changed. */
  @Word()
  rowHash: string;
}
