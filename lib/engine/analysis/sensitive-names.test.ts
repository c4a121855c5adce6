import { expect, test } from 'vitest';
import { judgeColumn } from './sensitive-columns.ts';
import type { SensitiveCategory } from './sensitive-term.ts';

/** Names of columns as people write them, by what they hold. `name type`, `table.name` where the table matters. */
const sensitive: Readonly<Record<SensitiveCategory, string>> = {
  pii: `email, e_mail, emailAddress, contact_email, user_email, mail_address, phone, phone_number, mobile_number, telefon,
    telefono, msisdn, fax_number, first_name, lastName, surname, full_name, maiden_name, vorname, nachname, prenom, Prénom,
    apellido, cognome, date_of_birth date, dob date, birthday date, geburtsdatum date, fecha_nacimiento date, date_naissance date,
    place_of_birth, street_address, home_address, billing_address, shippingAddress, address_line1, house_number, postcode, zip_code,
    ssn, social_security_number, itin, national_insurance_number, nhs_number, steuer_id, steuernummer, personalausweis,
    sozialversicherungsnummer, numero_securite_sociale, insee_number, dni, nif, cuit, codice_fiscale, cpf, cnpj, curp, cedula,
    aadhaar, pan_number, resident_id, mynumber, rrn, bsn, burgerservicenummer, rijksregisternummer, personnummer, fodselsnummer,
    cpr_number, hetu, henkilotunnus, kennitala, pesel, rodne_cislo, ahv_nummer, tckn, tc_kimlik, social_insurance_number, tfn, nric,
    sa_id_number, snils, teudat_zehut, passport_no, national_id, driver_license, driving_licence, license_plate, tax_id, voter_id,
    ethnicity, religion, sexual_orientation, biometric_template_hash, last_login_ip inet, client_ip inet, mac_address macaddr,
    device_id, imei, latitude double precision, geolocation point, gender, nationality, salary numeric, marital_status,
    strasse, hausnummer, plz, adresse, direccion, rua, indirizzo, data_nascita date, geslacht, achternaam, voornaam, imie, nazwisko,
    telefone, nome_completo, sobrenome, efternamn, syntymaaika date, fodselsdato date, geburtsort, staatsangehoerigkeit,
    numero_telephone, code_postal, codigo_postal, nom_famille, correo_electronico, dogum_tarihi date, personal_number`,
  payment: `card_number, credit_card_number, cc_num, cvv, cvc, iban, bank_account_number, routing_number, sort_code, clabe, kontonummer,
    account_number, swift_code, bic, card_expiry date, cardholder, card_last4, payment_token, kartennummer, numero_carte,
    numero_tarjeta, bankverbindung`,
  health: `diagnosis, icd10_code, medical_history, hiv_status, allergies, blood_type, medication, prescription, mrn, lab_results,
    disability boolean, vaccination, krankenkasse, blutgruppe, medicamento`,
  credentials: `password, passwd, pwd_hash, user_password, password_hash bytea, passwort, contrasena, mot_de_passe, totp_secret, otp_seed,
    recovery_codes, security_answer, password_reset_token, kennwort, senha, wachtwoord, haslo`,
  secret: `api_key, apiSecret, client_secret, private_key, signing_key, encryption_key, access_token, refresh_token, session_token,
    bearer_token, webhook_secret, ssh_key, connection_string, smtp_password, jwt, aws_secret_access_key`,
};

const cases = Object.entries(sensitive).flatMap(([category, list]) =>
  list.split(',').map((entry) => {
    const [name = '', ...type] = entry.trim().split(/\s+/);
    return [name, type.join(' ') || 'text', category] as const;
  }),
);

test('there are at least 120 names, in several languages', () => {
  expect(new Set(cases.map(([name]) => name)).size).toBeGreaterThanOrEqual(120);
});

const judged = (name: string, type: string, relation = 'records') =>
  judgeColumn({ schema: 'app', relation, name, type, notNull: false, acl: null, comment: null });

test.each(cases)('%s (%s) looks like %s, with some confidence', (name, type, category) => {
  const found = judged(name, type);
  // A password of another system is both a credential and a secret.
  const same = found?.category === 'credentials' && category === 'secret' ? 'secret' : found?.category;
  expect(same).toBe(category);
  expect(found?.confidence).not.toBe('low');
});

/** Names that hold a telling word and are nothing of the kind, or hold none. */
const harmless =
  `id bigint, uuid uuid, created_at timestamp with time zone, updated_on date, status, kind, title, description, quantity integer,
  price numeric, currency, sku, weight numeric, height integer, color, position integer, sort_order integer, version integer, is_active boolean,
  email_sent boolean, email_verified boolean, email_template_id bigint, email_count integer, phone_type_id integer, phone_verified boolean,
  password_changed_at timestamp with time zone, has_password boolean, password_attempts integer, password_policy_id bigint, token_count integer,
  token_expires_at timestamp with time zone, product_name, file_name, table_name, host_name, schema_name, company_name, key, key_count integer,
  sin double precision, tin_plated boolean, embassy, compass_heading real, passing_score integer, pinned boolean, spin_rate real, shipping_cost numeric,
  shipping_method, shipped_at timestamp with time zone, order_total numeric, invoice_id bigint, category_id bigint, tags, locale, language, timezone, country_count integer,
  relationship_type, card_count integer, card_layout, discard_reason, postcard_id bigint, race_condition_detected boolean, tracking_url, zip_file_size bigint, page_address_offset bigint,
  ipsum, skip boolean, tip_count integer, description_length integer, latency_ms real, plate_thickness real, treaty, dniester_flow real, hash_algorithm, checksum, salted_caramel_stock integer,
  accountable boolean, addressed boolean, phonetic_code, emailed_at timestamp with time zone, streetlight_count integer, icdl_passed boolean, ibang, session_count integer, cookie_banner_shown boolean,
  license_count integer, cancer_ward_beds integer`
    .split(',')
    .map((entry) => {
      const [name = '', ...type] = entry.trim().split(/\s+/);
      return [name, type.join(' ') || 'text'] as const;
    });

test('there are at least 60 harmless names', () => {
  expect(new Set(harmless.map(([name]) => name)).size).toBeGreaterThanOrEqual(60);
});

test.each(harmless)('%s (%s) is nothing to ask about', (name, type) => {
  expect([undefined, 'low']).toContain(judged(name, type)?.confidence);
});
