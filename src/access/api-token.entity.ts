import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Id, Instant, Reference, Text, Word } from '../platform/columns.js';
import { User } from './user.entity.js';

@Entity('api_token')
@Unique(['hash'])
@Index(['userId'])
@ObjectType({ description: 'A key with which a program acts as its user. The key itself is never kept.' })
export class ApiToken {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  userId: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'userId' })
  user?: User;

  @Text()
  @Field({ description: 'What the token is for.' })
  name: string;

  /** SHA-256, hex. The tokens are random with 256 bits, so a slow hash would protect nothing more. */
  @Word()
  hash: string;

  @Instant()
  @Field({ description: 'When it was made (ISO 8601, UTC).' })
  createdAt: string;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When it was revoked (ISO 8601, UTC); null while it works.' })
  revokedAt: string | null;
}
