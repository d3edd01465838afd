/**
 * The tokens of the look, light and dark. Every pair of text and ground keeps WCAG AA (4.5 to 1); blue is the pilot
 * and grey is control everywhere, from the palette of Okabe and Ito (2008), which no colour blindness merges.
 */
export interface Palette {
  readonly paper: string;
  readonly wash: string;
  readonly ink: string;
  readonly quiet: string;
  readonly rule: string;
  readonly pilot: string;
  readonly control: string;
  readonly alert: string;
}

export const LIGHT: Palette = {
  paper: '#ffffff',
  wash: '#f4f6f8',
  ink: '#16191d',
  quiet: '#565d67',
  rule: '#d5dae0',
  pilot: '#0072b2',
  control: '#656c76',
  alert: '#b34e00',
};

export const DARK: Palette = {
  paper: '#13161a',
  wash: '#1c2127',
  ink: '#e9ecef',
  quiet: '#a6adb7',
  rule: '#363d46',
  pilot: '#56b4e9',
  control: '#a6adb7',
  alert: '#e69f00',
};

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${String(colour)}`)
    .join(';');
}

/** Defines the tokens on an element; dark only on screens, since paper is white. */
export function themed(selector: string): string {
  return `${selector}{${variables(LIGHT)};color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){${selector}{${variables(DARK)}}}`;
}

export const FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif';

/** What is drawn in a chart; the page and a chart on its own share it. */
export const CHART_STYLE = `.chart{font-family:${FONT};font-size:13px;fill:var(--ink);font-variant-numeric:tabular-nums}
.chart .paper{fill:var(--paper)}
.chart text{paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}
.chart .headline{font-size:16px;font-weight:650}
.chart .quiet{fill:var(--quiet);font-size:12px}
.chart .strong{font-weight:650}
.chart .pilot{fill:var(--pilot)}
.chart .control{fill:var(--control)}
.chart .tick{fill:var(--quiet);font-size:12px}
.chart .stamp{fill:var(--alert);font-size:12px;font-weight:650}
.chart .band{fill:var(--wash)}
.chart .grid{stroke:var(--rule);stroke-width:1}
.chart .zero{stroke:var(--ink);stroke-width:1.5}
.chart .edge{stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:2 4}
.chart .start{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:6 4}
.chart .bar{stroke:var(--ink);stroke-width:3;stroke-linecap:round}
.chart .dot{fill:var(--ink)}
.chart .pilot-bar{stroke:var(--pilot);stroke-width:3;stroke-linecap:round}
.chart .control-bar{stroke:var(--control);stroke-width:3;stroke-linecap:round}
.chart .pilot-line{stroke:var(--pilot);stroke-width:2.5;fill:none;stroke-linejoin:round}
.chart .control-line{stroke:var(--control);stroke-width:2;fill:none;stroke-linejoin:round}
.chart .pilot-dot{fill:var(--pilot)}
.chart .control-dot{fill:var(--paper);stroke:var(--control);stroke-width:2}`;
