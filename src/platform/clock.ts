import { Injectable } from '@nestjs/common';

/** The only source of real time. An instant is ISO 8601 in UTC, a day is its first ten characters. */
@Injectable()
export class Clock {
  now(): string {
    return new Date().toISOString();
  }
}
