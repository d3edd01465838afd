import { v7 } from 'uuid';

/** Time-ordered (RFC 9562 version 7), so that paging by id is paging by creation. */
export function newId(): string {
  return v7();
}
