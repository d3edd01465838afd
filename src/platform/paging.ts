import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Refusal } from './refusal.js';

export const LARGEST_PAGE = 200;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, 1 to ${String(LARGEST_PAGE)}.` })
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  first: number = 50;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  @IsOptional()
  @IsString()
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
class PageInfo {
  @Field(() => String, { nullable: true, description: 'Give this as "after" to read on.' })
  endCursor: string | null;

  @Field({ description: 'Whether there is more after this page.' })
  hasNextPage: boolean;
}

export interface Page<Node> {
  nodes: Node[];
  totalCount: number;
  pageInfo: PageInfo;
}

/** The GraphQL type of one page: `@ObjectType() class PilotPage extends Paged(Pilot) {}`. */
export function Paged<Node>(node: Type<Node>): Type<Page<Node>> {
  @ObjectType({ isAbstract: true })
  abstract class PageOf implements Page<Node> {
    @Field(() => [node], { description: 'What is on this page, oldest first.' })
    nodes: Node[];

    @Field(() => Int, { description: 'How many the whole list has.' })
    totalCount: number;

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo: PageInfo;
  }
  return PageOf as Type<Page<Node>>;
}

/** One page of a query, ordered by id, that is by creation. The query must not be ordered or limited yet. */
export async function pageOf<Node extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Node>,
  { first, after }: PageArgs,
): Promise<Page<Node>> {
  const totalCount = await query.getCount();
  if (after != null) query.andWhere(`${query.alias}.id > :afterId`, { afterId: idIn(after) });
  const found = await query
    .orderBy(`${query.alias}.id`, 'ASC')
    .take(first + 1)
    .getMany();
  const nodes = found.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    totalCount,
    pageInfo: { endCursor: last ? cursorOf(last.id) : null, hasNextPage: found.length > first },
  };
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f-]{36}$/.test(id))
    throw new Refusal('INVALID_INPUT', 'The cursor in "after" is not one that Fieldproof gave.');
  return id;
}
