import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { GraphQLError } from 'graphql';
import { Refusal, type RefusalCode } from './refusal.js';

const HTTP_STATUS: Partial<Record<RefusalCode, number>> = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  ALREADY_EXISTS: 409,
  LINK_EXPIRED: 410,
  UPLOAD_TOO_LARGE: 413,
};

/** A refusal is an answer, not a fault: it reaches the client with its code and leaves no stack in the log. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): GraphQLError | undefined {
    const { code, message, reasons } = refusal;
    if (host.getType<'graphql' | 'http'>() === 'graphql')
      return new GraphQLError(message, { extensions: { code, reasons } });
    const response = host.switchToHttp().getResponse<Response>();
    if (!response.headersSent) response.status(HTTP_STATUS[code] ?? 400).json({ error: { code, message, reasons } });
    return undefined;
  }
}
