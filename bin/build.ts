// npm run build: what npm start does when the build is stale, by itself.
import { build, buildIsCurrent } from '../lib/launch/build.ts';
import { problemLine } from '../lib/launch/launch-problem.ts';

try {
  if (buildIsCurrent()) process.stdout.write('The build is current.\n');
  else await build(new AbortController().signal);
} catch (error) {
  process.stderr.write(`postern: ${problemLine(error)}\n`);
  process.exitCode = 1;
}
