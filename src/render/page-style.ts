import { CHART_STYLE, FONT, themed } from './look.js';
import { styleHash } from './style-hash.js';

/** One sheet for every page of this room. Sizes 12 / 14 / 16 / 20 / 28, a grid of 4 px, 720 px to read. */
export const PAGE_STYLE = `${themed(':root')}
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ${FONT};overflow-wrap:anywhere}
main{max-width:45rem;margin:0 auto;padding:3.5rem 1.5rem 4rem}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.011em;font-weight:700;margin:0 0 1rem;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.3;font-weight:650;margin:2.5rem 0 .5rem}
p{margin:0 0 .75rem;text-wrap:pretty}
data,time{font-variant-numeric:tabular-nums;white-space:nowrap}
.told{white-space:pre-line}
.label{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;font-size:.875rem;color:var(--quiet);margin:0 0 1rem}
.label b{color:var(--pilot);font-weight:650}
.stamp-word{color:var(--alert);border:1px solid currentColor;border-radius:.25rem;padding:0 .5rem;font-weight:650}
.standfirst{font-size:1.25rem;line-height:1.45;color:var(--quiet);margin:0}
header{padding-bottom:1.5rem;border-bottom:1px solid var(--rule)}
header+section h2{margin-top:1.5rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:.75rem 0 0}
.pair>div{border-top:3px solid var(--control);background:var(--wash);padding:1rem 1.25rem}
.pair>div+div{border-top-color:var(--pilot)}
.pair dt{font-size:.875rem;font-weight:650;color:var(--quiet);margin:0 0 .25rem}
.pair dd{margin:0}
figure{margin:1.5rem 0 0}
figcaption{font-weight:650;margin:0 0 1rem;text-wrap:pretty}
.chart{display:block;width:100%;height:auto}
.phone{display:none}
details{margin:.5rem 0 0;font-size:.875rem}
summary{cursor:pointer;color:var(--quiet);padding:.25rem 0}
summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--pilot);outline-offset:2px}
.scroll{overflow-x:auto;margin:1.5rem 0 0}
details .scroll{margin:.25rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:650;font-size:1rem;padding:0 0 .5rem}
th,td{padding:.5rem 0 .5rem 1rem;vertical-align:top;text-align:right;border-bottom:1px solid var(--rule);font-weight:400}
th,td{overflow-wrap:break-word}
td{white-space:nowrap}
th:first-child{padding-left:0;text-align:left}
thead th{color:var(--quiet);border-bottom:1px solid var(--quiet);vertical-align:bottom}
tbody th{font-weight:650}
small{display:block;font-size:.75rem;line-height:1.4;color:var(--quiet);font-weight:400}
ol,ul{margin:.5rem 0 .75rem;padding-left:1.5rem}
li{margin:.25rem 0;padding-left:.25rem}
ol>li::marker{font-weight:650;color:var(--pilot)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.75rem;line-height:1.5;color:var(--quiet)}
footer p{margin:0 0 .25rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.95em}
${CHART_STYLE}
@media screen and (max-width:640px){
main{padding:1.5rem 1.25rem 3rem}
h1{font-size:1.5rem}
.standfirst{font-size:1rem}
.pair{grid-template-columns:1fr}
.wide{display:none}
.phone{display:block}
th,td{padding-left:.5rem}
.metrics,.metrics thead,.metrics tbody,.metrics caption{display:block}
.metrics tr{display:grid;grid-template-columns:1fr 1fr 1.2fr;border-bottom:1px solid var(--rule)}
.metrics th,.metrics td{border:0;padding:.25rem 0 .5rem}
.metrics thead tr{border-bottom-color:var(--quiet)}
.metrics thead th:first-child{display:none}
.metrics tbody th{grid-column:1/-1;padding:.5rem 0 0}
}
@media screen and (min-width:1600px){html{font-size:125%}}
@media screen and (min-width:2400px){html{font-size:187.5%}}
@media print{
@page{size:A4;margin:14mm 18mm}
html{font-size:9.5pt}
body{line-height:1.45}
main{max-width:none;padding:0}
h2{font-size:1.125rem;margin-top:1.125rem;break-after:avoid}
.standfirst{font-size:1.125rem}
header{padding-bottom:1rem}
.pair>div{padding:.75rem 1rem}
figure,.scroll{margin-top:.75rem}
figcaption{margin-bottom:.5rem}
.chart{max-width:155mm}
footer{margin-top:1.5rem}
figure,table,.pair,li,footer{break-inside:avoid}
details{display:none}
.scroll{overflow:visible}
.pair>div,.chart .band{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;

/** Nothing but this one style sheet may act on a page: no script, no image, no form, no frame around it. */
const ALLOWED = `default-src 'none'; style-src '${styleHash(PAGE_STYLE)}'; base-uri 'none'; form-action 'none'`;

/** For the head of a page, so that it also holds for a saved copy. */
export const PAGE_POLICY_IN_HEAD = ALLOWED;

/** For the header with which a page is served. */
export const PAGE_POLICY = `${ALLOWED}; frame-ancestors 'none'`;
