import type { StoryMaterial } from '../../src/stories/story-material.js';

/**
 * What a number of a story says it comes from, looked up by the text of its source alone: a path, or paths with
 * + * and the few words that sources use. Knows nothing of how stories are made.
 */
export function sourceValue(source: string, material: StoryMaterial): number | string {
  const counted = /^count of (.+)$/.exec(source);
  if (counted) return (at(counted[1], material) as unknown[]).length;
  const weeks = /^weeks of (.+)$/.exec(source);
  if (weeks) {
    const { from, to } = at(weeks[1], material) as { from: string; to: string };
    return Math.round((Date.parse(to) - Date.parse(from) + 86_400_000) / (7 * 86_400_000));
  }
  const later = /^(.+) \+ (.+) days$/.exec(source);
  if (later) {
    const day = Date.parse(at(later[1], material) as string) + (at(later[2], material) as number) * 86_400_000;
    return new Date(day).toISOString().slice(0, 10);
  }
  if (source.startsWith('1 - ')) return 1 - (at(source.slice(4), material) as number);
  if (source.includes(' + ')) return source.split(' + ').reduce((sum, path) => sum + (at(path, material) as number), 0);
  if (source.includes(' * ')) return source.split(' * ').reduce((all, path) => all * (at(path, material) as number), 1);
  return at(source, material) as number | string;
}

function at(path: string, material: StoryMaterial): unknown {
  let found: unknown = material;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !(key in found)) throw new Error(`There is no ${path}.`);
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
