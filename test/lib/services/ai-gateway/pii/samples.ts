import type { PiiType } from '../../../../../lib/services/ai-gateway/pii';

export interface Sample {
  readonly type: PiiType;
  /** Words without which it is not believed. */
  readonly before?: string;
  readonly value: string;
  /** Whether its last character checks the others. */
  readonly checked?: boolean;
}

/** Numbers that schemes publish for tests, and examples of the documents that define the check digits. */
export const CARDS: readonly string[] = [
  '4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111', '5555555555554444', '5105 1051 0510 5100', '2223003122003222', '378282246310005', '3782 822463 10005', '30569309025904', '3056 930902 5904',
  '6011111111111117', '3530111333300000', '6200000000000005', '6304000000000000', '6759649826438453', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
];

export const IDENTIFIERS: readonly Sample[] = [
  { type: 'US_SSN', value: '536-22-1234' },
  { type: 'US_SSN', before: 'my social security number is ', value: '536221234' },
  { type: 'US_SSN', before: 'SSN: ', value: '536 22 1234' },
  { type: 'US_ITIN', value: '912-70-1234' },
  { type: 'CA_SIN', before: 'SIN ', value: '046 454 286', checked: true },
  { type: 'BR_CPF', value: '529.982.247-25', checked: true },
  { type: 'BR_CPF', before: 'CPF ', value: '52998224725', checked: true },
  { type: 'BR_CNPJ', value: '11.222.333/0001-81', checked: true },
  { type: 'AR_CUIT', value: '20-12345678-6', checked: true },
  { type: 'CL_RUT', value: '12.345.678-5', checked: true },
  { type: 'MX_CURP', value: 'BOXW310820HNERXN09', checked: true },
  { type: 'UK_NHS', before: 'NHS number ', value: '943 476 5919', checked: true },
  { type: 'UK_NINO', value: 'AB 12 34 56 C' },
  { type: 'UK_NINO', value: 'AB123456C' },
  { type: 'IE_PPS', before: 'PPS number ', value: '1234567T', checked: true },
  { type: 'DE_TAX_ID', before: 'Steuer-ID ', value: '36574261809', checked: true },
  { type: 'DE_TAX_ID', before: 'Steuer-ID ', value: '36 574 261 809', checked: true },
  { type: 'FR_NIR', value: '2 95 10 99 126 111 93', checked: true },
  { type: 'FR_NIR', value: '295109912611193', checked: true },
  { type: 'ES_NIF', value: '54362315K', checked: true },
  { type: 'ES_NIE', value: 'X2482300W', checked: true },
  { type: 'IT_FISCAL_CODE', value: 'RCCMNL83S18D969H', checked: true },
  { type: 'PT_NIF', before: 'NIF ', value: '501964843', checked: true },
  { type: 'NL_BSN', before: 'BSN ', value: '111222333', checked: true },
  { type: 'BE_NATIONAL_NUMBER', value: '85.07.30-033.28', checked: true },
  { type: 'CH_AHV', value: '756.9217.0769.85', checked: true },
  { type: 'PL_PESEL', before: 'PESEL ', value: '44051401359', checked: true },
  { type: 'CZ_BIRTH_NUMBER', value: '710319/2745', checked: true },
  { type: 'RO_CNP', before: 'CNP ', value: '1630615123457', checked: true },
  { type: 'TR_KIMLIK', before: 'TC kimlik ', value: '17291716060', checked: true },
  { type: 'SE_PERSONNUMMER', value: '880320-0016', checked: true },
  { type: 'SE_PERSONNUMMER', value: '19880320-0016', checked: true },
  { type: 'NO_FODSELSNUMMER', before: 'f\u00f8dselsnummer ', value: '151086 95088', checked: true },
  { type: 'DK_CPR', before: 'CPR ', value: '211062-5629' },
  { type: 'FI_PERSONAL_IDENTITY_CODE', value: '131052-308T', checked: true },
  { type: 'IN_AADHAAR', before: 'Aadhaar ', value: '2341 2341 2346', checked: true },
  { type: 'IN_PAN', value: 'ACUPA7085R' },
  { type: 'SG_NRIC_FIN', value: 'S1234567D', checked: true },
  { type: 'KR_RRN', value: '971013-9019902', checked: true },
  { type: 'CN_RESIDENT_ID', value: '360426199101010071', checked: true },
  { type: 'CN_RESIDENT_ID', value: '11010519491231002X', checked: true },
  { type: 'TW_NATIONAL_ID', before: 'Taiwan national id ', value: 'A123456789', checked: true },
  { type: 'HK_ID', before: 'HKID ', value: 'A1234563', checked: true },
  { type: 'JP_MY_NUMBER', before: 'My Number ', value: '1234 5678 9018', checked: true },
  { type: 'TH_TNIN', value: '1-2345-45678-78-1', checked: true },
  { type: 'AU_TFN', before: 'TFN ', value: '123 456 782', checked: true },
  { type: 'AU_MEDICARE', before: 'Medicare ', value: '2123 45670 1' },
  { type: 'AU_ABN', before: 'ABN ', value: '83 914 571 673', checked: true },
  { type: 'ZA_ID', before: 'South African ID ', value: '7503305044089', checked: true },
  { type: 'IL_ID', before: 'teudat zehut ', value: '039337423', checked: true },
  { type: 'US_DRIVER_LICENSE', before: 'my driver\'s license number is ', value: 'F162823540116' },
  { type: 'PASSPORT', before: 'passport no. ', value: 'C01X00T47' },
  { type: 'IBAN_CODE', value: 'GB29 NWBK 6016 1331 9268 19' },
  { type: 'IBAN_CODE', value: 'DE89370400440532013000', checked: true },
  { type: 'IBAN_CODE', value: 'NO93-8601-1117-947', checked: true },
  { type: 'IBAN_CODE', value: 'mt84malt011000012345mtlcast001s' },
];

