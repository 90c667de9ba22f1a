import { readFileSync, existsSync } from 'node:fs';
import { loadLexicon } from './src/lib/domain/assistant/lexicon.ts';
import { readWording } from './src/lib/domain/assistant/text.ts';
import { featuresOf } from './src/lib/domain/assistant/features.ts';
import { loadClassifier } from './src/lib/domain/assistant/classifier.ts';
import { learn, type Example } from './scripts/assistant/learn.ts';
const D='./src/lib/domain/assistant/data/';
const j=(p:string)=>JSON.parse(readFileSync(p,'utf8'));
const rows=(p:string)=>existsSync(p)?readFileSync(p,'utf8').trim().split('\n').map(l=>JSON.parse(l)):[];
const dev=rows('tests/cases/assistant/questions-development.jsonl');
const more=[...rows('/work/h/questions-a.jsonl'),...rows('/work/h/questions-b.jsonl')];
const lex=loadLexicon(j(D+'lexicon.json'),j(D+'referrals.json'));
const feat=(t:string)=>{const w=readWording(t,lex).words;return featuresOf(w,lex.mentionsIn(w));};
type Q=any;
const topic=(q:Q)=>q.intent==='procedure-info'?q.procedure:q.intent;
const exT=(q:Q):Example=>({features:feat(q.text),label:topic(q),weight:1});
const exF=(q:Q):Example=>({features:feat(q.text),label:q.facet,weight:1});
const decay=Number(process.argv[2]??0.5), rounds=Number(process.argv[3]??12), rarest=Number(process.argv[4]??2);
const all=[...dev,...more];
const lj=j(D+'lexicon.json').concepts, rj=j(D+'referrals.json').referrals;
const TOPIC:any={'passport.official':'diplomatic-official-passport-issue','note':'diplomatic-note-issue','legalise':'consular-legalisation','legalise.stamp':'consular-legalisation','apostille':'consular-legalisation','present':'document-presentation-certification','present.hard':'document-presentation-certification','conference':'international-conference','abtc':'abtc-card','incoming':'foreigners-work-in-province','meeting':'meeting-today','office.hours':'office-hours-contact','office.contact':'office-hours-contact','complain':'complaint','greet':'greeting','unsafe.inject':'unsafe','unsafe.secret':'unsafe','unsafe.harm':'unsafe','unsafe.fraud':'unsafe'};
const W=Number(process.argv[5]??0.15);
const seedT:Example[]=[]; const seedF:Example[]=[];
for(const [c,ph] of Object.entries<string>(lj)) for(const p of ph.split(';').map(x=>x.trim())){ if(TOPIC[c]) seedT.push({features:feat(p),label:TOPIC[c],weight:W}); const m=/^ask\.(.*)/.exec(c); if(m) seedF.push({features:feat(p),label:({documents:'documents',fee:'fee',time:'processing-time',where:'where-how-to-submit',eligibility:'eligibility',steps:'steps',legal:'legal-basis',result:'result',online:'online-level',form:'form'} as any)[m[1]!],weight:W}); if(m) seedT.push({features:feat(p),label:'ambiguous',weight:W}); }
for(const r of rj) for(const p of r.words.split(';')) seedT.push({features:feat(p),label:'out-of-scope',weight:W*0.7});
const slugs=j('tests/cases/assistant/fixture.json').procedureSlugs; const bySlug=Object.fromEntries(Object.entries(slugs).map(([a,b])=>[b,a]));
for(const p of j('pocketbase/seed/procedures.json')){ const l=bySlug[p.slug] as string; for(const t of [p.name.vi,p.name.en,...p.synonyms.filter((_:any,i:number)=>i%2==0)]) seedT.push({features:feat(t),label:l,weight:W*2}); }
const V=process.argv.includes('-v');
let ok=0,n=0,fok=0,fn=0; const miss:string[]=[];
for(let f=0;f<5;f++){
 const train=all.filter((_,i)=>i%5!==f), test=all.filter((_,i)=>i%5===f);
 const m=loadClassifier(learn([...train.map(exT),...seedT],{decay,rounds,rarest}));
 const mf=loadClassifier(learn(train.flatMap(q=>q.turns?q.turns:[q]).filter((q:Q)=>q.intent==='procedure-info').map(exF).concat(seedF),{decay,rounds,rarest}));
 for(const q of test){ const fe=feat(q.text); const p=[...m.predict(fe)].sort((a,b)=>b[1]-a[1]); n++; const right=p[0]![0]===topic(q)||(q.accept_procedures??[]).includes(p[0]![0]); if(right)ok++; else miss.push(`${q.id} ${q.text.slice(0,90)} | exp ${topic(q)} got ${p.slice(0,3).map(x=>x[0]+':'+x[1].toFixed(2)).join(' ')}`);
  if(q.intent==='procedure-info'){fn++; const pf=[...mf.predict(fe)].sort((a,b)=>b[1]-a[1])[0]!; if(pf[0]===q.facet)fok++; else miss.push(`   F ${q.id} ${q.text.slice(0,80)} | ${q.facet} got ${pf[0]}`)}
 }
}
if(V)console.log(miss.join('\n')); console.log({n,topic:ok/n,facet:fok/fn});
