import { Module } from '@nestjs/common';
import { GraphiqlPage } from './graphiql.controller.js';
import { StartPage } from './start-page.controller.js';

@Module({ controllers: [StartPage, GraphiqlPage] })
export class ConsoleModule {}
