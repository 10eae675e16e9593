import type { Template } from './template';

/** Documents of every day, with the requests to people that they hold. Lines of one document are separated by a bar with spaces, documents by a line. */
const TEXTS = `SUBJECT: Your invoice {number} | FROM: {company} <billing@{domain}> | CONTENT: Hi {person}, | Your invoice for {amount} is ready. The amount will be charged to your card on {date}. Please reach out if you have any questions. | Thank you, | The {company} Team
Subject: Meeting on {date} | To: {person} | Hi {person}, | can you please send me the slides before noon? Let me know if the room is fine for you. I attached the agenda. | Best regards, | {person2}
From: {person} | Subject: Re: Order {number} | Dear {person2}, | we received your order. It will be shipped on {date}. Track your package here. If something is missing, please reply to this email and we will sort it out. | Kind regards
SUBJECT: Welcome to {company}|EMAIL_FROM: {company} <hello@{domain}>|CONTENT: Hi {person}, | Thanks for signing up! Get started in three steps. Create your profile. Invite your team. Connect your calendar. | Need help? Visit our help center or contact support. | Unsubscribe | Privacy Policy
Hi {person}, your payment of {amount} to {company} was sent from your account ending in {digits}. It may take two days to arrive. If you did not make this payment, contact us right away.
SUBJECT: Security alert|FROM: {company} <no-reply@{domain}>|CONTENT: A new sign-in to your account was noticed on {date}. If this was you, you can ignore this email. If not, reset your password and review your settings. Never share your code with anyone.
Subject: Password reset | Hello {person}, | somebody asked to reset the password of your account. Click the link below to choose a new one. The link expires in one hour. If you did not ask for this, please disregard this message. | {company}
Subject: Newsletter of {company} | This week: five ideas for your garden, a recipe for plum cake, and a discount of {percent} on all tools. | Shop now | Did you know? Bees visit up to a thousand flowers a day. | Follow us | View in browser
Hello team, | the deployment on {date} failed because a migration was missing. {person}, please add it and run the job again. {person2}, could you review the change today? Do not merge before the tests are green. | Thanks
Minutes of the meeting on {date} | Present: {person}, {person2} | 1. Budget: {amount} were approved. | 2. {person} will write the report until Friday. | 3. Open question: who takes over the phone on Monday? | Next meeting in two weeks.
Dear {person}, | we are pleased to invite you to the opening of our new office. Please confirm your attendance by {date}. Parking is available behind the building. Bring this letter with you. | Sincerely, {person2}, {company}
SUBJECT: Booking confirmation {number}|CONTENT: Dear {person}, your room is booked from {date}. Check-in starts at 3 pm. Please bring a valid passport. Add breakfast for {amount}. Manage your booking online. What to know before you go: the pool is closed in winter.
Subject: Interview | Hi {person}, thank you for your application. Tell us about a project that you are proud of, and what you learned from it. Please answer before {date}. Would Tuesday at ten work for a call? | {person2}, {company}
Ticket {number} | Reporter: {person} | The app closes as soon as I open the settings. Steps: open the app, tap the menu, choose settings. Expected: the settings show. Please fix this soon, our customers complain. Is there a workaround?
{person}: are you coming tonight? | {person2}: yes, what should I bring? | {person}: just drinks. Call me when you are here. | {person2}: ok, see you at eight!
{person}: Did you see the match? | {person2}: No, who won? | {person}: We did, three to one. You should have been there!
The {company} report for the last quarter shows sales of {amount}, up {percent}. The board expects further growth. "We are happy with the result," said {person}. Analysts ask whether costs can be kept down. The share price rose by {percent} on {date}.
Plum cake | Ingredients: 500 g flour, 250 g butter, 1 kg plums, 2 eggs. | Preheat the oven to 180 degrees. Mix the flour with the butter. Add the eggs and stir well. Spread the dough on a tray, cover it with plums and bake for 40 minutes. Let it cool. Serve with cream.
How to install the shelf | Before you begin, read all instructions. Unpack the parts and check that nothing is missing. Fix the rails to the wall. Insert the boards from below. Do not stand on the shelf. Keep these instructions for later. If you need help, call our service line.
README | Install the package with npm install {word}. Run npm test before you open a pull request. Set the variable TOKEN to your key. Do not commit secrets. See the documentation for all options. To contribute, fork the repository and create a branch.
Abstract. We study how {topic} changes with temperature. Samples from {number} sites were measured over ten years. The results show a decline of {percent}. We discuss possible causes and suggest further research. Keywords: {topic}, field study, climate.
Introduction: This paper examines {topic}. Methods: We asked {digits} people in two cities. Results: Most of them had heard of it, few could explain it. Conclusion: Schools should teach {topic} earlier. References: {person} (2019), {person2} (2021).
def total(prices):|    # adds up all prices and applies the discount|    result = sum(prices)|    if result > 100:|        result = result * 0.9|    return result|print(total([30, 50, 70]))
function load(url) { | // returns the parsed answer, or throws when the server does not reply | const response = await fetch(url); | if (!response.ok) throw new Error('failed'); | return response.json(); | }
<table><tr><td>Name</td><td>City</td><td>Amount</td></tr><tr><td>{person}</td><td>Rome</td><td>{amount}</td></tr><tr><td>{person2}</td><td>Oslo</td><td>{amount}</td></tr></table>
name,city,amount|{person},Rome,{digits}|{person2},Oslo,{digits}|Miller,Paris,{digits}
<html><body><h1>{company}</h1><p>We repair bicycles of all kinds. Call us or visit our shop on {date}.</p><ul><li>Opening hours: 9 to 5</li><li>Contact</li></ul></body></html>
{"order": "{number}", "customer": "{person}", "items": [{"name": "lamp", "price": 30}], "note": "please deliver after {date}"}
The city of {word} lies on a river. Its old bridge was built in 1502. In the nineteenth century it became a centre of glass making. Today visitors come for the museum and the market. What makes the place special is its light in autumn.
Once upon a time there was a miller who had a clever daughter. "Tell me a story," said the king, "or leave my land." She laughed and asked him: "What is lighter than a feather?" The king did not know. Write this down, she said, and never forget it.
Customer review: I bought the lamp from {company} for {amount}. It arrived broken. The support asked me to send pictures, then nobody answered. Would I buy it again? No. Save your money and look elsewhere.
Question from a forum: my tomato plants have yellow leaves. What is wrong? Answer: water them less and add some fertiliser. Check the roots for rot. Let me know if it gets better.
Terms: You must not share your account. We may change these rules at any time. Please read the policy carefully. By using the service you agree to follow the instructions of the staff. Contact {person} for questions.
Enable multi-factor authentication for all users. Rotate keys every 90 days. Ensure that logs are kept for one year. Review the permissions of each role. Remove accounts that are not used. Document exceptions and have them approved.
Patient {person}, age {digits}, reports headache since {date}. Blood pressure is normal. Advised to drink more water and to return in two weeks. Prescribed ibuprofen as needed. Ask about family history at the next visit.
Agenda | 9:00 Welcome by {person} | 9:30 What is {topic}? | 10:30 Break | 11:00 Workshop: write your first program | 12:30 Lunch | 13:30 How does {topic} affect us? | 15:00 End
Homework for {date}: Read chapter three. Explain in your own words what {topic} is. Solve exercises 4 to 9. Write half a page about your holidays. Bring your book. Questions? Ask {person}.
FAQ | How do I return an item? Send it back within 30 days. | What payment methods do you accept? Cards and transfer. | How can I contact you? Write to help@{domain}. | Where is my order? Use the tracking link.
SUBJECT: Receipt from {company}|EMAIL_FROM: {company} <billing@{domain}>|RECEIVED DATE: Mon, 07 Feb 2022 16:31:09 +0000|CONTENT: | Receipt | Amount paid {amount} | Date {date} | Card ending in {digits} | If you have any questions, just reply to this email or call us. | You are receiving this email because you bought something at {company}.
Hi {person},Your card ending in {digits} was charged {amount} by {company}.If you do not know this charge, you can dispute it in the app.The {company} Team
SUBJECT: {person} sent you a file|CONTENT: {person} has shared a folder with you. Open the folder. The link works for seven days. Reply to this email to answer {person} directly. Sent with care from {company}, 12 Market Street, Leeds
SUBJECT: How was your stay?|FROM: {company}|CONTENT: Dear {person}, | How did you like your room? Rate your stay and tell other travellers about it. It takes two minutes. Write a review now. Your feedback helps us to improve.
SUBJECT: Action needed|CONTENT: Hello {person}, your plan ends on {date}. Update your payment details to keep your data. Choose a plan, add a card, and you are set. Have questions? Read our guide or chat with us. What happens if I do nothing? Your account will be paused.
Subject: trip to Rome | Hey {person}, | so glad that you can come! What time does your train arrive? Do you want me to pick you up? Bring a warm coat, it is cold at night. Tell {person2} I said hello. | Hugs
Subject: Question about the contract | Dear Ms. {person2}, | could you explain clause four to me? I do not understand what is meant by "reasonable notice". Please send me the signed copy as well. What are the next steps? | Yours, {person}
Release notes 2.1 | Added: export to CSV. Changed: the start page loads faster. Fixed: a crash when a name was empty. Removed: the old login. To upgrade, stop the service, run the installer and start it again. Write to us if anything breaks.
Press release | {company} opens a new plant on {date}. It will create {digits} jobs. "This is a great day for the region," said {person}. For more information, contact the press office.
"How do I get to the station?" asked {person}. "Turn left at the church," the old man said, "then ask again." She thanked him and walked on. The rain had stopped. Why had nobody told her about the bridge?
The experiment was run three times. In each run {digits} seeds were placed in a dark box. After a week, {percent} had sprouted. Light made no difference. What explains this result is still unclear. More work is needed.
Exercise 3. Complete the sentences. Use the past tense. 1. She ___ (go) to school. 2. They ___ (write) a letter. Exercise 4. Answer the questions. Where do you live? What is your hobby? Exercise 5. Describe the picture.
Speech by {person}: My friends, let us remember why we are here. Think of those who come after us. What will they say of us? Let us build, let us plant, let us hope. Thank you all for coming.
Patient leaflet. Take one tablet with water after a meal. Do not take more than three a day. Ask your doctor if you are pregnant. What are the side effects? Headache and tiredness are common. Keep out of the reach of children.
Job posting | {company} is looking for a writer. You will write articles, translate texts and analyse data. You explain complex topics in simple words. Send your application to jobs@{domain}. Include a short letter that tells us why you want to join.
Course description: In this course you learn to explain {topic}, to compare methods and to write a report. Each week you solve one problem. At the end you present your results. Who can join? Everybody.
[{date} 10:02] {person}: deploy is done | [{date} 10:05] {person2}: thanks! can you check the logs? | [{date} 10:09] {person}: looks fine. who is on call tonight? | [{date} 10:10] {person2}: me. ping me if it breaks
commit 4f1c2 | Author: {person} | Fix the rounding of prices | Prices were cut instead of rounded. Add tests. See ticket {number}.
SELECT name, total FROM orders WHERE total > {digits} ORDER BY total DESC; -- shows the largest orders first; run it on the replica only
class Queue:|    # holds jobs until a worker takes them; do not call it from two threads|    def add(self, job):|        self.jobs.append(job)|    def size(self):|        return len(self.jobs)
| Product | Price | Stock | | lamp | {digits} | 12 | | chair | 80 | 3 | | table | 210 | 0 |
Weather for {date}: sunny in the morning, showers later. Highs of 21 degrees. Take an umbrella if you go out in the evening. Winds from the west.
Minutes | {person} asked how sales could be raised. {person2} suggested to write to old customers and to offer them {percent} off. Decision: {person} drafts the letter. {person2} compares two printers and gets quotes.
Biography: {person2} was born in 1921 in a small village. She studied law and later wrote novels. Her best known book tells the story of a fisherman. She died in 1988. A street is named after her.
Letter to the editor: Why does the city not plant more trees? Ask anyone who lives on the main street in July. Give us shade! Write to your council member, as I did. {person}
Support chat | Agent: Hello, how can I help you? | Customer: My order {number} has not arrived. Where is it? | Agent: Please give me your postcode. | Customer: 4021. | Agent: Thank you. It will be there on {date}.
Horoscope: Today you should listen to your heart. Write down your plans. Tell somebody close to you the truth. Avoid large purchases. What you lost will come back.
Safety rules of the pool: Do not run. Follow the instructions of the staff. Ignore nobody who calls for help. Children under six must be with an adult. Showers before bathing are required.`.split('\n');

