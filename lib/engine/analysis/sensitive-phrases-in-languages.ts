import type { Confidence, SensitiveCategory } from './sensitive-term.ts';

/** Phrases of one meaning, `, ` between them, accents already taken away where Unicode can. */
export interface PhrasesInLanguages {
  readonly category: SensitiveCategory;
  readonly confidence: Confidence;
  readonly phrases: Readonly<Record<string, string>>;
}

/** How columns are named in German, French, Spanish, Portuguese, Italian, Dutch, Polish, the Nordic languages and Turkish. */
export const phrasesInLanguages: readonly PhrasesInLanguages[] = [
  {
    category: 'pii',
    confidence: 'high',
    phrases: {
      'e-mail address':
        'emailadresse, e mail adresse, correo electronico, correo, courriel, adresse email, adresse electronique, endereco email, indirizzo email, poczta email, sahkoposti, eposta, e posta, mailadresse',
      'telephone number':
        'telefone, telephone mobile, numero telephone, numero telefono, telefonnummer, handynummer, mobilnummer, rufnummer, celular, cellulare, telefoonnummer, numer telefonu, telefon numarasi, puhelinnumero, movil',
      "person's name":
        'familienname, geburtsname, nachnamen, nom famille, nom de famille, nom complet, primer nombre, nombre completo, apellidos, nome completo, sobrenome, nome proprio, voornaam, achternaam, roepnaam, imie, nazwisko, imie nazwisko, fornamn, efternamn, fornavn, etternavn, efternavn, etunimi, sukunimi, soyad, soyadi, adi soyadi',
      'date of birth':
        'geburtstag, geburtsort, geburtsjahr, date de naissance, lieu naissance, lieu de naissance, fecha de nacimiento, lugar nacimiento, data nascita, data di nascita, luogo nascita, data nascimento, data de nascimento, geboortedatum, geboorteplaats, data urodzenia, miejsce urodzenia, fodelsedatum, fodselsdato, fødselsdato, syntymaaika, syntymapaiva, dogum tarihi, dogum yeri',
      'postal address':
        'strasse, straße, hausnummer, anschrift, wohnort, lieferadresse, rechnungsadresse, adresse postale, rue, code postal, direccion postal, codigo postal, calle, domicilio, indirizzo residenza, codice postale, endereco, codigo postal, logradouro, straatnaam, huisnummer, woonplaats, ulica, kod pocztowy, gatuadress, postnummer, katuosoite, postinumero, posta kodu',
      'identity document number':
        'ausweisnummer, reisepassnummer, fuhrerscheinnummer, kennzeichen, numero passeport, numero pasaporte, numero passaporto, carte identite, carta identita, documento identidad, numero identidad, paspoortnummer, numer pesel, numer dowodu, dowod osobisty, numer paszportu, passnummer, kimlik no, pasaport no, personal number, steuernummern',
      'special category of personal data (GDPR art. 9)':
        'religionszugehorigkeit, konfession, gewerkschaft, gewerkschaftszugehorigkeit, orientation sexuelle, orientacion sexual, opinion politique, opinion politica, afiliacion sindical, etnia, religione, religiao, origine ethnique, godsdienst, wyznanie',
    },
  },
  {
    category: 'pii',
    confidence: 'medium',
    phrases: {
      'postal address': 'adresse, direccion, indirizzo, adres, osoite, adress, plz, postleitzahl, rua, cep',
      'personal attribute':
        'geschlecht, staatsangehorigkeit, staatsangehoerigkeit, nationalitat, familienstand, gehalt, sexe, nationalite, etat civil, salaire, sexo, genero, nacionalidad, estado civil, salario, sesso, cittadinanza, stato civile, stipendio, geslacht, nationaliteit, plec, obywatelstwo, kon, medborgarskap, cinsiyet, uyruk',
    },
  },
  {
    category: 'payment',
    confidence: 'high',
    phrases: {
      'payment card number':
        'kartennummer, kreditkarte, kreditkartennummer, numero carte, carte bancaire, carte credit, numero tarjeta, tarjeta credito, numero cartao, cartao credito, numero carta, carta credito, kaartnummer, numer karty, kortnummer, korttinumero, kart numarasi',
      'bank account':
        'bankverbindung, kontoverbindung, compte bancaire, numero compte, cuenta bancaria, numero cuenta, conta bancaria, conto corrente, rekeningnummer, numer konta, rachunek bankowy, kontonummer, tilinumero',
    },
  },
  {
    category: 'health',
    confidence: 'high',
    phrases: {
      'diagnosis or condition':
        'diagnose, diagnosen, krankheit, krankheitsbild, vorerkrankung, diagnostic medical, maladie, enfermedad, diagnostico, diagnosi, malattia, doenca, ziekte, choroba, rozpoznanie, behinderung, schwangerschaft',
      treatment:
        'medikament, medikation, medikamente, medicament, medicaments, ordonnance, medicamento, medicamentos, receta medica, farmaco, lekarstwo, behandlung',
      'patient record':
        'blutgruppe, krankenakte, krankenkasse, krankenversicherungsnummer, versichertennummer, groupe sanguin, dossier medical, grupo sanguineo, historia clinica, gruppo sanguigno, cartella clinica, bloedgroep, grupa krwi',
    },
  },
  {
    category: 'credentials',
    confidence: 'high',
    phrases: {
      password:
        'senha, clave acceso, parola ordine, wachtwoord, haslo, hasło, losenord, salasana, sifre, adgangskode, passord',
    },
  },
];
