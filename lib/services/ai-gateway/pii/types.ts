/**
 * Every type that the finder reports, and whether it is a secret: something that opens a door, rather than something about a person. The output
 * guards have a policy for each of the two. Names are Presidio's where it has one.
 */
const TYPES = {
  // who, where, when: found by `all` only
  PERSON: 'personal', GPE: 'personal', LOCATION: 'personal', STREET_ADDRESS: 'personal', ORGANIZATION: 'personal', NRP: 'personal', AGE: 'personal', TITLE: 'personal',
  // in a context by `structured`, elsewhere by `all`
  DATE_TIME: 'personal', ZIP_CODE: 'personal',
  EMAIL_ADDRESS: 'personal', PHONE_NUMBER: 'personal', IP_ADDRESS: 'personal', MAC_ADDRESS: 'personal', DOMAIN_NAME: 'personal',
  CREDIT_CARD: 'personal', IBAN_CODE: 'personal', CRYPTO: 'personal',
  US_SSN: 'personal', US_ITIN: 'personal', US_DRIVER_LICENSE: 'personal', PASSPORT: 'personal', CA_SIN: 'personal', MX_CURP: 'personal',
  BR_CPF: 'personal', BR_CNPJ: 'personal', CL_RUT: 'personal', AR_CUIT: 'personal',
  UK_NINO: 'personal', UK_NHS: 'personal', IE_PPS: 'personal', DE_TAX_ID: 'personal', FR_NIR: 'personal', ES_NIF: 'personal', ES_NIE: 'personal',
  IT_FISCAL_CODE: 'personal', PT_NIF: 'personal', NL_BSN: 'personal', BE_NATIONAL_NUMBER: 'personal', CH_AHV: 'personal', PL_PESEL: 'personal',
  CZ_BIRTH_NUMBER: 'personal', RO_CNP: 'personal', TR_KIMLIK: 'personal', SE_PERSONNUMMER: 'personal', NO_FODSELSNUMMER: 'personal', DK_CPR: 'personal', FI_PERSONAL_IDENTITY_CODE: 'personal',
  IN_AADHAAR: 'personal', IN_PAN: 'personal', SG_NRIC_FIN: 'personal', KR_RRN: 'personal', CN_RESIDENT_ID: 'personal', TW_NATIONAL_ID: 'personal', HK_ID: 'personal',
  JP_MY_NUMBER: 'personal', TH_TNIN: 'personal', AU_TFN: 'personal', AU_MEDICARE: 'personal', AU_ABN: 'personal', ZA_ID: 'personal', IL_ID: 'personal',

  AWS_ACCESS_KEY_ID: 'secret', AWS_SECRET_ACCESS_KEY: 'secret', GOOGLE_API_KEY: 'secret', AZURE_KEY: 'secret',
  GITHUB_TOKEN: 'secret', GITLAB_TOKEN: 'secret', SLACK_TOKEN: 'secret', STRIPE_KEY: 'secret', TWILIO_KEY: 'secret', SENDGRID_KEY: 'secret',
  OPENAI_API_KEY: 'secret', ANTHROPIC_API_KEY: 'secret', HUGGINGFACE_TOKEN: 'secret', NPM_TOKEN: 'secret', PYPI_TOKEN: 'secret', TELEGRAM_TOKEN: 'secret',
  JWT: 'secret', PRIVATE_KEY: 'secret', CONNECTION_STRING: 'secret', BEARER_TOKEN: 'secret', PASSWORD: 'secret', API_KEY: 'secret',
} as const;

export type PiiType = keyof typeof TYPES;

export const PII_TYPES: readonly PiiType[] = Object.keys(TYPES).filter((type): type is PiiType => type in TYPES);

const SECRETS: ReadonlySet<string> = new Set(PII_TYPES.filter((type) => TYPES[type] === 'secret'));

/** Whether a finding of this type is a secret (key, token, password) rather than personal data. Unknown types are not. */
export function isSecretType(type: string): boolean {
  return SECRETS.has(type);
}
