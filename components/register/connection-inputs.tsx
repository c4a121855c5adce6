import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ConnectionFields } from './connection-fields.ts';

export interface ConnectionInputsProps {
  fields: ConnectionFields;
  problems: Readonly<Record<string, string>>;
  tlsModes: readonly string[];
  substrates: readonly { readonly value: string; readonly label: string }[];
  onChange: (change: Partial<ConnectionFields>) => void;
}

/** Where a server is, as whom to read it, and how the connection is protected. */
export function ConnectionInputs({
  fields,
  problems,
  tlsModes,
  substrates,
  onChange,
}: ConnectionInputsProps) {
  const field = (key: keyof ConnectionFields) => ({
    value: fields[key],
    problem: problems[key],
    onChange: (event: { target: { value: string } }) => onChange({ [key]: event.target.value }),
    autoComplete: 'off',
    spellCheck: false,
  });
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field
        className="sm:col-span-4"
        label="Name"
        hint="How people call it; the host if left empty"
        {...field('name')}
      />
      <Select
        className="sm:col-span-2"
        label="Hosting"
        value={fields.substrate}
        onChange={(event) => onChange({ substrate: event.target.value })}
        options={[{ value: '', label: 'Detect it' }, ...substrates]}
      />
      <Field
        className="sm:col-span-5"
        label="Host"
        hint="A name, an address, or the path of a socket directory"
        required
        {...field('host')}
      />
      <Field className="sm:col-span-1" label="Port" inputMode="numeric" required {...field('port')} />
      <Field
        className="sm:col-span-2"
        label="Database"
        hint="To enter by; all are read"
        required
        {...field('database')}
      />
      <Field className="sm:col-span-2" label="Scan role" required {...field('user')} />
      <Field
        className="sm:col-span-2"
        label="Password"
        type="password"
        {...field('password')}
        autoComplete="new-password"
      />
      <Select
        className="sm:col-span-2"
        label="TLS"
        value={fields.sslMode}
        onChange={(event) => onChange({ sslMode: event.target.value })}
        options={tlsModes.map((mode) => ({ value: mode, label: mode }))}
      />
      <TextArea
        className="sm:col-span-4"
        label="Root certificate"
        hint="PEM, when the server’s is not from a public authority"
        mono
        rows={2}
        value={fields.sslRootCert}
        onChange={(event) => onChange({ sslRootCert: event.target.value })}
      />
    </div>
  );
}
