import { loadAssembly } from '../../../../lib/assurance/template/load';
import { facts } from '../../../../lib/assurance/template/facts';
import { stringsIn } from '../../../../lib/assurance/template/value';
import { symbolsIn } from '../../../../lib/assurance/template/symbols';
const f=facts(loadAssembly('/work/main/out/dev'));
const c=new Map<string,number>();
for (const r of f.resources) for (const s of stringsIn(r.properties).flatMap(x=>symbolsIn(x))) if (s.shape==='any'||s.shape==='arn') c.set(s.text.slice(0,150),(c.get(s.text.slice(0,150))??0)+1);
console.log([...c]);
