import {readConfig} from "../../loaders/config.js";
import type {MessageRegister} from "../../loaders/messageRegister.js";
import {readRegisters} from "../../loaders/registers.js";
import {writeFolder} from "../writeFolder.js";
import type {Rows} from "./company.js";

/** The register as it is read from a playbook. */
export function messageRegister(messages: string): MessageRegister {
  const folder = writeFolder({
    "sources.yaml": "exports: [{files: none.csv, table: accounts}]",
    "playbook/messages.yaml": messages
  });
  return readRegisters(readConfig(folder)).messages!;
}

let sent = 0;

/** An e-mail to an account. */
export const mail = (account_id: string, sent_at: string, stage: string, more: Rows[string][number] = {}) => ({
  ...{message_id: `m${++sent}`, account_id, sent_at, stage, template_id: `${stage}-mail`, channel: "email"},
  ...more
});