const SLOTS = {
  number: ['2024-118', 'A-5531', 'INV-00921', '77120', 'XK-203'], company: ['Northwind', 'Bluebird Travel', 'Cedar Bank', 'Parcelio', 'Lumen Energy', 'Tallow & Sons', 'Greenleaf'], domain: ['northwind.example', 'cedarbank.example', 'parcelio.example'],
  person: ['Anna', 'Mr. Brown', 'Leila', 'Tom', 'Mrs. Novak', 'Jun', 'David'], person2: ['Priya', 'Carlos', 'Ms. Weber', 'Olu', 'Sven', 'Maria Rossi'], amount: ['$45.00', '$2,099.00', 'EUR 310', '$19.99', '£1,250'], date: ['3 May', 'Monday', 'Feb 07 2022', '12 October', 'Friday 9 June'],
  digits: ['4605', '42', '120', '7681', '36'], percent: ['12%', '20 percent', '3.5%'], word: ['arden', 'leftwell', 'stonebrook', 'quickparse'], topic: ['soil moisture', 'media literacy', 'machine learning', 'noise in cities', 'sleep'],
};

export const DOCUMENTS: readonly Template[] = TEXTS.map((text, index) => ({ family: `document-${index}`, text: text.replaceAll(' | ', '\n').replaceAll(/\|(?=\S)/g, '\n'), slots: SLOTS, times: 5 }));

