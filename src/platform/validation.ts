import { type ArgumentMetadata, type ValidationError, ValidationPipe } from '@nestjs/common';
import { Refusal } from './refusal.js';

/** Shape is checked where inputs are declared; what is wrong is said field by field. */
export function validationPipe(): ValidationPipe {
  return new InputPipe({
    transform: true,
    whitelist: true,
    forbidUnknownValues: false,
    exceptionFactory: (errors: ValidationError[]) => invalid(errors.flatMap((error) => faults(error))),
  });
}

/** What no input may hold, whoever declares it. */
class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // What we hand to a method ourselves, such as the viewer, is no input.
    if (metadata.type === 'custom') return value;
    const place = typeof value === 'string' ? (metadata.data ?? '') : '';
    const found = [...zeroCharacters(value, place), ...(metadata.type === 'query' ? repetitions(value) : [])];
    if (found.length > 0) throw invalid(found);
    return super.transform(value, metadata);
  }
}

function invalid(reasons: string[]): Refusal {
  return new Refusal('INVALID_INPUT', 'Some of the input is not as it must be.', reasons);
}

/** PostgreSQL can neither keep nor look for them, and nobody types them. */
function zeroCharacters(value: unknown, place: string): string[] {
  if (typeof value === 'string') return value.includes('\0') ? [`${place}: must not hold a zero character`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => zeroCharacters(one, place === '' ? key : `${place}.${key}`));
}

/** A parameter given twice in an address arrives as a list, which no route expects. */
function repetitions(query: unknown): string[] {
  return Object.entries(query ?? {})
    .filter(([, value]) => Array.isArray(value))
    .map(([key]) => `${key}: must be given once`);
}

function faults(error: ValidationError, path = ''): string[] {
  const place = path === '' ? error.property : `${path}.${error.property}`;
  return [
    ...Object.values(error.constraints ?? {}).map((sentence) => `${place}: ${sentence}`),
    ...(error.children ?? []).flatMap((child) => faults(child, place)),
  ];
}
