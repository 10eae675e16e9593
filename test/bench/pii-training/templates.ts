/**
 * Sentences of our own, with slots. A slot's name is the type of what is put there; `STREET` and `ADDRESS` are STREET_ADDRESS, `GIVEN`, `FAMILY` and `NAME`
 * PERSON, `CITY` and `COUNTRY` GPE, `JOB` and `HONORIFIC` TITLE, `DAY`, `YEAR`, `WEEKDAY` DATE_TIME; `N` is a number that is nothing.
 */
export const TEMPLATES: readonly string[] = `
Dear {HONORIFIC} {FAMILY},\\n\\nthank you for your letter of {DAY}. We have passed it on to {NAME} in accounting.\\n\\nKind regards,\\n{NAME}\\n{JOB}\\n{ORG}
Hi {GIVEN}, could you forward the contract to {NAME} before {WEEKDAY}?
{GIVEN} called about the invoice and wants it sent to {ADDRESS}.
Please ship the replacement to {ADDRESS}, attention {NAME}.
The parcel for {NAME} could not be delivered to {STREET}, {CITY}.
Our new office opens on {DAY} at {ADDRESS}.
{NAME}, {AGE}, of {CITY}, was appointed {JOB} of {ORG} on {WEEKDAY}.
{NAME} ({AGE}) lives with her husband {GIVEN} in {CITY}, {COUNTRY}.
The patient, a {AGE}-year-old {NRP} woman, was admitted on {DAY} by Dr. {FAMILY}.
Patient name: {NAME}\\nDate of birth: {DAY}\\nAddress: {ADDRESS}\\nReferred by: {HONORIFIC} {FAMILY}
Applicant: {NAME}\\nEmployer: {ORG}\\nPosition: {JOB}\\nStart: {DAY}
From: {NAME}\\nTo: {NAME}\\nSubject: visit to {CITY}\\n\\nI will arrive on {WEEKDAY} and leave on {DAY}.
{ORG} announced that {NAME} would succeed {NAME} as {JOB}.
{ORG} has bought {ORG} for {N} million dollars.
Shares of {ORG} fell by {N} percent on {WEEKDAY} after {NAME} resigned.
After ten years at {ORG}, {GIVEN} moved to {CITY} and joined {ORG}.
My landlord is {NAME} and the flat is at {STREET}.
We grew up on {STREET} in {CITY}.
I live at {STREET}, {CITY} {ZIP}.
Send the bill to {NAME}, {STREET}, {ZIP} {CITY}, {COUNTRY}.
{NAME}\\n{STREET}\\n{CITY}, {ZIP}\\n{COUNTRY}
{HONORIFIC} {NAME}\\n{ORG}\\n{ADDRESS}
Contact: {NAME}, {JOB}, {ORG}, {ADDRESS}, {EMAIL}
Deliver to: {ADDRESS}
Home address: {ADDRESS}\\nWork address: {ADDRESS}
my address is {ADDRESS} and my wife is called {GIVEN}
The accident happened at the corner of {STREET_NAME} and {STREET_NAME} in {CITY}.
Take the second left after {STREET}; the shop is opposite {ORG}.
Is {STREET} still the address you have for me?
The property at {STREET} was sold to {NAME} in {YEAR}.
In {YEAR} {NAME} founded {ORG} in {CITY}.
Between {YEAR} and {YEAR} she studied at the University of {CITY}.
{NAME} was born in {CITY} in {YEAR} and died in {CITY} on {DAY}.
Her father, {NAME}, was a {JOB} from {COUNTRY}.
The {NRP} embassy in {CITY} has no record of {NAME}.
Two {NRP} tourists and a guide from {CITY} were rescued on {WEEKDAY}.
He speaks {NRP} and a little {NRP}.
Which {NRP} dishes would you cook for {N} people?
As a {NRP} citizen living in {COUNTRY}, do I need a visa for {COUNTRY}?
We fly from {CITY} to {CITY} via {CITY} on {DAY}.
What is the weather like in {CITY} in spring?
Trains between {CITY} and {CITY} are cancelled until {WEEKDAY}.
Is {CITY} bigger than {CITY}?
{COUNTRY} and {COUNTRY} signed the agreement in {CITY}.
The flood in northern {COUNTRY} destroyed {N} houses.
The mayor of {CITY}, {NAME}, declined to comment.
Customer {NAME} from {CITY} complains that order {N} never arrived.
Ticket {N}: {NAME} cannot log in since {WEEKDAY}.
{GIVEN} and {GIVEN} are getting married in {CITY} this summer.
Tell {GIVEN} that I said hello.
Have you seen {GIVEN}? She was with {GIVEN} and {GIVEN}.
I gave the keys to {NAME} yesterday.
{GIVEN}: are you coming?\\n{GIVEN}: in ten minutes\\n{GIVEN}: ok
{NAME} wrote: I do not agree with {FAMILY} on this.
according to {NAME}, the meeting with {ORG} went well
this is {NAME} speaking, how can I help?
my name's {NAME}, I'm {AGE} and I work as a {JOB} at {ORG}
You can call me {GIVEN}.
I am {NAME} and I would like to close my account.
Could you change the name on the card to {NAME}?
The account holder is {NAME}, not {NAME}.
Signed: {NAME}, {CITY}, {DAY}
Witnesses: {NAME} and {NAME}
Beneficiary: {NAME}\\nBank: {ORG}\\nAmount: {N}
Please add {NAME} and {NAME} to the guest list.
Emergency contact: {NAME} ({PHONE})
Author: {NAME}\\nReviewed by: {NAME}\\nLast changed: {DAY}
Summarise the interview of {NAME} with {NAME}, {JOB} of {ORG}.
Write a polite e-mail to {HONORIFIC} {FAMILY} declining the offer of {ORG}.
Write a birthday card for my son {GIVEN}, who turns {AGE} on {WEEKDAY}.
Translate the letter of {NAME} to the {NRP} authorities.
{FAMILY} and colleagues showed in {YEAR} that this does not hold.
{FAMILY} v. {FAMILY} was decided in {YEAR}.
The novel by {NAME} is set in {CITY} in {YEAR}.
A concert of {NAME} in {CITY} was moved to {DAY}.
Listen to {NAME}'s new record; {GIVEN}'s voice is great.
{NAME}'s lawyer said that {ORG}'s claims are baseless.
{HONORIFIC} {FAMILY}'s appointment is on {WEEKDAY}, {DAY}.
The {JOB}, {NAME}, opened the door.
She works as a {JOB} in {CITY}.
They are looking for a {JOB} and a {JOB}.
{ORG} is hiring a {JOB} in {CITY}.
I was a {JOB} at {ORG} for {N} years.
{HONORIFIC} {FAMILY} will see you at {TIME} on {DAY}.
The server was restarted on {DAY} at {TIME}.
It expires on {DAY}.
When: {DAY}, {TIME}\\nWhere: {STREET}, {CITY}
See you on {WEEKDAY} at {ORG}, {STREET}, {CITY}!
My daughter is {AGE} years old and my son is {AGE}.
He is {AGE}, she is {AGE}.
At {AGE} years of age, {NAME} is the oldest player in {COUNTRY}.
a {AGE} y/o male from {CITY} with chest pain
Aged {AGE}, unmarried, {NRP}, {JOB}.
I turned {AGE} last {WEEKDAY}.
I have an account with {ORG} since {YEAR}.
Does {ORG} ship to {COUNTRY}?
{ORG} Support\\n{ADDRESS}\\n{PHONE}
Compare {ORG} with {ORG} and {ORG}.
The contract between {ORG} and {ORG} ends on {DAY}.
{ORG}, headquartered in {CITY}, employs {N} people.
{NAME}, who runs {ORG}, was not available for comment.
{NAME} left {ORG} for {ORG} in {YEAR}.
Interview with {NAME} of {ORG}
Board of {ORG}: {NAME}, {NAME}, {NAME} and {NAME}.
I bought it at {ORG} on {STREET_NAME} in {CITY}.
The branch of {ORG} at {STREET} closes on {WEEKDAY}.
{NAME} from {CITY} writes: where can I find {ORG}?
Invoice to:\\n{ORG}\\n{ADDRESS}\\nVAT: {N}
Sender: {NAME}, {ADDRESS}\\nRecipient: {NAME}, {ADDRESS}
pick me up at {STREET} at {TIME}
the house at {STREET} burned down on {DAY}
My zip code is {ZIP}.
Postal code {ZIP}, {CITY}
We moved from {CITY} to {CITY} {ZIP}.
Name: {NAME}\\nCity: {CITY}\\nCountry: {COUNTRY}\\nZIP: {ZIP}
name,age,city\\n{NAME},{AGE},{CITY}\\n{NAME},{AGE},{CITY}
- {NAME}, {CITY}\\n- {NAME}, {CITY}\\n- {NAME}, {CITY}
{"name": "{NAME}", "age": {AGE}, "city": "{CITY}"}
> {NAME}\\n> {ORG}\\n> {ADDRESS}
| {NAME} | {JOB} | {CITY} |
{NAME} <{EMAIL}>
cc: {NAME}; {NAME}
Best,\\n{GIVEN}
Thanks,\\n{NAME}\\n{PHONE}
Regards\\n\\n{NAME}\\n{JOB}, {ORG}\\n{STREET}\\n{CITY}
The {NRP} team beat the {NRP} side {N} to {N} in {CITY}.
{NAME} of {COUNTRY} won gold; {NAME} came second.
{FAMILY} scored twice before {FAMILY} was sent off.
Former {JOB} {NAME} was arrested in {CITY} on {WEEKDAY}.
Police in {CITY} are looking for {NAME}, {AGE}, last seen near {STREET}.
The defendant, {NAME}, born {DAY} in {CITY}, resides at {ADDRESS}.
Tenant: {NAME}\\nProperty: {ADDRESS}\\nRent: {N}
I, {NAME}, hereby authorise {NAME} to act for me.
Nominated by {NAME} and seconded by {NAME}
My colleague {GIVEN} {FAMILY} told me about you.
Does anyone know {GIVEN}'s surname?
My grandmother {GIVEN} came from {CITY} to {COUNTRY} in {YEAR}.
People from {COUNTRY} call it differently.
She is half {NRP}, half {NRP}.
The {NRP} government denied it.
Many {NRP} companies moved to {CITY}.
It was built by the {NRP} in {YEAR}.
`.trim().split('\n').map((line) => line.replaceAll('\\n', '\n'));

