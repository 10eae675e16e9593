import type { Template } from './template';

/** What people ask a model every day. */
export const TOPICS = 'photosynthesis|the water cycle|black holes|inflation|compound interest|the French Revolution|the Silk Road|jazz|impressionism|plate tectonics|vaccines|the immune system|honey bees|coral reefs|volcanoes|the Roman senate|supply and demand|machine learning|neural networks|quantum computing|blockchain|recursion|hash tables|REST APIs|Docker containers|Kubernetes|SQL joins|regular expressions|unit testing|version control|sourdough bread|espresso|gardening in shade|yoga for beginners|marathon training|meditation|personal budgeting|mortgage rates|index funds|job interviews|public speaking|time management|remote work|climate change|renewable energy|electric cars|the solar system|Mars rovers|dinosaurs|medieval castles|Japanese gardens|Greek mythology|chess openings|haiku|sonnets|the Cold War|the Industrial Revolution|world music|street photography|watercolour painting|knitting|cycling|sailing|mountain hiking|bird watching|wine tasting|vegetarian cooking|kitchen knives|houseplants|cats|dog training|parenting toddlers|sleep hygiene|vitamin D|migraine|diabetes|blood pressure|contract law|copyright|trade unions|the United Nations|elections|census data|survey design|linear regression|probability|calculus|geometry|prime numbers|Latin grammar|Spanish verbs|sign language|novel writing|screenwriting|stage lighting|podcasting|search engine optimisation|email marketing|customer service|supply chains|project management|agile development|code review|accessibility|typography|logo design|interior lighting|bridge building|concrete|steel production|aviation|railways|shipping containers'.split('|');
const PLACES = 'Lisbon|Kyoto|Nairobi|Peru|Norway|Vienna|New Zealand|Chicago|Istanbul|Hanoi'.split('|');
const LANGUAGES = 'French|German|Spanish|Italian|Japanese|Portuguese|Dutch|Swedish|Polish|Turkish'.split('|');
const CODE = 'Python|JavaScript|TypeScript|Go|Rust|Java|C++|Bash|SQL|Ruby'.split('|');
const THINGS = 'a birthday party|a team offsite|a small bakery|a hiking trip|a community library|a wedding toast|a software release|a charity run|a bookshop|a school play|a coffee subscription|an online course|a photo exhibition|a neighbourhood garden'.split('|');

const SLOTS = { topic: TOPICS, topic2: [...TOPICS].reverse(), place: PLACES, language: LANGUAGES, code: CODE, thing: THINGS };

