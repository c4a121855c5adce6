import { collect } from './lib/engine/inventory/collect.ts';
import { judge } from './lib/engine/judge.ts';
import { startByTheBook, bookPolicy, bookScan } from './lib/testing/by-the-book/start-by-the-book.ts';
const major = Number(process.argv[2] ?? 18) as 18;
const cluster = await startByTheBook(major);
try {
  if (process.argv[3]) await cluster.sql((await import('node:fs')).readFileSync(process.argv[3], 'utf8'), 'shop');
  if (process.argv[4]) { const fs = await import('node:fs'); await cluster.setHba(fs.readFileSync(process.argv[4], 'utf8')); }
  const at = new Date('2026-11-21T00:00:00Z');
  const r = await judge(await collect(bookScan(cluster), { now: at.toISOString() }), bookPolicy(cluster), { id: 'x', startedAt: at.toISOString(), toolVersion: 't', now: () => at });
  console.log('score', r.score.value, r.score.earned, r.score.possible);
  for (const v of r.verdicts) {
    for (const f of v.findings) { const p = r.planOf(f); console.log(`FAIL ${f.severity} ${v.control} | ${f.title} | ${JSON.stringify(f.evidence).slice(0, 300)} | ${p.kind} ${p.kind === 'manual' ? p.upText : p.up.map(s => s.sql).join('; ').slice(0, 500)}`); }
    if (v.status === 'unknown' || (v.status === 'fail' && v.reason)) console.log(`UNKNOWN ${v.control} | ${v.reason}`);
  }
  for (const v of r.verdicts) if (v.status === 'not-applicable') console.log(`N/A ${v.control} | ${v.reason}`);
  console.log('DECISIONS', r.decisions.map(d => d.id));
} catch (e) { console.log(e, cluster.log().split('\n').slice(-10).join('\n')); } finally { await cluster.stop(); }
