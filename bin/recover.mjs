// npm run recover -- ADDRESS. Plain JavaScript, so that an old Node can still say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `postern: this is Node ${process.version}; use "npm run recover", which brings its own\n`,
  );
  process.exit(1);
}

const { recover } = await import('../lib/launch/recover.ts');
const { problemLine } = await import('../lib/launch/launch-problem.ts');

const [email, ...more] = process.argv.slice(2);
if (email === undefined || email.startsWith('-') || more.length > 0) {
  process.stderr.write(
    'usage: npm run recover -- person@example.org\nPrints a one-time link with which that person sets a new password. On the machine that Postern runs on,\nas the account it runs as, with its POSTERN_HOME or DATABASE_URL.\n',
  );
  process.exit(2);
}
try {
  await recover(email, (line) => process.stdout.write(`${line}\n`));
  process.exit(0);
} catch (error) {
  process.stderr.write(`postern: ${problemLine(error)}\n`);
  process.exit(1);
}