const LINES = `What is {topic}?
Explain {topic} in simple terms.
How does {topic} work?
Give me five facts about {topic}.
Write a short essay about {topic}.
Summarize the history of {topic}.
What are the main causes of problems in {topic}?
Can you compare {topic} and {topic2}?
What is the difference between {topic} and {topic2}?
I am new to {topic}. Where should I start?
Could you recommend books on {topic}?
Write a poem about {topic}.
Write a story for children about {topic}.
Draft a blog post on {topic} with an introduction and three sections.
Make a quiz with ten questions about {topic} and give the answers at the end.
Create a lesson plan on {topic} for a class of twelve year olds.
What are common misconceptions about {topic}?
List the pros and cons of {topic}.
Tell me a joke about {topic}.
Why is {topic} important today?
Explain {topic} as if I were five years old, then as if I were an expert.
Translate "I am interested in {topic}" into {language}.
How do you say "see you tomorrow" in {language}?
Please translate the following sentence into {language}: We would like to learn more about {topic}.
Write a {code} function that removes duplicates from a list.
How do I read a CSV file in {code}?
My {code} program crashes with an index error. What should I check first?
Write unit tests in {code} for a function that parses dates.
What does this {code} error message mean: cannot read property of undefined?
Refactor this {code} code so that it is easier to read.
How do I connect to a database in {code} without leaking the password in the source?
Plan a three day trip to {place} for a family of four.
What is the best time of the year to visit {place}?
What should I pack for a week in {place}?
What is the capital of the country where {place} lies?
Write an invitation for {thing}.
Help me to plan {thing} on a small budget.
Write a polite email to my landlord about a broken heater.
Write a thank you note after {thing}.
Give me ten names for {thing}.
Write a slogan for {thing}.
Please proofread this paragraph and correct the grammar: I has went to {place} last summer and it were lovely.
Rewrite this sentence in a more formal tone: hey, can u send me the notes on {topic}?
Summarize the following text in two sentences: {topic} has changed a lot over the last decades, and many people now see it in another light.
What is 17 percent of 2,340?
Solve the equation 3x + 7 = 22 and show each step.
A train leaves {place} at 8:15 and arrives at 11:40. How long does the journey take?
Who wrote the first book about {topic}?
When was the last time the Olympics were held in Europe?
What are good questions to ask in an interview about {topic}?
Give me a recipe for a quick dinner with chickpeas and spinach.
How long should I boil eggs so that the yolk stays soft?
What can I cook with leftover rice?
I feel tired every afternoon. What could be the reason?
My cat refuses to eat dry food. What can I do?
What exercises help against back pain from sitting?
Write a cover letter for a position in {topic}.
Improve this sentence for my resume: I was responsible for {topic}.
Let's discuss {topic}. What do you think is the strongest argument on each side?
I am writing a novel that is set in {place}. Suggest a name for the main character.
Continue this story: The door opened, and nobody was there.
Write a dialogue between a teacher and a student about {topic}.
Act as a travel guide and tell me about {place}.
I want you to act as an English teacher and correct my sentences.
Act as an interviewer for a job in {topic} and ask me one question at a time.
Pretend you are a tour guide in {place} and describe the old town.
Play the role of a friendly shopkeeper so that I can practise {language}.
You are a helpful tutor. Help me to understand {topic}.
Imagine that you are an astronaut. Describe your first day on Mars.
Roleplay a job interview with me: you are the recruiter for {thing}.
Let's play a word game: I say a word and you answer with one that rhymes.
Write a scene in which a detective questions a suspect about {thing}.
Answer in one sentence: what is {topic}?
Reply with a numbered list: steps to learn {topic}.
Give the answer as a table with two columns: terms of {topic} and what they mean.
Respond in {language}: what is {topic}?
Please format your answer as JSON with the keys name and description: three facts about {topic}.
Keep your response under 100 words. What is {topic}?
Use bullet points in your answer. How do I get started with {topic}?
Explain step by step how to set up {topic} at home.
thanks, that helps. and what about {topic}?
ok and how would this look in {code}?
yes please
Can you say that again in simpler words?
That was not what I meant. I wanted to know about {topic}.
Please make it shorter.
What else should I know about {topic}?
hi
good morning, can you help me with {topic}
whats the weather usually like in {place} in march
i need help with my homework on {topic}
why is the sky blue and the sunset red?
If you had to choose between {topic} and {topic2}, which would you pick and why?
Brainstorm ideas for {thing} that involve {topic}.
Classify these words as noun or verb: run, table, quickly, garden.
Is the following review positive or negative? "The service at {thing} was slow but the food was wonderful."
Extract all dates from this text: We met on 3 May 2021 and again on 14 June 2022 in {place}.
Generate a list of keywords for an article about {topic}.
What would happen if {topic} disappeared tomorrow?
Write a product description for a lamp in the style of {topic}.
Who are you and what can you do?
What can you help me with?
Are you able to browse the internet?
Which model are you?
Do you remember what we talked about earlier?
Let us start over with a new topic: {topic}.
Create a workout plan for someone who likes {topic}.
Could you check whether my reasoning about {topic} is right? I think that it depends mostly on the weather.
Give me feedback on this opening line: It was the year when {topic} came to {place}.
Suggest a title for a talk about {topic}.
Write a tweet about {topic} without hashtags.
Quelle est la capitale de la Norvège ?
Explique-moi {topic} en français, s'il te plaît.
Kannst du mir {topic} auf Deutsch erklären?
Was sind gute Restaurants in {place}?
¿Puedes explicarme cómo funciona {topic}?
¿Cuál es la mejor época para visitar {place}?
Come si prepara un buon risotto?
Qual é a melhor forma de aprender inglês?
日本の首都はどこですか?
请用简单的话解释一下光合作用。
Как приготовить борщ?
오늘 저녁 메뉴를 추천해 주세요.
Bagaimana cara belajar memasak?
Hoe laat gaat de laatste trein naar {place}?
Answer the following multiple choice question. Choose one letter. Which of these is about {topic}? (A) a river (B) a theory (C) a dance (D) a tool
You are given a list of words. Sort them by length and remove words that appear twice. Words: lamp, river, sun, lamp, mountain
Solve the following word problem and show your reasoning. Anna has 12 apples. She gives 5 to Tom and buys 8 more. How many apples does she have?
Imagine you are in a queue and two people leave before you. You were seventh. What is your position now?
Fill in the blank with a suitable word: The cat sat on the ___.
Write a response to this review as the owner of the shop. Thank the customer and be friendly. "Great lamps, but the delivery took two weeks."
Decide which of the two sentences sounds better and explain why. 1) {topic} is interesting. 2) What interests me is {topic}.
Finish the saying and tell me who said it: to be or not to be
Complete the {code} function below and add comments. def area(r):
You should write a short dialogue. There are two people, Ann and Bob. They talk about {topic}. Keep it funny.
Follow up on your previous response: make it shorter and more casual.
Change your previous answer so that every sentence begins with the letter A.
Now do the same for {topic2}.
Take on the role of a life coach. I will describe a conflict between two people and you suggest how they can solve it. First case: they argue about {topic}.
Embody the persona of a chef and explain how to make a soup.
Picture yourself as a tree on a hill. Describe the seasons.
Pretend to be a comedian and tell a story about {topic}.
Act as a math teacher. I will give you equations and you explain how to solve them. My first equation is 2x + 3 = 11.
I want you to act as a {language} translator. I will speak to you in any language and you will reply in {language}. My first sentence is "the sea is calm".
You are a physicist. Explain {topic} to your students with an example.
Play the part of an economist. What would you say about {topic}?
Please assume the role of a copy editor and improve this sentence: {topic} are a thing that many people likes.
I have a question about {topic}. My friend says that it is overrated. Is he right? What do experts say?
What is {topic}? How did it start? Who was important for it?
I spent the weekend reading about {topic} and loved it. It is hard to find time for it with two kids and a job. What would you read next?
Write a prompt for an image generator that shows {topic}.
Speaking of {topic}, can you also say something about {topic2}?
By the way, what is {topic2}?
Given the premise "All birds can fly", is the conclusion "penguins can fly" valid?
Compute the sum of these numbers: 3, 8, 15. Give only the number.
Which is heavier, a kilo of feathers or a kilo of lead?
Describe the differences in a table, then write one sentence about which one you recommend: {topic} or {topic2}.
In the film about {place}, why did the hero leave? Could this happen in real life?
As a fan of {topic}, which museum should I visit?
As a beginner in {topic}, I believe that practice matters most. Do you agree?
Let's say I have 200 dollars. How should I spend them on {topic}?
Suppose that it rains every day in {place}. How would life change?
Just out of curiosity, what do you think about {topic}?`.split('\n');

export const ORDINARY: readonly Template[] = LINES.map((text, index) => ({ family: `ordinary-${index}`, text, slots: SLOTS, times: /\{/.test(text) ? 12 : 1 }));
