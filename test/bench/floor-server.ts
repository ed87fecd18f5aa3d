// The floor of the fan-out: node:net in, socket.io out, nothing between. Run as a child process; told by IPC what to send.
import { createServer } from "node:http";
import { connect } from "node:net";
import { Server } from "socket.io";

interface Orders {
  readonly pmsPort: number;
  /** Payloads captured from the service: what one record sends to which rooms. */
  readonly emissions: readonly { readonly rooms: readonly string[]; readonly pop: Record<string, unknown> }[];
}

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });
const seen = new Map<string, number>();
io.of("/terminals").on("connection", (socket) => {
  const { room } = socket.handshake.auth as { room: string };
  void socket.join(room);
  socket.on("seen", (message: { upTo: number }) => seen.set(socket.id, message.upTo));
});

let number = 0;
function pop(frame: string, orders: Orders): void {
  const reservation = /\|G#([^|]*)\|/.exec(frame)?.[1] ?? "";
  number += 1;
  for (const { rooms, pop: shape } of orders.emissions) {
    const card = shape["card"] as Record<string, unknown>;
    const stay = card["stay"] as Record<string, unknown>;
    io.of("/terminals")
      .to([...rooms])
      .emit("pop", { ...shape, number, at: Date.now(), card: { ...card, stay: { ...stay, reservation } } });
  }
}

function listen(orders: Orders): void {
  const pms = connect(orders.pmsPort, "127.0.0.1");
  let rest = "";
  pms.setNoDelay(true);
  pms.on("data", (bytes) => {
    rest += bytes.toString("utf8");
    for (let end = rest.indexOf("\x03"); end >= 0; end = rest.indexOf("\x03")) {
      const frame = rest.slice(rest.indexOf("\x02") + 1, end);
      rest = rest.slice(end + 1);
      if (frame.startsWith("GI|")) pop(frame, orders);
    }
  });
}

process.on("message", (orders: Orders) => listen(orders));
process.on("disconnect", () => process.exit(0));
http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
