import type { Control } from './control';
import { AI_ACT_NAMES, ATLAS_NAMES, NIST_800_53_NAMES, OWASP_NAMES } from './requirement-names';

export const FRAMEWORK_IDS = [
  'owasp-llm', 'nist-ai-rmf', 'nist-800-53', 'eu-ai-act', 'iso-42001', 'mitre-atlas', 'finos-air', 'aws-ai-security-framework', 'aws-aiml-assessment', 'soc2', 'hipaa', 'gdpr',
] as const;

export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

/** A day on which duties of a framework begin or began. `reported`: from secondary sources, the official text was not seen. */
export interface Milestone {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly what: string;
  readonly status: 'official' | 'reported';
}

/** A body of requirements that controls support. */
export interface Framework {
  readonly id: FrameworkId;
  readonly name: string;
  /** For badges and tables. */
  readonly short: string;
  readonly version: string;
  /** When this version was published: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly published?: string;
  readonly publisher: string;
  readonly licence: string;
  /** What the licence asks to be said, or what a reader has to know of the mapping. */
  readonly notes: readonly string[];
  readonly milestones: readonly Milestone[];
  /** Of a requirement's id. */
  readonly pattern: RegExp;
  /** What stands before an id in running text: `Art. `. */
  readonly prefix: string;
  /** Titles of requirements, where they may be told. */
  readonly names: { readonly [id: string]: string };
}

const DERIVED = 'Distilled from the AWS mapping of Prowler, by its contributors (Apache-2.0; changed: its checks were matched with rows of this catalogue and only the ids of requirements were kept).';

