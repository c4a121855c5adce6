import { phrasesInLanguages } from './sensitive-phrases-in-languages.ts';

export type SensitiveCategory = 'pii' | 'payment' | 'health' | 'credentials' | 'secret';

export const confidences = ['high', 'medium', 'low'] as const;

export type Confidence = (typeof confidences)[number];

/** A word or phrase that names something sensitive. `needsPerson`: so common a word that it only counts in a table of people. */
export interface SensitiveTerm {
  readonly words: readonly string[];
  readonly category: SensitiveCategory;
  readonly confidence: Confidence;
  readonly needsPerson: boolean;
  /** What it is, in words. */
  readonly what: string;
}

function terms(
  category: SensitiveCategory,
  confidence: Confidence,
  phrases: Readonly<Record<string, string>>,
  needsPerson = false,
): SensitiveTerm[] {
  return Object.entries(phrases).flatMap(([what, list]) =>
    list.split(', ').map((phrase) => ({ words: phrase.split(' '), category, confidence, needsPerson, what })),
  );
}

/** Identity numbers by country; the short ones are words of their own elsewhere and stand apart below. */
const identityNumbers = terms('pii', 'high', {
  'US social security number': 'ssn, social security, social security number, itin',
  'UK national insurance or NHS number':
    'national insurance, national insurance number, nhs number, ni number',
  'German tax, social insurance or identity card number':
    'steuer id, steuernummer, steueridentifikationsnummer, sozialversicherungsnummer, personalausweis, rentenversicherungsnummer',
  'French social security number': 'numero securite sociale, insee number, numero insee',
  'Spanish or Argentine identity number': 'dni, nif, nie number, cuil, cuit',
  'Italian tax code': 'codice fiscale',
  'Brazilian tax number': 'cpf, cnpj',
  'Mexican population or tax number': 'curp, rfc number',
  'Chilean identity number': 'rut number, rut chile',
  'Latin American identity card': 'cedula, cedula identidad',
  'Indian identity number': 'aadhaar, aadhar, aadhaar number, pan number, pan card',
  'Chinese identity card': 'shenfenzheng, resident id',
  'Japanese My Number': 'my number, mynumber',
  'Korean resident registration number': 'rrn, resident registration number, jumin',
  'Dutch citizen service number': 'bsn, burgerservicenummer',
  'Belgian national register number': 'rijksregisternummer, niss, national register number',
  'Nordic personal number': 'personnummer, fodselsnummer, cpr number, hetu, henkilotunnus, kennitala',
  'Polish, Czech, Romanian or Bulgarian personal number': 'pesel, rodne cislo, cnp number, egn number',
  'Swiss insurance number': 'ahv number, ahv nummer, avs number',
  'Turkish identity number': 'tckn, tc kimlik',
  'Canadian social insurance number': 'social insurance number, sin number',
  'Australian or New Zealand tax number': 'tfn, tax file number, ird number, medicare number',
  'Singapore, Malaysian or Hong Kong identity card': 'nric, mykad, hkid',
  'South African identity number': 'sa id number, rsa id number',
  'Russian insurance or tax number': 'snils, inn number',
  'Israeli identity number': 'teudat zehut',
  'identity document number':
    'passport, passport number, passport no, national id, national identifier, national identity, id card, identity card, citizen id, personal id number, driver license, drivers license, driving license, driving licence, driver licence, license plate, licence plate, number plate, voter id, visa number',
  'tax identifier of a person': 'tax id, tax number, taxpayer id, taxpayer number, tin number',
});

const ambiguousNumbers = terms(
  'pii',
  'medium',
  {
    'identity number, going by the table':
      'sin, fin, rut, rfc, nir, nie, nino, ein, tin, cpr, cnp, egn, ahv, avs, inn, pan, rg, sss, id number, citizenship number',
  },
  true,
);

const personal = [
  ...terms('pii', 'high', {
    'e-mail address': 'email, e mail, mail address, email address',
    'telephone number':
      'phone, phone number, telephone, telephone number, mobile number, mobile phone, cell phone, cellphone, telefon, telefono, msisdn, fax number',
    "person's name":
      'first name, last name, middle name, full name, given name, family name, surname, maiden name, vorname, nachname, prenom, apellido, cognome, cardholder name',
    'date of birth':
      'date of birth, birth date, birthdate, birthday, dob, geburtsdatum, date naissance, fecha nacimiento, birth year, place of birth',
    'postal address':
      'street, street address, home address, postal address, mailing address, billing address, shipping address, delivery address, residential address, address line, address line1, address line2, address1, address2, house number',
    'special category of personal data (GDPR art. 9)':
      'ethnicity, ethnic origin, racial origin, religion, religious belief, political opinion, political affiliation, sexual orientation, trade union, union membership, biometric, biometrics, face embedding, faceprint, voiceprint, iris scan, retina scan, criminal record',
  }),
  ...terms('pii', 'medium', {
    'postal address': 'address, postcode, postal code, zip, zip code, zipcode',
    'telephone number': 'mobile, fax, whatsapp, contact number, emergency contact',
    'network or device address of a person':
      'ip, ip address, ip addr, ipaddress, client ip, remote ip, remote addr, last ip, mac address, device id, imei, imsi, advertising id, idfa, gaid',
    'position of a person':
      'latitude, longitude, lat, lng, lon, geolocation, geo location, gps, gps coordinates, home location',
    'personal attribute':
      'gender, sex, nationality, citizenship, marital status, race, salary, income, wage, net worth, credit score',
    'vehicle identity': 'vin, vehicle registration',
    'next of kin': 'next of kin, mother maiden name',
  }),
  ...terms('pii', 'low', {
    'user name': 'username, user name, login name, nickname, display name, screen name',
    'trace of a person': 'user agent, avatar, profile picture, photo, signature, fingerprint, age, city',
  }),
  ...terms('pii', 'medium', { "person's name": 'name, fname, lname' }, true),
];

