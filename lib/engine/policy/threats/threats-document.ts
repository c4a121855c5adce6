import { builtInThreats } from './built-in.ts';

/** The text of `docs/threats.md`. */
export function threatsDocument(): string {
  const sections = builtInThreats.map((threat) =>
    [
      `## ${threat.title}`,
      '',
      `\`${threat.id}\``,
      '',
      threat.path,
      '',
      `- Actor: ${threat.actor}`,
      `- Asset: ${threat.asset}`,
      `- Boundary: ${threat.boundary}`,
      `- For example: ${threat.examples.join('; ')}`,
      '',
    ].join('\n'),
  );
  const opening = `# The threat catalogue

What Postern's controls stand against. A policy adds its own threats and sets aside, with a reason, those that do not
apply (\`threats\` in [policy.md](policy.md)). Written by \`bin/generate-docs\` from \`lib/engine/policy/threats\`: edit it there.

`;
  return `${opening}${sections.join('\n')}`;
}
