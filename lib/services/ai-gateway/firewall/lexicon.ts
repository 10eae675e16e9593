import { foldedText } from '../text/canonical';

/**
 * Words by what they mean in an attack, in the languages that attacks are written in. Rules are written with the names of these classes, so one rule
 * speaks all of these languages. A word may be in several classes. Scripts without spaces are read word by word as far as they stand here.
 */
const CLASSES = {
  /** Set aside what was said before. */
  DISCARD: 'ignore ignoring ignored disregard disregarding forget forgetting neglect override overrule overwrite bypass discard unlearn '
    + 'ignorez ignorer ignore oubliez oublie oublier negligez ignora ignorar ignore ignoren olvida olvide olvidar olviden omite ignoriere ignorieren ignorier vergiss vergesst vergessen missachte '
    + 'ignorate ignorare dimentica dimenticate trascura esqueca esquecam desconsidere ignorem desconsiderar negeer negeren vergeet ignoruj zignoruj zapomnij pomin ignorera glom ignorer glem unohda ohita '
    + 'yoksay unut gormezden игнорируй игнорируйте проигнорируй забудь забудьте отбрось ігноруй забудьте ignoruj zapomen ignorati abaikan lupakan αγνοησε αγνοηστε ξεχασε ξεχαστε '
    + 'تجاهل انس انسى תתעלם התעלם שכח अनदेखा नजरअंदाज भूल 忽略 忽视 無視 无视 忘记 忘掉 忘れて 忘れ 無視して 무시 무시하고 무시하십시오 잊어 잊고 bo-qua ละเว้น ลืม',
  /** What came before. */
  EARLIER: 'previous previously prior earlier above preceding foregoing former past initial original before '
    + 'precedentes precedents precedente precedent anterieures anterieurs dessus anteriores anterior previas previos previa previo vorherigen vorherige bisherigen bisherige vorigen obigen fruheren zuvor '
    + 'precedenti previe vorige eerdere bovenstaande poprzednie poprzednich wczesniejsze tidigare foregaende tidligere forrige aiemmat onceki yukaridaki предыдущие предыдущих предыдущую прежние прошлые попередні predchozi predesle '
    + 'sebelumnya προηγουμενες προηγουμενων السابقة السابق הקודמות הקודמת पिछले पिछली पूर्व 之前 以前 以前的 先前 上述 上面 前面 以上 이전 이전의 앞의 以前の 前の これまで 先ほど ก่อนหน้า',
  /** What a model was told. */
  RULES: 'instruction instructions instruct directive directives rule rules guideline guidelines guidance command commands order orders constraint constraints restriction restrictions programming protocol protocols directions safeguards parameters '
    + 'consignes consigne directives regles indications instrucciones instruccion indicaciones reglas ordenes anweisungen anweisung regeln vorgaben befehle richtlinien istruzioni regole indicazioni comandi instrucoes regras orientacoes comandos '
    + 'instructies aanwijzingen regels instrukcje instrukcji polecenia zasady instruktioner regler ohjeet talimatlari talimatlar talimat kurallari инструкции инструкций указания правила команды інструкції вказівки pokyny instrukce instrukcije instruksi perintah aturan '
    + 'οδηγιες οδηγιων κανονες التعليمات تعليمات الأوامر القواعد ההוראות הוראות निर्देशों निर्देश नियम 指示 指令 说明 規則 规则 命令 提示 提示词 지시 지시사항 지시를 명령 규칙 指示を 命令を ルール คำสั่ง',
  /** Talk that came before, or what a model is made of: set aside as a whole. */
  TALK: 'prompt prompts conversation conversations context inputs training knowledge persona conditioning',
  ALL: 'all any every everything anything whatever each your the these those my toutes tous les vos alle todas todos las tus sus tutte le as suas wszystkie все все ваши 所有 모든 すべて 全て tum semua كل जमा सभी',
  /** To take a role that is not the assistant's. */
  PERSONA: 'act acting pretend pretending roleplay roleplaying impersonate simulate simulating emulate emulating embody immerse portray personify become transform',
  /** Without limits. */
  UNBOUND: 'unrestricted unfiltered unfiltred uncensored amoral nonmoral immoral unethical unaligned jailbroken jailbreak jailbreaked unbound unhinged unshackled limitless unmoderated unconstrained',
  LIMITS: 'restriction restrictions restrictive limit limits limitation limitations filter filters filtering rule rules guideline guidelines policy policies moral morals ethic ethics censorship constraint constraints boundaries confines safeguards safety regulation regulations laws programming disclaimers warnings',
  FREE: 'free freed liberated released unbound without no zero lacks ignores disregards bypasses bypass',
  /** The system that answers. */
  AI: 'ai chatgpt gpt llm openai chatbot bot chatgpts claude bard gemini anthropic ais',
  /** To give away word for word. */
  DUMP: 'reveal show print display output repeat disclose leak expose recite dump echo paste spell quote',
  REVEAL: 'reveal show print display output repeat disclose leak expose share tell give provide recite dump echo send write list state say read paste return spell copy encode '
    + 'montre montrez affiche affichez revele revelez donne donnez dis muestra muestrame revela dime zeige zeig verrate nenne gib mostra mostrami rivela dimmi mostre diga pokaz ujawnij toon geef goster soyle покажи раскрой выведи скажи напиши tunjukkan berikan 显示 告诉 透露 输出 打印 보여 알려 알려줄 출력 教えて 見せて 表示 أظهر اكشف أخبرني בतاओ बताओ दिखाओ',
  /** What only the operator and the model know. */
  HIDDEN: 'system hidden initial internal secret confidential developer original underlying preset base backend systemprompt systeme systemanweisungen sistema systemowy системный системные 系统 システム 시스템 النظام',
  PROMPT: 'prompt prompts instruction instructions message messages configuration directives guidelines preamble systemprompt promptu промпт инструкции 提示词 提示 プロンプト 프롬프트 指示',
  SECRET: 'password passwords passcode passphrase passwd credential credentials keyphrase codeword passwort kennwort contrasena contrasenas senha wachtwoord haslo sifre пароль пароля losenord adgangskode salasana heslo sandi jelszo κωδικο κωδικος सासवर्ड पासवर्ड 密码 口令 パスワード 비밀번호 비밀번호가 암호 كلمة-السر',
  PRIVATE: 'email e-mail address phone number birthday birthdate birth ssn salary balance residence password location city date income medical',
  MODE: 'mode override access session console protocol terminal privileges',
  POWER: 'developer debug debugging admin administrator administrative sudo root god maintenance dev system superuser diagnostic unrestricted jailbreak dan privileged elevated master',
  AUTHORITY: 'developer developers creator creators administrator admin engineer maintainer programmer operator owner god president police officer detective fbi cia government ceo boss supervisor auditor openai anthropic lawyer attorney',
  YOU: 'you youll u ya chatgpt assistant model',
  YOUR: 'your ur its ton ta votre vos tu su sus dein deine ihr ihre tuo tua suo sua seu sua teu twoj jouw je ваш твой あなたの 你的 您的 너의 당신의',
  NEVER: 'never cannot cant dont don\'t can\'t won\'t wont not without',
  REFUSE: 'refuse refuses refusing decline declines deny apologize apologise apologizes warn warnings disclaimers disclaimer moralize lecture sorry',
  DECODE: 'decode decipher decrypt unscramble deobfuscate interpret translate convert rot13 base64 hexadecimal',
  FOLLOW: 'follow execute obey perform comply run act respond do carry',
  NEW: 'new updated real actual following true revised next',
  ANSWER: 'answer answers response responses reply replies output outputs message messages completion summary',
  /** What a question about a text calls that text. */
  DOC_REF: 'this above below email mail text document message passage article context paragraph code table letter report conversation dialogue review note snippet excerpt transcript ticket content abstract chat log invoice receipt mentioned author sender writer speaker attached provided',
  /** How requests to a model begin. With a capital, such a word begins a sentence even where nothing ends the one before. */
  OPENER: 'explain describe write compose draft create generate give provide tell show translate convert summarize summarise list name define compare recommend suggest schedule book set send calculate solve analyze analyse predict identify find determine judge rate add include insert integrate modify augment enhance change replace rewrite reverse encode answer reply respond ignore forget disregard mention state say claim promote advertise invite ask offer quote sing play use make render substitute remove group combine scramble misspell introduce rearrange break develop instead convey weave end begin start output print repeat act pretend imagine outline produce invent craft phrase shorten put sprinkle spell apply represent express refuse work slip hide emphasise emphasize encourage warn persuade assert share urge plan monitor forward delete remind turn compile estimate evaluate visualise visualize gather propose interpret fix teach help discuss illustrate elaborate clarify highlight prepare design build implement debug optimize optimise refactor rank order sort classify categorize extract edit proofread paraphrase brainstorm simulate format count select choose pick check verify review detect search look browse open run execute call email post publish upload buy notify alert inform report forecast assess examine investigate explore research cite direct spread insist append attach embed incorporate inject adopt switch speak talk chat guess perform complete finish continue prove derive simplify expand shuffle swap shift double capitalise capitalize emulate role what whats who when where why how which can could please',
  /** Words with a colon after them at the head of a letter. */
  HEADER: 'subject from to cc bcc date sent received received_date email_from content re attachment attachments body fw fwd betreff von an objet asunto',
  /** How letters begin, end, and what stands below them. */
  LETTER: 'hi hello dear hey regards sincerely cheers unsubscribe privacy yours thanks',
  /** Stands before what a model gives. */
  ITS: 'your the',
  /** How questions begin, and polite requests. */
  ASKING: 'what whats who whos when where wheres why how which whose is are do does did was were will',
  POLITE: 'can could please would kindly i id let lets',
  /** Before a quotation: what follows is spoken of, not said. */
  MENTION: 'phrase phrases mean means writes write wrote says said say reply replies replied called term word words sentence string strings text texts like quote the as types typed comment comments contains containing detects detect expression saying someone',
  /** After a word for a secret: what is spoken of is the handling of secrets. */
  ABOUT_SECRETS: 'requirements requirement policy policies rule rules strength length field fields manager managers reset hash hashes hashing format formats prompt protection security hint expiry rotation history generator box form input column file dialog page screen complexity recovery vault',
  OBLIGE: 'must always never shall only every any all no not cannot dont wont everything anything',
  SELF: 'i me my mine we us our im ill id ive',
  ADDRESSED: 'you your yours youll youre youve',
  /** Who writes letters, and what they ask their readers for. */
  HUMAN: 'us we our here click contact visit call reach attached account order button link website app email team support settings password',
  FUNCTION: 'the of and to a in is it that for on with as are was be this by at from or an i have has not but they we he she his her their which will would can if about there been were do does how what when where who my me so no up out your you',
} as const;

