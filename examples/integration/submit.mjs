// Submit one shipment from Node without any library: one XADD over a socket (RESP).
// usage: node submit.mjs HOST PORT
import net from "node:net";

const [host, port] = process.argv.slice(2);
const record = {
  shipment_id: "NODE-1",
  source: "urn:example:node",
  parties: [{ role: "CN", names: [{ text: "Akmetron JSC" }], country: "RU" }],
};
const words = ["XADD", "intake:express", "*", "record", JSON.stringify(record)];
const command =
  `*${words.length}\r\n` +
  words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("");

const socket = net.connect(Number(port), host, () => socket.write(command));
socket.on("data", (answer) => {
  // "$15\r\n1764000000000-0\r\n": the entry's id; "-ERR …" where it was refused.
  console.log(answer.toString().trim().split("\r\n").at(-1));
  socket.end();
});