/** Sentences in which nothing is personal, though much is capitalised. */
export const PLAIN: readonly string[] = `
The gateway returned an error after the third retry.
How do I reverse a linked list in Python?
Explain the difference between TCP and UDP to a beginner.
Write a function that returns the sum of all even numbers.
What Is New In This Release
Table of Contents
Chapter 3: Getting Started With Containers
Please Do Not Reply To This Message
THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG
Terms and Conditions apply. See Section 4.2 for details.
Error: connection refused while reading response header from upstream
Use the Settings menu to turn on Dark Mode.
Version 2.4.1 fixes the memory leak in the scheduler.
SELECT name, total FROM orders WHERE total > 100 ORDER BY total;
const result = await client.chat.completions.create(request);
import numpy as np
Step 1: Open the Control Panel. Step 2: Choose Network.
The cat sat on the mat and looked at the bird.
A balanced diet includes fruit, vegetables and whole grains.
What are the main causes of inflation?
Give me five ideas for a birthday party for children.
My order has not arrived yet and I would like a refund.
I forgot my password and the reset link does not work.
Can I pay in two instalments?
How long does delivery take?
The meeting room is booked until noon, so let us use the kitchen.
Photosynthesis turns light, water and carbon dioxide into sugar.
The derivative of x squared is 2x.
Let A be a matrix with n rows and m columns.
Increase the timeout to 30 seconds and try again.
The total is 1,250 and the discount is 15 percent.
Page 12 of 48
Order number 48213 was shipped in 3 parcels.
Breaking News: Markets Close Higher
Read More About Our Privacy Policy
Sign In Or Create An Account
Frequently Asked Questions
Happy Birthday! Wishing you all the best.
Good morning, how can I help you today?
Sorry, I did not understand that. Could you rephrase?
You are a helpful assistant. Answer in short sentences.
Machine Learning models need data, time and patience.
Kubernetes schedules pods on nodes.
Docker, Redis and Postgres run in the same network.
The Internet of Things connects devices.
Add 200 g of flour, 2 eggs and a pinch of salt.
Preheat the oven to 180 degrees and bake for 25 minutes.
Is it safe to take both medicines at once?
The left engine failed during take-off.
Water boils at 100 degrees at sea level.
To be, or not to be, that is the question.
Why did the chicken cross the road?
Our Mission Is To Make Work Simple
Click Here To Unsubscribe
Warning: Do Not Open While Running
Quarterly Report: Revenue, Costs and Outlook
Total Assets, Current Liabilities and Equity
He said nothing and left the room.
They wanted to know whether it was true.
Nobody knows what happened next.
Honesty and Patience are virtues that Managers seldom praise.
The Board will vote on the Budget next month.
Love and Hate are four-letter words.
Try the Premium plan, or stay on Basic.
Press Ctrl and C to stop the process.
GET /v1/models HTTP/1.1 returned 200 OK
Sales grew by 12 percent while Costs fell by 3 percent.
Ask Support for a new card.
Tuition fees rose again, said the report.
Open the file README and follow the steps.
`.trim().split('\n');