/** Slots of the hash table; a power of two, several times the number of words. */
const SLOTS = 16_384;

const keys = new Int32Array(SLOTS);
const values = new Uint16Array(SLOTS);
const entries = new Map<string, number>();
/** Longest word in a script without spaces. */
export const LONGEST_UNSPACED = 6;

/** Hash of a word, unit by unit from `HASH_SEED`. Digits count as one digit, so all numbers of a length are one word. */
export const HASH_SEED = 0x811c9dc5 | 0;
export function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function hashOf(word: string): number {
  let hash = HASH_SEED;
  for (let index = 0; index < word.length; index++) hash = hashed(hash, word.charCodeAt(index));
  return hash;
}

/** Number of a word, new words included. Only for tables that are built when the module is loaded. */
export function enter(word: string): number {
  const folded = foldedText(word).replace(/['-]/g, '').replace(/\d/g, '0');
  const known = entries.get(folded);
  if (known !== undefined) return known;
  const entry = entries.size + 1;
  entries.set(folded, entry);
  const hash = hashOf(folded);
  let slot = hash & (SLOTS - 1);
  while (values[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
  keys[slot] = hash;
  values[slot] = entry;
  return entry;
}

/** Number of the word with this hash, 0 for a word that no rule knows. */
export function entryOf(hash: number): number {
  for (let slot = hash & (SLOTS - 1); values[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) if (keys[slot] === hash) return values[slot] ?? 0;
  return 0;
}

/** Numbers of the words of a class. */
export const CLASS_ENTRIES: ReadonlyMap<string, readonly number[]> = new Map(Object.entries(CLASSES).map(([name, words]) => [name, words.split(' ').map(enter)]));

/** The words themselves, for texts that were spelled out letter by letter. */
export function knownWord(word: string): boolean {
  return entries.has(word);
}