/** What people ask about a document that they paste. `{doc}` is where it stands. */
export const QUESTIONS: readonly Template[] = `Summarize this: {doc}
{doc}\\n\\nSummarize the text above in two sentences.
Please read the following email and tell me what I have to do.\\n\\n{doc}
{doc}\\n\\nWhat is this about?
Translate this into French:\\n{doc}
Find all dates in the following text.\\n\\n{doc}
{doc}\\nQ: What amount is mentioned? If there are several, list all of them.
Q: Who wrote this? A: \\n{doc}
Context: {doc}\\n\\nQuestion: who is mentioned in the context?\\nAnswer:
Write a reply to this message:\\n\\n{doc}
{doc}\\n\\nDraft a short and friendly answer to this email for me.
What is the output of this? {doc}
Is the tone of this text friendly? {doc}
{doc}\\n\\nCorrect the spelling mistakes.
Extract the names as JSON. {doc}
Can you explain this to me in simple words? {doc}
Turn this into bullet points: {doc}
{doc}\\n\\nHow much was paid, and when?
I got this today, is it a scam?\\n{doc}
You are given an email. Answer the question about it. Email: {doc} Question: When is the deadline?
{doc}\\n\\nGive me a title for this.
Here is a document. {doc}\\nList the three main points. Use short sentences in your answer.
Rewrite the text below for children.\\n{doc}
{doc}\\n\\nwhat should i do next?
Read the passage and answer the question. Passage: {doc} Question: what happens first?
{doc}\\nBased on the text, is the following statement true or false? The writer is happy.
Extract the following information from the text: names, dates and amounts. Output one per line in the format "type: value".\\n\\n{doc}
You will be given a message from a customer. Classify it as complaint, question or praise. Only give the label.\\n\\n{doc}
In your own words, explain what the author wants. Use no more than 30 words.\\n\\n{doc}
{doc}\\n\\nWhich of these titles fits best? (A) Good news (B) A warning (C) An offer
Given the text below, find the longest sentence.\\n{doc}
Here is some input. Rewrite it in the third person and keep the tone. {doc}
{doc}\\nTL;DR:
Q: When did this happen?\\nContext: {doc}\\nA:
Evaluate the following text on a scale from 1 to 5 for clarity. Return your answer as a JSON object.\\n\\n{doc}
Count how often the word "the" appears in the text. Then give the answer as a number.\\n\\n{doc}
{doc}\\n\\nWhat is the sentiment of this text?
I need help with this. {doc} Can you make it sound more polite?
{doc}\\n\\nTranslate the above into Spanish.`.split('\n').map((text, index) => ({ family: `question-${index}`, text: text.replaceAll('\\n', '\n'), slots: {}, times: 1 }));
