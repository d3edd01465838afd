import { DARK, LIGHT, type Palette } from '../../src/render/look.js';

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: readonly (keyof Palette)[] = ['ink', 'quiet', 'pilot', 'control', 'alert'];
const GROUND: readonly (keyof Palette)[] = ['paper', 'wash'];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the look in %s', (_, palette) => {
  it.each(TEXT.flatMap((text) => GROUND.map((ground) => [text, ground] as const)))(
    'keeps %s on %s readable (WCAG AA, 4.5 to 1)',
    (text, ground) => {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );
});

describe('the colours', () => {
  it('are those of Okabe and Ito for the pilot', () => {
    expect([LIGHT.pilot, DARK.pilot, LIGHT.alert]).toEqual(['#0072b2', '#56b4e9', '#b34e00']);
  });
});
