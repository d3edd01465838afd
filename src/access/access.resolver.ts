import { Args, Field, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Page, PageArgs, Paged, pageOf } from '../platform/paging.js';
import { AddUserInput, AdvanceClockArgs, CreateTokenInput, CreateWorkspaceInput } from './access.input.js';
import { Role } from './access.rules.js';
import { Allow, AllowAll } from './allow.js';
import { ApiToken } from './api-token.entity.js';
import { TokenService } from './token.service.js';
import { User } from './user.entity.js';
import { SignedIn, type Viewer } from './viewer.js';
import { WorkspaceService } from './workspace.service.js';
import { Workspace } from './workspace.entity.js';

@ObjectType({ description: 'A token just made, with its secret.' })
class CreatedToken {
  @Field({ description: 'The token.' })
  token: ApiToken;

  @Field({ description: 'The key itself, shown only now.' })
  secret: string;
}

@ObjectType({ description: 'A workspace just made, with its administrator.' })
class CreatedWorkspace extends CreatedToken {
  @Field({ description: 'The workspace.' })
  workspace: Workspace;

  @Field({ description: 'Its first administrator, as whom the token acts.' })
  administrator: User;
}

@ObjectType({ description: 'One page of users.' })
class UserPage extends Paged(User) {}

@Resolver()
export class AccessResolver {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly tokens: TokenService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  @Query(() => User, { description: 'As whom this token acts.' })
  @AllowAll()
  me(@SignedIn() viewer: Viewer): Promise<User> {
    return this.database.getRepository(User).findOneByOrFail({ id: viewer.userId });
  }

  @Query(() => Workspace, { description: 'The workspace this token belongs to.' })
  @AllowAll()
  workspace(@SignedIn() viewer: Viewer): Workspace {
    return viewer.workspace;
  }

  @Query(() => UserPage, { description: 'The people of this workspace.' })
  @Allow(Role.ADMIN)
  users(@Args() page: PageArgs, @SignedIn() { workspaceId }: Viewer): Promise<Page<User>> {
    return pageOf(this.database.getRepository(User).createQueryBuilder('user').where({ workspaceId }), page);
  }

  @Mutation(() => CreatedWorkspace, {
    description: 'Create a workspace with its first administrator. Only for those who may; refuses with NOT_ALLOWED.',
  })
  @Allow(Role.ADMIN)
  createWorkspace(@Args('input') input: CreateWorkspaceInput, @SignedIn() viewer: Viewer): Promise<CreatedWorkspace> {
    return this.workspaces.create(input, viewer);
  }

  @Mutation(() => User, { description: 'Add a person to this workspace.' })
  @Allow(Role.ADMIN)
  addUser(@Args('input') input: AddUserInput, @SignedIn() viewer: Viewer): Promise<User> {
    return this.workspaces.addUser(input, viewer);
  }

  @Mutation(() => CreatedToken, { description: 'Make a token for a user of this workspace. The secret is shown once.' })
  @Allow(Role.ADMIN)
  createToken(@Args('input') input: CreateTokenInput, @SignedIn() viewer: Viewer): Promise<CreatedToken> {
    return this.tokens.createFor(input.userId, input.name, viewer);
  }

  @Mutation(() => ApiToken, { description: 'Revoke a token of this workspace. Revoking twice changes nothing.' })
  @Allow(Role.ADMIN)
  revokeToken(
    @Args('id', { type: () => ID, description: 'The token.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<ApiToken> {
    return this.tokens.revoke(id, viewer);
  }

  @Mutation(() => Workspace, {
    description: 'Move the clock of a simulated workspace forward. Refuses with CLOCK_MOVES_FORWARD_ONLY.',
  })
  @Allow(Role.MANAGER)
  advanceClock(@Args() { to }: AdvanceClockArgs, @SignedIn() viewer: Viewer): Promise<Workspace> {
    return this.workspaces.advanceClock(to, viewer);
  }
}
