import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { Refusal } from './refusal.js';

/** Shape is checked where inputs are declared; what is wrong is said field by field. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidUnknownValues: false,
    exceptionFactory: (errors: ValidationError[]) =>
      new Refusal(
        'INVALID_INPUT',
        'Some of the input is not as it must be.',
        errors.flatMap((error) => faults(error)),
      ),
  });
}

function faults(error: ValidationError, path = ''): string[] {
  const place = path === '' ? error.property : `${path}.${error.property}`;
  return [
    ...Object.values(error.constraints ?? {}).map((sentence) => `${place}: ${sentence}`),
    ...(error.children ?? []).flatMap((child) => faults(child, place)),
  ];
}
