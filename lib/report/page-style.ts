/** The page's only style sheet. Its hash stands in the page's content security policy. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a2230;--soft:#5a6678;--paper:#fff;--panel:#f5f7fa;--line:#d5dbe4;--good:#0a6b3d;--good-bg:#e3f5ea;--bad:#a3161f;--bad-bg:#fdeaea;--accent:#1f55b5;
--caller:#e8ecf2;--guard:#fdf0d5;--edge:#e2edfc;--compute:#e6f5ea;--data:#f1e8fb;--stack:#e2edfc}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf1;--soft:#a3aebf;--paper:#12161d;--panel:#1a2029;--line:#333d4c;--good:#6fd69c;--good-bg:#12301f;--bad:#ff9b9b;--bad-bg:#3a1619;--accent:#8db6ff;
--caller:#2a313d;--guard:#3d3114;--edge:#172c4a;--compute:#14331f;--data:#2d1f42;--stack:#172c4a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header{max-width:1320px;margin:0 auto;padding:0 28px}
header{padding-top:32px}
h1{font-size:26px;line-height:1.25;margin:0 0 12px}
h2{font-size:18px;margin:40px 0 10px}
p{margin:8px 0}
.soft,caption{color:var(--soft)}
.verdict{display:inline-block;padding:5px 14px;border-radius:6px;font-weight:600}
.pass{background:var(--good-bg);color:var(--good)}
.open{background:var(--bad-bg);color:var(--bad)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px;margin:22px 0 0;padding:0}
.fact{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.fact dt{color:var(--soft);font-size:13px}
.fact dd{margin:2px 0 0;font-size:22px;font-weight:600;font-variant-numeric:tabular-nums}
.fact dd small{display:block;overflow-wrap:anywhere;font-size:13px;font-weight:400;color:var(--soft);line-height:1.35}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
.scroll+.scroll,section+.scroll{margin-top:14px}
.picture{padding:10px;background:var(--panel)}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;padding:8px 12px;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:7px 12px;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:600;font-size:13px;background:var(--panel)}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody th{font-weight:500}
tfoot td,tfoot th{font-weight:600;border-top:2px solid var(--line)}
code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:break-word}
td code{display:block}
progress{width:120px;height:9px;accent-color:var(--accent);vertical-align:middle}
.next{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:8px;padding:14px 18px;margin:40px 0 48px}
.next code{font-size:15px;font-weight:600}
.nowrap{white-space:nowrap}
.bad{color:var(--bad);font-weight:600}
ul{margin:8px 0;padding-left:20px}
.diagram{display:block;max-width:none;margin:0 auto}
.box rect{stroke:var(--line);stroke-width:1.2}
.caller rect{fill:var(--caller)}.guard rect{fill:var(--guard)}.edge rect{fill:var(--edge)}.compute rect{fill:var(--compute)}.data rect{fill:var(--data)}.stack rect{fill:var(--stack)}
.box text,.on-edge{text-anchor:middle;fill:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.box .label{font-size:13.5px;font-weight:600}
.box .detail{font-size:11px;fill:var(--soft)}
path.edge{fill:none;stroke:var(--soft);stroke-width:1.3}
path.dashed{stroke-dasharray:5 4}
.head{fill:var(--soft)}
.on-edge{font-size:11px;fill:var(--ink);paint-order:stroke;stroke:var(--panel);stroke-width:4px;stroke-linejoin:round}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--panel:#fff;--line:#bbb}main,header{padding:0;max-width:none}.scroll{overflow:visible;border:0}.diagram{max-width:100%;height:auto}
h2{break-after:avoid}tr,.fact,.picture{break-inside:avoid}body{font-size:11pt}}
`;
