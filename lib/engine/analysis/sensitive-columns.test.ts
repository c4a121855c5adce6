import { expect, test } from 'vitest';
import { judgeColumn, wordsOf } from './sensitive-columns.ts';

function judged(name: string, type = 'text', relation = 'things', comment: string | null = null) {
  const found = judgeColumn({ schema: 'app', relation, name, type, notNull: false, acl: null, comment });
  return found && `${found.category} ${found.confidence}`;
}

test('names fall into words', () => {
  expect(wordsOf('clientIPAddr2')).toEqual(['client', 'ip', 'addr2']);
  expect(wordsOf('Date-of_Birth')).toEqual(['date', 'of', 'birth']);
  expect(wordsOf('Prénom')).toEqual(['prenom']);
});

test.each([
  ['email', 'text', 'pii high'],
  ['customer_email_address', 'text', 'pii high'],
  ['EmailAddress', 'text', 'pii high'],
  ['firstName', 'text', 'pii high'],
  ['dateofbirth', 'date', 'pii high'],
  ['dob', 'date', 'pii high'],
  ['ssn', 'character(9)', 'pii high'],
  ['user_ssn_encrypted', 'bytea', 'pii high'],
  ['cpf', 'text', 'pii high'],
  ['pesel', 'text', 'pii high'],
  ['aadhaar_number', 'bigint', 'pii high'],
  ['codice_fiscale', 'text', 'pii high'],
  ['passport_no', 'text', 'pii high'],
  ['billing_address', 'text', 'pii high'],
  ['last_login_ip', 'inet', 'pii medium'],
  ['card_number', 'text', 'payment high'],
  ['cvv', 'text', 'payment high'],
  ['iban', 'text', 'payment high'],
  ['card_last4', 'text', 'payment medium'],
  ['diagnosis', 'text', 'health high'],
  ['hiv_positive', 'boolean', 'health high'],
  ['user_password', 'text', 'credentials high'],
  ['pwd_hash', 'text', 'credentials high'],
  ['password_hash', 'bytea', 'credentials high'],
  ['totp_secret', 'text', 'credentials high'],
  ['stripe_api_key', 'text', 'secret high'],
  ['refresh_token', 'text', 'secret high'],
  ['private_key_pem', 'text', 'secret high'],
])('%s %s is %s', (name, type, expected) => {
  expect(judged(name, type)).toBe(expected);
});

test.each([
  ['email_template_id', 'bigint'],
  ['email_verified', 'boolean'],
  ['password_changed_at', 'timestamp with time zone'],
  ['has_password', 'boolean'],
  ['phone_type_id', 'integer'],
  ['token_count', 'integer'],
  ['product_name', 'text'],
  ['name', 'text'],
  ['sin', 'double precision'],
  ['status', 'text'],
  ['embassy', 'text'],
  ['passing_score', 'integer'],
  ['compass_heading', 'real'],
  ['key', 'text'],
  ['created_at', 'timestamp with time zone'],
])('%s %s is not worth more than a look', (name, type) => {
  expect([null, expect.stringContaining('low')]).toContainEqual(judged(name, type));
  expect(judged(name, type)?.endsWith('high') ?? false).toBe(false);
  expect(judged(name, type)?.endsWith('medium') ?? false).toBe(false);
});

test('the table decides about words that mean many things', () => {
  expect(judged('name', 'text', 'customers')).toBe('pii medium');
  expect(judged('file_name', 'text', 'customers')).toBeNull();
  expect(judged('sin', 'text', 'employees')).toBe('pii medium');
});

test('types and comments speak too', () => {
  expect(judged('contact', 'app.email')).toBe('pii high');
  expect(judged('value', 'text', 'things', 'PII: do not export')).toBe('pii medium');
  expect(judged('value', 'text', 'things', 'the passport number of the guest')).toBe('pii low');
  expect(judged('value', 'text', 'things', 'a value')).toBeNull();
});
