import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link says: which story, and until when it opens it. */
export interface StoryLink {
  readonly storyId: string;
  /** In whole seconds of real time. */
  readonly expiresAt: Date;
}

const ID_BYTES = 16;
const EXPIRY_BYTES = 4;
const SIGNATURE_BYTES = 32;
const PAYLOAD_BYTES = ID_BYTES + EXPIRY_BYTES;

/** Bound to this purpose, so that a signature made for anything else with the same secret is worth nothing here. */
const PURPOSE = 'fieldproof story link 1';

/** A story's id and the end of the link, signed: base64url, safe in an address. */
export function linkToken({ storyId, expiresAt }: StoryLink, secret: string): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.write(storyId.replaceAll('-', ''), 'hex');
  payload.writeUInt32BE(Math.floor(expiresAt.getTime() / 1_000), ID_BYTES);
  return Buffer.concat([payload, signature(payload, secret)]).toString('base64url');
}

/** What a token claims, not yet to be believed; null where it is no token at all. */
export function claimIn(token: string): StoryLink | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== PAYLOAD_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return null;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  return {
    storyId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    expiresAt: new Date(bytes.readUInt32BE(ID_BYTES) * 1_000),
  };
}

/** Whether a token was signed with this secret. */
export function isGenuine(token: string, secret: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== PAYLOAD_BYTES + SIGNATURE_BYTES) return false;
  return timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), signature(bytes.subarray(0, PAYLOAD_BYTES), secret));
}

function signature(payload: Buffer, secret: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(PURPOSE).update(payload).digest();
}
