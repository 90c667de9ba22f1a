import { readFixture } from './scripts/assistant/fixture.ts';
import { readKnowledge } from './scripts/assistant/knowledge.ts';
import { understand } from './src/lib/domain/assistant/understanding.ts';
const f=readFixture('tests/cases/assistant/fixture.json'); const k=readKnowledge(f.office,f.now);
for(const t of process.argv.slice(2)){const u=understand(t,k.models); console.log(t,'\n ',u.words.join(' '),'|',[...u.concepts].join(' '),'| cont',u.continues.toFixed(2),'uns',u.unsettled.toFixed(2),'|',u.topics.slice(0,4).map(x=>x.topic+' '+x.share.toFixed(2)).join(', '),'|',u.facets.slice(0,3).map(x=>x.facet+' '+x.share.toFixed(2)).join(', '),'|',u.referral?.id);}