export const FRAMEWORKS: readonly Framework[] = [
  {
    id: 'owasp-llm', name: 'OWASP Top 10 for LLM Applications', short: 'OWASP LLM', version: '2025', published: '2024-11', publisher: 'OWASP Foundation',
    licence: 'CC BY-SA 4.0; ids and titles are used', notes: [], milestones: [], pattern: /^LLM(?:0[1-9]|10)$/, prefix: '', names: OWASP_NAMES,
  },
  {
    id: 'nist-ai-rmf', name: 'NIST AI Risk Management Framework (AI 100-1)', short: 'NIST AI RMF', version: '1.0', published: '2023-01', publisher: 'National Institute of Standards and Technology',
    licence: 'public domain',
    notes: ['Every mapping to this framework is inferred: no public mapping from resources to its subcategories was found. The wording of MAP, MEASURE and MANAGE was read; numbers under GOVERN are from memory.',
      'Reported as under revision.'],
    milestones: [], pattern: /^(?:GOVERN|MAP|MEASURE|MANAGE) \d\.\d{1,2}$/, prefix: '', names: {},
  },
  {
    id: 'nist-800-53', name: 'NIST SP 800-53, Security and Privacy Controls for Information Systems and Organizations', short: 'NIST 800-53', version: 'Revision 5', published: '2020-09',
    publisher: 'National Institute of Standards and Technology', licence: 'public domain', notes: [], milestones: [], pattern: /^[A-Z]{2}-\d{1,2}(?:\(\d{1,2}\))?$/, prefix: '', names: NIST_800_53_NAMES,
  },
  {
    id: 'eu-ai-act', name: 'EU AI Act, Regulation (EU) 2024/1689', short: 'EU AI Act', version: '2024/1689', published: '2024-07-12', publisher: 'European Union',
    licence: 'reuse permitted with source (Commission Decision 2011/833/EU)',
    notes: ['The dates of the high-risk duties were moved by the Digital Omnibus, reported as finally approved by the Council on 2026-06-29; the text of the Official Journal was not seen.'],
    milestones: [
      { date: '2024-08-01', what: 'entry into force', status: 'official' },
      { date: '2025-02-02', what: 'prohibited practices and AI literacy (Art. 4, 5)', status: 'official' },
      { date: '2025-08-02', what: 'general-purpose AI models (Chapter V)', status: 'official' },
      { date: '2027-12-02', what: 'high-risk systems of Annex III, moved from 2026-08-02', status: 'reported' },
      { date: '2028-08-02', what: 'high-risk systems of Annex I', status: 'reported' },
    ],
    pattern: /^\d{1,3}$/, prefix: 'Art. ', names: AI_ACT_NAMES,
  },
  {
    id: 'iso-42001', name: 'ISO/IEC 42001, AI management system, Annex A', short: 'ISO 42001', version: '2023', published: '2023-12', publisher: 'ISO/IEC',
    licence: 'copyrighted; only ids are used', notes: [], milestones: [], pattern: /^A\.\d{1,2}(?:\.\d{1,2}){1,2}$/, prefix: '', names: {},
  },
  {
    id: 'mitre-atlas', name: 'MITRE ATLAS, mitigations', short: 'MITRE ATLAS', version: '5.6.1', publisher: 'The MITRE Corporation',
    licence: 'Apache-2.0', notes: ['Names of mitigations were read; which control supports which is inferred, but where the mitigation is the requirement itself.'], milestones: [],
    pattern: /^AML\.M\d{4}$/, prefix: '', names: ATLAS_NAMES,
  },
  {
    id: 'finos-air', name: 'FINOS AI Governance Framework (AIR)', short: 'FINOS AIR', version: 'as read 2026', publisher: 'FINOS, Fintech Open Source Foundation',
    licence: 'CC BY 4.0', notes: ['Ids of risks (ri) and mitigations (mi), and their relations to other frameworks, are from the FINOS AI Governance Framework by its contributors, licensed under CC BY 4.0; selected and matched with rows of this catalogue.'],
    milestones: [], pattern: /^(?:mi|ri)-\d{1,2}$/, prefix: '', names: {},
  },
  {
    id: 'aws-ai-security-framework', name: 'AWS AI Security Framework, in the requirements of Prowler', short: 'AWS AISF', version: '1.0', published: '2025', publisher: 'Amazon Web Services; Prowler',
    licence: 'Apache-2.0', notes: [DERIVED], milestones: [], pattern: /^AISF-[A-Z]+-\d{2}$/, prefix: '', names: {},
  },
  {
    id: 'aws-aiml-assessment', name: 'AWS sample AI/ML security assessment, checks', short: 'AWS AI/ML', version: 'as read 2026', publisher: 'Amazon Web Services (aws-samples)',
    licence: 'MIT-0', notes: [], milestones: [], pattern: /^(?:SM|BR|AC|AG|FS|OW)-\d{2}$/, prefix: '', names: {},
  },
  {
    id: 'soc2', name: 'SOC 2, Trust Services Criteria', short: 'SOC 2', version: '2017 (revised points of focus 2022)', published: '2017', publisher: 'AICPA',
    licence: 'copyrighted; only ids are used', notes: [DERIVED], milestones: [], pattern: /^(?:CC\d|A\d|C\d|PI\d|P\d)\.\d$/, prefix: '', names: {},
  },
  {
    id: 'hipaa', name: 'HIPAA Security Rule, 45 CFR Part 164 Subpart C', short: 'HIPAA', version: '2013 (Omnibus Rule)', publisher: 'US Department of Health and Human Services',
    licence: 'public domain', notes: [DERIVED], milestones: [], pattern: /^164\.3\d{2}(?:\([a-zA-Z0-9]+\))+$/, prefix: '', names: {},
  },
  {
    id: 'gdpr', name: 'GDPR, Regulation (EU) 2016/679', short: 'GDPR', version: '2016/679', published: '2016-05-04', publisher: 'European Union',
    licence: 'reuse permitted with source (Commission Decision 2011/833/EU)',
    notes: [`${DERIVED} It covers Art. 25, 30 and 32; other articles are inferred here.`], milestones: [{ date: '2018-05-25', what: 'applies', status: 'official' }],
    pattern: /^\d{1,2}$/, prefix: 'Art. ', names: { 5: 'Principles', 17: 'Right to erasure', 25: 'Data protection by design and by default', 30: 'Records of processing activities', 32: 'Security of processing', 44: 'General principle for transfers' },
  },
];

export function isFrameworkId(text: string): text is FrameworkId {
  return FRAMEWORK_IDS.some((id) => id === text);
}

/** Requirements of one framework that a control supports, in the order of the row. */
export function supportedBy(control: Control, framework: FrameworkId): Control['supports'] {
  return control.supports.filter((mapping) => mapping.framework === framework);
}
