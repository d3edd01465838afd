/** Which arm is compared with which, and whether people chose them. */
export interface ArmPair {
  readonly control: string;
  readonly arm: string;
  readonly chosen?: boolean;
}
