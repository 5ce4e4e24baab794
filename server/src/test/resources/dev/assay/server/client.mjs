// Drives every route with the official client; prints one line of JSON that the test reads.
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "none", maxRetries: 0 });
const messages = [{ role: "user", content: "What is a violinist?" }];
const settings = { model: "tiny", temperature: 0, max_tokens: 24 };

const models = [];
for await (const model of client.models.list()) models.push(model.id);

const whole = await client.chat.completions.create({ ...settings, messages, logprobs: true, top_logprobs: 2 });

let streamed = "";
let finish = null;
let usage = null;
const stream = await client.chat.completions.create({
  ...settings,
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}

let pieces = "";
for await (const chunk of await client.completions.create({ ...settings, prompt: "A hammer is", stream: true })) {
  pieces += chunk.choices[0].text;
}
const continued = await client.completions.create({ ...settings, prompt: "A hammer is" });

const embedding = await client.embeddings.create({ model: "tiny", input: "a dog" });

const schema = {
  type: "object",
  properties: { animal: { type: "boolean" } },
  required: ["animal"],
  additionalProperties: false,
};
const bound = await client.chat.completions.create({
  ...settings,
  messages,
  response_format: { type: "json_schema", json_schema: { name: "kind", strict: true, schema } },
});

let refusal = null;
try {
  await client.chat.completions.create({ ...settings, messages, temperature: -1 });
} catch (error) {
  refusal = { status: error.status, code: error.code, param: error.param, type: error.type };
}

console.log(
  JSON.stringify({
    models,
    text: whole.choices[0].message.content,
    logprobs: whole.choices[0].logprobs.content.length,
    streamed,
    finish,
    tokens: usage.completion_tokens,
    pieces,
    continued: continued.choices[0].text,
    width: embedding.data[0].embedding.length,
    bound: JSON.parse(bound.choices[0].message.content),
    refusal,
  }),
);
