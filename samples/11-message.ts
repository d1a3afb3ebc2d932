// A message: data with paths that modules hand along. Every entry is an ordinary property, and is also reached by its path.
import { dotdict, inline, InputError, Message } from "msgflux";

const msg = new Message({ content: "hello world", userId: "C-1234" });
msg.set("context.data", { key: "value" });
msg.set("images.product", ["img1.jpg", "img2.jpg"]);
msg["issue"] = "any other field";
console.log(msg.get("context.data.key"), msg.get("images.product.-1"), msg.get("issue"), msg.get("no.such", "a default"));
console.log(msg.has("images.user"), msg.delete("issue"), msg.has("issue"));

// A record given for a record is merged into it; anything else replaces what was there.
msg.update({ context: { data: { more: [1, 2] } }, "images.product.0": "cover.jpg" });
console.log(msg.context, msg.get("images.product"));

// Steps of a pipeline read the message and write to it.
await inline("preprocess -> analyze", {
  preprocess: (message: Message) => message.set("extra.upper", String(message.content).toUpperCase()),
  analyze: (message: Message) => message.set("outputs.analysis", `Analyzed: ${String(message.get("extra.upper"))}`),
})(msg);
console.log(msg.get("outputs.analysis"), msg.metadata.userId);

// Any data can have paths: copies go out, hidden keys stay inside, and a frozen one takes nothing.
const user = dotdict({ name: "Ada", password: "secret", tags: ["admin"] }, { hiddenKeys: ["password"] });
console.log(JSON.stringify(user), user);
const copy = user.toDict();
copy["name"] = "Bob";
console.log(user["name"], user.get("password"));

const settings = dotdict({ retry: { attempts: 3 } }, { frozen: true });
try {
  settings.set("retry.attempts", 5);
} catch (error) {
  if (error instanceof InputError) console.log(error.message);
}

// Output:
// value img2.jpg any other field a default
// false true false
// { data: { key: 'value', more: [ 1, 2 ] } } [ 'cover.jpg', 'img2.jpg' ]
// Analyzed: HELLO WORLD C-1234
// {"name":"Ada","tags":["admin"]} DotDict { name: 'Ada', tags: [ 'admin' ] }
// Ada secret
// Cannot write "retry.attempts": what holds it is frozen.