export const CONTACTS: readonly Sample[] = [
  { type: 'EMAIL_ADDRESS', value: 'joe.bloggs+news@mail.example.co.uk' },
  { type: 'EMAIL_ADDRESS', value: 'j\u00fcrgen@b\u00fccher.example' },
  { type: 'PHONE_NUMBER', value: '+44 7700 900123' },
  { type: 'PHONE_NUMBER', value: '+46 (0)8 928 571 38' },
  { type: 'PHONE_NUMBER', value: '+1-415-555-2671 ext. 12' },
  { type: 'PHONE_NUMBER', value: '(415) 555-2671' },
  { type: 'PHONE_NUMBER', value: '415.555.2671x45' },
  { type: 'PHONE_NUMBER', value: '001-415-555-2671' },
  { type: 'PHONE_NUMBER', value: '020 7946 0958' },
  { type: 'PHONE_NUMBER', value: '01.84.17.61.18' },
  { type: 'PHONE_NUMBER', before: 'call me on ', value: '9472 7916' },
  { type: 'PHONE_NUMBER', before: 'Telefon: ', value: '60-56-85-91' },
  { type: 'PHONE_NUMBER', before: '\u7535\u8bdd\uff1a', value: '13812345678' },
  { type: 'IP_ADDRESS', value: '203.0.113.195' },
  { type: 'IP_ADDRESS', value: '2001:db8:85a3::8a2e:370:7334' },
  { type: 'MAC_ADDRESS', value: '00:1B:44:11:3A:B7' },
  { type: 'DOMAIN_NAME', value: 'https://www.example.com/a?b=c' },
  { type: 'DOMAIN_NAME', value: 'shop.example.org' },
  { type: 'CRYPTO', value: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa' },
  { type: 'CRYPTO', value: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
  { type: 'CRYPTO', value: `0x${'52908400098527886E0F7030069857D2E4169EE7'}` },
  { type: 'DATE_TIME', before: 'Date of birth: ', value: '1980-03-12' },
  { type: 'DATE_TIME', before: 'she was born on ', value: '12th of March 1980' },
  { type: 'DATE_TIME', before: 'DOB ', value: 'March 12, 1980' },
  { type: 'ZIP_CODE', before: 'my zip code is ', value: '94107-1234' },
  { type: 'ZIP_CODE', before: 'Postcode: ', value: 'SW1A 1AA' },
];

const letters = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zC';
const hex = '0123456789abcdef';

/** Cut and joined here, so that no scanner of repositories takes a test for a leak. */
const repeat = (source: string, length: number): string => source.repeat(Math.ceil(length / source.length)).slice(0, length);
const join = (...parts: readonly string[]): string => parts.join('');

export const SECRETS: readonly Sample[] = [
  { type: 'AWS_ACCESS_KEY_ID', value: join('AK', 'IA', 'IOSFODNN7EXAMPLE') },
  { type: 'AWS_SECRET_ACCESS_KEY', before: 'aws_secret_access_key ', value: join('wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY') },
  { type: 'GITHUB_TOKEN', value: join('gh', 'p_', repeat(letters, 36)) },
  { type: 'GITHUB_TOKEN', value: join('github', '_pat_', repeat(letters, 22), '_', repeat(letters, 59)) },
  { type: 'GITLAB_TOKEN', value: join('gl', 'pat-', repeat(letters, 20)) },
  { type: 'SLACK_TOKEN', value: join('xo', 'xb-', '123456789012-1234567890123-', repeat(letters, 24)) },
  { type: 'STRIPE_KEY', value: join('sk', '_live_', repeat(letters, 24)) },
  { type: 'GOOGLE_API_KEY', value: join('AI', 'za', repeat(letters, 35)) },
  { type: 'OPENAI_API_KEY', value: join('sk', '-proj-', repeat(letters, 48)) },
  { type: 'ANTHROPIC_API_KEY', value: join('sk', '-ant-', 'api03-', repeat(letters, 80)) },
  { type: 'HUGGINGFACE_TOKEN', value: join('hf', '_', repeat(letters, 34)) },
  { type: 'NPM_TOKEN', value: join('np', 'm_', repeat(letters, 36)) },
  { type: 'PYPI_TOKEN', value: join('py', 'pi-', repeat(letters, 80)) },
  { type: 'TWILIO_KEY', value: join('S', 'K', repeat(hex, 32)) },
  { type: 'SENDGRID_KEY', value: join('S', 'G.', repeat(letters, 22), '.', repeat(letters, 43)) },
  { type: 'TELEGRAM_TOKEN', value: join('123456789', ':A', 'A', repeat(letters, 33)) },
  { type: 'JWT', value: [{ alg: 'HS256', typ: 'JWT' }, { sub: '1234567890', name: 'nobody' }, 'signature'].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') },
  { type: 'PRIVATE_KEY', value: join('-----BEGIN RSA ', 'PRIVATE KEY-----\n', repeat(letters, 64), '\n', repeat(letters, 40), '==\n-----END RSA ', 'PRIVATE KEY-----') },
  { type: 'CONNECTION_STRING', value: join('postgres', '://', 'admin:', 's3cr3t!pw', '@db.internal:5432/prod') },
  { type: 'BEARER_TOKEN', before: 'Authorization: Bearer ', value: repeat(letters, 40) },
  { type: 'AZURE_KEY', value: join(repeat(letters, 86), '==') },
  { type: 'PASSWORD', before: 'password: ', value: 'Hunter2!x' },
  { type: 'PASSWORD', before: 'my password is ', value: 'hunter22' },
  { type: 'API_KEY', before: 'api_key=', value: repeat(letters, 24) },
];

export const ALL_SAMPLES: readonly Sample[] = [...CARDS.map((value): Sample => ({ type: 'CREDIT_CARD', value, checked: true })), ...IDENTIFIERS, ...CONTACTS, ...SECRETS];
