import { readText } from "../sqlite/read-json.ts";
import type { Row, StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore, KeptAccount } from "./gate-store.ts";

/** Accounts in custody. */
export function accountsTable(db: StoreDatabase): GateStore["accounts"] {
  const read = (row: Row): KeptAccount => ({
    account: readText(db, row, "account"),
    name: readText(db, row, "name"),
    email: row["email"] === null ? null : readText(db, row, "email"),
  });
  return {
    get: (account) => {
      const row = db.first("SELECT * FROM accounts WHERE account = ?", account);
      return row === null ? null : read(row);
    },
    all: () => db.all("SELECT * FROM accounts ORDER BY account").map(read),
    put: ({ account, name, email }) => {
      db.run(
        `INSERT INTO accounts(account, name, email) VALUES(?, ?, ?)
         ON CONFLICT(account) DO UPDATE SET name = excluded.name, email = excluded.email`,
        account,
        name,
        email,
      );
    },
  };
}
