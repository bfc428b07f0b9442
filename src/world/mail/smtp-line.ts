import type { Socket } from "node:net";
import { type SmtpReply, smtpReply } from "../../domain/mail/smtp-reply.ts";

/** A plain SMTP conversation over one socket: one command, one reply. */
export class SmtpLine {
  readonly #socket: Socket;
  #received = "";
  #ended: string | null = null;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", this.#onData);
    socket.on("error", this.#onError);
    socket.on("close", this.#onClose);
  }

  /** The next reply, or one sentence on why none comes. Never rejects. */
  async reply(): Promise<SmtpReply | string> {
    for (;;) {
      const answer = smtpReply(this.#received);
      if (answer.status === "garbled") return answer.detail;
      if (answer.status === "reply") {
        this.#received = this.#received.slice(answer.taken);
        return answer.reply;
      }
      if (this.#ended !== null) return this.#ended;
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  /** Sends a command and waits for its reply. */
  async say(command: string): Promise<SmtpReply | string> {
    // SECURITY: what came before the command cannot be its reply (RFC 3207 section 4.2: nothing is pipelined here).
    this.#received = "";
    if (this.#ended === null) this.#socket.write(`${command}\r\n`);
    return await this.reply();
  }

  /** Gives the socket away, for TLS. Anything received in plain text is dropped. */
  release(): Socket {
    this.#socket.off("data", this.#onData);
    this.#socket.off("error", this.#onError);
    this.#socket.off("close", this.#onClose);
    this.#received = "";
    return this.#socket;
  }

  readonly #onData = (part: Buffer): void => {
    this.#received += part.toString("latin1");
    this.#wake();
  };

  readonly #onError = (error: Error): void => {
    this.#end("code" in error && typeof error.code === "string" ? error.code : error.message);
  };

  readonly #onClose = (): void => this.#end("connection closed");

  #end(why: string): void {
    this.#ended ??= why;
    this.#wake();
  }
}
