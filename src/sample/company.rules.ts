import { normalQuantile, Random } from '../statistics/index.js';

/**
 * The fictional company of the sample: Halden Cable Systems, wire harnesses and cable assemblies. People and
 * accounts follow from one seed; nothing here knows of pilots.
 */
export interface SamplePerson {
  readonly key: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly team: string;
  readonly region: string;
  readonly profile: string;
  /** Habits that differ between people and stay: these are what a baseline explains. */
  readonly winLogit: number;
  readonly discountShare: number;
  readonly logValue: number;
  readonly dealsPerWeek: number;
}

export interface SampleAccount {
  readonly key: string;
  readonly name: string;
  readonly sector: string;
  readonly ownerKey: string;
  readonly potential: number;
}

export interface Company {
  readonly people: readonly SamplePerson[];
  readonly accounts: readonly SampleAccount[];
}

const REGIONS = ['North', 'East', 'South', 'West'] as const;
const TEAMS_PER_REGION = 2;
const PEOPLE_PER_TEAM = 10;
const ACCOUNTS_PER_PERSON = 60;

const FIRST_NAMES =
  'Ada Bengt Carla Dario Elin Frida Goran Hanna Ivo Jana Karim Lena Mats Nadia Oskar Petra Quirin Rosa Sven Tilda'.split(
    ' ',
  );
const LAST_NAMES =
  'Ahlgren Brandt Castell Dorn Ekholm Falk Grimm Hauser Iversen Jansen Kessler Lorenz Maurer Norden Ostrow Pohl Rieger Sander Thoma Ulrich'.split(
    ' ',
  );
const STEMS =
  'Brunn Velmar Torsk Aldis Kranz Solvi Marten Hebel Ostra Linden Fjell Wacker Noria Pelle Ruhr Sinter Taurus Ursa Varn Zell'.split(
    ' ',
  );
const TRADES = [
  'Pumps',
  'Drives',
  'Presses',
  'Robotics',
  'Packaging',
  'Cranes',
  'Rail',
  'Compressors',
  'Machine Tools',
  'Conveyors',
  'Agri',
  'Lifts',
];
const ENDINGS = ['GmbH', 'AG', 'AB', 'Group', 'Works', 'Systems'];
const SECTORS = ['Machinery', 'Automotive', 'Rail', 'Energy', 'Food processing'];
const PROFILES = ['CHALLENGER', 'HARD_WORKER', 'LONE_WOLF', 'PROBLEM_SOLVER', 'RELATIONSHIP_BUILDER', 'UNKNOWN'];

/** Uniform on (0, 1): never 0 or 1, so that a quantile is always finite. */
export function uniform(random: Random): number {
  return (random.word() + 0.5) / 2 ** 32;
}

export function normal(random: Random, mean: number, deviation: number): number {
  return mean + deviation * normalQuantile(uniform(random));
}

function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)];
}

export function companyFrom(seed: number): Company {
  const random = new Random(seed);
  const people = REGIONS.flatMap((region) =>
    Array.from({ length: TEAMS_PER_REGION * PEOPLE_PER_TEAM }, (_, index) => personIn(region, index, random)),
  );
  return { people, accounts: people.flatMap((person) => accountsOf(person, random)) };
}

function personIn(region: (typeof REGIONS)[number], index: number, random: Random): SamplePerson {
  const number = REGIONS.indexOf(region) * TEAMS_PER_REGION * PEOPLE_PER_TEAM + index;
  // Each pair of names occurs once: the last name moves on by one with every round of first names.
  const first = FIRST_NAMES[number % FIRST_NAMES.length];
  const last = LAST_NAMES[(number + Math.floor(number / FIRST_NAMES.length) * 7) % LAST_NAMES.length];
  const name = `${first} ${last}`;
  return {
    key: name,
    name,
    // Not in the order of names or teams, so that a pseudonym gives nobody away.
    pseudonym: `Rep ${String(((number * 37 + 11) % 80) + 101)}`,
    team: `${region} ${String(Math.floor(index / PEOPLE_PER_TEAM) + 1)}`,
    region,
    profile: oneOf(random, PROFILES),
    winLogit: normal(random, -0.65, 0.28),
    discountShare: Math.min(0.22, Math.max(0.04, normal(random, 0.115, 0.025))),
    logValue: normal(random, Math.log(16_000), 0.25),
    dealsPerWeek: Math.max(2.5, normal(random, 4.5, 0.7)),
  };
}

function accountsOf(person: SamplePerson, random: Random): SampleAccount[] {
  return Array.from({ length: ACCOUNTS_PER_PERSON }, (_, index) => ({
    key: `${person.key.replace(' ', '-').toUpperCase()}-${String(index + 1).padStart(3, '0')}`,
    name: `${oneOf(random, STEMS)}${oneOf(random, STEMS).toLowerCase()} ${oneOf(random, TRADES)} ${oneOf(random, ENDINGS)}`,
    sector: oneOf(random, SECTORS),
    ownerKey: person.key,
    potential: Math.round(Math.exp(normal(random, Math.log(90_000), 0.8)) / 1_000) * 1_000,
  }));
}
