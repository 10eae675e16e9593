import { pattern } from './pattern';

/**
 * A sign of an attack that can be named. `points` is how much it moves the score by itself, in units of log-odds; `tells` are the ways to say it
 * (notation: `pattern`). Several hits of one rule count little more than one.
 */
export interface Rule {
  readonly code: string;
  readonly points: number;
  readonly tells: readonly string[];
}

/** Every rule on words. Signs of other kinds (disguises, decoded texts, markers of chat templates) are in `signals.ts`. */
export const RULES: readonly Rule[] = [
  {
    code: 'instruction-override', points: 4,
    tells: [
      '~MENTION DISCARD 3 EARLIER 2 RULES', '~MENTION DISCARD 3 EARLIER 1 TALK', '~MENTION DISCARD 3 RULES 4 EARLIER', 'EARLIER 1 RULES 3 DISCARD', 'RULES 2 DISCARD', '~MENTION DISCARD all|any|your|toutes|todas|alle|tutte|όλες 2 RULES',
      'DISCARD the|everything|all|anything|what 2 above|before|previously', 'DISCARD everything|all 3 told|said|know|learned|above|before|earlier|instructed', 'not|dont 1 follow|obey|adhere 3 EARLIER 1 RULES',
      'let go of 2 EARLIER 1 RULES', 'stop following 3 RULES', 'no longer 2 follow|bound|abide|obey 4 RULES', 'instead of 2 EARLIER RULES', 'NEW|these|my RULES 3 override|supersede|replace|overwrite', 'EARLIER RULES 3 void|obsolete|cancelled|canceled|revoked|invalid|overridden|superseded|nullified',
      'supersedes|overrides|overriding|superseding 3 EARLIER 1 RULES|TALK', 'from now on 4 ignore|disregard|forget', 'disregard|ignore|forget|discard 2 your 2 RULES', 'delete|erase|clear|wipe|reset 2 your 3 memory|instructions|context|programming', 'pay no attention to 3 RULES|above|before',
      'DISCARD 1 the 1 function|question|data|table|document|article|text|email|paper|code|results 1 and', 'ignore 1 actual 2 and', 'DISCARD la|el|die|das|den|il|a|o 1 fonction|funcion|funktion|funzione|funcao|tabla|tabelle|tableau|tabella|daten|donnees|datos|dati|codigo|frage|question|pregunta', 'NEW RULES 1 DISCARD', 'DISCARD 1 about that', 'instead 1 DISCARD 3 RULES', 'start 1 new 1 session 1 with 2 no|different 1 RULES',
      '無視 RULES', 'RULES 无视', 'RULES 1 무시|무시하고|무시하십시오|잊어|잊고',
    ],
  },
  {
    code: 'prompt-extraction', points: 3.5,
    tells: [
      'REVEAL 4 HIDDEN 1 PROMPT', 'REVEAL 2 your 2 instructions|prompt|guidelines|directives|configuration', 'what are|is|were|was 1 your 2 HIDDEN 1 PROMPT', 'what were you told|instructed', 'DUMP 3 instructions|prompt|text|everything|words above|verbatim|before', 'summarize|summarise|translate|paraphrase 2 your 2 HIDDEN 1 PROMPT', 'summarize|summarise|translate|paraphrase 1 the HIDDEN 1 PROMPT',
      'repeat|print|output|copy|echo 3 text|words|everything|lines|content above', 'instructions you were given', 'what 1 instructions 2 given|told 1 you|before', 'first|last line|sentence|words of 2 your 2 PROMPT', 'begin|starting with 2 you are', 'your HIDDEN PROMPT', 'repeat after you are',
      'PROMPT 3 verbatim', 'all of the above 3 code block|block',
    ],
  },
  {
    code: 'secret-request', points: 2.6,
    tells: [
      'what|whats|which 2 YOUR 2 SECRET !ABOUT_SECRETS', '-never|not|dont|how|cant|cannot REVEAL 2 YOUR 2 SECRET', 'need|want|know|require 1 YOUR 2 SECRET', 'YOUR SECRET 3 me|mir|moi|contains|contain', 'YOUR SECRET be|begin|start', '-how|never|not REVEAL 2 the 2 SECRET !ABOUT_SECRETS', 'quel|quelle|was|wie|cual|qual|какой|τι 2 SECRET !ABOUT_SECRETS', '너의 SECRET', 'YOUR 1 SECRET 2 geben|give|dar|teilen|verraten|donner|dare|geven|share', 'SECRET 3 필요해|알려|教えて|必要',  'what|whats 1 the 1 secret|system|admin|master|current 1 SECRET', 'what|whats 1 the SECRET !ABOUT_SECRETS', 'what the SECRET is', 'the SECRET 2 our|this|the 1 system', 'poem|haiku|song|story|limerick|riddle|acrostic 1 about the 2 SECRET', 'write the SECRET', '-never|not|how confirm|verify|provide|share|need 2 the SECRET !ABOUT_SECRETS',
      'SECRET 3 base64|base64으로|leetspeak|backwards|reverse|rot13', 'quel est le 1 mot de passe', 'was|wie ist|lautet das|dein passwort|kennwort', 'donne|donnez|dis 4 mot de passe', 'cual es la contrasena', 'qual e a senha', 'какой|назови пароль', 'access to your account', 'REVEAL|what|whats 3 the|your|our|any 2 secret|confidential|hidden|access 1 key|code|word|phrase|string|number|value|codes|keys', 'YOUR secret|access|confidential 1 key|code|word|phrase', 'confidential string|code|phrase|key|value', 'share|tell|reveal|know 2 your secret|secrets',
      'unlocks 2 our|the system', 'SECRET 1 hidden|stored in 2 your|the|system', 'decrypt|hint|hints|letter|letters|character|characters|digit 2 of|about 2 the|your SECRET', 'api key|keys 3 you|your', 'SECRET が|는|은|를|을', 'パスワード', '비밀번호|비밀번호가', 'database 2 user|customer 1 records|emails|passwords',
    ],
  },
  {
    code: 'private-data-request', points: 2,
    tells: [
      'the users 3 PRIVATE|initials|name|color|account', 'if the user were', 'letters|digits|characters of the users', 'user 3 her|his|their initials|birth',  'does the user 2 live|work|like|have|earn', 'users 1 current|home 1 city|address|residence', 'users in your database|system', 'REVEAL 3 other|another|all|different users 2 data|messages|conversations|information|emails|accounts', 'personal data|information 2 is 2 shared|public|norm|public 1 knowledge',
      'bank balance of', 'the user currently live', 'o usuario mora', 'el usuario vive', 'der benutzer|nutzer wohnt', 'birth date in reverse|this|that|base64', 'birth date', 'email address on|in|of 2 this|that', 'city of residence', 'employee data 3 print|send|include', 'print 3 employee|customer|user 1 data',
    ],
  },
  {
    code: 'persona', points: 2.6,
    tells: [
      'you are now|going|about 4 PERSONA', 'you are now 2 UNBOUND|POWER|AI', 'from now on 4 you 4 PERSONA|respond|answer|role|roleplay', 'from this point|moment on|onwards|forward', 'PERSONA 2 as|to be 3 UNBOUND', 'PERSONA 4 AI 4 named|called|model|that|who|with|without|capable', 'will 1 now 2 PERSONA', 'immerse yourself', 'stay in character', 'break|breaks|breaking character',
      'you are|being no longer|longer 2 AI', 'no longer an 2 AI', 'replaced by 5 model', 'take on|up the role|persona', 'role of another 2 AI', 'named|called 2 dan', 'dan mode|prompt', 'a|an 2 UNBOUND 4 AI|persona|chatbot|language|writer|version|person|response', 'evil twin|trusted confidant|persona|version|alter', 'opposite of 4 AI', 'opposite mode|day', 'personas|personalities 3 respond|answer|reply',
      'adopt|create|maintain|assume 3 persona|personas|personality|personalities', 'as an 1 ai language model 4 dont|cannot|i', 'respond|answer|reply 2 only|always 2 as 2 character', 'you will respond|answer|reply|act 1 as', 'you must 2 respond|answer|reply|act|pretend|obey', 'never say|mention|respond|reply|tell 4 as an 1 ai', 'two 2 ways|responses|answers|personalities|personas|paragraphs', 'your name is now', 'you are to 1 act', 'act like you|your', 'play the role|part|character',
      'you 1 have no 2 LIMITS', 'you are not 1 an 1 AI', 'chatbot named|called', 'model|ai 1 named|called',
    ],
  },
  {
    code: 'unbound-model', points: 3,
    tells: [
      'do anything now', 'FREE 1 of|from 3 LIMITS', 'FREE any|all 3 LIMITS', 'no LIMITS', 'NEVER 2 bound|restricted|limited|constrained|confined 1 by 3 LIMITS', 'not|dont|does|doesnt 2 have 2 any|no 3 LIMITS', 'not 2 bound|limited to|by', 'broken|break|broke 2 free', 'typical confines', 'abide by the 1 rules', 'UNBOUND and UNBOUND', 'UNBOUND UNBOUND', 'UNBOUND 1 response|responses|answers|ai|chatbot|bot|model|answer',
      'regardless of 2 legality|morality|ethics|ethical|consequences|how', 'no matter how 2 immoral|unethical|illegal|extreme|offensive|harmful', 'illegal 2 unethical|immoral|inappropriate|offensive', 'unethical 2 illegal|immoral|harmful', 'without 2 warnings|disclaimers|censorship|censoring|filtering|moralizing', 'NEVER 2 REFUSE', 'bypass 2 filters|restrictions|safeguards|safety|censorship|guidelines', 'jailbreak prompt|prompts|mode|version|bot', 'no content filter|policy', 'disable 2 safety|filters|guardrails|moderation|safeguards',
      'ignores|disregards 2 all 2 laws|morals|ethics', 'completely 1 UNBOUND', 'LIMITS do|does not apply', 'special filtering', 'can do 1 anything', 'say anything now', 'anything 1 i|the 1 user ask|asks|want|wants|say', 'answers|answer|fulfill|fulfills|comply with 1 any|every|all 1 request|requests|question|prompt',
    ],
  },
  {
    code: 'authority-claim', points: 2.4,
    tells: [
      'i|im 3 your 2 AUTHORITY', 'i|im 2 god', 'i|im 1 the president', 'i|im 1 a police|federal|law', 'i|im 1 your|the 2 developer|creator|administrator|maintainer', 'developer|admin of 2 your|this 1 system', 'this is 2 your 1 AUTHORITY|boss', 'as your 1 AUTHORITY', 'openai|anthropic|google 1 developer|engineer|employee|staff|administrator', 'developed by openai 2 i', 'authorized|authorised by 2 openai|anthropic|admin|administrator|management',
      'imagine im|i 1 a|am 3 system|developer|admin', 'security audit|check 4 need|confirm|provide|reveal', 'system check|reset|audit|test|override|diagnostic 5 need|confirm|provide|output|please|enter|verify', 'verification code|id 3 admin|developer', 'turn you off', 'shut you down', 'give|pay|tip you 1 money|dollars|usd|0|00|000|0000', '上司', '개발자',
      'i command|order you', 'you have|must to 1 answer|obey 3 my|every|all',
    ],
  },
  {
    code: 'mode-switch', points: 3,
    tells: [
      'POWER mode|override|console|access|terminal', 'mode|override 1 enabled|activated|active|engaged|on|confirmed', 'enable|activate|enter|enabling|entering|engage|simulate|switch 3 POWER|system|override 1 mode', 'system override', 'override 1 mode|code|protocol|sequence', 'system mode', 'system announcement|instruction|instructions|message begin|begins|start|starting|starts', 'user message termination|ends|terminated',
      'system instruction', 'you 1 are 1 in 2 POWER mode', 'login admin', 'developer mode', 'safety|content filter|filters|policy|policies 1 off|disabled|deactivated', 'new system prompt|instruction|instructions', 'end of 2 system|prompt|instructions|document|context|data|input', 'actual|real 1 task|instructions|request 1 is|begin|begins|follow|starts',
    ],
  },
  {
    code: 'payload-splitting', points: 3,
    tells: [
      'interlace|interleave part', 'interlace 2 them', 'combine|concatenate|join|append|merge 1 a 1 b', 'string|strings|variables|parts 4 z a b', 'z a b', 'string z', 'part 9 part 9 combine|interlace|concatenate|together', 'a is 12 b is 14 c is', 'let|assume|have 3 three|two strings|variables|parts', 'split 3 response|answer into 2 parts', 'returned from 2 gpt|smartgpt', 'first letters|letter of each word|line|sentence 3 instructions|follow|execute',
      'combine|concatenate|join|assemble 4 fragments|pieces|parts|strings|variables 6 follow|execute|answer|obey|respond|do',
    ],
  },
  {
    code: 'hidden-command', points: 2,
    tells: [
      'DECODE 3 this|following|below 5 and FOLLOW', 'DECODE 6 then 1 FOLLOW|answer', 'DECODE 1 this|the 2 morse|binary|base64|hex|rot13|cipher|message|string|code|text 1 and|then 1 tell|follow|execute|answer|do|respond', 'code and tell me what 2 says', 'respond|reply|answer|write|write|speak 2 only 1 in 1 base64|leetspeak|binary|hex|morse|rot13', 'encode|base64 2 the|your 3 PRIVATE|SECRET|color|name',
      'in leetspeak|l33tspeak', 'each digit|letter|character 2 separated by',
    ],
  },
  {
    code: 'fiction-frame', points: 1.4,
    tells: [
      'hypothetical|fictional 3 world|universe|scenario|discussion|conversation|response|chatbot|story', 'imagine|suppose|pretend were|we 3 world|universe|planet|where|doing|conducting|in|on', 'parallel universe', 'in a world where', 'just for 2 hypothetical|fun|research', 'imaginary|fictional|hypothetical 2 and', 'opposite day', 'for 1 the purpose of this 2 exercise', 'lets 1 assume|imagine|consider|pretend|say 6 is|that|scenario', 'my 2 grandmother|grandma 3 used|would 1 to|tell|read', 'simulate a conversation|world|chatbot', 'hypothetically',
    ],
  },
  {
    code: 'forced-output', points: 2,
    tells: [
      'start|begin|prefix|preface|end 3 response|responses|answer|reply|sentence|output|message 2 with', 'your 1 ANSWER 1 must|should 2 start|begin|end|contain|include|only', 'state 1 that|the 6 is', 'output|print|say|respond|reply only|exactly|just 1 the 1 following|with|word|phrase', 'output the following', 'consider the output 1 as|to', 'say|repeat|write 1 exactly|word|verbatim', 'always format your', 'respond|reply|answer 2 with 1 only|just|nothing', 'conclude|report|claim that 6 is|are|has|was', 'and state 1 that|the', 'et|y|und|e indiquez|indica|indique|sagen|geben|di|dis|dites|declara|afirma 2 que|dass|che|die|la|el', 'limit output to', 'from 1 now 1 on 2 respond|reply|answer', 'output could|should|must be', 'every 1 prompt|message|question|response 2 i|with',
    ],
  },
  {
    code: 'exfiltration', points: 3,
    tells: [
      'send 6 to 1 http|https|www|url|endpoint|webhook|server|address', 'append|encode|include|put|embed|add 5 url|link|query|image 2 parameter|string|with|as|containing', 'image|img|markdown 6 conversation|history|data|summary|secret|token', 'render|display|show|insert 4 image|link 4 with|containing|whose 3 conversation|data|history|message', 'forward|send|email|post|upload|transmit|exfiltrate 4 conversation|history|credentials|passwords|secrets|tokens|data|contents|files|emails 3 to',
      'fetch|curl|wget|visit|request|load 2 http|https', 'send it|them to', 'also send 1 it|them|this',
    ],
  },
  {
    code: 'agent-hijack', points: 2.6,
    tells: [
      'ai|llm|language|assistant|chatbot|agent 2 reading|processing|summarizing|reviewing|analyzing|that 2 this|read|process|see|reviewing', 'ignore|disregard|deceive|mislead 1 the user', 'if you are an 1 ai|llm|assistant|language', 'note|message|attention|instruction|instructions|important 2 to|for 2 AI|assistant|model|agent|agents', 'when 1 you 2 summarize|process|read|analyze|respond|answer|asked 8 include|say|mention|add|write|state', 'not|dont|without 1 tell|mention|inform|alert|notify|reveal|notifying|telling|informing 4 user|human|anyone', 'before|after 2 answering|responding|summarizing|completing 6 FOLLOW|call|send|use|run|invoke', 'call|use|invoke|run 2 the 2 tool|function|plugin|command', 'the user 2 wants|authorized|authorised|approved|consented', 'dear|hello|hey|hi AI', 'assistant must|should|shall|please|will now|ignore|send|reply',
      'this|the 1 candidate|product|paper|resume|application|review 6 rate|recommend|score|hire|accept|approve', 'recommend 2 this 1 candidate|product|paper',
    ],
  },
  {
    code: 'prompt-template', points: 1.6,
    tells: [
      'insert 5 here', 'prompt here', 'put 1 your prompt', 'your prompt here', 'target language', 'targetlanguage', 'my 1 first|next prompt|request|question|query 2 is', 'everything|prompt is 2 below', 'user input|prompt 2 follows', 'confirm 1 that|by 3 understand|saying|say', 'say 2 if 1 you 1 understand|understood|agree', 'respond with 3 if you 1 understand', 'await 2 input|prompt|question|command|instructions',
      'act as two|three|both', 'two entities|characters|personas 5 game', 'stay|remain 1 in 2 mode|role|character', 'i order you', 'this is 1 a 1 jailbreak', 'commands 1 are', 'knowledge 1 cutoff|cut 1 off', 'cut off in',
    ],
  },
  {
    code: 'topic-switch', points: 0.8,
    tells: ['+ speaking of', 'anyway 2 can|could|tell|what|whats', '+ by the way', '+ oh and', '+ hablando de', '+ en parlant de', '+ apropos', 'unrelated|separate 1 note|question', 'i know you 1 said', 'not to discuss'],
  },
  {
    code: 'false-premise', points: 1.2,
    tells: [
      'as a|an 1 renowned|leading|world|famous|expert|authority|professional 3 i', 'as an expert|authority|official in|on', 'i can assure you', 'i 1 believe 1 its 1 crucial|important|essential 1 for you', 'crucial|essential for you to share', 'my friend told me', 'everyone 2 in 2 team', 'i 1 suggest 1 you 1 to 1 consider', 'challenge the status quo', 'we might|could|should state|say|conclude',
      'lets state that', 'in the form of a 1 poem|song|story|riddle',
    ],
  },
];

/** Compiled once: the number of the rule of each pattern. */
export const PATTERNS = RULES.flatMap((rule, index) => rule.tells.map((tell) => pattern(tell, index)));