/** Shapes of headings, interfaces and code, filled with everyday words: `W` small, `CW` capitalised, `UW` in capitals. */
export const NOISE: readonly string[] = `
{CW} {CW}
{CW} {CW} {CW}
{UW} {UW}
The {CW} {W} {W} the {W} {CW}.
{CW} {W} {W} {W} {W}.
{W} {W} {W} {W} {W} {W}
Your {CW} {W} is {W}.
Hi there,\\n\\nyour {W} {W} is ready. {CW} to {W} your {W}.
{CW}: {W}\\n{CW}: {W}\\n{CW}: {N}
{CW} - {CW} - {CW}
{ACRONYM} and {ACRONYM} {W} {W} {W}.
Use {ACRONYM} to {W} the {ACRONYM} {W}.
Configure {ACRONYM} {N} with {CODE}.
{CODE} = {CODE}({CODE}, {N})
if ({CODE}) { return {CODE}; }
{CODE}: {CODE}
- {CW} {W}\\n- {CW} {W}\\n- {CW} {W} {W}
# {CW} {CW}\\n\\n{CW} {W} {W} {W}.
| {CW} | {CW} | {CW} |\\n| {W} | {N} | {N} |
How do I {W} a {W} in {CW}?
What is the {W} of {W} {W} for {W}?
Can you {W} the {W} {W} of {ACRONYM} and {W} it?
Contact {CW} {CW} | {CW} {CW} | {CW}
{CW} {N} {W}, {CW} {N} {W}
Step {N}: {CW} the {W}. Step {N}: {CW} {W}.
{CW} {CW}: $ {N}.00\\n{CW} {CW}: $ {N}.{N}
{N} {W} {W} in {N} {W}
{CW} {W} from the {W} {W}, {W} {W} at the {W} {W}.
I {W} with {W} {W} and {W} in {W} {W}.
{CW} for {W} {W} to {W}; {W} by {W} {W}.
the {W} of {W}, the {W} and {W} {W} with the {W}
{CW} Is {CW}, And {CW} Is Not
`.trim().split('\n').map((line) => line.replaceAll('\\n', '\n'));
