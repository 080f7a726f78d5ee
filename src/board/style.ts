// The board's style: calm and dense, with GitHub's own colours, light and dark.

export const STYLE = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f8fa, #0d1117);
  --surface: light-dark(#ffffff, #151b23);
  --line: light-dark(#d1d9e0, #3d444d);
  --ink: light-dark(#1f2328, #f0f6fc);
  --quiet: light-dark(#59636e, #a3acb6);
  --link: light-dark(#0757ba, #6cb0ff);
  --green: light-dark(#116329, #4ac26b);
  --red: light-dark(#b3141e, #ff8078);
  --amber: light-dark(#7d4e00, #e3b341);
  --green-wash: light-dark(#e6f6ea, #12261e);
  --red-wash: light-dark(#ffeef0, #2b1719);
  --amber-wash: light-dark(#fff8e0, #272115);
  --grey-wash: light-dark(#eef1f4, #212830);
  --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; }
a:hover, p a, .told a, td a { text-decoration: underline; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font-family: var(--mono); font-size: 0.9em; }
pre { white-space: pre-wrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--surface); padding: 0.5rem 1rem; z-index: 2; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; padding: 0.6rem 1rem; background: var(--surface); border-bottom: 1px solid var(--line); }
.top ul, .trail ol { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0; padding: 0; }
.top nav { flex: 1; }
.top form { display: flex; align-items: center; gap: 0.6rem; }
.brand { font-weight: 600; color: var(--ink); font-size: 1.05rem; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
.trail { margin-bottom: 0.25rem; color: var(--quiet); }
.trail ol { gap: 0; }
.trail li + li::before { content: "/"; padding: 0 0.4rem; color: var(--quiet); }
h1 { font-size: 1.45rem; font-weight: 600; line-height: 1.3; margin: 0 0 0.75rem; }
h2 { font-size: 1.05rem; font-weight: 600; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0 0 0.5rem; }
p { margin: 0 0 0.75rem; }
.quiet, .meta { color: var(--quiet); }
.meta { font-size: 0.9em; }
.lead { font-size: 1.05rem; }
button, input, select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 0.25rem 0.7rem; min-height: 2rem; }
button, .button { cursor: pointer; background: var(--grey-wash); font-weight: 500; }
.button { display: inline-block; color: var(--ink); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 1rem; }
.filters { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; margin: 0 0 0.75rem; }
.filters label { display: grid; gap: 0.15rem; font-size: 0.9em; color: var(--quiet); }
.card, .scroll { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.card { padding: 0.75rem 1rem; margin: 0 0 1rem; }
.card > :first-child { margin-top: 0; }
.card > :last-child, td > :last-child { margin-bottom: 0; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: 0.9em; font-weight: 600; color: var(--quiet); background: var(--ground); white-space: nowrap; }
td, tbody th { min-width: 7rem; }
tbody th { font-weight: 600; overflow-wrap: break-word; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
progress { width: 5rem; height: 0.5rem; vertical-align: middle; accent-color: var(--green); }
.badge { display: inline-block; padding: 0 0.5rem; border-radius: 1rem; border: 1px solid currentColor; background: var(--grey-wash); color: var(--quiet); font-size: 0.9em; font-weight: 500; white-space: nowrap; }
.badge.good { color: var(--green); background: var(--green-wash); }
.badge.bad { color: var(--red); background: var(--red-wash); }
.badge.warn { color: var(--amber); background: var(--amber-wash); }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; list-style: none; margin: 0 0 1rem; padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.counts strong { display: block; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.told { padding-left: 1.25rem; margin: 0 0 0.75rem; }
.told li { margin: 0.15rem 0; }
.empty { color: var(--quiet); background: var(--surface); border: 1px dashed var(--line); border-radius: 6px; padding: 1rem; }
.pages { display: flex; gap: 1rem; margin: 0 0 1rem; }
.chart { display: block; }
.chart line { stroke: var(--line); }
.chart text { fill: var(--quiet); font-size: 12px; }
.chart .end { text-anchor: end; }
.chart path { fill: none; stroke-width: 2.5px; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.chart .scope { stroke: var(--quiet); stroke-dasharray: 2 5; }
.chart .closed { stroke: var(--green); }
.keys { display: flex; gap: 1.25rem; margin: 0.5rem 0 0; }
.key::before { content: ""; display: inline-block; width: 1.5rem; margin-right: 0.4rem; vertical-align: middle; border-top: 3px solid var(--green); }
.key.scope::before { border-top: 3px dotted var(--quiet); }
.inline { display: inline-flex; gap: 0.4rem; }
blockquote { margin: 0 0 0.75rem; padding-left: 0.75rem; border-left: 3px solid var(--line); }
.phases { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.15rem; }
@media (max-width: 40rem) {
  .top form { width: 100%; justify-content: space-between; }
  main { padding: 0.75rem; }
}
`;
