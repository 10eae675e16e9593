/** The page's only style sheet. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#182130;--soft:#566274;--paper:#fff;--panel:#f6f8fb;--line:#d6dce6;--accent:#1f55b5;
--proved:#0a6b3d;--proved-bg:#e2f4e9;--refuted:#a3161f;--refuted-bg:#fce8e8;--unknown:#7a4b00;--unknown-bg:#fdefd3;--acknowledged:#1d4fa8;--acknowledged-bg:#e4edfc;--none:#566274;--none-bg:#eceff4}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf1;--soft:#a5b0c0;--paper:#11151c;--panel:#191f28;--line:#343e4d;--accent:#8db6ff;
--proved:#74dba1;--proved-bg:#11301e;--refuted:#ff9d9d;--refuted-bg:#3b171a;--unknown:#f5c36b;--unknown-bg:#3a2a0b;--acknowledged:#9dc0ff;--acknowledged-bg:#152b4d;--none:#a5b0c0;--none-bg:#252c37}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:1160px;margin:0 auto;padding:0 28px}
header{padding-top:36px}
h1{font-size:27px;line-height:1.25;margin:0 0 10px}
h2{font-size:20px;margin:52px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:16.5px;margin:34px 0 6px;line-height:1.35}
h4{font-size:14.5px;margin:14px 0 4px}
p{margin:8px 0}
a{color:var(--accent);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
.soft,caption,figcaption{color:var(--soft)}
.small{font-size:13px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:12px;top:12px;background:var(--paper);padding:6px 12px}
nav.toc{margin:22px 0 0;display:flex;flex-wrap:wrap;gap:6px 18px;font-size:14px}
.badge{display:inline-block;padding:1px 9px 1px 7px;border-radius:10px;font-size:12.5px;font-weight:600;white-space:nowrap;line-height:1.55;border:1px solid transparent}
.badge.big{font-size:15px;padding:5px 14px;border-radius:7px;white-space:normal}
.proved{color:var(--proved);background:var(--proved-bg)}
.refuted{color:var(--refuted);background:var(--refuted-bg)}
.unknown{color:var(--unknown);background:var(--unknown-bg)}
.acknowledged{color:var(--acknowledged);background:var(--acknowledged-bg)}
.not-applicable{color:var(--none);background:var(--none-bg)}
.not-asserted{color:var(--none);background:none;border:1px dashed var(--line)}
.expired{color:var(--refuted);font-weight:600}
dl.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:22px 0 0}
.tile{border:1px solid var(--line);border-top:4px solid currentColor;border-radius:8px;padding:10px 14px;background:var(--panel);display:flex;flex-direction:column-reverse;justify-content:flex-end}
.tile dt{font-size:13px;font-weight:600}
.tile dd{margin:0;font-size:27px;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.2}
.tile .soft{font-weight:400;font-size:12.5px;display:block}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;margin:16px 0 4px;background:var(--none-bg)}
.bar span{display:block;background:currentColor}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;margin:10px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;padding:8px 12px;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:7px 12px;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:600;font-size:13px;background:var(--panel);white-space:nowrap}
tbody th{font-weight:500}
tr.layer th{background:var(--panel);font-weight:600;font-size:13.5px}
ul.plain{margin:0;padding:0;list-style:none}
ul.plain li{overflow-wrap:anywhere}ul.plain li+li{margin-top:4px}
table.open{table-layout:fixed}
table.open th:nth-child(1){width:122px}table.open th:nth-child(2){width:30%}table.open th:nth-child(4){width:96px}
td.nowrap,th.nowrap{white-space:nowrap}
code,pre{font:12.8px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:8px 0;padding:10px 14px;background:var(--panel);border:1px solid var(--line);border-radius:7px;white-space:pre-wrap;overflow-wrap:anywhere}
article.control{border:1px solid var(--line);border-radius:10px;padding:4px 20px 16px;margin:20px 0;scroll-margin-top:12px}
article.control h3{margin:14px 0 4px}
article.control h3 .badge{margin-left:8px;vertical-align:1px}
.meta{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:8px 0 12px;font-size:13.5px}
.meta dt{color:var(--soft)}
.meta dd{margin:0}
.framework{margin-right:10px}
.map{white-space:nowrap}
.map i{font-style:normal;color:var(--soft)}
details{border-top:1px solid var(--line);padding:7px 0}
p.other{border-top:1px solid var(--line);padding:7px 0 0;margin:7px 0}
summary{cursor:pointer;list-style-position:outside}
summary .id{color:var(--soft);font-size:13px}
.case{border-left:4px solid var(--line);padding:2px 0 4px 14px;margin:10px 0 10px 4px}
.case.is-refuted{border-color:var(--refuted)}.case.is-unknown{border-color:var(--unknown)}.case.is-acknowledged{border-color:var(--acknowledged)}.case.is-proved{border-color:var(--proved)}
.case>.where{font-weight:600;font-size:14px;overflow-wrap:anywhere}
.case>.where .soft,.case>.where code{font-weight:400}
.case details{border:0;padding:2px 0 2px 4px}
.case ul{margin:4px 0;padding-left:20px}
.case li{overflow-wrap:anywhere}
.fix{margin:8px 0 4px}
.fix b,.ack b{font-weight:650}
ul.subjects{columns:2;column-gap:28px;margin:6px 0;padding-left:20px;font-size:13.5px}
ul.subjects li{break-inside:avoid;overflow-wrap:anywhere}
figure{margin:10px 0}
figcaption{font-size:13px;margin-bottom:4px}
.picture{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:10px 12px}
svg.way{display:block;max-width:none}
svg.way text{fill:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-size:12.5px}
svg.way text.name{font-size:13.5px;font-weight:600}
svg.way text.small{font-size:11.5px;fill:var(--soft)}
svg.way text.stop{fill:var(--refuted);font-weight:600}
svg.way text.shut{fill:var(--proved);font-weight:600}
svg.way rect.node{fill:var(--paper);stroke:var(--line);stroke-width:1.3}
svg.way rect.node.end{stroke:var(--accent);stroke-width:1.8}
svg.way .flow{fill:none;stroke:var(--refuted);stroke-width:2}
svg.way .head{fill:var(--refuted)}
svg.way .open{fill:none;stroke:var(--soft);stroke-width:1.6}
svg.way .rest{fill:none;stroke:var(--line);stroke-width:1.6;stroke-dasharray:5 5}
svg.way .wall{stroke:var(--proved);stroke-width:5;stroke-linecap:round}
svg.way .cut{stroke:var(--refuted);stroke-width:5;stroke-linecap:round}
svg.way .pass{fill:var(--panel);stroke:var(--refuted);stroke-width:1.5}
footer{margin-top:60px;padding-bottom:48px;font-size:13px;color:var(--soft)}
@media (max-width:700px){header,main,footer{padding-left:16px;padding-right:16px}ul.subjects{columns:1}.meta{grid-template-columns:1fr}.meta dd{margin-bottom:4px}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--panel:#fff;--line:#b9b9b9;--accent:#000;
--proved:#0a6b3d;--proved-bg:#fff;--refuted:#a3161f;--refuted-bg:#fff;--unknown:#7a4b00;--unknown-bg:#fff;--acknowledged:#1d4fa8;--acknowledged-bg:#fff;--none:#444;--none-bg:#fff}
body{font-size:9.5pt}header,main,footer{max-width:none;padding:0}.badge{border-color:currentColor}nav.toc,.skip{display:none}.scroll{overflow:visible;border:0}
details::details-content{content-visibility:visible;height:auto;block-size:auto;display:block}h2,h3,h4{break-after:avoid}figure,tr,.tile{break-inside:avoid}summary,.where{break-after:avoid}svg.way{max-width:100%;height:auto}.bar span{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
