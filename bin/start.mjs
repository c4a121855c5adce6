// npm start and npm run dev. Plain JavaScript, so that an old Node can still say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `postern: this is Node ${process.version}; run "npm install" and start with "npm start", which brings its own\n`,
  );
  process.exit(1);
}

const { launch } = await import('../lib/launch/start.ts');
const { problemLine } = await import('../lib/launch/launch-problem.ts');

const stopping = new AbortController();
// A Ctrl-C arrives more than once: from the terminal, and forwarded by npm.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());

try {
  await launch({
    development: process.argv.includes('--dev'),
    signal: stopping.signal,
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(130);
  process.stderr.write(`postern: ${problemLine(error)}\n`);
  process.exit(1);
}
