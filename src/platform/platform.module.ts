import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.js';
import { databaseOptions } from './database.js';
import { graphqlOptions } from './graphql.js';
import { RefusalFilter } from './refusal.filter.js';
import type { Settings } from './settings.js';
import { Transactions } from './transactions.js';
import { validationPipe } from './validation.js';

/** Injection token of the frozen settings: `@Inject(SETTINGS) settings: Settings`. */
export const SETTINGS = Symbol('settings');

@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: PlatformModule,
      imports: [TypeOrmModule.forRoot(databaseOptions(settings.database)), GraphQLModule.forRoot(graphqlOptions())],
      providers: [
        Clock,
        Transactions,
        { provide: SETTINGS, useValue: settings },
        { provide: APP_FILTER, useClass: RefusalFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: [Clock, Transactions, SETTINGS],
    };
  }
}