const payment = [
  ...terms('payment', 'high', {
    'payment card number':
      'card number, card no, card num, credit card, credit card number, creditcard, cc number, cc num, ccn, debit card, primary account number, payment card',
    'card verification code': 'cvv, cvv2, cvc, cvc2, csc, card verification, card security code, card code',
    'bank account':
      'iban, bank account, bank account number, account iban, routing number, sort code, aba number, bsb number, clabe, kontonummer',
  }),
  ...terms('payment', 'medium', {
    'bank account':
      'account number, account no, acct number, acct no, swift code, bic, bic code, blz, ifsc, bank code, ach number',
    'payment card detail':
      'card expiry, card expiration, card exp, expiry month, expiry year, exp month, exp year, card holder, cardholder, last4, last four, card last4, card bin, card pin, track data, track2, magstripe',
    'payment token': 'payment token, card token, stripe token, payment method token, wallet address',
  }),
];

const health = [
  ...terms('health', 'high', {
    'diagnosis or condition':
      'diagnosis, diagnoses, icd, icd9, icd10, icd code, medical condition, disease, symptom, symptoms, hiv, hiv status, hiv positive, disability, pregnancy, pregnant, mental health, medical history, health status, allergy, allergies, cancer',
    treatment:
      'medication, medications, prescription, dosage, treatment plan, therapy notes, clinical notes, surgery, vaccination, immunization',
    'patient record':
      'medical record, medical record number, mrn, patient number, health insurance number, insurance policy number, lab result, lab results, test result medical, blood type, blood group, blood pressure, genome, dna, genetic data',
  }),
  ...terms('health', 'medium', {
    'patient record':
      'patient name, patient notes, medical notes, medical, health, heart rate, bmi, weight kg, doctor notes, vaccine, treatment, insurance number',
  }),
];

const credentials = [
  ...terms('credentials', 'high', {
    password:
      'password, passwd, pwd, passphrase, user pass, userpass, kennwort, passwort, contrasena, mot de passe, pass hash, pw hash, hashed password, encrypted password',
    'second factor':
      'totp, totp secret, otp secret, otp seed, mfa secret, two factor secret, 2fa secret, recovery code, recovery codes, backup code, backup codes',
    'answer to a security question': 'security answer, secret answer, password hint',
  }),
  ...terms('credentials', 'medium', {
    'one-time code or PIN':
      'pin hash, otp, one time code, one time password, verification code, reset code, reset token, password reset token, pin number, pwhash',
    'salt of a password': 'password salt, pw salt, salt',
    'security question': 'security question',
  }),
  ...terms('credentials', 'low', { 'possibly a password or PIN': 'pass, pw, pin' }),
];

const secrets = [
  ...terms('secret', 'high', {
    'key of an interface':
      'api key, apikey, api secret, secret key, access key, secret access key, client secret, app secret, shared secret, consumer secret, webhook secret',
    'private key':
      'private key, privatekey, signing key, encryption key, ssh key, pgp key, hmac key, master key, keypair',
    'token of a session or interface':
      'access token, refresh token, auth token, authtoken, bearer token, session token, api token, oauth token, personal access token, id token, jwt, sas token, remember token, invite token, magic link token',
    'credentials of another system':
      'connection string, dsn, database url, smtp password, ftp password, service account key',
  }),
  ...terms('secret', 'medium', {
    secret:
      'secret, secrets, credential, credentials, session key, session id, csrf token, license key, cookie, cookies',
    'token of a session or interface': 'token, device token, push token, fcm token',
  }),
];

/** Longest phrases first, so that `email address` is found before `address`. */
export const sensitiveTerms: readonly SensitiveTerm[] = [
  ...credentials,
  ...secrets,
  ...payment,
  ...health,
  ...identityNumbers,
  ...personal,
  ...ambiguousNumbers,
  ...phrasesInLanguages.flatMap(({ category, confidence, phrases }) => terms(category, confidence, phrases)),
].sort(
  (a, b) =>
    b.words.length - a.words.length || confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence),
);

/** Words of tables whose rows are people. */
export const personTables = new Set(
  'user users customer customers client clients person persons people patient patients employee employees member members contact contacts staff subscriber subscribers student students driver drivers passenger passengers guest guests applicant applicants candidate candidates account accounts tenant_user profile profiles citizen citizens donor donors lead leads resident residents kunde kunden usuario usuarios cliente clientes'.split(
    ' ',
  ),
);
